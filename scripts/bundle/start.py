"""What the portable folder's executable runs: the command, or a module as Python itself would.

The program starts itself again to compile in a process of its own, by `-P -m MODULE`; Python's
pools of processes start it too, in their own way.
"""

import multiprocessing
import runpy
import sys
from collections.abc import Sequence

PACKAGE = "circuitlab"


def module_asked_for(words: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the module that is to be run and its arguments; None where the command is meant."""
    rest = list(words[1:] if words[:1] == ["-P"] else words)
    if rest[:1] != ["-m"] or len(rest) < 2 or rest[1].partition(".")[0] != PACKAGE:
        return None
    return rest[1], rest[2:]


def main() -> None:
    """Run what the command line asks for."""
    multiprocessing.freeze_support()
    asked = module_asked_for(sys.argv[1:])
    if asked is None:
        from circuitlab.cli import main as command

        command()
    module, sys.argv[1:] = asked
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
