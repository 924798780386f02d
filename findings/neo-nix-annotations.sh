#!/usr/bin/env bash
# An annotation that is a dictionary comes back from NIX as the list of its keys.
#
# One expects: what a block is annotated with is in the file, or refused when it is written.
# What happens: {"cell": 3, "drug": {"dose": 2}} is written without a word, and read as
#   ["cell", "drug"]; a list of one number becomes the number. A list [1, 2.5] is refused.
# Why it matters: parameters of an experiment are naturally kept as a dictionary; its values are in
#   no place of the file. Annotate with a JSON text.
# Version: Neo 0.14.6, nixio 1.5.4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neo==0.14.6 nixio==1.5.4 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install neo and nixio: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys

import neo
from neo.io import NixIO

GIVEN = {"setup": {"cell": 3, "drug": {"dose": 2}}, "channels": [5], "gains": [1, 2.5]}


def back(name):
    block = neo.Block(name="block")
    block.segments.append(neo.Segment(name="sweep"))
    block.annotate(**{name: GIVEN[name]})
    try:
        with NixIO(f"{name}.nix", "ow") as out:
            out.write_block(block)
    except TypeError:
        return "refused"
    with NixIO(f"{name}.nix", "ro") as opened:
        found = opened.read_block().annotations[name]
    return list(map(str, found)) if isinstance(found, (list, tuple)) else int(found)


seen = {name: back(name) for name in GIVEN}
print(f"Neo {neo.__version__}, NIX")
print(f"guess: {GIVEN} come back, or are refused")
print(f"seen:  {seen}")
held = seen == {"setup": ["cell", "drug"], "channels": 5, "gains": "refused"}
sys.exit(0 if held else "changed: annotations are kept in another way")
PY
