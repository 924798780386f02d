"""The shape of a circuit file: what stands where, before anybody asks whether it makes sense."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.files.plain_numbers import with_plain_numbers
from circuitlab.files.recording_schema import RecordingModel
from circuitlab.files.schema_base import Given, Name, Text
from circuitlab.files.schema_places import instead_of
from circuitlab.model.element import Role
from circuitlab.model.limits import FARTHEST, LONGEST_ID, LONGEST_LABEL, LONGEST_TEXT
from circuitlab.model.run_settings import DURATION, RUN_SETTINGS, read_run_setting
from circuitlab.resources import _


def _bounds(parameter: Parameter) -> dict[str, Any]:
    return {"ge": parameter.minimum, "le": parameter.maximum}


def _setting(name: str) -> Any:
    """The range and the default of a number of the document."""
    setting = RUN_SETTINGS[name]
    return Field(default=setting.default, **_bounds(setting))


FORMAT = "circuitlab/circuit"
VERSION = 4

Word = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Seed = Annotated[int, Field(**_bounds(RUN_SETTINGS["seed"]))]
Margin = Annotated[float, Field(ge=0)]
Backdrop = Literal["lanes", "body", "cord_section", "skin_patch", "brain", "joint", ""]
"""`model.backdrops.BACKDROPS`."""


class Strict(BaseModel):
    """Nothing is guessed, nothing is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class ElementModel(Strict):
    """One part of the circuit; `params` holds what differs from the catalog."""

    id: Name
    kind: Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
    label: Annotated[str, Field(max_length=LONGEST_LABEL)] = ""
    x: Coordinate = 0.0
    y: Coordinate = 0.0
    params: dict[str, Given] = {}
    muted: bool = False


class LinkModel(Strict):
    """A role from one element to another."""

    source: str
    target: str
    role: Annotated[Role, Field(strict=False)]


class StepModel(Strict):
    """What changes by itself while the circuit runs; `at` in ms, or a text with a unit.

    Hours and days (`"36 h"`, `"day 2"`) are body time.
    """

    at: float | str
    set: dict[str, Given] = {}
    mute: list[str] = []
    unmute: list[str] = []
    label: Text = ""


class ExperimentModel(BaseModel):
    """A protocol that claims refer to; `for` in ms, or a text with a unit.

    With `days` it is seen through windows: `probe` (ms) is how long each is, `every` (days) how far
    apart they begin; any of them may be a text with a unit.
    """

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False)

    duration: Annotated[float | str, Field(alias="for")] = DURATION.default  # type: ignore[assignment]
    days: float | str | None = None
    probe: float | str | None = None
    every: float | str | None = None
    set: dict[str, Given] = {}
    mute: list[str] = []
    unmute: list[str] = []
    without: list[str] = []
    timeline: list[StepModel] = []
    seeds: list[Seed] = []


class KnownMissModel(Strict):
    """What is measured where a claim is known to miss, and why."""

    measured: float
    reason: Word
    tolerance: Margin | None = None


class ClaimModel(BaseModel):
    """What a run must show: a value with its margin, or bounds in { }."""

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False)

    id: Word
    measure: Word
    experiment: Word = ""
    text: Text = ""
    args: dict[str, JsonValue] = {}
    series: dict[str, JsonValue] = {}
    against: Text = ""
    compare: Text = "ratio"
    expected: JsonValue = None
    tolerance: Margin | None = None
    relative: Margin | None = None
    literature: Text = ""
    source: Text = ""
    known_miss: KnownMissModel | None = None


class WaitModel(Strict):
    """What a step of a walk waits for: time in s, a state that passes a bound, or spikes."""

    seconds: Annotated[float, Field(ge=0)] | None = None
    state: Word | None = None
    above: float | None = None
    below: float | None = None
    spikes: Word | None = None
    count: Annotated[int, Field(ge=1)] = 1


class DrawModel(Strict):
    """The trace that a curve is drawn on."""

    element: str
    state: str


class QuestionModel(Strict):
    """What a step of a walk asks; `window` in ms, or texts with a unit, `range` in the trace's."""

    text: Word
    choices: list[Word] = []
    answer: Annotated[int, Field(ge=0)] | None = None
    shows: Text = ""
    draw: DrawModel | None = None
    window: Annotated[list[float | str], Field(min_length=2, max_length=2)] = [0.0, 5000.0]
    range: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None


