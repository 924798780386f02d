"""What the words of a command mean: a circuit, a duration, values to set."""

from collections.abc import Iterable
from pathlib import Path

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem, convert, parse_quantity
from circuitlab.cli.guard import Refusal, say
from circuitlab.files import store
from circuitlab.model.circuit import DOCUMENT_DEFAULTS, Circuit
from circuitlab.model.element import DOCUMENT, Value
from circuitlab.model.overlay import Overlay
from circuitlab.resources import _


def read_circuit(target: str, others: Iterable[str] = ()) -> Circuit:
    """Return the circuit of a file or of a preset; what a file loses is said on stderr.

    Parameters
    ----------
    target
        A path, or the name of a preset.
    others
        Further words that may have been meant, such as commands.

    Raises
    ------
    Refusal
        If there is no such thing, or it cannot be read.
    """
    path = find(target, others)
    loaded = store.load(path, default_catalog())
    if loaded.circuit is None:
        raise Refusal(*loaded.problems)
    for problem in loaded.problems:
        say(str(problem))
    return loaded.circuit


def find(target: str, others: Iterable[str] = ()) -> Path:
    """Return the path of the file or preset called `target`.

    Raises
    ------
    Refusal
        If there is neither; the sentence names the nearest preset.
    """
    names = {preset.name: preset.path for preset in store.presets()}
    if target in names:
        return names[target]
    path = Path(target).expanduser()
    if path.is_file():
        return path
    if path.is_dir():
        what = _("“{target}” is a folder").format(target=target)
        raise Refusal(Problem("", what, _("name a file in it")))
    what = _("there is no preset and no file called “{target}”").format(target=target)
    near = did_you_mean(target, [*names, *others])
    raise Refusal(Problem("", what, near or _("“circuitlab presets” lists the presets")))


def read_duration(text: str) -> float:
    """Return a duration in ms, as in ``"2 s"``.

    Raises
    ------
    Refusal
        If it is no positive time.
    """
    duration = parse_quantity(text, "ms")
    if isinstance(duration, Problem):
        raise Refusal(Problem(text, duration.what, duration.remedy))
    if duration <= 0:
        raise Refusal(Problem(text, _("time must be above zero"), _("write for example “2 s”")))
    return duration


def read_settings(circuit: Circuit, settings: Iterable[str]) -> Overlay:
    """Return the overlay that ``id.parameter=value`` texts ask for.

    Raises
    ------
    Refusal
        With everything that is wrong in any of them.
    """
    values: dict[tuple[str, str], Value] = {}
    problems: list[Problem] = []
    for text in settings:
        read = _read_setting(circuit, text)
        if isinstance(read, Problem):
            problems.append(Problem(text, read.what, read.remedy))
        else:
            values[read[0]] = read[1]
    if problems:
        raise Refusal(*problems)
    return Overlay("command line", values)


def _read_setting(circuit: Circuit, text: str) -> tuple[tuple[str, str], Value] | Problem:
    address, equals, given = text.partition("=")
    id, dot, name = address.strip().partition(".")
    if not (equals and dot):
        return Problem("", _("this sets nothing"), _("write “id.parameter=value”"))
    if id == DOCUMENT:
        return _read_field(name, given)
    if id not in circuit.elements:
        what = _("the circuit has no element “{id}”").format(id=id)
        near = did_you_mean(id, circuit.elements)
        return Problem("", what, near or _("its elements: {ids}").format(ids=_few(circuit)))
    kind = default_catalog().kinds.get(circuit.elements[id].kind)
    if kind is None or name not in kind.parameters:
        known = kind.parameters if kind else {}
        what = _("“{id}” has no parameter “{name}”").format(id=id, name=name)
        near = did_you_mean(name, known)
        return Problem("", what, near or _("it has: {names}").format(names=", ".join(known)))
    value = convert(kind.parameters[name], given.strip())
    return value if isinstance(value, Problem) else ((id, name), value)


def _read_field(name: str, given: str) -> tuple[tuple[str, str], Value] | Problem:
    units = {"seed": "1", "dt_ms": "ms", "body_clock": "1", "speed": "1"}
    if name not in units:
        what = _("the document has no number called “{name}”").format(name=name)
        return Problem("", what, _("it has: {names}").format(names=", ".join(units)))
    number = parse_quantity(given, units[name])
    if isinstance(number, Problem):
        return number
    whole = isinstance(DOCUMENT_DEFAULTS[name], int)
    return (DOCUMENT, name), int(number) if whole else number


def _few(circuit: Circuit) -> str:
    ids = list(circuit.elements)
    return ", ".join(ids[:8]) + (", …" if len(ids) > 8 else "")
