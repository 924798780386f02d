# What editors and type checkers know of the package: names that it looks up when first used.

from circuitlab.api import Circuit as Circuit
from circuitlab.api import CircuitError as CircuitError
from circuitlab.api import DaysRun as DaysRun
from circuitlab.api import Run as Run
from circuitlab.api import load as load
from circuitlab.api import preset as preset
from circuitlab.api import presets as presets
from circuitlab.api import simulate as simulate
from circuitlab.api import verify as verify

__version__: str
__all__ = [
    "Circuit",
    "CircuitError",
    "DaysRun",
    "Run",
    "load",
    "preset",
    "presets",
    "simulate",
    "verify",
]
