"""Running a circuit from Python: for a stretch of model time, or over days.

Over days, a window of neural time is run every so often; between two windows slow biology (drugs,
receptors, glia, learning) jumps ahead with what the neurons gave on average, and no spike is drawn.
Each window begins from rest at model time 0 and draws random numbers of its own; a seed gives the
same windows each time. Timeline steps at a model time belong to each window, those at a body time
(``"day 2"``, ``"36 h"``) hold from then on.

>>> import circuitlab as cl
>>> c = cl.Circuit()
>>> damage, glia = c.add("tissue_damage", nerve=1, start="1 d"), c.add("microglia")
>>> c.wire(damage, glia)
'tissue_damage1'
>>> run = cl.simulate(c, days=4, probe="10 ms", every="12 h")
>>> run.values(glia, "e_cl").shape, float(run.body_days[-1])
((9,), 4.0)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args, overload

from circuitlab.api.asking import ids_of, model_of
from circuitlab.api.built import Built
from circuitlab.api.errors import CircuitError
from circuitlab.api.recorded_alone import recorded_alone
from circuitlab.api.results import DaysRun, Run, result_of
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.running.days_run import run_days
from circuitlab.engine.running.messages import Logged
from circuitlab.engine.running.run import run_circuit
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.simulators import simulator_problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.days import Days
from circuitlab.model.experimenting import as_experiment
from circuitlab.model.lasting import read_lasting
from circuitlab.model.leaving_out import without as left_without
from circuitlab.model.mutes import mutes, unknown_ids
from circuitlab.model.overlay import Overlay
from circuitlab.model.timeline import with_steps
from circuitlab.resources import _

Stepping = Literal["adaptive", "dense"]
STEPPING = get_args(Stepping)


@overload
def simulate(
    circuit: Built,
    duration: str | float,
    *,
    seed: int | None = None,
    dt: float | str | None = None,
    record: Sequence[tuple[str, str]] | None = None,
    mute: Sequence[str] = (),
    without: Sequence[str] = (),
    edits: Sequence[Logged] = (),
    timeline: bool = True,
    stepping: Stepping = "adaptive",
    on: str | None = None,
    ranks: int = 1,
) -> Run: ...


@overload
def simulate(
    circuit: Built,
    *,
    days: str | float,
    probe: str | float = ...,
    every: str | float = ...,
    seed: int | None = None,
    dt: float | str | None = None,
    record: Sequence[tuple[str, str]] | None = None,
    mute: Sequence[str] = (),
    without: Sequence[str] = (),
    timeline: bool = True,
    stepping: Stepping = "adaptive",
) -> DaysRun: ...


@overload
def simulate(
    circuit: Built,
    *,
    experiment: str,
    seed: int | None = None,
    dt: float | str | None = None,
    record: Sequence[tuple[str, str]] | None = None,
    mute: Sequence[str] = (),
    without: Sequence[str] = (),
    timeline: bool = True,
    stepping: Stepping = "adaptive",
    on: str | None = None,
    ranks: int = 1,
) -> Any: ...


def simulate(
    circuit: Built,
    duration: str | float | None = None,
    *,
    days: str | float | None = None,
    probe: str | float | None = None,
    every: str | float | None = None,
    experiment: str | None = None,
    seed: int | None = None,
    dt: float | str | None = None,
    record: Sequence[tuple[str, str]] | None = None,
    mute: Sequence[str] = (),
    without: Sequence[str] = (),
    edits: Sequence[Logged] = (),
    timeline: bool = True,
    stepping: Stepping = "adaptive",
    on: str | None = None,
    ranks: int = 1,
) -> Run | DaysRun:
    """Run a circuit from rest: for a stretch of model time, or over days seen through windows.

    Parameters
    ----------
    duration : model time, "5 s" or a number of ms
    days : body time instead, a number of days or a text with a unit ("2 weeks")
    probe : how long each window is, "2 s" (the default) or a number of ms
    every : body time from one window to the next, "12 h" or a number of days; 1 day by default
    experiment : the name of one of the circuit's, which says instead how long it is, what it sets
        and leaves out, and has a timeline and a seed (the first) of its own
    seed, dt : instead of the circuit's own seed and step (a number of ms, or "0.05 ms")
    record : (id, state) pairs to record at every step; by default the voltage of every cell, and
        what the circuit's meters read, each as long as it is not more than five million samples
    mute, without : ids of elements that act on nothing, or are left out with what needs them
    edits : (tick, delta) pairs as a runner has logged them: the run is replayed exactly
    timeline : whether the steps of the timeline are played
    stepping : "adaptive" leaves out cells that need no stepping, "dense" none; spikes are alike
    on, ranks : "neuron" steps it in NEURON, with the same spikes, on so many processes of MPI

    Returns
    -------
    Run or DaysRun
        Spikes, traces, final values; `wall_s` is the time spent stepping. Over days `windows`
        holds such a run for each window, beside ``body_s`` (windows,), ``rates(id)`` (windows,)
        in Hz and ``values(id, state)``, (windows,) or (windows, cells).

    Raises
    ------
    CircuitError
        When it cannot be simulated, what was asked for does not fit, or a voltage is no number.
    """
    asked = _asked(circuit, experiment, duration, days, probe, every)
    catalog = getattr(circuit, "catalog", None) or default_catalog()
    wrong = _problems(asked.model, asked.lasting, ids_of(mute, without), edits, stepping)
    if wrong := wrong or _elsewhere(on, ranks, asked.lasting, edits):
        raise CircuitError(wrong)
    model = _played(asked.model, ids_of(without), timeline=timeline)
    given: dict[str, Any] = {"seed": asked.seed if seed is None else seed, "dt": dt}
    given |= {"overlays": [Overlay("mute", mutes(ids_of(mute)))], "record": record}
    steps = _own_steps(edits, stepping) if on is None else _on_neuron(ranks, catalog)
    return _run(model, catalog, asked.lasting, steps, given)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is run: for how long, which circuit, and with an experiment's seed."""

    lasting: float | Days | list[Problem]
    model: Circuit
    seed: int | None = None


