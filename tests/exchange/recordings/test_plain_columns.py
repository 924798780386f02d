"""Plain numbers of long tables are read at once, and are what each by itself would be read as."""

from pathlib import Path

import numpy as np
import pytest
from each_case import each_case

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings import text_file
from circuitlab.exchange.recordings.opening import Reading, opened, read_signal, signal_of
from circuitlab.exchange.recordings.plain_columns import plain_columns


def written(numbers: list[str], separator: str, width: int) -> bytes:
    rows = [numbers[at : at + width] for at in range(0, len(numbers), width)]
    return "".join(separator.join(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize(("separator", "decimal"), [(",", "."), (";", ","), ("\t", ".")])
def test_each_number_is_what_float_reads(separator: str, decimal: str) -> None:
    draw = np.random.default_rng(3)
    numbers = [
        f"{v:.{d}f}"
        for v, d in zip(draw.normal(0, 300, 3000), draw.integers(0, 12, 3000), strict=True)
    ]
    numbers += ["-0.0", "+5", ".5", "-.25", "7.", "000012.50", "9007199254740.99", "-0", "0.1", "1"]
    numbers += ["123456789012345", "0.000000000000001"]
    wanted = np.array([float(each) for each in numbers]).reshape(-1, 4)[:, [1, 3]]
    shown = [each.replace(".", decimal) for each in numbers]
    found = plain_columns(written(shown, separator, 4), separator, decimal, 4, (1, 3))
    assert found is not None
    assert found.tobytes() == wanted.tobytes()


@each_case(
    "line",
    [
        *("1,2", "1,2,3,4", "1,,3", "1,-,3", "1,.,3", "1,1.2.3,3", "1,1e5,3", "1,nan,3"),
        *('1,"2",3', "1, 2,3", "1,2,3,", "1,--2,3", "# 1,2,3", "", "1,0.12345678901234567,3"),
        *("1,2\x00,3", "1,9007199254740993,3", "1,2/,3", "1,2:,3", "1,é,3"),
    ],
)
def test_what_is_not_plain_is_left_to_others(line: str) -> None:
    data = f"1,2,3\n{line}\n4,5,6\n".encode()
    assert plain_columns(data, ",", ".", 3, (0, 1, 2)) is None
    assert plain_columns(b"1,2,3\n4,5\n6,7,8,9\n", ",", ".", 3, (0,)) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", ["", "0.5,nan", "0.5,-6.5e1", "0.5,", "# a comment"])
def test_pieces_are_put_together(
    end: str, odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "_BYTES", 64)
    monkeypatch.setattr(text_file, "_LINES", 7)
    rows = [f"{at / 10:.1f},{-65 + at % 7}.25" for at in range(100)]
    lines = ["time_ms,v_mV", *rows[:6], *([odd] if odd else []), *rows[6:]]
    path = tmp_path / "long.csv"
    path.write_bytes(end.join(lines).encode())
    source, parts = opened(path), []
    samples = read_signal(source, signal_of(source, "", path), Reading("mV"), parts.append)
    values = [float(each.split(",")[1]) for each in rows]
    kept = np.isfinite(samples.values)
    assert samples.values[kept].tolist()[:6] == values[:6]
    is_more = odd == "0.5,-6.5e1"
    assert samples.values[kept].tolist()[6 + is_more :] == values[6:]
    assert samples.times[-1] == 9.9
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_a_wrong_line_is_named_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "_BYTES", 64)
    lines = ["t_ms,v_mV", *(f"{at},{at}.5" for at in range(500))]
    lines[450] = "449,broken"
    path = tmp_path / "wrong.csv"
    path.write_text("\n".join(lines))
    source = opened(path)
    with pytest.raises(CannotExchange, match="line 451 is no row of numbers: “449,broken”"):
        read_signal(source, signal_of(source, "", path), Reading("mV"))


def test_one_that_is_too_long_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("t_ms,v_mV\n" + "".join(f"{at},1\n" for at in range(2000)))
    monkeypatch.setattr(text_file, "MOST_SAMPLES", 1000)
    source = opened(path)
    with pytest.raises(CannotExchange, match="more than 1000 samples"):
        next(source.pieces(source.signals[0], 0.0))
