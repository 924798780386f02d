"""Opening, checking and saving circuits, and the presets that come with the program."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.atomic_write import write
from circuitlab.files.deserialise import built
from circuitlab.files.limits import (
    too_dense,
    too_large,
    too_many_numbers,
    too_many_parts,
    too_much,
)
from circuitlab.files.line_numbers import with_lines
from circuitlab.files.migrate import up_to_date
from circuitlab.files.packed_arrays import loosely_packed, weights_of
from circuitlab.files.parse import cleaned, parse, pointer, read_text, too_deep
from circuitlab.files.preset_texts import Words, in_readers_language, language_begun_in
from circuitlab.files.problem_report import (
    MAX_PROBLEMS,
    Report,
    Told,
    TooManyProblemsError,
    unheard,
)
from circuitlab.files.protocol import Judge
from circuitlab.files.reading_back import lost_in_reading
from circuitlab.files.recordings import with_paths_from, with_whole_paths
from circuitlab.files.serialise import content_of, text_of_content
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _, words_of
from circuitlab.resources import presets as presets_folder


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a file: None for the circuit where it was nothing.

    Attributes
    ----------
    is_whole
        Whether everything in the file was used, or is kept as it is.
    """

    circuit: Circuit | None
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Preset:
    """A circuit that comes with the program.

    Attributes
    ----------
    group, order
        Where it stands on the start page: under which heading, and how far to the front.
    proves
        The one sentence that its claims prove.
    claims, steps
        How many claims it makes, and how many steps its walk has.
    """

    name: str
    title: str
    caption: str
    path: Path
    group: str = ""
    order: float = 0.0
    proves: str = ""
    claims: int = 0
    steps: int = 0


def load(
    path: Path | str,
    catalog: Catalog | None = None,
    judge: Judge | None = None,
    told: Told = unheard,
) -> Loaded:
    """Return the circuit of a file, and everything in it that could not be taken as it stands.

    Parameters
    ----------
    judge
        Says what is wrong with a claim beside what it names: its measure and what is expected.
    told
        Hears how far the reading is, and ends it by what it raises.
    """
    text = read_text(Path(path))
    if isinstance(text, Problem):
        return Loaded(None, (text,), is_whole=False)
    return _loaded(text, catalog, judge, Path(path), told=told)


def load_text(text: str, catalog: Catalog | None = None, judge: Judge | None = None) -> Loaded:
    """Return the circuit that a file's text describes, with its problems."""
    return _loaded(text, catalog, judge, None)


def _loaded(
    text: str,
    catalog: Catalog | None,
    judge: Judge | None,
    path: Path | None,
    words: Words | None = None,
    told: Told = unheard,
) -> Loaded:
    content, slips = parse(text)
    content = content if path is None else in_readers_language(path, content, words)
    if content is None and slips:
        return Loaded(None, tuple(slips), is_whole=False)
    report = Report(told)
    circuit = None
    try:
        report.begin(slips)
        circuit = _circuit(content, catalog or default_catalog(), report, judge)
        if circuit is not None and path is not None:
            circuit = with_whole_paths(circuit, path.absolute().parent)
    except TooManyProblemsError:
        report.is_cut = True
    if report.is_cut:
        what = _("More than {limit} things are wrong; the rest is not listed")
        remedy = _("mend these first, or choose another file")
        report.problems.append(Problem("", what.format(limit=MAX_PROBLEMS), remedy))
    return Loaded(circuit, tuple(with_lines(report.problems, text)), report.is_whole)


def check(path: Path | str, catalog: Catalog | None = None) -> list[Problem]:
    """Return everything that is wrong with a file."""
    return list(load(path, catalog).problems)


def save(circuit: Circuit, path: Path | str, catalog: Catalog | None = None) -> list[Problem]:
    """Write a circuit to a file, wholly or not at all; return why it could not be written.

    What would not open again as it is is not written.
    """
    circuit = with_paths_from(circuit, Path(path).absolute().parent)
    content = _readable(content_of(circuit))
    if (problem := _beyond_limits(content)) is not None:
        return [problem]
    lost = lost_in_reading(circuit, content, catalog or default_catalog()) or _unfit(content)
    if lost:
        return list(lost)
    text = text_of_content(content)
    data = text.encode("utf-8")
    problem = too_much(text) or too_deep(text) or too_large(len(data)) or write(path, data)
    return [problem] if problem is not None else []


