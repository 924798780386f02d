"""The program without a window: commands, and what they say when something is wrong."""

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Do what the command line asks and leave with its exit code.

    Parameters
    ----------
    arguments
        Words after the program's name; those of this process when not given.
    """
    from circuitlab.cli.lasting_imports import lasting

    with lasting():
        from circuitlab.cli.app import app
        from circuitlab.cli.errors import guarded

    words = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(guarded(lambda: app(args=words, prog_name="circuitlab", standalone_mode=False)))
