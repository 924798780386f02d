"""What the words of a command mean: a circuit, a duration, values to set."""

from collections.abc import Iterable
from pathlib import Path

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo, say
from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.files.atomic_write import is_device
from circuitlab.files.number_files import with_files
from circuitlab.files.protocol import Judge
from circuitlab.model import lasting, run_settings
from circuitlab.model.circuit import Circuit
from circuitlab.model.days import Days
from circuitlab.model.leaving_out import without
from circuitlab.model.mutes import mutes, unknown_ids
from circuitlab.model.overlay import Overlay
from circuitlab.model.parameter_values import overlay_of
from circuitlab.model.run_settings import coarse_step
from circuitlab.resources import _


def read_circuit(target: str, others: Iterable[str] = (), judge: Judge | None = None) -> Circuit:
    """Return the circuit of a file or of a preset.

    What is kept but not used, and a step that is coarse, is said on stderr.

    Parameters
    ----------
    target
        A path, or the name of a preset.
    others
        Further words that may have been meant, such as commands.
    judge
        Says what is wrong with a claim, where claims are to be run.

    Raises
    ------
    CannotDo
        If there is no such thing, or something in it cannot be used: with all that is wrong.
    """
    path = find(target, others)
    loaded = opening.load(path, default_catalog(), judge)
    if loaded.circuit is None or not loaded.is_whole:
        raise CannotDo(*loaded.problems)
    for problem in (*loaded.problems, *coarse_step(loaded.circuit.document)):
        say(str(problem))
    return loaded.circuit


def find(target: str, others: Iterable[str] = ()) -> Path:
    """Return the path of the file or preset called `target`.

    Raises
    ------
    CannotDo
        If there is neither; the sentence names the nearest preset.
    """
    path = Path(target).expanduser()
    if path.is_file() or is_device(path):
        return path
    names = {preset.name: preset.path for preset in store.presets()}
    if target in names:
        return names[target]
    if path.is_dir():
        what = _("“{target}” is a folder").format(target=target)
        raise CannotDo(Problem("", what, _("name a file in it")))
    what = _("there is no preset and no file called “{target}”").format(target=target)
    near = did_you_mean(target, [*names, *others])
    raise CannotDo(Problem("", what, near or _("“circuitlab presets” lists the presets")))


def title_of(target: str, circuit: Circuit) -> str:
    """Return what the window would call a circuit: by its file, or a preset by its title."""
    path = Path(target).expanduser()
    return path.stem if path.is_file() else str(circuit.document["title"]) or target


def read_duration(text: str, option: str = "--for") -> float:
    """Return a duration in ms, as in ``"2 s"``, that an option was given.

    Raises
    ------
    CannotDo
        If it is no duration of a run.
    """
    duration = run_settings.read_duration(text)
    if isinstance(duration, Problem):
        raise CannotDo(Problem(option, duration.what, duration.remedy))
    return duration


def read_lasting(
    duration: str | None, days: str | None, probe: str | None, every: str | None
) -> float | Days:
    """Return how long to run, in ms or as days; 2 s where nothing is said.

    Raises
    ------
    CannotDo
        If it is no length of a run.
    """
    usual = "2 s" if duration is None and days is None else duration
    found = lasting.read_lasting(usual, days, probe, every)
    if not isinstance(found, list):
        return found
    options = {"duration": "--for", **{name: f"--{name}" for name in ("days", "probe", "every")}}
    raise CannotDo(*(Problem(options.get(p.where, "--for"), p.what, p.remedy) for p in found))


def read_settings(circuit: Circuit, settings: Iterable[str], mute: Iterable[str] = ()) -> Overlay:
    """Return the overlay that ``id.parameter=value`` texts, and ids to be muted, ask for.

    Raises
    ------
    CannotDo
        With everything that is wrong in any of them.
    """
    given: dict[str, object] = {}
    for text in settings:
        address, equals, value = text.partition("=")
        if not equals:
            what = _("this sets nothing")
            raise CannotDo(Problem(text, what, _("write “id.parameter=value”")))
        given[address.strip()] = _opened(circuit, address.strip(), value.strip())
    overlay = overlay_of(circuit, default_catalog(), "command line", given)
    silent = tuple(mute)
    wrong = [] if isinstance(overlay, Overlay) else overlay
    wrong += unknown_ids(circuit, silent)
    if isinstance(overlay, Overlay) and not wrong:
        return Overlay(overlay.name, {**overlay.values, **mutes(silent)})
    raise CannotDo(*wrong)


def read_without(circuit: Circuit, ids: Iterable[str]) -> Circuit:
    """Return a circuit without the elements that are to be left out, and what needs them.

    Raises
    ------
    CannotDo
        With every id that no element has.
    """
    gone = tuple(ids)
    if wrong := unknown_ids(circuit, gone):
        raise CannotDo(*wrong)
    return without(circuit, gone)


def _opened(circuit: Circuit, address: str, value: str) -> object:
    """Return a value, or the content of the file that it names in place of a list."""
    id, _dot, name = address.partition(".")
    element = circuit.elements.get(id)
    kind = default_catalog().kinds.get(element.kind) if element else None
    given = with_files(kind, {name: value}) if kind else {name: value}
    if isinstance(given, Problem):
        raise CannotDo(Problem(address, given.what, given.remedy))
    return given[name]
