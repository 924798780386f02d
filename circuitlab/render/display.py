"""Whether this machine can show a window, and which of the libraries that Qt needs it lacks."""

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

# Name of each library that Qt's wheels expect of the system → Debian package that holds it.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW = {
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def has_display() -> bool:
    """Return whether a window can be opened: a screen, or a platform of Qt's that was asked for."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform != "linux" or (platform and not platform.startswith(("xcb", "wayland"))):
        return True
    return _wayland_answers() or _x_answers()


def on_x() -> bool:
    """Return whether a window would be one of X."""
    return os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb" and not _wayland_answers()


def missing(libraries: Iterable[str]) -> list[str]:
    """Return those of `libraries` that the system's loader does not find."""
    return [library for library in libraries if not _loads(library)]


def lacking(libraries: Mapping[str, str]) -> Problem | None:
    """Return which of the system's libraries are missing, and what installs them."""
    absent = missing(libraries) if sys.platform == "linux" else []
    if not absent:
        return None
    packages = " ".join(dict.fromkeys(libraries[library] for library in absent))
    what = _("drawing needs system libraries that are missing here ({libraries})")
    remedy = _("on Debian or Ubuntu: sudo apt install {packages}")
    return Problem("", what.format(libraries=", ".join(absent)), remedy.format(packages=packages))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and Path(folder, str(name)).exists()


def _x_answers() -> bool:
    """Return whether the X server named by ``DISPLAY`` takes a connection."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # asking is impossible: the list of missing libraries says more
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
