"""What a circuit does, found by runs of its own that leave it as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from circuitlab.analysis.bench.measured import Measured
from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.analysis.sensitivity import Sensitivity
from circuitlab.api.described import Described
from circuitlab.api.verifying import verify_circuit

if TYPE_CHECKING:
    from circuitlab.api.comparing import Compared


class Measurable(Described):
    """A circuit whose claims, parts, pain and states can be measured."""

    __slots__ = ()

    def verify(self, *, only: str | None = None, seeds: Iterable[int] = ()) -> list[ClaimResult]:
        """Run the experiments and judge the claims; return a result for each, in order.

        A result has ``claim``, ``measured`` in ``unit``, ``holds``, and a ``verdict``; they are
        those of ``circuitlab verify``.

        Parameters
        ----------
        only : a pattern (“ketamine”, “rate_*”) that a claim has in its id or its text
        seeds : in place of the experiments' own

        Raises
        ------
        CircuitError
            When a claim cannot be measured, none has the pattern, or a seed is none.
        """
        return verify_circuit(self, only, seeds)

    def bench(self, id: str, protocol: str, **settings: object) -> Measured:
        """Measure what one element does by itself, on hidden copies with what sits in it.

        Drugs that act on it act on the copies; what else the circuit does to it is not there.

        Parameters
        ----------
        protocol : of a neuron "f-I", "steps", "ramp", "latency", "recovery" or "I-V"; of a channel
            "I-V" or "recovery"; of a receptor or synapse "paired", of a receptor "I-V"; of a drug
            "dose"
        settings : such as ``highest="500 pA"`` or ``points=20``; what can be set is named where
            something else is given

        Returns
        -------
        Measured
            ``measured["steady"]`` gives a curve's (x, y), ``curves`` all there are, ``x`` and ``y``
            the axes, ``value("rheobase")`` what was read off.

        Raises
        ------
        CircuitError
            When there is no such element, it cannot be measured so, or a setting does not fit.
        """
        from circuitlab.api.bench import measure

        return measure(self, id, protocol, settings)

    def sensitivity(
        self,
        readout: str | None = None,
        *,
        after: str | float = 0.0,
        experiment: str | None = None,
        seed: int | None = None,
    ) -> Sensitivity:
        """Test what hurts: pain without any stimulus, and how each stimulus is answered.

        Parameters
        ----------
        readout : the pain read-out; by default the only one
        after : model time after which it is tested, "30 s" or a number of ms
        experiment : the name of one of the circuit's, whose values and timeline hold
        seed : instead of the circuit's own

        Returns
        -------
        Sensitivity
            ``spontaneous`` (0 to 10) and ``answers``, with ``levels``, ``evoked`` and
            ``threshold`` of each stimulus that can be given ever stronger.

        Raises
        ------
        CircuitError
            When there is no such read-out or experiment, or the circuit cannot be simulated.
        """
        from circuitlab.api.sensitivity import sensitivity_of

        return sensitivity_of(self, readout, after, experiment, seed)

    def compare(
        self,
        duration: str | float,
        *,
        states: str | Sequence[str] | None = None,
        record: Sequence[tuple[str, str]] | None = None,
        seed: int | None = None,
        same_stimulus: bool = True,
    ) -> Compared:
        """Run the circuit in its states, two at a time; return the runs by the state's name.

        Parameters
        ----------
        states : names of :attr:`states` or of experiments; all states by default
        record, seed : as of ``simulate``; the same for every state
        same_stimulus : whether stimuli and timeline are as drawn in all states

        Raises
        ------
        CircuitError
            When there is no such state, or the circuit cannot be simulated.
        """
        from circuitlab.api.comparing import compare

        return compare(self, duration, states, record, seed, same_stimulus=same_stimulus)
