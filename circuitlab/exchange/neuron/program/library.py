"""The compiled equations, and what is asked of them: a library that NEURON has loaded."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .banks import BankOfRank
from .data import Reals, Table, Wholes

_NONE = np.iinfo(np.int64).min


class CompiledSteps:
    """The functions of the compiled equations; arrays that it was given are kept alive here."""

    def __init__(self, path: Path) -> None:
        self._library = ctypes.CDLL(str(path))
        for name in ("spikes", "columns", "vesicles", "outbox", "tick"):
            getattr(self._library, f"clab_{name}").restype = ctypes.c_int64
        self._library.clab_arrive.argtypes = [ctypes.c_double, ctypes.c_double]
        self._library.clab_columns.argtypes = [ctypes.c_int64, ctypes.c_void_p]
        self._kept: list[Any] = []

    def give(self, tables: Mapping[str, Table]) -> None:
        """Hand over tables by their names."""
        for name, table in tables.items():
            count = ctypes.c_int64(len(table))
            self._library.clab_give(name.encode(), self._pointer(table), count)

    def bank(
        self, bank: BankOfRank, count: int, state: Reals, source: Wholes, noted: Table
    ) -> None:
        """Hand over a bank: where its numbers lie, and who its cells are."""
        own = state[bank.shared :]
        rows = [_NONE if row is None else row for row in (bank.key, bank.mean)]
        done = self._library.clab_bank(
            bank.group,
            bank.kind.encode(),
            ctypes.c_int64(count),
            ctypes.c_double(bank.step_ms),
            self._pointer(state),
            self._pointer(own),
            self._pointer(source),
            self._pointer(noted.astype(np.uint8)),
            self._pointer(np.asarray([*rows, bank.voltage], np.int64)),
            ctypes.c_double(bank.low),
            ctypes.c_double(bank.high),
        )
        if not done:
            raise SystemExit(
                f"The compiled equations have no “{bank.kind}”: run nrnivmodl in this folder again."
            )

    def ready(self, about: Mapping[str, Any], state: Reals, *, alone: bool) -> None:
        """All is handed over."""
        self._library.clab_ready(
            ctypes.c_double(about["dt"]),
            ctypes.c_int64(about["slow_steps"]),
            ctypes.c_int64(about["ring"]),
            int(alone),
            self._pointer(state),
        )

    def begin(self) -> None:
        """Do what comes before slow biology in the step to come."""
        self._library.clab_begin()

    def report(self, spikes: Wholes) -> None:
        """Tell of spikes of other processes, (source, tick, count) each."""
        held = np.ascontiguousarray(spikes, np.int64)
        self._library.clab_report(
            held.ctypes.data_as(ctypes.c_void_p), ctypes.c_int64(len(held.reshape(-1, 3)))
        )

    def hear(self, spikes: Wholes) -> None:
        """Let spikes of other processes, (source, tick) each, use their vesicles; none arrives."""
        for source, at in spikes.tolist():
            self._library.clab_arrive(float(source), float(at))
        self._library.clab_hear()

    def outbox(self) -> Wholes:
        """Take what other processes are to be told of, (source, tick, count) each."""
        found = self._spikes("outbox")
        self._library.clab_clear_outbox()
        return found

    def spikes(self) -> Wholes:
        """(spikes, 3) source, tick and count of every spike so far."""
        return self._spikes("spikes")

    def columns(self, watch: int) -> Reals:
        """(columns, 2) lowest and highest value of what is watched."""
        found = ctypes.c_void_p()
        count = self._library.clab_columns(watch, ctypes.byref(found))
        return np.asarray(_copied(found, 2 * count, np.float64).reshape(-1, 2))

    def vesicles(self) -> tuple[Reals, Reals, Wholes]:
        """Of each terminal, vesicles ready after its last spike, what that used, and its tick."""
        parts = [ctypes.c_void_p() for _part in range(3)]
        count = self._library.clab_vesicles(*map(ctypes.byref, parts))
        kinds = (np.float64, np.float64, np.int64)
        ready, used, last = (_copied(p, count, k) for p, k in zip(parts, kinds, strict=True))
        return ready, used, last

    @property
    def tick(self) -> int:
        """Steps done."""
        return int(self._library.clab_tick())

    @property
    def has_strayed(self) -> bool:
        """Whether a voltage has left its range; no step is done from then on."""
        return bool(self._library.clab_strayed())

    def _spikes(self, which: str) -> Wholes:
        found = ctypes.c_void_p()
        count = getattr(self._library, f"clab_{which}")(ctypes.byref(found))
        return np.asarray(_copied(found, 3 * count, np.int64).reshape(-1, 3))

    def _pointer(self, table: Table) -> ctypes.c_void_p:
        held = np.ascontiguousarray(table)
        self._kept.append(held)
        return held.ctypes.data_as(ctypes.c_void_p)


def _copied(found: ctypes.c_void_p, count: int, kind: Any) -> Any:
    if not count or not found.value:
        return np.zeros(0, kind)
    room = (ctypes.c_char * (count * np.dtype(kind).itemsize)).from_address(found.value)
    return np.frombuffer(room, kind).copy()
