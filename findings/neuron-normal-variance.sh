#!/usr/bin/env bash
# The second number of a normal draw means two things within NEURON.
#
# One expects: normal(0, 9) spreads alike from a script's Random object and from a mechanism's
#   RANDOM variable; both count on the same generator.
# What happens: Random.normal(mean, x) takes x as the variance, random_normal(r, mean, x) in a mod
#   file takes it as the standard deviation: 3 against 9, from the very same stream.
# Why it matters: noise moved from a script into a mechanism (or back) changes by a square root and
#   nothing complains; a model with 0.25 of noise gets 0.5.
# Version: NEURON 9.0.2 (needs a C++ compiler and make).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install neuron 9.0.2: is this machine offline?"; exit 2; }
cd "$work"
cat >draw.mod <<'MOD'
NEURON { POINT_PROCESS Draw RANDOM r }
FUNCTION draw(m, x) { draw = random_normal(r, m, x) }
MOD
PATH="$work/venv/bin:$PATH" nrnivmodl . >"$work/log" 2>&1 || { tail -3 "$work/log"; exit 2; }
"$work/venv/bin/python" 2>/dev/null - <<'PY'
import sys
from statistics import stdev

import neuron
from neuron import h

section = h.Section()
mechanism = h.Draw(section(0.5))
mechanism.r.set_ids(1, 2, 3)
mechanism.r.set_seq(0)
script = h.Random()
script.Random123(1, 2, 3)

in_mechanism = [mechanism.draw(0, 9) for _ in range(20_000)]
in_script = [script.normal(0, 9) for _ in range(20_000)]
same_stream = all(abs(a - 3 * b) < 1e-9 for a, b in zip(in_mechanism, in_script))

print(f"NEURON {neuron.__version__}: 20,000 draws of normal(0, 9), same seeds")
print("guess: the same spread")
print(f"seen:  mechanism {stdev(in_mechanism):.2f}, script {stdev(in_script):.2f}; "
      f"number for number three times as far: {same_stream}")
sys.exit(0 if same_stream else "changed: the two draws are no longer a factor of three apart")
PY
