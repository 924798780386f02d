"""Between an error and its reader: one clear sentence instead of a traceback."""

import os
import sys
from collections.abc import Callable

import typer

from circuitlab.catalog.load import CatalogError
from circuitlab.catalog.printable import printable
from circuitlab.catalog.words import Problem
from circuitlab.error_log import written_down
from circuitlab.resources import _

NO_WINDOW = 2
INTERRUPTED = 130


class CannotDo(Exception):
    """What was asked for cannot be done; the reasons are for the user.

    Parameters
    ----------
    problems
        What is wrong and what to do.
    code
        Exit code of the program.
    """

    def __init__(self, *problems: Problem, code: int = 1) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
        self.code = code


def guarded(action: Callable[[], object]) -> int:
    """Run `action` and return the exit code; what went wrong is one line on stderr.

    Parameters
    ----------
    action
        May raise anything. An `int` it returns is the exit code.
    """
    try:
        result = action()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except typer.Exit as leave:
        return leave.exit_code
    except typer.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        say(_("stopped"))
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  the reader has gone
        return 0
    except Exception as error:
        sentences, code = explained(error)
        for sentence in sentences:
            say(sentence)
        return code


def explained(error: Exception) -> tuple[list[str], int]:
    """Sentences for the user and the exit code that belong to `error`.

    An error that nobody foresaw is written to a log file, which the sentence names.
    """
    from circuitlab.engine.errors import CannotRun
    from circuitlab.exchange.errors import CannotExchange
    from circuitlab.exchange.extras import MissingExtra
    from circuitlab.files.atomic_write import is_for_want_of_room, unwritten

    if isinstance(error, CannotDo):
        return [str(problem) for problem in error.problems], error.code
    if isinstance(error, typer.TyperException):
        said, more = error.format_message().rstrip("."), _("see “circuitlab --help”")
        return [f"{said}; {more}"] if said else [], 2  # of a group alone its help was shown
    if isinstance(error, CannotRun | MissingExtra | CannotExchange):
        return [str(error.problem)], 1
    if isinstance(error, CatalogError):
        return [str(problem) for problem in error.problems], 1
    if isinstance(error, OSError) and is_for_want_of_room(error):
        return [str(unwritten(error.filename or "", error))], 1
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return [f"{place}{error.strerror}; {_('choose another place')}"], 1
    if isinstance(error, MemoryError):
        return [_("there is not enough memory for this; make it shorter or smaller")], 1
    what = _("something went wrong that is our mistake, not yours; the details are in {log}")
    return [what.format(log=written_down(error))], 1


def say(sentence: str) -> None:
    """Write one line to stderr, under the program's name."""
    print(f"circuitlab: {printable(' '.join(sentence.split()))}", file=sys.stderr)
