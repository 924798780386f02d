#!/usr/bin/env bash
# NEURON's run() takes 0.025 ms for a dt of 0.1 or 0.05 ms, and 0.0125 ms for 0.01.
#
# One expects: h.dt = 0.1 and h.run() advance by 0.1 ms, as h.continuerun does after h.finitialize.
# What happens: run() and stdinit() make dt a whole part of 1 / steps_per_ms, which is 0.025 ms
#   unless set: a larger dt becomes 0.025, 0.01 becomes 0.0125. The only word is "Changed dt".
# Why it matters: the check that a result does not depend on the step compares 0.025 with 0.025, and
#   agrees to the last digit; recorded traces have another length than tstop / dt, and arrays of
#   times built from one's own dt stretch them. Set h.steps_per_ms = 1 / dt with each h.dt.
# Version: NEURON 9.0.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install neuron==9.0.2 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install neuron 9.0.2: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" 2>"$work/log" - <<'PY' || { tail -3 "$work/log"; exit 1; }
import sys

import neuron
from neuron import h

h.load_file("stdrun.hoc")
section = h.Section()
section.L = section.diam = 20
section.insert("hh")
clamp = h.IClamp(section(0.5))
clamp.delay, clamp.dur, clamp.amp = 1, 1, 0.5
voltage = h.Vector().record(section(0.5)._ref_v)
h.tstop = 10
ASKED = (0.1, 0.05, 0.025, 0.01)


def by_run(dt):
    h.dt = dt
    h.run()
    return round(h.dt, 6), len(voltage), round(voltage.max(), 6)


def by_continuerun(dt):
    h.dt = dt
    h.finitialize(-65)
    h.continuerun(h.tstop)
    return round(h.dt, 6), len(voltage), round(voltage.max(), 6)


ran = [by_run(dt) for dt in ASKED]
continued = [by_continuerun(dt) for dt in ASKED]

print(f"NEURON {neuron.__version__}: dt of {ASKED} ms asked for, 10 ms of a Hodgkin-Huxley cell")
print("guess: run() takes these steps, and the peak changes with them")
print(f"seen:  run(): steps {[dt for dt, *_ in ran]}, samples {[n for _, n, _ in ran]},",
      f"peaks {[peak for *_, peak in ran]} mV")
print(f"seen:  continuerun(): steps {[dt for dt, *_ in continued]}")
held = [dt for dt, *_ in ran] == [0.025, 0.025, 0.025, 0.0125]
held = held and len({peak for *_, peak in ran[:3]}) == 1
held = held and [dt for dt, *_ in continued] == list(ASKED)
sys.exit(0 if held else "changed: run() takes other steps")
PY
