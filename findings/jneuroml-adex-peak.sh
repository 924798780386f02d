#!/usr/bin/env bash
# An adaptive exponential neuron of NeuroML fires a third as often if its spikes are cut higher up.
#
# One expects: once a spike of adExIaFCell has taken off, it hardly matters at which potential it is
#   cut: the rest of the upstroke takes microseconds. With a step of 0.0025 ms, 0 mV is a usual peak.
# What happens: jNeuroML steps by Euler's method; in the last step before the peak the exponential
#   throws v to kilovolts, and the adaptation w, which follows v in the same step, goes with it. With
#   the peak at 0 mV the cell of Brette and Gerstner 2005 at 800 pA fires 2 spikes in 260 ms, cut at
#   -35 mV 6, as it does by exact methods.
# Why it matters: the peak of a published model (0 to 30 mV) changes its rate, and a smaller step
#   changes it again; nothing warns, and the file is valid.
# Version: pyNeuroML 1.3.22 with jNeuroML 0.14.0; Java is needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ command -v java && python3 -m venv "$work/venv" &&
    "$work/venv/bin/pip" download --no-deps -d "$work" pyneuroml==1.3.22; } >"$work/log" 2>&1 ||
    { echo "cannot install pyneuroml: is this machine offline, or without Java?"; exit 2; }
cd "$work"
python3 -m zipfile -e pyneuroml-1.3.22-*.whl wheel
jar=$(find wheel -name 'jNeuroML-0.14.0-*.jar')
spikes() {
    cat >run.xml <<XML
<Lems><Target component="sim"/><Include file="Cells.xml"/><Include file="Networks.xml"/>
<Include file="Inputs.xml"/><Include file="Simulation.xml"/>
<adExIaFCell id="cell" C="281pF" gL="30nS" EL="-70.6mV" VT="-50.4mV" thresh="$1" reset="-70.6mV"
 delT="2mV" tauw="144ms" refract="0ms" a="4nS" b="80.5pA"/>
<pulseGenerator id="pulse" delay="20ms" duration="260ms" amplitude="800pA"/>
<network id="net"><population id="pop" component="cell" size="1"/>
<explicitInput target="pop[0]" input="pulse"/></network>
<Simulation id="sim" length="300ms" step="0.0025ms" target="net">
<EventOutputFile id="e" fileName="spikes.dat" format="ID_TIME">
<EventSelection id="0" select="pop[0]" eventPort="spike"/></EventOutputFile></Simulation></Lems>
XML
    java -jar "$jar" run.xml -nogui >log 2>&1 || { tail -3 log >&2; exit 1; }
    wc -l <spikes.dat | tr -d ' '
}
high=$(spikes 0mV)
low=$(spikes -35mV)
echo "spikes of an adaptive exponential cell, cut at 0 mV and at -35 mV, step 0.0025 ms"
echo "guess: as many (6)"
echo "seen:  jNeuroML 0.14.0: $high and $low"
[ "$high $low" = "2 6" ] || { echo "changed: the peak moves the rate in another way"; exit 1; }
