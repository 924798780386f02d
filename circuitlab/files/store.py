"""Opening, checking and saving circuits, and the presets that come with the program."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.build import built
from circuitlab.files.migrate import up_to_date
from circuitlab.files.parse import parse, read_text
from circuitlab.files.places import with_lines
from circuitlab.files.report import MAX_PROBLEMS, Report, TooManyProblemsError
from circuitlab.files.write import text_of
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _
from circuitlab.resources import presets as presets_folder

MAX_PARTS = 60_000
"""Elements, links, steps and claims that a file may hold together."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a file: None for the circuit where it was nothing."""

    circuit: Circuit | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """A circuit that comes with the program."""

    name: str
    title: str
    caption: str
    path: Path


def load(path: Path | str, catalog: Catalog | None = None) -> Loaded:
    """Return the circuit of a file, and everything in it that could not be taken as it stands."""
    text = read_text(Path(path))
    if isinstance(text, Problem):
        return Loaded(None, (text,))
    return load_text(text, catalog)


def load_text(text: str, catalog: Catalog | None = None) -> Loaded:
    """Return the circuit that a file's text describes, with its problems."""
    content, slips = parse(text)
    if content is None and slips:
        return Loaded(None, tuple(slips))
    report = Report()
    circuit = None
    try:
        report.extend(slips)
        circuit = _circuit(content, catalog or default_catalog(), report)
    except TooManyProblemsError:
        what = _("More than {limit} things are wrong; the rest is not listed")
        remedy = _("mend these first, or choose another file")
        report.problems.append(Problem("", what.format(limit=MAX_PROBLEMS), remedy))
    return Loaded(circuit, tuple(with_lines(report.problems, text)))


def check(path: Path | str, catalog: Catalog | None = None) -> list[Problem]:
    """Return everything that is wrong with a file."""
    return list(load(path, catalog).problems)


def save(circuit: Circuit, path: Path | str) -> list[Problem]:
    """Write a circuit to a file, wholly or not at all; return why it could not be written."""
    data = text_of(circuit).encode("utf-8")
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            return [Problem(str(path), _("This is a folder"), _("give the file a name"))]
        if target.exists() and not os.access(target, os.W_OK):
            what = _("The file is write-protected")
            return [Problem(str(path), what, _("save under another name"))]
        _replace(target, data)
    except OSError as error:
        return [_unwritten(path, error)]
    return []


def presets() -> list[Preset]:
    """Return the presets by name."""
    try:
        folder = presets_folder()
    except FileNotFoundError:
        return []
    found = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        title, caption = content.get("title", path.stem), content.get("caption", "")
        found.append(Preset(path.stem, title, caption, path))
    return found


def load_preset(name: str, catalog: Catalog | None = None) -> Loaded:
    """Return the circuit of a preset."""
    paths = {preset.name: preset.path for preset in presets()}
    if name in paths:
        return load(paths[name], catalog)
    what = _("There is no preset called “{name}”").format(name=name)
    listed = _("the presets are {names}").format(names=", ".join(paths))
    return Loaded(None, (Problem("", what, did_you_mean(name, paths) or listed),))


def _circuit(content: object, catalog: Catalog, report: Report) -> Circuit | None:
    if not isinstance(content, dict):
        what = _("This is not a circuit: the file holds no object in { }")
        report.add(Problem("/", what, _("choose a circuit file")))
        return None
    current = up_to_date(content)
    if isinstance(current, Problem):
        report.add(current)
        return None
    parts = sum(len(value) for value in current.values() if isinstance(value, list | dict))
    if parts > MAX_PARTS:
        what = _("The file holds {parts} things; at most {limit} are read")
        remedy = _("let one element stand for many cells")
        report.add(Problem("/", what.format(parts=parts, limit=MAX_PARTS), remedy))
        return None
    if not isinstance(current.get("elements", []), list):
        what = _("“elements” is not a list")
        report.add(Problem("/elements", what, _("write a list in [ ]")))
        return None
    return built(current, catalog, report)


def _replace(target: Path, data: bytes) -> None:
    """Write beside the file, then put the new one in its place in one step."""
    beside = target.with_name(f".circuitlab-{secrets.token_hex(6)}.tmp")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _unwritten(path: Path | str, error: OSError) -> Problem:
    remedies = {
        errno.ENOSPC: (_("The disk is full"), _("make room, or save elsewhere")),
        errno.EDQUOT: (_("Your share of the disk is full"), _("make room, or save elsewhere")),
        errno.ENOENT: (_("There is no such folder"), _("choose a folder that exists")),
        errno.ENOTDIR: (_("There is no such folder"), _("choose a folder that exists")),
        errno.EACCES: (_("You may not write in this folder"), _("choose another folder")),
        errno.EPERM: (_("You may not write in this folder"), _("choose another folder")),
        errno.EROFS: (_("This disk cannot be written to"), _("choose another folder")),
        errno.ENAMETOOLONG: (_("The name is too long"), _("choose a shorter one")),
    }
    unknown = _("The file could not be written ({reason})").format(reason=error.strerror or error)
    what, remedy = remedies.get(error.errno or 0, (unknown, _("save under another name")))
    return Problem(str(path), what, remedy)
