#!/usr/bin/env bash
# pint reads "1,5 mV" as 15 mV and "0,5 mV" as 0.
#
# One expects: a decimal comma, as half of Europe types and as its spreadsheets export, is either
#   understood or refused; float("1,5") refuses it.
# What happens: pint takes commas out before it reads: "1,5 mV" is 15 mV, "2,75 ms" is 275 ms, and
#   "0,5 mV" is 0 mV, since what begins with a nought, as 05, is read as 0. Nothing is raised.
# Why it matters: parameters typed by students or pasted from a table become zero or ten to a
#   thousand times too large, in a library used to make sure of them. Refuse commas before.
# Version: pint 0.25.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install pint==0.25.3; } \
    >"$work/log" 2>&1 || { echo "cannot install pint 0.25.3: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import pint

Q = pint.UnitRegistry().Quantity
seen = {text: Q(text).to("mV").magnitude for text in ("1.5 mV", "1,5 mV", "0,5 mV", "-0,065 V")}
print(f"pint {pint.__version__}")
print('guess: each is what its writer means (1.5, 0.5 and -65 mV) or an error')
print("seen: ", "; ".join(f'"{text}" is {value:g} mV' for text, value in seen.items()))
held = seen == {"1.5 mV": 1.5, "1,5 mV": 15, "0,5 mV": 0, "-0,065 V": 0}
sys.exit(0 if held else "changed: commas are read in another way")
PY
