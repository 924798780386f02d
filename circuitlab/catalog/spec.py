"""What a catalog is made of: frozen values that say what exists and what it may do.

A *kind* is data and there are many; the equations behind it are its *mechanism*, of which there
are few. Everything else in the program (palette, wiring, inspector, files, engine, figures) is
derived from these values.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from circuitlab.catalog.evidence import Evidence
from circuitlab.catalog.grades import Grades
from circuitlab.resources import _

Value = float | int | bool | str | tuple[float, ...]
ParameterType = Literal["number", "integer", "switch", "choice", "numbers", "text"]
Scale = Literal["linear", "log"]

ANY = "any"
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A value of a parameter that was measured in people or tissue, marked on its axis.

    Attributes
    ----------
    at
        In the parameter's unit.
    title
        What it is, in a word or two.
    source
        The key of the citation in which it stands.
    """

    at: float
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a user may set on an element, in the catalog's unit.

    Attributes
    ----------
    name
        The word used in files, on the command line and in scripts.
    symbol
        How the quantity is written in an equation.
    unit
        The unit of `default`, `minimum` and `maximum`; ``"1"`` for a plain number.
    minimum, maximum
        The allowed range, both ends included; of each entry where `type` is ``"numbers"``.
    scale
        How a slider spreads the range; a logarithmic one from 0 begins at nothing, then decades.
    source
        The key of the citation in which the value stands, or is said to; empty: it is assumed.
    after
        The key of a citation whose idea the parameter follows; its value does not stand there.
    tag
        ``"assumed"`` for a teaching choice, ``"unverified"`` for a value quoted from memory.
    live
        Whether a change is a mere write into the running simulation.
    per_cell
        Whether a population may give each of its cells its own value.
    spread
        Whether the population's relative spread applies to this parameter.
    whole
        Whether the entries of a list are whole numbers.
    beside
        Of a list: the parameter whose list stands beside it and takes the first of two columns.
    title
        What people read beside the value.
    choice_names
        What people read for a choice, where its own word does not say it: (choice, words).
    landmarks
        Measured values that are marked where the parameter is an axis.
    group
        The name of the heading under which it stands; empty: of none.
    given
        What neurons give to it where the part sits in them: as little measured as the default.
    """

    name: str
    symbol: str
    unit: str
    default: Value
    minimum: float
    maximum: float
    scale: Scale
    doc: str
    source: str = ""
    tag: Literal["", "assumed", "unverified"] = ""
    type: ParameterType = "number"
    choices: tuple[str, ...] = ()
    live: bool = True
    per_cell: bool = False
    spread: bool = False
    title: str = ""
    choice_names: tuple[tuple[str, str], ...] = ()
    beside: str = ""
    whole: bool = False
    after: str = ""
    landmarks: tuple[Landmark, ...] = ()
    group: str = ""
    given: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A quantity of an element that other elements act on; contributions of several add up.

    Attributes
    ----------
    site
        The part of the molecule where what acts binds, as it is drawn; empty: none is.
    """

    name: str
    unit: str
    doc: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A live quantity of an element, which is shown and may be recorded.

    Attributes
    ----------
    title
        What people read beside the value.
    by
        The input that brings it about; empty: no single one does.
    full
        The value at which a bar that shows it is full; 0: it is shown by its number alone.
    """

    name: str
    symbol: str
    unit: str
    doc: str
    title: str = ""
    by: str = ""
    full: float = 0.0


@dataclass(frozen=True, slots=True)
class Effect:
    """A state (or else a parameter) of this kind that is added to an input of another kind.

    Attributes
    ----------
    target
        The name of a kind, or of a family, or ``"*"``; only kinds that have `input` are meant.
    input
        The input of the target that is acted on.
    output
        The state of the acting kind, or else its parameter, that acts.
    rest
        The parameter of the acting kind that holds, as long as it is joined, in place of the
        target's parameter of the input's name; none by default.
    """

    target: str
    input: str
    output: str
    rest: str = ""

    def reaches(self, kind: "Kind") -> bool:
        """Return whether `kind` is one of those this effect acts on."""
        return self.target in (kind.name, kind.family, EVERY) and self.input in kind.inputs


@dataclass(frozen=True, slots=True)
class Constraint:
    """What values of one kind must be to each other, though each alone is within its range.

    Attributes
    ----------
    must
        What is compared: ``"v_reset < v_th"``; :mod:`circuitlab.catalog.constraints` reads it.
    why
        What would happen otherwise.
    where
        On what condition; empty: always.
    """

    must: str
    why: str
    where: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One thing that can be put on the canvas.

    Attributes
    ----------
    mechanism
        The engine's equations behind it.
    glyph, colour, lane
        Shape, theme token and anatomical lane (empty: any) in which it is drawn.
    transmitters
        What it releases; ``"any"`` stands for whatever the receptors it meets need.
    ligands
        A receptor's transmitters: what it binds.
    made_for
        For a receptor that answers to transmitters of either sign: the values with which a wire
        makes it, by the transmitter that opens it.
    receptors
        The receptor kinds which the membrane of a neuron takes from a wire.
    docks
        The receptor and channel kinds that may be dropped on it.
    comes_with
        The parts that are made with it and sit in it.
    ions
        What its pore lets through; the sign in the name is that of the charge.
    reversal
        For a neuron: the potential (mV) at which no current of an ion flows, where what one ion
        alone passes through does not have its own default there.
    blocked_above
        For a neuron: the potential (mV) above which, held there, it fires no more, as its sodium
        channels stay shut; infinite where there is none, or none is known.
    parts
        For a neuron: values of what is docked there, and of synapses on it, by their kind.
    through, opens
        The messenger by which a receptor without a pore acts, and the channel that this opens
        where the engine follows both.
    caveats
        What the picture leaves out, said on screen.
    sources
        Keys of the citations behind what `doc` and `caveats` say.
    evidence
        Of a drug or a treatment: what trials found, apart from the model.
    disclaimer
        What its numbers are not, said wherever they are shown in a picture.
    article
        The figure or section of the article on sensitisation that it belongs to.
    constraints
        What its values must be to each other.
    onset
        The parameter that says when it begins, which traces mark with a line; empty: none does.
    main
        The one to five parameters that matter most, in their order; empty: all, as they are few.
    graded
        Of a stimulus of the skin: how it is tested from where on it hurts.
    shape
        Which variant of its glyph it wears, in the glyph's words; empty: the plain one.
    outline
        Its place in the palette; low numbers first.
    reach
        How many elements it may be wired to as it acts or couples; 0: any number. What it has to
        itself takes no second that does the same.
    """

    name: str
    title: str
    family: str
    group: str
    mechanism: str
    glyph: str
    colour: str
    lane: str
    doc: str
    search: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    inputs: Mapping[str, Input] = field(default_factory=lambda: MappingProxyType({}))
    states: Mapping[str, State] = field(default_factory=lambda: MappingProxyType({}))
    effects: tuple[Effect, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    transmitters: tuple[str, ...] = ()
    ligands: tuple[str, ...] = ()
    made_for: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    receptors: tuple[str, ...] = ()
    docks: tuple[str, ...] = ()
    comes_with: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    article: str = ""
    evidence: Evidence | None = None
    disclaimer: str = ""
    graded: Grades | None = None
    onset: str = ""
    ions: tuple[str, ...] = ()
    reversal: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    through: str = ""
    opens: str = ""
    outline: int = 0
    shape: str = ""
    reach: int = 0
    blocked_above: float = math.inf

    def opened_by(self, source: "Kind") -> bool:
        """Return whether this receptor is opened by something that `source` releases."""
        if ANY in self.ligands or ANY in source.transmitters:
            return bool(self.ligands and source.transmitters)
        return not set(self.ligands).isdisjoint(source.transmitters)


@dataclass(frozen=True, slots=True)
class Family:
    """A sort of kind: the heading of its palette group, and its glyph and colour by default."""

    name: str
    group: str
    glyph: str
    colour: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a number comes from."""

    key: str
    text: str
    doi: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """Everything that exists, by name; the headings of parameters have titles, in order."""

    kinds: Mapping[str, Kind]
    citations: Mapping[str, Citation]
    parameter_groups: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tasks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def kind(self, name: str) -> Kind:
        """Return the kind called `name`.

        Raises
        ------
        KeyError
            If there is none; the message names the nearest.
        """
        if name in self.kinds:
            return self.kinds[name]
        what = _("There is no kind called “{name}”").format(name=name)
        raise KeyError("; ".join(filter(None, (what, did_you_mean(name, self.kinds)))))

    def search(self, words: str) -> list[Kind]:
        """Return the kinds that match every one of `words`, best first."""
        sought = words.casefold().split()
        ranked = [(rank, kind) for kind in self.ordered() if (rank := _rank(kind, sought))]
        return [kind for _rank_of, kind in sorted(ranked, key=lambda pair: -pair[0])]

    def groups(self) -> Mapping[str, tuple[Kind, ...]]:
        """Return the palette: its headings in order, each with its kinds in order."""
        groups: dict[str, tuple[Kind, ...]] = {}
        for kind in self.ordered():
            groups[kind.group] = (*groups.get(kind.group, ()), kind)
        return groups

    def ordered(self) -> list[Kind]:
        """Return all kinds in the palette's order."""
        return sorted(self.kinds.values(), key=lambda kind: (kind.outline, kind.title))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that offers the nearest of the `known` words, in any case, or no text."""
    words = {str(each).casefold(): str(each) for each in known}
    near = get_close_matches(str(word).casefold(), words, n=1)
    return _("did you mean “{word}”?").format(word=words[near[0]]) if near else ""


def _rank(kind: Kind, sought: list[str]) -> int:
    """Return how well a kind fits: the sum over words, 0 when a word is nowhere.

    Several words that stand so in its title count as one that is its name.
    """
    ranks = [_rank_of_word(kind, word) for word in sought]
    is_phrase = len(sought) > 1 and " ".join(sought) in kind.title.casefold()
    return 0 if 0 in ranks else max(1, sum(ranks) + 6 * is_phrase)


def _rank_of_word(kind: Kind, word: str) -> int:
    names = [kind.title.casefold(), kind.name.replace("_", " ").casefold()]
    terms = [term.casefold() for term in kind.search]
    if word in names:
        return 6
    if any(name.startswith(word) for name in names):
        return 5
    if any(part.startswith(word) for name in names for part in name.split()):
        return 4
    if any(part.startswith(word) for term in terms for part in term.split()):
        return 3
    if any(word in text for text in [*names, *terms, kind.group.casefold()]):
        return 2
    return 1 if word in kind.doc.casefold() else 0
