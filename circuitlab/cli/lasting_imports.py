"""Loading the program: what a module makes of itself stays for as long as the process."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Load modules without looking through them for garbage, then or later.

    Looking takes a fifteenth of the time in which the window opens, and some hundredths of a
    second whenever it is done again while a circuit runs.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