class CameraModel(Strict):
    """Where a step of a walk looks: true for the whole circuit, elements, or a place."""

    fit: Literal[True] | list[str] | None = None
    x: Coordinate = 0.0
    y: Coordinate = 0.0
    scale: Annotated[float, Field(ge=0.01, le=100)] | None = None
    width: Annotated[float, Field(ge=0, le=FARTHEST)] = 0.0
    height: Annotated[float, Field(ge=0, le=FARTHEST)] = 0.0


class ScenarioStepModel(BaseModel):
    """One step of a walk through the circuit."""

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False)

    id: Word
    title: Text = ""
    text: Text = ""
    set: dict[str, Given] = {}
    mute: list[str] = []
    unmute: list[str] = []
    speed: Annotated[float, Field(**_bounds(RUN_SETTINGS["speed"]))] | None = None
    camera: CameraModel | None = None
    watch: list[str] = []
    traces: list[str] | None = None
    starts: dict[str, float | str] = {}
    wait: WaitModel | None = None
    question: QuestionModel | None = None
    note: Text = ""
    lost: list[str] = []


class DrivenModel(Strict):
    """What a pin sets, from where to where: values as people write them."""

    set: Word
    low: Annotated[Given, Field(alias="from")]
    high: Annotated[Given, Field(alias="to")]
    scale: Literal["linear", "log"] = "linear"


class PinModel(Strict):
    """A slider or a switch on the canvas; `x` and `y` are parts of its width and height."""

    id: Name
    title: Annotated[str, Field(max_length=LONGEST_LABEL)] = ""
    sort: Literal["slider", "switch"] = "slider"
    drives: Annotated[list[DrivenModel], Field(min_length=1)]
    x: Annotated[float, Field(ge=0, le=1)] | None = None
    y: Annotated[float, Field(ge=0, le=1)] | None = None


class ComparedStateModel(BaseModel):
    """One of the states that a circuit is compared in: what differs in it from the circuit."""

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False)

    id: Word
    name: Text = ""
    symbol: Literal["circle", "triangle", "square"] = "circle"
    set: dict[str, Given] = {}
    mute: list[str] = []
    unmute: list[str] = []
    timeline: list[StepModel] = []
    note: Text = ""


class BlobModel(Strict):
    """An array: zlib-compressed little-endian numbers in base64.

    With `planes` the first bytes of all numbers come first, compressed by themselves, then all
    second ones, and so on.
    """

    dtype: Literal["int32", "int64", "float64"]
    shape: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1, max_length=2)]
    data: str
    planes: bool = False


class DocumentModel(Strict):
    """What a circuit file says beside its parts."""

    title: Text = ""
    caption: Text = ""
    article: Text = ""
    gallery: dict[str, JsonValue] = {}
    seed: int = _setting("seed")
    dt_ms: float = _setting("dt_ms")
    body_clock: float = _setting("body_clock")
    speed: float = _setting("speed")
    backdrop: Backdrop = "lanes"
    origin: Annotated[str, Field(max_length=64)] = ""
    view: dict[str, JsonValue] = {}


class FileModel(DocumentModel):
    """A circuit file."""

    format: Literal["circuitlab/circuit"]
    version: Literal[4]
    elements: list[ElementModel] = []
    links: list[LinkModel] = []
    timeline: list[StepModel] = []
    experiments: dict[str, ExperimentModel] = {}
    claims: list[ClaimModel] = []
    scenario: list[ScenarioStepModel] = []
    states: list[ComparedStateModel] = []
    pins: list[PinModel] = []
    shown: list[str] = []
    recordings: list[RecordingModel] = []
    blobs: dict[str, BlobModel] = {}


def schema_text() -> str:
    """Return the JSON schema of a circuit file, as it lies in the assets."""
    schema = FileModel.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def fitted(kind: type[BaseModel], value: object, *place: object) -> tuple[Any, list[Problem]]:
    """Return what can be used of `value`, and everything that is wrong with it.

    A field that does not fit and can be left out is left out; without one that cannot, there is
    nothing to use and the first is None.
    """
    try:
        return kind.model_validate(value), []
    except ValidationError:
        errors = list(_errors(kind, value, place))
    problems = [problem for _loc, problem in errors]
    if errors and isinstance(value, dict):
        bad = {loc[0] for loc, _problem in errors if loc}
        value = {name: inner for name, inner in value.items() if name not in bad}
    try:
        return kind.model_validate(value), problems
    except ValidationError:
        return None, problems


