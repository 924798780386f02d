"""Fits the nociceptor to what was seen in people's cells, and shows what each constraint reads.

    python scripts/fit_nociceptor.py                 the table for the catalog's values
    python scripts/fit_nociceptor.py --minutes 30    search from there, then the table for the best

Constraints are those of `docs/medicine.md`: heat thresholds and rates of Figure 3, force, and what
blockers of Nav1.7 and Nav1.8 do to human neurons. The equations are the engine's own; the search is
a covariance matrix adaptation (Hansen & Ostermeier 2001, Evol Comput 9:159).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.gating import FARADAY, exp

Floats = NDArray[np.float64]
Values = Mapping[str, float]
"""Values that differ, by name: of a candidate from the catalog, of a condition from rest."""

DT_MS = 0.05
MOST_SPIKES = 400
FREE: Mapping[str, tuple[float, float]] = {
    "nav17_m_shift": (0.0, 14.0),
    "g_nav17": (4.0, 300.0),
    "nav17_h_shift": (0.0, 28.0),
    "g_nav18": (8.0, 200.0),
    "g_kdr": (3.0, 60.0),
    "g_ka": (0.02, 8.0),
    "g_km": (0.01, 1.5),
    "g_l": (0.03, 0.2),
    "ahp_rate": (0.1, 3.0),
    "tau_ahp": (60.0, 500.0),
    "g": (2.0, 7.0),
    "t_half": (48.0, 54.0),
    "nav18_h_shift": (4.0, 14.0),
}
"""What the search may change, within these limits."""
AT_REST: Values = {
    "pkc": 0.0,
    "pka": 0.0,
    "number": 1.0,
    "nav17_left": 1.0,
    "nav18_left": 1.0,
    "current": 0.0,
    "on": 1e9,
    "off": 1e9,
    "on_again": 1e9,
    "off_again": 1e9,
    "tissue": 32.0,
    "heat": 32.0,
    "warming": 1e6,
    "start": 1e9,
    "force": 0.0,
    "v": -62.0,
}
"""A condition in which nothing happens: pA, °C, °C/ms, mN, ms and mV."""
_FIXED = ("e_l", "q_gate", "nav18_shift", "area", "tiring", "pkc_shift", "z", "enthalpy", "v_ref")
CELL = np.dtype([(name, np.float64) for name in (*FREE, *_FIXED, *AT_REST)])
_nav17, _nav18, _kdr, _ka, _km, _ahp, _trpv1, _pressed = (
    MECHANISMS[name].function
    for name in ("nav17", "nav18", "kdr", "ka", "km", "slow_ahp", "trpv1", "mechanical")
)


@numba.njit(error_model="numpy")  # type: ignore[untyped-decorator]
def _one(p: Any, times: Any, lasting: float, dt: float) -> tuple[int, float, float]:
    """Spike times (ms) of one cell; their number, steepest rise (mV/ms) and peak (mV)."""
    siemens, v, e_k = 0.01 * p.area, p.v, -85.0
    m7 = h7 = m8 = h8 = n = na = ha = nm = opened = 0.1
    tired, ahp, fresh, spikes, steepest, peak = 0.0, 0.0, 1.0, 0, 0.0, -100.0
    decay = np.exp(-dt / p.tau_ahp)
    growth = p.ahp_rate * p.tau_ahp * (1.0 - decay)
    settling = 400
    for step in range(-settling, int(lasting / dt)):
        t, h = step * dt, dt
        if step < 0:
            h = 3.0 if step % 2 else 0.1
        warmed = min(p.heat - p.tissue, p.warming * (t - p.start)) if t >= p.start else 0.0
        q = p.q_gate
        g7, g8 = siemens * p.g_nav17 * p.nav17_left, siemens * p.g_nav18 * p.nav18_left
        m7, h7, a, ae = _nav17(v, m7, h7, 0.0, g7, 65.0, q, p.nav17_m_shift, p.nav17_h_shift, h)
        m8, h8, b, be = _nav18(
            v, m8, h8, p.pka, 0.0, g8, 65.0, q, p.nav18_shift, p.nav18_h_shift, h
        )
        n, c, ce = _kdr(v, n, siemens * p.g_kdr, e_k, q, h)
        na, ha, d, de = _ka(v, na, ha, siemens * p.g_ka, e_k, q, h)
        nm, e, ee = _km(v, nm, siemens * p.g_km, e_k, q, h)
        opened, more, f, fe = _trpv1(
            v, opened, tired, warmed, 0.0, p.pkc, 0.0, 0.0, siemens * p.g, p.number, p.tissue,
            1e3 * p.enthalpy, 1e-3 * p.z * FARADAY, p.t_half, p.v_ref, p.pkc_shift, 0.7, 0.2,
            1e-3 * p.tiring, 5e-5, h,
        )  # fmt: skip
        if step < 0:
            continue
        tired = more
        ahp, k, ke = _ahp(v, ahp, growth, decay, e_k)
        pressing = p.force if t >= p.start else 0.0
        kept = 1.0 - dt / 1500.0
        fresh, x, xe = _pressed(fresh, pressing, 0.0, siemens * 1.5, 0.0, 120.0, 0.75, kept, 0.0)
        g = a + b + c + d + e + f + k + x + siemens * p.g_l
        ge = ae + be + ce + de + ee + fe + ke + xe + siemens * p.g_l * p.e_l
        if p.on <= t < p.off or p.on_again <= t < p.off_again:
            ge += p.current
        then = ge / g + (v - ge / g) * exp(-dt * g / (0.01 * p.area))
        steepest, peak = max(steepest, (then - v) / dt), max(peak, then)
        if v < -10.0 <= then and spikes < len(times):
            times[spikes] = t
            spikes += 1
        v = then
    return spikes, steepest, peak


@numba.njit(parallel=False)  # type: ignore[untyped-decorator]
def _all(cells: Any, times: Any, read: Any, lasting: float, dt: float) -> None:
    for number in range(len(cells)):
        spikes, steepest, peak = _one(cells[number], times[number], lasting, dt)
        read[number, 0], read[number, 1], read[number, 2] = spikes, steepest, peak


@dataclass(frozen=True)
class Run:
    """Spike times (cells, ms), how many, the steepest rise (mV/ms) and the peak (mV) of each."""

    times: Floats
    count: Floats
    rise: Floats
    peak: Floats

    def rates(self, start: float, stop: float) -> Floats:
        """Spikes per second between two times (ms)."""
        found = np.nansum((self.times >= start) & (self.times < stop), axis=1)
        return np.asarray(1e3 * found / (stop - start), dtype=np.float64)


def catalog_values() -> dict[str, float]:
    """The nociceptor, and its heat channel, as the catalog has them."""
    found: dict[str, float] = {}
    for kind in ("trpv1", "nociceptor_c"):
        for name, parameter in default_catalog().kind(kind).parameters.items():
            if name in (*FREE, *_FIXED):
                found[name] = float(str(parameter.default))
    return found


def run(candidate: Values, conditions: Sequence[Values], lasting: float) -> Run:
    """Step a candidate under each condition for so long (ms)."""
    cells = np.zeros(len(conditions), CELL)
    for cell, condition in zip(cells, conditions, strict=True):
        for name in CELL.names or ():
            cell[name] = {**AT_REST, **candidate, **condition}[name]
    times = np.full((len(cells), MOST_SPIKES), np.nan)
    read = np.zeros((len(cells), 3))
    _all(cells, times, read, lasting, DT_MS)
    return Run(times, read[:, 0], read[:, 1], read[:, 2])


@dataclass
class Table:
    """What the constraints read: name, value, lowest, highest, what one off costs."""

    rows: list[tuple[str, float, float, float, float]] = field(default_factory=list)

    def add(self, name: str, value: float, low: float, high: float, off: float) -> None:
        """Note a constraint; ``off`` is how far outside costs 1."""
        self.rows.append((name, float(value), low, high, off))

    def cost(self) -> float:
        """Squares of how far values lie outside, those far off held down."""
        return float(sum(min(_outside(row), 3.0 + 0.2 * _outside(row)) ** 2 for row in self.rows))

    def __str__(self) -> str:
        lines = (
            f"| {name} | {value:.3g} | {low:g} … {high:g} | {'off' if _outside(row) else ''} |"
            for row in self.rows
            for name, value, low, high, _off in [row]
        )
        return "\n".join(("| constraint | reads | wanted | |", "|---|---|---|---|", *lines))


def _outside(row: tuple[str, float, float, float, float]) -> float:
    _name, value, low, high, off = row
    return max(low - value, value - high, 0.0) / off


WHOLE: Values = {}
NO_17: Values = {"nav17_left": 0.0}
HALF_18: Values = {"nav18_left": 0.5}
NO_18: Values = {"nav18_left": 0.01}


def measured(candidate: Values) -> Table:
    """Every constraint of one candidate."""
    table = Table()
    for part in (_currents, _spikes, _thresholds, _rates, _relief, _forces):
        part(candidate, table)
    return table


def _rheobase(candidate: Values, condition: Values) -> float:
    """Least current (pA) of half a second that makes a cell without TRPV1 fire."""
    low, high = 2.0, 400.0
    while high - low > 0.2:
        tried = np.linspace(low, high, 8)[1:-1]
        asked = [_stepped(each, 500.0, condition) for each in tried]
        fired = np.nonzero(run(candidate, asked, 500.0).count)[0]
        low, high = (
            (tried[-1], high)
            if not len(fired)
            else (tried[fired[0] - 1] if fired[0] else low, tried[fired[0]])
        )
    return float(high)


def _stepped(current: float, lasting: float, condition: Values) -> Values:
    return {"number": 0.0, "v": -62.9, "current": current, "on": 0.0, "off": lasting, **condition}


def _currents(candidate: Values, table: Table) -> None:
    whole, pka, no17, no18, half18 = (
        _rheobase(candidate, condition)
        for condition in (WHOLE, {"pka": 1.0}, NO_17, NO_18, HALF_18)
    )
    table.add("rheobase, pA", whole, 31.7, 38.7, 1.2)
    table.add("rheobase with PKA, pA", pka, 15.1, 18.5, 0.6)
    table.add("rheobase without Nav1.7 over whole", no17 / whole, 1.4, 4.5, 0.4)
    table.add("rheobase with Nav1.8 blocked over whole", no18 / whole, 1.0, 1.45, 0.25)
    table.add("rheobase with half of Nav1.8 over whole", half18 / whole, 1.03, 1.45, 0.08)
    conditions = (WHOLE, NO_17, NO_18)
    asked = [_stepped(f * whole, 1e3, each) for each in conditions for f in (2, 3, 5, 8, 12)]
    most = run(candidate, asked, 1e3).count.reshape(3, 5).max(axis=1)
    table.add("most spikes in a second of current", most[0], 4.0, 40.0, 2.0)
    table.add("of these without Nav1.7", most[1] / max(most[0], 1.0), 0.7, 1.3, 0.2)
    table.add("most spikes with Nav1.8 blocked", most[2], 3.0, 40.0, 1.5)


def _spikes(candidate: Values, table: Table) -> None:
    conditions = (WHOLE, NO_17, NO_18)
    found = run(candidate, [_stepped(600.0, 1.0, each) for each in conditions], 20.0)
    table.add("upstroke without Nav1.7 over whole", found.rise[1] / found.rise[0], 0.3, 0.85, 0.1)
    table.add(
        "upstroke with Nav1.8 blocked over whole", found.rise[2] / found.rise[0], 0.7, 1.05, 0.1
    )
    table.add("peak without Nav1.7 less whole, mV", found.peak[1] - found.peak[0], -25.0, -3.0, 4.0)
    table.add(
        "peak with Nav1.8 blocked less whole, mV", found.peak[2] - found.peak[0], -25.0, -3.0, 4.0
    )
    whole, no17, no18 = (_refractory(candidate, each) for each in conditions)
    table.add("refractory period without Nav1.7 less whole, ms", no17 - whole, 0.1, 20.0, 0.5)
    table.add("refractory period with Nav1.8 blocked less whole, ms", no18 - whole, -20.0, 0.0, 0.7)


def _refractory(candidate: Values, condition: Values) -> float:
    """Least interval (ms) of two shocks of 700 pA and 1 ms at which both set off a spike."""
    intervals = np.arange(1.5, 20.0, 0.125)
    pairs = [
        {**_stepped(700.0, 1.0, condition), "on_again": gap, "off_again": gap + 1.0}
        for gap in intervals
    ]
    answered = np.nonzero(run(candidate, pairs, 40.0).count >= 2)[0]
    return float(intervals[answered[0]]) if len(answered) else 25.0


def _sensitised(pge2: float, share: float = 0.6) -> Values:
    full = pge2 / (pge2 + 100.0)
    return {"pkc": share * full, "pka": full}


_INJURED: Values = {"pkc": 300 / 330, "pka": 30 / 130}
_THRESHOLDS: Sequence[tuple[str, Values, float, float]] = (
    ("healthy", WHOLE, 43.2, 0.3),
    ("PKC 0.25", {"pkc": 0.25}, 41.2, 0.4),
    ("PKC 0.5", {"pkc": 0.5}, 39.2, 0.4),
    ("PKC 0.75", {"pkc": 0.75}, 37.1, 0.4),
    ("PKC", {"pkc": 1.0}, 35.1, 0.4),
    ("twice TRPV1", {"number": 2.0}, 40.9, 0.4),
    ("PKC and TRPV1", {"pkc": 1.0, "number": 1.5}, 33.8, 0.4),
    ("injury", _INJURED, 34.0, 0.4),
    ("injury and immune cells", {**_INJURED, "number": 1.5}, 32.8, 0.4),
    ("PGE2 100 nM", _sensitised(100.0), 37.3, 0.4),
    ("PGE2 300 nM", _sensitised(300.0), 34.75, 0.4),
    ("PGE2 300 nM, ibuprofen", _sensitised(300.0 / (1 + 30 / 7.2)), 38.8, 0.4),
)


def _thresholds(candidate: Values, table: Table) -> None:
    """First spike on a ramp of 2 °C/s that begins 5 °C below."""
    begin, ramp = 1000.0, {"heat": 52.0, "warming": 2e-3, "start": 1000.0}
    asked = [{**each, **ramp, "tissue": at - 5.0} for _name, each, at, _band in _THRESHOLDS]
    found = run(candidate, asked, begin + 4500.0)
    for (name, _each, at, band), times in zip(_THRESHOLDS, found.times, strict=True):
        late = times[times > begin]
        value = at - 5.0 + 2e-3 * (late[0] - begin) if len(late) else at + 4.0
        table.add(f"threshold, {name}, °C", value, at - band, at + band, 0.12)


_HELD: Sequence[tuple[str, Values, float, float]] = (
    ("40 °C", {"heat": 40.0}, 0.0, 0.5),
    ("43 °C", {"heat": 43.0}, 0.7, 1.3),
    ("45 °C", {"heat": 45.0}, 2.9, 3.9),
    ("47 °C", {"heat": 47.0}, 6.8, 9.2),
    ("49 °C", {"heat": 49.0}, 11.05, 14.95),
    ("37 °C", {"heat": 37.0}, 0.0, 0.3),
    ("37 °C, PKC", {"heat": 37.0, "pkc": 1.0}, 3.2, 4.8),
    ("37 °C, PKC and TRPV1", {"heat": 37.0, "pkc": 1.0, "number": 1.5}, 6.6, 9.8),
    ("37 °C, injury", {"heat": 37.0, **_INJURED}, 4.0, 6.0),
    ("37 °C, injury and immune cells", {"heat": 37.0, **_INJURED, "number": 1.5}, 6.3, 9.3),
    ("37 °C, bradykinin 100 nM", {"heat": 37.0, "pkc": 100 / 130}, 1.2, 1.8),
    ("37 °C, twice TRPV1", {"heat": 37.0, "number": 2.0}, 0.0, 0.2),
    ("32 °C, injury and immune cells", {**_INJURED, "number": 1.5}, 0.0, 0.0),
    ("48 °C without Nav1.7", {"heat": 48.0, **NO_17}, 7.0, 11.0),
    ("48 °C with half of Nav1.8", {"heat": 48.0, **HALF_18}, 1.5, 10.0),
    ("37 °C, PKC, Nav1.8 blocked", {"heat": 37.0, "pkc": 1.0, **NO_18}, 0.0, 1.0),
)


def _rates(candidate: Values, table: Table) -> None:
    asked = [{"start": 500.0, **each} for _name, each, _low, _high in _HELD]
    rates = run(candidate, asked, 5500.0).rates(500.0, 5500.0)
    for (name, _each, low, high), rate in zip(_HELD, rates, strict=True):
        table.add(f"rate, {name}, Hz", rate, low, high, 0.1 + 0.1 * high)


def _relief(candidate: Values, table: Table) -> None:
    """Ibuprofen relieves at every dose: 0, 10, 30 and 100 µM on an injury with much PGE2."""
    for pge2 in (115.0, 315.0):
        left = [_sensitised(pge2 / (1.0 + dose / 7.2))["pka"] for dose in (0.0, 10.0, 30.0, 100.0)]
        injured = {"heat": 37.0, "start": 500.0, "pkc": 300 / 330, "number": 1.5}
        asked = [{**injured, "pka": pka} for pka in left]
        rates = run(candidate, asked, 5500.0).rates(500.0, 5500.0)
        for dose, change in zip((10, 30, 100), np.diff(rates), strict=True):
            table.add(f"PGE2 {pge2:g} nM, ibuprofen {dose} µM: change, Hz", change, -5.0, 0.0, 0.5)


def _forces(candidate: Values, table: Table) -> None:
    wanted = ((20, 0, 0.5), (40, 0.5, 3.0), (100, 2.0, 3.0), (200, 4.5, 5.5), (300, 5.0, 6.0))
    asked = [{"force": float(force), "start": 1000.0} for force, _low, _high in wanted]
    rates = run(candidate, asked, 3000.0).rates(1000.0, 3000.0)
    for (force, low, high), rate in zip(wanted, rates, strict=True):
        table.add(f"rate at {force} mN, Hz", rate, low, high, 0.5)


def search(start: Values, minutes: float, say: Callable[[str], None]) -> dict[str, float]:
    """The best candidate found in so many minutes."""
    low, high = (np.array([limits[end] for limits in FREE.values()]) for end in (0, 1))

    def candidate(x: Floats) -> dict[str, float]:
        inside = low + np.clip(x, 0.0, 1.0) * (high - low)
        return {**start, **dict(zip(FREE, inside.tolist(), strict=True))}

    def cost(x: Floats) -> float:
        return measured(candidate(x)).cost() + 50.0 * float(np.sum((x - np.clip(x, 0, 1)) ** 2))

    mean = (np.array([start[name] for name in FREE]) - low) / (high - low)
    best, least = mean, cost(mean)
    until = time.monotonic() + 60.0 * minutes
    draws = np.random.default_rng(1)
    size, width, shape = 14, 0.01, np.eye(len(mean))
    weights = np.log(size / 2 + 0.5) - np.log(np.arange(1, size // 2 + 1))
    weights /= weights.sum()
    while time.monotonic() < until:
        offset = draws.multivariate_normal(np.zeros(len(mean)), shape, size)
        costs = np.array([cost(mean + width * each) for each in offset])
        order = np.argsort(costs)
        if costs[order[0]] < least:
            best, least = mean + width * offset[order[0]], float(costs[order[0]])
        chosen = offset[order[: size // 2]]
        shape = 0.85 * shape + 0.15 * (chosen.T * weights) @ chosen
        width *= 1.05 if np.median(costs) > costs[order[0]] * 1.5 else 0.97
        mean = mean + width * weights @ chosen
        say(f"cost {least:.2f}, width {width:.4f}")
    return candidate(best)


def main() -> None:
    """Search if asked to, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=0.0, help="how long to search")
    minutes = parser.parse_args().minutes
    values = catalog_values()
    if minutes > 0.0:
        values = search(values, minutes, print)
        print({name: float(f"{values[name]:.4g}") for name in FREE})
    table = measured(values)
    print(table)
    print(f"cost {table.cost():.2f}")


if __name__ == "__main__":
    main()