def _unfit(content: Mapping[str, Any]) -> list[Problem]:
    """Return which values of a file's content no file may hold."""
    problems: list[Problem] = []
    cleaned({name: value for name, value in content.items() if name != "blobs"}, "", problems)
    return problems


def _beyond_limits(content: Mapping[str, Any]) -> Problem | None:
    """Return why a file with this content would not be read again, before it is made a text."""
    blocks = content.get("blobs", {})
    numbers = sum(math.prod(block["shape"]) for block in blocks.values())
    many = too_many_parts(_parts_of(content)) or too_many_numbers(numbers, pointer("blobs"))
    return many or too_dense(*weights_of(blocks.values()), pointer("blobs"))


def _readable(content: dict[str, Any]) -> dict[str, Any]:
    """Return a file's content with its arrays packed less where they were too dense to be read."""
    blocks: Mapping[str, Any] = content.get("blobs", {})
    if too_dense(*weights_of(blocks.values()), "") is None:
        return content
    return {**content, "blobs": {key: loosely_packed(block) for key, block in blocks.items()}}


def _parts_of(content: Mapping[str, Any]) -> int:
    """Return how many things a file's content holds."""
    return sum(len(value) for value in content.values() if isinstance(value, list | dict))


def presets() -> list[Preset]:
    """Return the presets by name."""
    try:
        folder = presets_folder()
    except FileNotFoundError:
        return []
    found = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        found.append(_preset(path, in_readers_language(path, content)))
    return sorted(found, key=lambda preset: preset.order)


def _preset(path: Path, content: Any) -> Preset:
    """Return what is said of a preset before it is opened."""
    shelf = content.get("gallery", {})
    return Preset(
        name=path.stem,
        title=content.get("title", path.stem),
        caption=content.get("caption", ""),
        path=path,
        group=shelf.get("group", ""),
        order=shelf.get("order", 0.0),
        proves=shelf.get("proves", ""),
        claims=len(content.get("claims", ())),
        steps=len(content.get("scenario", ())),
    )


def load_preset(name: str, catalog: Catalog | None = None) -> Loaded:
    """Return the circuit of a preset."""
    paths = {preset.name: preset.path for preset in presets()}
    if name in paths:
        return load(paths[name], catalog)
    what = _("There is no preset called “{name}”").format(name=name)
    listed = _("the presets are {names}").format(names=", ".join(paths))
    problem = Problem("", what, did_you_mean(name, paths) or listed)
    return Loaded(None, (problem,), is_whole=False)


def as_begun(name: str, texts: Collection[str], catalog: Catalog) -> Circuit | None:
    """Return a preset in the language that a circuit was begun in; None where there is none of it.

    Parameters
    ----------
    texts : what people read in the circuit: most of it tells the language
    """
    path = presets_folder() / f"{name}.json"
    if path not in {preset.path for preset in presets()}:
        return None
    words = words_of(language_begun_in(path, texts))
    return _loaded(path.read_text(encoding="utf-8"), catalog, None, path, words).circuit


def _circuit(
    content: object, catalog: Catalog, report: Report, judge: Judge | None
) -> Circuit | None:
    if not isinstance(content, dict):
        what = _("This is not a circuit: the file holds no object in { }")
        report.add(Problem("/", what, _("choose a circuit file")))
        return None
    current = up_to_date(content)
    if isinstance(current, Problem):
        report.add(current)
        return None
    if (many := too_many_parts(_parts_of(current))) is not None:
        report.add(many)
        return None
    if not isinstance(current.get("elements", []), list):
        what = _("“elements” is not a list")
        report.add(Problem("/elements", what, _("write a list in [ ]")))
        return None
    return built(current, catalog, report, judge)