def _asked(circuit: Built, experiment: str | None, *lasting: object) -> _Asked:
    """Return what is to be run: the circuit as it stands, or as an experiment has it.

    Raises
    ------
    CircuitError
        When there is no such experiment, or it is told how long it is.
    """
    model = model_of(getattr(circuit, "model", circuit))
    if experiment is None:
        return _Asked(read_lasting(*lasting), model)
    known = model.document["experiments"]
    if experiment not in known:
        what = _("There is no experiment called “{name}”").format(name=experiment)
        raise CircuitError([Problem("experiment", what, meant(str(experiment), known))])
    if any(each is not None for each in lasting):
        what = _("an experiment says itself how long it is")
        raise CircuitError([Problem("experiment", what, _("leave out the duration or the days"))])
    found: Experiment = known[experiment]
    lasts = found.duration_ms if found.days is None else found.days
    return _Asked(lasts, as_experiment(model, experiment), next(iter(found.seeds), None))


def _played(circuit: Circuit, gone: Sequence[str], *, timeline: bool) -> Circuit:
    """Return a copy of a circuit without some elements, and perhaps without its timeline."""
    made = left_without(circuit, gone)
    if not timeline:
        made.apply(with_steps(made, ()))
    return made


def _problems(
    model: Circuit,
    lasting: float | Days | list[Problem],
    ids: Sequence[str],
    edits: Sequence[Logged],
    stepping: str,
) -> list[Problem]:
    """Return what is wrong with what was asked for."""
    if isinstance(lasting, list):
        return lasting
    if edits and isinstance(lasting, Days):
        what = _("edits of a run are replayed in model time")
        return [Problem("edits", what, _("give a duration instead of days"))]
    if stepping not in STEPPING:
        what = _("“{given}” is no way of stepping").format(given=stepping)
        return [
            Problem("stepping", what, _("choose from {kinds}").format(kinds=", ".join(STEPPING)))
        ]
    return unknown_ids(model, ids)


def _elsewhere(
    on: str | None, ranks: int, lasting: object, edits: Sequence[Logged]
) -> list[Problem]:
    """Return what is wrong with a run that another simulator steps."""
    problem = simulator_problem(on, ranks, over_days=isinstance(lasting, Days))
    if problem is None and on is not None and edits:
        what = _("edits of a run are replayed by our own engine alone")
        problem = Problem("edits", what, _("leave them out"))
    return [] if problem is None else [problem]


class _Steps(Protocol):
    """Runs a circuit for a stretch of model time, or over days."""

    def __call__(self, model: Circuit, lasting: float | Days, **given: Any) -> Any: ...


def _own_steps(edits: Sequence[Logged], stepping: str) -> _Steps:
    """Return what steps a circuit by our own engine."""

    def run(model: Circuit, lasting: float | Days, **given: Any) -> Any:
        given["dense"] = stepping == "dense"
        if isinstance(lasting, Days):
            return run_days(model, lasting, **given)
        return run_circuit(model, lasting, edits=edits, **given)

    return run


def _on_neuron(ranks: int, catalog: Catalog) -> _Steps:
    """Return what steps a circuit in NEURON."""

    def run(model: Circuit, lasting: float | Days, **given: Any) -> Any:
        from circuitlab.exchange.neuron.running import run_on_neuron

        assert not isinstance(lasting, Days)
        return run_on_neuron(model, lasting, ranks=ranks, catalog=catalog, **given)

    return run


def _run(
    model: Circuit,
    catalog: Catalog,
    lasting: float | Days | list[Problem],
    steps: _Steps,
    given: dict[str, Any],
) -> Run | DaysRun:
    """Run a circuit; what the engine refuses is an error of whoever asked."""
    assert not isinstance(lasting, list)
    try:
        return result_of(steps(model, lasting, **_settled(model, catalog, lasting, given)))
    except (CannotRun, CannotExchange, MissingExtra) as refusal:
        raise CircuitError([refusal.problem]) from refusal


def _settled(
    model: Circuit, catalog: Catalog, lasting: float | Days, given: dict[str, Any]
) -> dict[str, Any]:
    """Return what a run is told, with its seed and step, and all that is recorded."""
    settings = settings_of(model, seed=given["seed"], dt=given["dt"])
    neural_ms = lasting.neural_ms if isinstance(lasting, Days) else lasting
    if given["record"] is None:
        recorded = recorded_alone(model, catalog, neural_ms, settings.dt)
    else:
        recorded = _pairs(given["record"])
    return {**given, "record": recorded, "seed": settings.seed, "dt": settings.dt}


def _pairs(record: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is to be recorded, each an id with a state; one alone may be given as it is."""
    alone = isinstance(record, str) or (len(record) > 0 and isinstance(record[0], str))
    record = [record] if alone else record  # type: ignore[list-item]
    for given in record:
        if not (isinstance(given, tuple | list) and [type(each) for each in given] == [str, str]):
            what = _("{given} is not an element with its state").format(given=repr(given))
            raise CircuitError([Problem("record", what, _("write for example (“cell1”, “v”)"))])
    return [(id, state) for id, state in record]
