"""What a circuit tells of itself: its fields, its elements, its links, what it does and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from circuitlab.api.asking import element_of, model_of
from circuitlab.api.claims import Claims
from circuitlab.api.document import DocumentField
from circuitlab.api.errors import NotThere
from circuitlab.api.experiments import Experiments
from circuitlab.api.part import Part
from circuitlab.api.pins import Pins, ShownValues
from circuitlab.api.recordings import Recordings
from circuitlab.api.scenario import Scenario
from circuitlab.api.states import States
from circuitlab.api.timeline import Timeline
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.circuit_hash import circuit_hash
from circuitlab.files.tally import Tally
from circuitlab.model.circuit import Circuit as Model
from circuitlab.model.delta import Key
from circuitlab.model.division import division_of
from circuitlab.model.element import Link, Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.plan.build_estimate import Estimate


class Kinds(dict[str, tuple[str, ...]]):
    """The kinds in a circuit, each with its ids."""

    def __missing__(self, kind: object) -> tuple[str, ...]:
        what = _("There is no “{kind}” in the circuit").format(kind=kind)
        listed = _("there are: {all}").format(all=", ".join(self)) if self else ""
        raise NotThere([Problem("", what, did_you_mean(str(kind), self) or listed)])


class Described:
    """A circuit as it can be looked at; what adds to it and takes away is beside it.

    Parameters
    ----------
    model : the circuit; an empty one by default
    """

    __slots__ = ("catalog", "edited", "held", "model")

    title = DocumentField("title", "What it is called.")
    caption = DocumentField("caption", "What stands below it.")
    backdrop = DocumentField("backdrop", "What lies behind it: “lanes”, “body”, “joint” and so on.")
    article = DocumentField("article", "What the article that it shows says of it.")
    view = DocumentField("view", "How it is looked at in the window: a dict, taken as a whole.")
    seed = DocumentField("seed", "Seed of chance: the same one gives the same spikes.")
    dt = DocumentField("dt_ms", "Step in ms, or as a text with a unit.")
    body_clock = DocumentField("body_clock", "Body seconds that pass per second of model time.")
    speed = DocumentField("speed", "Model seconds per second of the wall, in the window.")

    def __init__(self, model: Model | None = None, catalog: Catalog | None = None) -> None:
        self.model = model_of(model) if model is not None else Model()
        self.catalog = catalog or default_catalog()
        self.held: Tally | None = None
        self.edited: dict[Key, None] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Every element's id, in the order in which they were added."""
        return tuple(self.model.elements)

    def estimate(self) -> Estimate:
        """Connections, bytes of memory and seconds that it takes before its first step.

        Counted from rules and sizes, at the speed that this machine was measured to have; nothing
        of the circuit is made. `simulate` refuses what does not fit into ``free``.

        >>> import circuitlab as cl
        >>> c = cl.Circuit()
        >>> cells = [c.add("lif_current", size=10_000) for _end in range(2)]
        >>> c.set(c.wire(*cells), rule="probability", probability=0.1)
        >>> round(c.estimate().connections), c.estimate().fits
        (10000000, True)
        """
        from circuitlab.engine.plan.build_estimate import estimated

        return estimated(self.model, self.catalog)

    @property
    def timeline(self) -> Timeline:
        """The steps that change it while it runs."""
        return Timeline(self)

    @property
    def experiments(self) -> Experiments:
        """Protocols by name, which claims are measured in and ``simulate`` can run."""
        return Experiments(self)

    @property
    def claims(self) -> Claims:
        """What it says of itself."""
        return Claims(self)

    @property
    def scenario(self) -> Scenario:
        """The steps of the walk through it."""
        return Scenario(self)

    @property
    def pins(self) -> Pins:
        """The sliders and switches that lie on the canvas."""
        return Pins(self)

    @property
    def recordings(self) -> Recordings:
        """What was measured elsewhere and lies beside its traces."""
        return Recordings(self)

    @property
    def states(self) -> States:
        """The states in which it is compared with itself, by name."""
        return States(self)

    @property
    def shown(self) -> ShownValues:
        """The values that stand on the picture."""
        return ShownValues(self)

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link, with its ``source``, ``target`` and ``role``, in order of adding."""
        return tuple(self.model.links.values())

    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds that there are in the circuit, each with the ids of its elements.

        >>> import circuitlab as cl
        >>> c = cl.Circuit()
        >>> cells = c.add("lif_current"), c.add("lif_current")
        >>> c.kinds()["lif_current"] == cells
        True
        """
        found: dict[str, list[str]] = {}
        for id, element in self.model.elements.items():
            found.setdefault(element.kind, []).append(id)
        return Kinds({kind: tuple(ids) for kind, ids in found.items()})

    def receptors(self, synapse: str) -> tuple[str, ...]:
        """Return the ids of the receptors that a synapse, or a source of transmitter, acts on.

        >>> import circuitlab as cl
        >>> c = cl.Circuit()
        >>> c.receptors(c.wire(c.add("nociceptor_c"), c.add("projection_neuron")))
        ('ampa1', 'nmda1', 'nk1_1')

        Raises
        ------
        CircuitError
            When there is no such element.
        """
        element_of(self.model, synapse)
        return tuple(self.model.targets(synapse, Role.BINDS))

    def __getitem__(self, id: str) -> Part:
        """Return an element with its parameters, which can be read and set.

        Raises
        ------
        CircuitError
            When there is no such element.
        """
        element_of(self.model, id)
        return Part(self, id)

    def __contains__(self, id: object) -> bool:
        return id in self.model.elements

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.model.elements)

    def __repr__(self) -> str:
        title = f" “{self.title}”" if self.title else ""
        return f"<Circuit{title}: {len(self)} elements, {len(self.links)} links>"

    @property
    def graph(self) -> Any:
        """The circuit as it is now, as a networkx graph to be read.

        Nodes are elements, with `kind`, `label`, `family`, `position` in canvas units and
        `parameters`, those that differ from the catalog's defaults; edges are links, with their
        `role`. All algorithms of networkx take it. It refuses to be changed; ``graph.copy()`` gives
        one that may be, and an edit of the circuit shows in the next `graph`.

        >>> import networkx as nx
        >>> import circuitlab as cl
        >>> c = cl.Circuit()
        >>> fibre, cell = c.add("nociceptor_c"), c.add("projection_neuron")
        >>> synapse = c.wire(fibre, cell)
        >>> nx.shortest_path(c.graph, fibre, cell)
        ['nociceptor_c1', 'synapse1', 'ampa1', 'projection_neuron1']
        >>> c.graph.edges[fibre, synapse]["role"]
        'releases onto'
        """
        from circuitlab.model.described_graph import described

        return described(self.model, self.catalog)

    @property
    def digest(self) -> str:
        """A SHA-256 of all that a run depends on but its seed and step, as written into files.

        Where things are drawn, what they are called, and in which order they were added, does not
        count.
        """
        return circuit_hash(self.model)

    def division(self, id: str) -> str:
        """Whether an element is ``"central"``, ``"peripheral"``, or stands in no body (``""``).

        >>> import circuitlab as cl
        >>> c = cl.Circuit()
        >>> c.division(c.add("nociceptor_c"))
        'peripheral'

        Raises
        ------
        CircuitError
            When there is no such element.
        """
        element_of(self.model, id)
        return division_of(self.model, self.catalog, id).value
