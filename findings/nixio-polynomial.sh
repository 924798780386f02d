#!/usr/bin/env bash
# Writing 9 into a scaled NIX array makes it 19; d[0] = d[0] changes it.
#
# One expects: an array with polynom_coefficients reads and writes in the same numbers, so that what
#   is set is what is read, and setting a value to itself does nothing.
# What happens: the polynomial is applied in reading alone: with (1, 2) a 9 that is written, or
#   appended, is read as 19.
# Why it matters: taking an artefact or a drift out of a recording in place scales it once more, in the
#   file; samples appended later lie on another scale than those before. Write (value - 1) / 2.
# Version: nixio 1.5.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install nixio==1.5.4 packaging==25.0 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install nixio 1.5.4: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import nixio

with nixio.File("cell.nix", "o") as file:
    block = file.create_block("block", "recording")
    data = block.create_data_array("voltage", "signal", data=[0.0, 1.0, 2.0])
    data.polynom_coefficients = (1.0, 2.0)
    first = data[:].tolist()
    data[0] = 9.0
    data.append([9.0])
    after = data[:].tolist()
    data[1] = data[1]
    itself = data[:].tolist()

print(f"nixio {nixio.__version__}: stored 0, 1 and 2, read as {first} by 1 + 2 x")
print("guess: with 9 as the first and appended, [9, 3, 5, 9]; d[1] = d[1] changes nothing")
print(f"seen:  {after}; after d[1] = d[1]: {itself}")
held = first == [1, 3, 5] and after == [19, 3, 5, 19] and itself == [19, 7, 5, 19]
sys.exit(0 if held else "changed: scaled arrays are written in another way")
PY