def sound(kind: type[BaseModel], value: object) -> dict[str, Any]:
    """Return the fields of `value` that fit, be they enough or not."""
    if not isinstance(value, dict):
        return {}
    bad = {loc[0] for loc, _problem in _errors(kind, value, ()) if loc}
    return {name: inner for name, inner in value.items() if name not in bad}


def _errors(
    kind: type[BaseModel], value: object, place: tuple[object, ...]
) -> list[tuple[tuple[int | str, ...], Problem]]:
    try:
        kind.model_validate(value)
    except ValidationError as error:
        found: dict[str, tuple[tuple[int | str, ...], Problem]] = {}
        for entry in error.errors(include_url=False):
            loc = _path(entry["loc"])
            where = pointer(*place, *loc)
            problem = Problem(where, *_explained(kind, dict(entry), loc))
            found.setdefault(where, (loc, problem))
        return list(found.values())
    return []


def _path(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the place without the names that pydantic gives to the choices of a union."""
    unions = {"float", "str", "int", "bool", "constrained-str"}
    return tuple(step for n, step in enumerate(loc) if n == 0 or step not in unions)


def _explained(
    kind: type[BaseModel], error: dict[str, Any], loc: tuple[int | str, ...]
) -> tuple[str, str]:
    """Return what is wrong and what to do, in plain words."""
    setting = _setting_at(kind, loc)
    wrong = read_run_setting(setting, error["input"]) if setting else None
    if isinstance(wrong, Problem):
        return wrong.what, wrong.remedy
    sort, context = error["type"], error.get("ctx", {})
    last = str(loc[-1]) if loc else ""
    if sort == "missing":
        return _("“{name}” is missing").format(name=last), _("add it")
    if sort == "extra_forbidden":
        what = _("“{name}” is not known here").format(name=last)
        return what, instead_of(last, kind, loc[:-1])
    if sort == "string_pattern_mismatch":
        what = _("“{given}” cannot be an id").format(given=_short(error["input"]))
        return what, _("use small letters, digits and _, with a letter first")
    return not_fitting(error["input"]), _remedy(sort, context)


def not_fitting(given: object) -> str:
    """Return the sentence for a value of the wrong sort."""
    return _("{given} does not fit here").format(given=_short(given, quoted=True))


def _setting_at(kind: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """Return which number of the document stands at a place; empty where none does."""
    if issubclass(kind, DocumentModel) and loc and loc[0] in RUN_SETTINGS:
        return str(loc[0])
    return "seed" if issubclass(kind, ExperimentModel) and loc[:1] == ("seeds",) else ""


def _remedy(sort: str, context: dict[str, Any]) -> str:
    if sort == "enum":
        return _("allowed: {choices}").format(choices=", ".join(role.value for role in Role))
    if sort == "literal_error":
        return _("allowed: {choices}").format(choices=context["expected"])
    if sort == "less_than_equal":
        return _("allowed: at most {limit}").format(limit=f"{context['le']:g}")
    if sort == "greater_than_equal":
        return _("allowed: at least {limit}").format(limit=f"{context['ge']:g}")
    if sort == "string_too_long":
        return _("write at most {limit} characters").format(limit=context["max_length"])
    wanted = {
        "string_type": _("write a text in quotes"),
        "string_too_short": _("write at least one character"),
        "float_type": _("write a number"),
        "int_type": _("write a whole number"),
        "int_from_float": _("write a whole number"),
        "finite_number": _("write a finite number"),
        "list_type": _("write a list in [ ]"),
        "dict_type": _("write an object in { }"),
        "model_type": _("write an object in { }"),
    }
    return wanted.get(sort) or _("write what belongs here, or leave it out")


def _short(given: object, quoted: bool = False) -> str:
    given = with_plain_numbers(given)  # the same is said of what was written back
    text = repr(given) if quoted and not isinstance(given, str) else str(given)
    text = text if len(text) <= 40 else text[:39] + "…"
    return f"“{text}”" if quoted and isinstance(given, str) else text
