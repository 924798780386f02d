"""Writing a file wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
from pathlib import Path

from circuitlab.catalog.words import Problem
from circuitlab.files.temporary_names import name_beside, remove_what_was_left
from circuitlab.resources import _

_NUMBER = re.compile(r"\berrno = (\d+)")


def write(path: Path | str, data: bytes, *, to_disk: bool = True) -> Problem | None:
    """Write a file; return why it could not be written. What was there is then as it was.

    Without `to_disk` it outlives the program and not yet a power cut.
    """
    try:
        if is_device(path):
            pour_into(path, data)
            return None
        target = Path(os.path.realpath(path))
        if target.is_dir():
            return Problem(str(path), _("This is a folder"), _("give the file a name"))
        if target.exists() and not os.access(target, os.W_OK):
            what = _("The file is write-protected")
            return Problem(str(path), what, _("save under another name"))
        _replace(target, data, to_disk)
    except OSError as error:
        return unwritten(path, error)
    return None


def is_device(path: Path | str) -> bool:
    """Return whether a name stands for a device or a pipe, such as the standard output.

    It is written into: putting a file in its place would take it away from everybody.
    """
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def pour_into(path: Path | str, data: bytes) -> None:
    """Write into a device or a pipe."""
    with Path(path).open("wb", buffering=0) as device:
        left = memoryview(data)
        while left:
            left = left[device.write(left) :]


def named(error: OSError, path: Path | str) -> OSError:
    """Return what went wrong in writing a file, under its own name and in the system's words.

    Libraries that write by themselves say it in theirs, with the number within.
    """
    found = _NUMBER.search(str(error))
    number = int(found[1]) if found else error.errno
    said = os.strerror(number) if number else error.strerror or str(error)
    return OSError(number, said, str(path))


def is_for_want_of_room(error: OSError) -> bool:
    """Return whether nothing can be written because a disk is full, or can only be read."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def need_room(folder: Path, size: int) -> None:
    """See that a disk has room for so many bytes: some libraries do not bear a full one.

    Raises
    ------
    OSError
    """
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def put_to_disk(path: Path) -> None:
    """Have a file that was written, and its name, outlive a power cut."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _keep_names(path.parent)


def _replace(target: Path, data: bytes, to_disk: bool) -> None:
    """Write beside a file, then put the new one in its place in one step."""
    remove_what_was_left(target.parent)
    beside = target.with_name(name_beside())
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if to_disk:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    if to_disk:
        _keep_names(target.parent)


def _keep_names(folder: Path) -> None:
    """Have the names in a folder outlive a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def unwritten(path: Path | str, error: OSError) -> Problem:
    """Return what is said of a file that could not be written."""
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
