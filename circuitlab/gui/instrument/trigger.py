"""What sets off a sweep: the onset of a stimulus, a spike, or a level that is crossed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from circuitlab.analysis.sweeps import has_onsets
from circuitlab.gui.instrument.wording import plain_unit, quantity_words
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.playback.trace_rows import TraceRow

Source = Literal["off", "onset", "spike", "level"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets off a sweep.

    Attributes
    ----------
    source
        Nothing, a stimulus that begins, a spike, or a level.
    id, state
        The element, and what of it a strip shows.
    level, rises
        The value that is crossed, in the strip's unit, and whether upwards.
    hysteresis
        How far back a trace must get before it can cross the level again.
    """

    source: Source = "off"
    id: str = ""
    state: str = ""
    level: float = 0.0
    rises: bool = True
    hysteresis: float = 0.0

    @property
    def is_on(self) -> bool:
        """Whether anything sets off sweeps."""
        return self.source != "off"

    def at_level(self, level: float) -> Trigger:
        """Return it at another level."""
        return replace(self, level=level)

    def turned(self) -> Trigger:
        """Return it in the other direction."""
        return replace(self, rises=not self.rises)


OFF = Trigger()


def choices(
    circuit: Circuit, catalog: Catalog, rows: Sequence[TraceRow]
) -> tuple[tuple[Trigger, ...], tuple[Trigger, ...], tuple[Trigger, ...]]:
    """Return the stimuli, the spikes, and the levels of strips that may set off sweeps."""
    stimuli = [
        Trigger("onset", id)
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds and has_onsets(circuit, catalog, id)
    ]
    spikes = {row.id: Trigger("spike", row.id) for row in rows if fires(circuit, catalog, row)}
    levels = [Trigger("level", row.id, row.state) for row in rows if row.id and row.state]
    return tuple(stimuli), tuple(spikes.values()), tuple(levels)


def fires(circuit: Circuit, catalog: Catalog, row: TraceRow) -> bool:
    """Return whether a strip is of something that fires: a raster, or a membrane potential."""
    kind = catalog.kinds.get(circuit.elements[row.id].kind) if row.id in circuit.elements else None
    return kind is not None and (row.is_raster or (row.state == "v" and bool(kind.transmitters)))


def told_apart(named: Sequence[tuple[str, Trigger]]) -> list[tuple[str, Trigger]]:
    """Return triggers with their words; those that read alike with their element's id too."""
    times = Counter(words for words, _trigger in named)
    return [
        (f"{words} ({trigger.id})" if times[words] > 1 else words, trigger)
        for words, trigger in named
    ]


def trigger_words(trigger: Trigger, circuit: Circuit, catalog: Catalog, unit: str = "") -> str:
    """Return what sets off sweeps, in a few words: ``"Heat begins"``."""
    if not trigger.is_on or trigger.id not in circuit.elements:
        return _("off")
    name = name_of(circuit, catalog, trigger.id)
    if trigger.source == "onset":
        return _("{name} begins").format(name=name)
    if trigger.source == "spike":
        return _("spike of {name}").format(name=name)
    level = quantity_words(trigger.level, plain_unit(unit))
    if trigger.rises:
        return _("{name} rises past {level}").format(name=name, level=level)
    return _("{name} falls past {level}").format(name=name, level=level)
