"""What Windows keeps of a program in the user's part of its registry."""

from __future__ import annotations

from collections.abc import Mapping
from subprocess import list2cmdline
from typing import Any

ROOT = r"Software\Classes"
CLASS = "CircuitLab.Circuit"


def values(command: list[str], said: str) -> Mapping[str, str]:
    """Return the default values of keys below `ROOT`.

    Parameters
    ----------
    command
        What starts the program, before the file to open.
    said
        What a circuit's file is called.
    """
    return {
        ".circuit": CLASS,
        CLASS: said,
        rf"{CLASS}\shell\open\command": f'{list2cmdline(command)} "%1"',
    }


def write(command: list[str], said: str) -> None:
    """Say it to Windows."""
    registry = _registry()
    for name, value in values(command, said).items():
        with registry.CreateKey(registry.HKEY_CURRENT_USER, rf"{ROOT}\{name}") as key:
            registry.SetValueEx(key, "", 0, registry.REG_SZ, value)


def remove() -> None:
    """Take it back; what another program has written since stays."""
    registry = _registry()
    inner = (rf"{CLASS}\shell\open\command", rf"{CLASS}\shell\open", rf"{CLASS}\shell", CLASS)
    ours = _default_of(registry, rf"{ROOT}\.circuit") == CLASS
    for name in (*inner, *((".circuit",) if ours else ())):
        try:
            registry.DeleteKey(registry.HKEY_CURRENT_USER, rf"{ROOT}\{name}")
        except FileNotFoundError:
            continue


def _default_of(registry: Any, name: str) -> str:
    try:
        return str(registry.QueryValue(registry.HKEY_CURRENT_USER, name))
    except OSError:
        return ""


def _registry() -> Any:
    from importlib import import_module

    return import_module("winreg")
