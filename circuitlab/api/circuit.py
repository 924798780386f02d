"""A circuit that is built call by call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import ArrayLike

from circuitlab.api.array_like import plain
from circuitlab.api.asking import element_of, id_of, ids_of, path_of
from circuitlab.api.errors import CircuitError, NotThere, fitting
from circuitlab.api.figure_file import asked_file
from circuitlab.api.judged import judged
from circuitlab.api.making import make
from circuitlab.api.measurable import Measurable
from circuitlab.api.named_parameters import shared_out
from circuitlab.api.painting import painting
from circuitlab.catalog.families import SYNAPSE
from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.files.number_files import with_files
from circuitlab.files.schema import ElementModel
from circuitlab.files.serialise import text_of
from circuitlab.model import rules
from circuitlab.model.between import joined_by
from circuitlab.model.cell_indices import cell_indices, pairs_problem
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.model.mutes import unknown_ids
from circuitlab.model.overlay import difference_at
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.parameter_values import checked_all, set_params
from circuitlab.model.resizing import following_sizes
from circuitlab.model.tidy import tidy
from circuitlab.resources import _


class Circuit(Measurable):
    """A circuit that is built call by call.

    Parameters
    ----------
    model : the circuit to go on with; an empty one by default
    """

    __slots__ = ()

    def add(
        self, kind: str, *, on: str | None = None, label: str = "", **parameters: object
    ) -> str:
        """Add an element and return its id.

        Parameters
        ----------
        kind : a name in the catalog
        on : an element that the new one docks in, drives, acts on or records
        parameters : numbers in catalog units, texts with units ("46 °C"), or an array with one
            value for each cell of a population; a list may also be two columns, as what
            ``run.spikes`` gives of a population, or the path of a file with numbers

        Raises
        ------
        CircuitError
            When the kind, a parameter or the place does not fit.
        """
        on = None if on is None else element_of(self.model, on).id
        label = judged(ElementModel, {"id": "new", "kind": "new"}, "label", label, "label")
        spec = self.catalog.kinds.get(kind) if isinstance(kind, str) else None
        parameters = self._opened(kind, parameters) if spec else parameters
        wrong = checked_all(spec, parameters) if spec else {}
        if isinstance(wrong, list):
            raise CircuitError(wrong)
        x, y = 150.0 * (len(self.model.elements) % 8), 120.0 * (len(self.model.elements) // 8)
        made = rules.add_kind(
            self.model,
            self.catalog,
            kind,
            x,
            y,
            on=on,
            label=label,
            **(parameters if spec else {}),  # type: ignore[arg-type]
        )
        id, delta = fitting(made)
        make(self, delta)
        return id

    def wire(self, source: str, target: str) -> str:
        """Connect two elements as a dragged wire would; return the synapse's id, or ``source``."""
        ids = id_of(source), id_of(target)
        return self._drawn(rules.connect(self.model, self.catalog, *ids), source)

    def couple(self, first: str, second: str, **values: object) -> str:
        """Join two neurons by a gap junction with `values` as in :meth:`add`; return its id.

        Raises
        ------
        CircuitError
            When there can be no such junction, or a value does not fit; nothing is joined then.
        """
        ids = element_of(self.model, first).id, element_of(self.model, second).id
        id, delta = fitting(joined_by(self.model, self.catalog, "", *ids, params=values))
        make(self, delta)
        return id

    def connect(
        self,
        source: str,
        target: str,
        *,
        receptor: str,
        pre: ArrayLike,
        post: ArrayLike,
        weight: ArrayLike | None = None,
        delay: ArrayLike | None = None,
        **parameters: object,
    ) -> str:
        """Connect cells pair by pair through one kind of receptor; return the synapse's id.

        Parameters
        ----------
        receptor : the receptor's kind ("ampa"); the others that a wire makes are left out
        pre, post : (pairs,) index of the source cell and of the target cell
        weight : (pairs,) in the receptor's unit (nS or pA), or one number
        delay : (pairs,) in ms, or one number
        parameters : of the receptor or of the synapse, by name (``tau_syn="3 ms"``, ``u=0``)

        Raises
        ------
        CircuitError
            When there can be no such wire, a name is of neither of the two or of both, or a value
            does not fit; nothing is connected then.
        """
        sources = fitting(cell_indices("pre", plain(pre)))
        targets = fitting(cell_indices("post", plain(post)))
        sizes = (self._size(source), self._size(target))
        beside = {"weight": plain(weight), "delay": plain(delay)}
        if wrong := pairs_problem(sources, targets, sizes, beside):
            raise CircuitError([wrong])
        trial = self.copy()
        trial.edited = {}
        wired = rules.connect(trial.model, trial.catalog, source, target, [receptor])
        synapse = trial._drawn(wired, source)
        kept = trial._only_receptor(synapse, receptor)
        trial.set(synapse, rule="pairs", pre=sources, post=targets)
        if delay is not None:
            trial.set(synapse, delay=delay)
        if weight is not None:
            trial.set(kept, weight=weight)
        trial._set_by_name((synapse, kept), parameters)
        make(self, difference_at(trial.edited, self.model, trial.model))
        return synapse

    def set(self, id: str, **parameters: object) -> None:
        """Set parameters of an element, with the same values as in :meth:`add`.

        Those that are set together are judged together. Where a population gets another size, the
        values that its cells have one by one are cut, or go on with the usual one.

        Raises
        ------
        CircuitError
            When a value does not fit; nothing is set then.
        """
        kind = element_of(self.model, id).kind
        given = self._opened(kind, parameters)
        delta = fitting(set_params(self.model, self.catalog, id, given))
        make(self, following_sizes(self.model, delta, self.catalog))

    def tidy(self, *ids: str) -> None:
        """Lay elements out as Tidy does in the window: all of them, or those given.

        Elements are added in rows, in the order of adding; this puts neurons in the order of their
        wires, each in its own part of the body, and beside each what drives, treats or reads it.
        Where nothing stands on anything and no fewer wires would cross, all stays where it is.

        Raises
        ------
        CircuitError
            When there is no such element; nothing is moved then.
        """
        if wrong := unknown_ids(self.model, ids_of(*ids)):
            raise CircuitError(wrong)
        make(self, tidy(self.model, self.catalog, ids_of(*ids)))

    @property
    def muted(self) -> tuple[str, ...]:
        """Ids of the elements that are muted, in the order in which they were added."""
        return tuple(id for id, element in self.model.elements.items() if element.muted)

    def mute(self, *ids: str) -> None:
        """Let elements act on nothing; what they are and where their wires lead stays.

        A silenced neuron goes on firing, but no spike of it arrives; a muted synapse releases
        nothing, a receptor or channel passes no current, a drug, stimulus or cell of the tissue
        reaches nothing, a meter reads nothing.

        Raises
        ------
        CircuitError
            When there is no such element; nothing is muted then.
        """
        self._mute(ids_of(*ids), muted=True)

    def unmute(self, *ids: str) -> None:
        """Let elements act again; by default all that are muted.

        Raises
        ------
        CircuitError
            When there is no such element; nothing is changed then.
        """
        self._mute(ids_of(*ids) or self.muted, muted=False)

    def _mute(self, ids: Sequence[str], *, muted: bool) -> None:
        if wrong := unknown_ids(self.model, ids):
            raise CircuitError(wrong)
        make(self, self.model.muting(dict.fromkeys(ids, muted)))

    def remove(self, *ids: str) -> None:
        """Remove elements with their links and with what sits in them.

        Raises
        ------
        CircuitError
            When there is no such element; nothing is removed then.
        """
        gone = ids_of(*ids)
        if wrong := unknown_ids(self.model, gone):
            raise NotThere(wrong)
        make(self, self.model.removed(gone))

    def __delitem__(self, id: str) -> None:
        self.remove(id)

    def copy(self) -> Circuit:
        """Return a circuit like this one, which may be changed by itself."""
        copied = type(self)(self.model.copy(), self.catalog)
        copied.held = self.held
        return copied

    def __copy__(self) -> Circuit:
        return self.copy()

    def __deepcopy__(self, _memo: object) -> Circuit:
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_text, (text_of(self.model),)

    def save(self, path: str | Path) -> None:
        """Write the circuit to a file; one that is there is replaced only when all is written."""
        problems = store.save(self.model, path_of(path), self.catalog)
        if problems:
            raise CircuitError(problems)

    def figure(
        self,
        path: str | Path,
        *,
        width: float | str = 180.0,
        dpi: float = 300.0,
        theme: str = "print",
    ) -> None:
        """Write the circuit as it is drawn as a figure: .svg, .pdf or .png.

        With what happened in a run, ``simulate(…).figure(…)`` does it.

        Parameters
        ----------
        width, dpi, theme : as of :meth:`Run.figure`

        Raises
        ------
        CircuitError
            When the file cannot be written, or cannot be such a one.
        """
        from circuitlab.api.run_figure import figure_at_rest  # brings Qt and the engine

        file = asked_file(path, width, dpi, theme)
        _painting = painting()
        problem = file.save(figure_at_rest(self.model, file.width_mm, file.theme))
        if problem is not None:
            raise CircuitError([problem])

    def to_neuroml(
        self, folder: str | Path, duration: str | float = "2 s", *, seed: int | None = None
    ) -> tuple[str, ...]:
        """Write the circuit as NeuroML into a folder; return what is left out, a sentence each.

        Parameters
        ----------
        duration : of the run that is written beside it, ms or a text with its unit
        seed : in place of the circuit's own

        Raises
        ------
        CircuitError
            When the circuit cannot run, or the folder cannot be written.
        """
        from circuitlab.api.exporting import neuroml  # brings the engine

        return neuroml(self.model, path_of(folder), duration, seed)

    def _size(self, id: str) -> int | None:
        """Return how many cells an element stands for, where that is one of its parameters."""
        kind = self.catalog.kinds.get(element_of(self.model, id).kind)
        if kind is None or SIZE not in kind.parameters:
            return None
        return int(str(self.model.value(id, SIZE, self.catalog)))

    def _opened(self, kind: str, parameters: Mapping[str, object]) -> dict[str, object]:
        """Return parameters with the content of the files that are named in place of lists."""
        spec = self.catalog.kinds.get(kind)
        arrays = {name: plain(value) for name, value in parameters.items()}
        given = with_files(spec, arrays) if spec else arrays
        if isinstance(given, Problem):
            raise CircuitError([given])
        return given

    def _only_receptor(self, synapse: str, kind: str) -> str:
        """Keep one receptor of this kind's of those that a wire made; return its id."""
        made = self.model.targets(synapse, Role.BINDS)
        kept = [id for id in made if self.model.elements[id].kind == kind]
        if not kept:
            kinds = ", ".join(self.model.elements[id].kind for id in made)
            what = _("this wire makes no receptor of the kind “{kind}”").format(kind=kind)
            remedy = _("choose from {kinds}").format(kinds=kinds)
            raise CircuitError([Problem(synapse, what, remedy)])
        make(self, self.model.removed([id for id in made if id not in kept]))
        return kept[0]

    def _set_by_name(self, ids: Sequence[str], parameters: Mapping[str, object]) -> None:
        """Set parameters of a synapse and its receptor, each of the one that has it."""
        reserved = {"rule": _("pairs are given by “pre” and “post”")}
        own = shared_out(self, ids, parameters, reserved)
        if isinstance(own, list):
            raise CircuitError(own)
        for id, values in own.items():
            self.set(id, **values)

    def _drawn(self, wired: Delta | Problem, source: str) -> str:
        """Draw a wire that the rules allow; return the synapse's id, or `source`."""
        delta = fitting(wired)
        make(self, delta)
        return self._new_synapse(delta) or source

    def _new_synapse(self, delta: Delta) -> str | None:
        kinds, elements = self.catalog.kinds, self.model.elements
        added = (key for key in delta.changes if isinstance(key, str))
        return next((id for id in added if kinds[elements[id].kind].family == SYNAPSE), None)


def _from_text(text: str) -> Circuit:
    """Return the circuit that was written as this text, as another process is handed it."""
    return Circuit(store.load_text(text).circuit)
