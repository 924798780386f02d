"""The tables of one process, cut out of those of the whole circuit piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .banks import SLOW
from .data import Reals, Table, Wholes
from .share import FEEDS, Share, stretches

Tables = dict[str, Table]
PIECE = 250_000
"""Targets that are read at once."""
NEVER = 2**31
"""Steps that nothing takes."""
MOST_DEVIATIONS = 7.0
"""Standard deviations that a drawn delay never lies from its mean."""
COLUMNS = ("delay", "delay_sd", "use", "recovery", "facilitation", "key")
"""What each terminal has for itself."""


def cut_feeds(share: Share, name: str) -> Tables:
    """What is fed to something that is computed here."""
    data = share.data
    target = share.local(data.whole(f"{name}.target"))
    kept = np.flatnonzero(target >= 0)
    first = data.whole(f"{name}.first")
    count = np.diff(first)[kept]
    places = stretches(first[:-1][kept], count)
    return {
        f"{name}.target": target[kept],
        f"{name}.first": _from_zero(count),
        f"{name}.source": share.local(data.whole(f"{name}.source")[places]),
        f"{name}.gain": data.whole(f"{name}.gain")[places],
    }


def cut_curves(share: Share) -> Tables:
    """Curves that currents follow here; their points are few."""
    data = share.data
    output = share.local(data.whole("curve.output"))
    kept = np.flatnonzero(output >= 0)
    first = data.whole("curve.first")
    count = np.diff(first)[kept]
    places = stretches(first[:-1][kept], count)
    return {
        "curve.phase": share.local(data.whole("curve.phase"))[kept],
        "curve.gain": share.local(data.whole("curve.gain"))[kept],
        "curve.output": output[kept],
        "curve.first": _from_zero(count),
        "curve.time": data.whole("curve.time")[places],
        "curve.height": data.whole("curve.height")[places],
    }


def cut_listed(share: Share, used: Wholes) -> Tables:
    """Listed spikes that are used here or written down here."""
    data = share.data
    source = data.whole("listed.source")
    owned = [
        data.whole(f"source.{bank.number}")[share.owned[bank.number]]
        for bank in share.banks
        if bank.is_source
    ]
    mine = np.isin(source, np.concatenate([np.zeros(0, np.int64), *owned]))
    kept = mine | np.isin(source, used)
    return {
        "listed.tick": data.whole("listed.tick")[kept],
        "listed.source": source[kept],
        "listed.together": data.whole("listed.together")[kept],
        "listed.mine": mine[kept].astype(np.int64),
    }


class Terminals:
    """The terminals with a target here, and their sources.

    Attributes
    ----------
    numbers : of each, its number among all terminals
    used : sources that reach something here
    reports : sources owned here whose spikes slow biology of any process counts
    tables : what the process computes with
    """

    def __init__(self, share: Share) -> None:
        self.share = share
        self._owner = _owners(share)
        self._first = share.data.whole("first")
        self._reports = [np.zeros(0, np.int64)]
        self.tables = self._cut()
        self.used: Wholes = np.flatnonzero(np.diff(self.tables["first"]))
        reports: Wholes = np.unique(np.concatenate(self._reports))
        self.reports = reports[self._owner[reports] == share.rank]

    def remote(self) -> Wholes:
        """Cells of other processes that reach something here."""
        owner = self._owner[self.used]
        return np.asarray(self.used[(owner >= 0) & (owner != self.share.rank)])

    def least_steps(self) -> Wholes:
        """(sources,) steps that a spike of each needs at least to what it reaches here."""
        steps = np.full(len(self._first) - 1, NEVER, np.int64)
        sources = self._sources(self.numbers)
        for delay, sd in self._delays():
            sure = np.where(sd > 0.0, np.floor(delay - MOST_DEVIATIONS * sd), whole_steps(delay))
            sure = np.where(self.tables["reported"] != 0, NEVER, sure).astype(np.int64)
            np.minimum.at(steps, sources, np.broadcast_to(sure, (len(self.numbers),)))
        return steps

    def _delays(self) -> Iterator[tuple[Table, Table]]:
        """Delays and their deviations at the start, and whenever the timeline has set others."""
        delay, sd = self.tables["delay"], self.tables["delay_sd"]
        yield delay, sd
        for number in range(self.share.data.size("change.tick")):
            changed = changed_tables(self.share, self, number)
            delay = changed.get(f"delay@{number}", delay)
            sd = changed.get(f"delay_sd@{number}", sd)
            yield delay, sd

    def _sources(self, terminals: Wholes) -> Wholes:
        found: Wholes = np.searchsorted(self._first, terminals, side="right") - 1
        return found

    def _cut(self) -> Tables:
        pieces: dict[str, list[Table]] = {}
        for piece in self._pieces():
            for name, column in piece.items():
                pieces.setdefault(name, []).append(column)
        joined = {name: _joined(pieces.pop(name)) for name in tuple(pieces)}
        count = joined.pop("count")
        self.numbers = joined.pop("number")
        reporting = np.zeros(len(self._first) - 1, np.uint8)
        reporting[np.unique(np.concatenate(self._reports))] = 1
        return {
            "first": np.searchsorted(self.numbers, self._first).astype(np.int64),
            "target_first": _from_zero(count),
            "reporting": reporting if self.share.ranks > 1 else np.zeros(1, np.uint8),
            "release_at": self.share.local(self.share.data.whole("release_at")),
            **{name: _short(column) for name, column in joined.items()},
        }

    def _pieces(self) -> Iterator[Tables]:
        """Terminals from one to the next, so many that their targets are read at once."""
        data = self.share.data
        terminals = data.size("target_first") - 1
        begun = 0
        while begun < terminals:
            bounds = data.part("target_first", begun, min(PIECE, terminals - begun) + 1)
            end = int(np.searchsorted(bounds, bounds[0] + PIECE, side="right")) - 1
            end = max(1, min(end, len(bounds) - 1))
            yield self._piece(begun, bounds[: end + 1])
            begun += end
        yield self._piece(terminals, data.part("target_first", terminals, 1))

    def _piece(self, begun: int, bounds: Wholes) -> Tables:
        data, share = self.share.data, self.share
        first, count = int(bounds[0]), int(bounds[-1] - bounds[0])
        target_a = share.local(data.part("target_a", first, count))
        here = target_a > 0
        each = np.add.reduceat(np.append(here, False).astype(np.int64), bounds[:-1] - first)
        each[np.diff(bounds) == 0] = 0
        kept = np.flatnonzero(each)
        numbers = begun + kept
        found = {
            "number": numbers,
            "count": each[kept],
            "target_a": target_a[here].astype(np.int32),
            "weight": data.part("weight", first, count)[here],
            "reported": self._reported(numbers, begun, bounds),
        }
        if "target_b" in data:
            b = share.local(data.part("target_b", first, count))[here]
            found["target_b"] = np.maximum(b, 0).astype(np.int32)
        for name in ("factor", *COLUMNS):
            found[name] = data.part(name, begun, len(bounds) - 1)[kept]
        return found

    def _reported(self, numbers: Wholes, begun: int, bounds: Wholes) -> Table:
        """Which terminals lead from a cell elsewhere to slow biology; who reports is noted."""
        data, share = self.share.data, self.share
        if share.ranks == 1 or not len(bounds) - 1:
            return np.zeros(len(numbers), np.uint8)
        first, count = int(bounds[0]), int(bounds[-1] - bounds[0])
        target = data.part("target_a", first, count)[np.minimum(bounds[:-1] - first, count - 1)]
        slow = np.asarray([bank.group == SLOW for bank in share.banks])
        to_slow = (target > 1) & slow[share.addresses.bank(target)]
        self._reports.append(np.unique(self._sources(begun + np.flatnonzero(to_slow))))
        owner = self._owner[self._sources(numbers)]
        remote = (owner >= 0) & (owner != share.rank)
        return np.asarray(to_slow[numbers - begun] & remote, np.uint8)


def _owners(share: Share) -> Wholes:
    """(sources,) the process of each cell; −1 for sources that are the same in every process."""
    data = share.data
    owner = np.full(data.size("first") - 1, -1, np.int64)
    for bank in share.banks:
        if bank.membrane:
            homes = data.whole(f"home.{bank.number}")
            owner[data.whole(f"source.{bank.number}")] = homes % share.ranks
    return owner


def cut_changes(share: Share) -> Tables:
    """Numbers that a timeline sets here, tick by tick."""
    data = share.data
    address = share.local(data.whole("change.address"))
    kept = address >= 0
    before = np.concatenate([[0], np.cumsum(kept)])
    return {
        "change.tick": data.whole("change.tick"),
        "change.first": before[data.whole("change.first")].astype(np.int64),
        "change.address": address[kept],
        "change.value": data.whole("change.value")[kept],
    }


def changed_tables(share: Share, terminals: Terminals, number: int) -> Tables:
    """Columns of terminals and gains of feeds that the timeline replaces at once."""
    data, ending = share.data, f"@{number}"
    found: Tables = {}
    for name in ("weight", *COLUMNS):
        if f"{name}{ending}" in data:
            found[f"{name}{ending}"] = _of_terminals(terminals, name, f"{name}{ending}")
    for feeds in FEEDS:
        if f"{feeds}.gain{ending}" in data:
            found[f"{feeds}.gain{ending}"] = _of_feeds(share, feeds, f"{feeds}.gain{ending}")
    return found


def _of_terminals(terminals: Terminals, name: str, table: str) -> Table:
    data = terminals.share.data
    if name != "weight":
        return _short(data.whole(table)[terminals.numbers])
    bounds = data.whole("target_first")
    places = stretches(bounds[terminals.numbers], np.diff(bounds)[terminals.numbers])
    here = terminals.share.local(data.whole("target_a")[places]) > 0
    return _short(data.whole(table)[places[here]])


def _of_feeds(share: Share, feeds: str, table: str) -> Table:
    first = share.data.whole(f"{feeds}.first")
    kept = np.flatnonzero(share.local(share.data.whole(f"{feeds}.target")) >= 0)
    return np.asarray(share.data.whole(table)[stretches(first[:-1][kept], np.diff(first)[kept])])


def whole_steps(delay: Reals) -> Reals:
    """Steps after which a spike arrives, of a mean delay in steps."""
    return np.asarray(np.floor(np.maximum(delay, 0.0) + 0.5))


def _from_zero(count: Wholes) -> Wholes:
    return np.concatenate([[0], np.cumsum(count)]).astype(np.int64)


def _joined(parts: list[Table]) -> Table:
    """One column of several; one number where all are the same."""
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _short(column: Table) -> Table:
    """The column, or its one number where all are the same."""
    if len(column) > 1 and bool(np.all(column == column[0])):
        return column[:1].copy()
    return column
