"""Numbers from files: spike times and currents as text (.txt, .csv, .dat, .tsv) or as .npy.

Opening runs no code: an array with Python objects in it is refused.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Kind
from circuitlab.catalog.words import Problem
from circuitlab.catalog.written_columns import owners_in, rows_of
from circuitlab.resources import _

ENDINGS = (".csv", ".txt", ".dat", ".tsv", ".npy")
"""How the names of files with numbers end."""
MOST_BYTES = 100_000_000
_LONGEST_NAME = 4096
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

Content = str | NDArray[np.generic]
"""What a file with numbers holds: a text that is still to be read, or an array."""


def with_files(kind: Kind, given: Mapping[str, object]) -> dict[str, object] | Problem:
    """Return values with the content of each file that is named in place of a list.

    ``"spikes.csv"`` and a path are files; ``"spikes.csv#fibre"`` are the spikes of one element in a
    table of ``circuitlab run --out``. Where there is no such file, the text stays as it is.
    """
    whole = dict(given)
    for name, value in given.items():
        parameter = kind.parameters.get(name)
        if parameter is None or parameter.type != "numbers":
            continue
        content = named_content(value)
        if isinstance(content, Problem):
            return Problem(name, content.what, content.remedy)
        whole[name] = content
    return whole


def named_content(given: object) -> object | Problem:
    """Return the content of the file that a text or a path names, or what was given."""
    named = path_of(given)
    return read_file(*named) if named is not None else given


def path_of(given: object) -> tuple[Path, str] | None:
    """Return the file that a text or a path names, and whose spikes of it are meant."""
    if isinstance(given, os.PathLike):
        return Path(given), ""
    if not isinstance(given, str) or not 0 < len(given) < _LONGEST_NAME or "\n" in given.strip():
        return None
    text = given.strip().strip("\"'")
    if text.startswith("file:"):
        text = unquote(urlsplit(text).path)
    bare, _hash, owner = text.rpartition("#")
    for name, whose in ((text, ""), (bare, owner)):
        if name.casefold().endswith(ENDINGS) and _is_file(Path(name).expanduser()):
            return Path(name).expanduser(), whose
    is_path = text.casefold().endswith(ENDINGS) and re.search(r"[a-zA-Z]", text.rpartition(".")[0])
    return (Path(text).expanduser(), "") if is_path else None


def read_file(path: Path, owner: str = "") -> Content | Problem:
    """Return what a file with numbers holds.

    Parameters
    ----------
    owner
        Of a table with several elements: whose rows are wanted.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            what = _("“{name}” is too large").format(name=path.name)
            return Problem("", what, _("keep it below 100 MB"))
        content = _array(path) if path.suffix.casefold() == ".npy" else _text(path.read_bytes())
    except OSError as error:
        what = _("“{name}” cannot be read").format(name=path.name)
        return Problem("", what, error.strerror or "")
    if isinstance(content, str) and owners_in(content):
        return rows_of(content, owner)
    return content


def owners_of_file(path: Path) -> list[str]:
    """Return the elements of which a run's table in a file has spikes; none of any other file."""
    try:
        if path.suffix.casefold() == ".npy" or path.stat().st_size > MOST_BYTES:
            return []
        text = _text(path.read_bytes())
    except OSError:
        return []
    return owners_in(text) if isinstance(text, str) else []


def _text(data: bytes) -> str | Problem:
    encoding = next((name for mark, name in _BOMS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\0" in text:
        return Problem(
            "", _("this file is no text"), _("give a table as text, or an array as .npy")
        )
    return text


def _array(path: Path) -> NDArray[np.generic] | Problem:
    try:
        array: NDArray[np.generic] = np.load(path, allow_pickle=False)
    except (ValueError, EOFError):
        what = _("“{name}” is no array of numbers").format(name=path.name)
        return Problem("", what, _("save one column, or two, with numpy.save"))
    fits = array.ndim == 1 or (array.ndim == 2 and array.shape[1] in (1, 2))
    if array.dtype.kind not in "iuf" or not fits:
        shape = "×".join(map(str, array.shape))
        what = _("“{name}” holds {shape} of {kind}").format(
            name=path.name, shape=shape, kind=array.dtype.name
        )
        return Problem("", what, _("save numbers in one column, or two"))
    return array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
