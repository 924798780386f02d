#!/usr/bin/env bash
# Three of eFEL's features are not what their names say.
#
# One expects: ISI_values are the intervals between spikes, mean_frequency is spikes by duration of
#   the stimulus, steady_state_voltage is the plateau the stimulus brings the cell to.
# What happens: ISI_values leaves the first interval out (five spikes give three),
#   mean_frequency divides by the time up to the last spike (one spike 5 ms after the start of a
#   400 ms pulse is 200 Hz), steady_state_voltage averages what comes after the stimulus has ended.
# Why it matters: model and experiment agree on such numbers only by using the same feature names:
#   a mean rate from any other program is not comparable with it. The names to use are
#   all_ISI_values, spike_count_stimint and steady_state_voltage_stimend.
# Version: eFEL 5.7.34.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install efel==5.7.34 numpy==2.3.5; } \
    >"$work/log" 2>&1 || { echo "cannot install efel 5.7.34: is this machine offline?"; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import efel
import numpy as np

time = np.arange(0, 1000, 0.1)


def measure(volts, *names):
    """Features of a trace with a stimulus from 100 to 500 ms."""
    trace = {"T": time, "V": volts, "stim_start": [100], "stim_end": [500]}
    values = efel.get_feature_values([trace], list(names))[0]
    return [np.round(values[name], 1).tolist() for name in names]


def spikes(*peaks):
    """Triangles of 100 mV, 2 ms wide, on -70 mV."""
    return np.max([-70 + 100 * np.clip(1 - abs(time - peak), 0, None) for peak in peaks], axis=0)


intervals, every = measure(spikes(110, 150, 200, 260, 330), "ISI_values", "all_ISI_values")
rate, count = measure(spikes(105), "mean_frequency", "spike_count_stimint")
pulse = np.where((time >= 100) & (time < 500), -80.0, -70.0)
steady, at_end = measure(pulse, "steady_state_voltage", "steady_state_voltage_stimend")

print(f"eFEL {efel.__version__}")
print("guess: intervals [40, 50, 60, 70] ms; one spike in 400 ms is 2.5 Hz; plateau -80 mV")
print(f"seen:  ISI_values {intervals} (all_ISI_values {every}); mean_frequency {rate} for "
      f"{count} spike; steady_state_voltage {steady} (.._stimend {at_end})")
held = (intervals, rate, count, steady, at_end) == ([50, 60, 70], [200], [1], [-70], [-80])
sys.exit(0 if held else "changed: the features measure something else")
PY
