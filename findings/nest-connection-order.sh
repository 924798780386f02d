#!/usr/bin/env bash
# NEST's GetConnections has an order of its own, and another with two threads.
#
# One expects: connections come back in the order in which they were made, so that a list of weights
#   kept beside them can be set, or compared, later.
# What happens: they are sorted by source; with two threads, all of the first thread's targets come
#   first. A list of five weights in the order of making lands on other synapses, and one saved from
#   a run with one thread lands elsewhere in a run with two.
# Why it matters: connections.weight = saved is silent, and the network is a shuffled one with the
#   right distribution, which no summary shows. Save source and target beside each weight.
# Version: NEST 3.10.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ python3 -m venv "$work/venv" && "$work/venv/bin/pip" install nest-simulator==3.10.0 \
    numpy==2.3.5; } >"$work/log" 2>&1 ||
    { echo "cannot install nest-simulator 3.10.0: is this machine offline?"; exit 2; }
cd "$work"
cat >order.py <<'PY'
import sys

import nest

MADE = [(4, 1), (2, 3), (5, 5), (2, 1), (1, 2)]  # source and target
WEIGHTS = [41.0, 23.0, 55.0, 21.0, 12.0]  # named after them


def network(threads):
    nest.ResetKernel()
    nest.local_num_threads = threads
    sources, targets = nest.Create("parrot_neuron", 5), nest.Create("parrot_neuron", 5)
    for (source, target), weight in zip(MADE, WEIGHTS):
        nest.Connect(sources[source - 1], targets[target - 1], syn_spec={"weight": weight})
    return nest.GetConnections(sources, targets)


def named(connections):
    return [10.0 * (s if s <= 5 else s - 5) + (t - 5) for s, t in
            zip(connections.source, connections.target)]


one, two = network(1).weight, network(2).weight
again = network(1)
again.weight = WEIGHTS
wrong = sum(weight != name for weight, name in zip(again.weight, named(again)))
moved = network(2)
moved.weight = one
elsewhere = sum(weight != name for weight, name in zip(moved.weight, named(moved)))

print(f"NEST {nest.__version__}: synapses made in the order {[round(w) for w in WEIGHTS]}")
print("guess: they come back in this order")
print(f"seen:  {[round(w) for w in one]}, with two threads {[round(w) for w in two]};")
print(f"seen:  weights set in the order of making: {wrong} of 5 wrong;",
      f"those of one thread set with two: {elsewhere} wrong")
held = one == sorted(one, key=lambda w: w // 10) != WEIGHTS and one != two
sys.exit(0 if held and wrong and elsewhere else "changed: connections have another order")
PY
venv/bin/python -W ignore order.py >out 2>log || { tail -3 out log; exit 1; }
sed -n '/^NEST 3/,$p' out
