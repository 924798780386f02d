"""What a run without a window says of neurons that too much input has silenced."""

from typing import TYPE_CHECKING

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.hints import Hint

if TYPE_CHECKING:
    from circuitlab.engine.stepping.simulation import Chunk, Simulation


class SilencedNeurons:
    """Watches a run.

    Attributes
    ----------
    hints : dict
        What there was to say first of each neuron, whenever in the run that was.
    """

    def __init__(self, circuit: Circuit) -> None:
        from circuitlab.playback.overdriven import Overdriven

        self._overdriven = Overdriven(circuit, default_catalog())
        self.hints: dict[str, Hint] = {}

    def look(self, simulation: "Simulation", chunk: "Chunk") -> None:
        """Look at a run after some steps."""
        from circuitlab.engine.running.seen_times import named_spikes

        self._overdriven.fired(named_spikes(simulation, chunk, 0.0).fired)
        self._overdriven.look(simulation.view(), simulation.time)
        for hint in self._overdriven.hints:
            self.hints.setdefault(hint.element, hint)
