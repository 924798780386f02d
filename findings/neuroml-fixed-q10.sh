#!/usr/bin/env bash
# A channel of NeuroML with a fixed Q10 stops jNeuroML unless its network has a temperature.
#
# One expects: q10Fixed is a plain factor on the rates of a gate ("a fixed value, fixedQ10"); it needs
#   no temperature, and the file is valid without warnings, so a plain network runs it.
# What happens: jLEMS asks for the requirement "temperature", which every Q10 has by its base type, at
#   the start, and stops. With type="networkWithTemperature" and any temperature it runs, and the
#   spikes are the same at 1 and at 40 degrees.
# Why it matters: a cell that runs in one network does not in another, and validation says nothing.
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
gate() {
    cat <<XML
<gateHHrates id="$1" instances="$2"><q10Settings type="q10Fixed" fixedQ10="2"/>
<forwardRate type="$3" rate="$4per_ms" midpoint="$5mV" scale="$6mV"/>
<reverseRate type="$7" rate="$8per_ms" midpoint="$9mV" scale="${10}mV"/></gateHHrates>
XML
}
cat >cell.nml <<XML
<?xml version="1.0" encoding="UTF-8"?>
<neuroml xmlns="http://www.neuroml.org/schema/neuroml2"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.neuroml.org/schema/neuroml2 NeuroML_v2.3.1.xsd" id="doc">
<ionChannelHH id="leak" conductance="10pS"/>
<ionChannelHH id="na" conductance="10pS">
$(gate m 3 HHExpLinearRate 1 -40 10 HHExpRate 4 -65 -18)
$(gate h 1 HHExpRate 0.07 -65 -20 HHSigmoidRate 1 -35 10)</ionChannelHH>
<ionChannelHH id="k" conductance="10pS">
$(gate n 4 HHExpLinearRate 0.1 -55 10 HHExpRate 0.125 -65 -80)</ionChannelHH>
<cell id="hh"><morphology id="shape"><segment id="0">
<proximal x="0" y="0" z="0" diameter="17.841242"/><distal x="0" y="0" z="0" diameter="17.841242"/>
</segment></morphology><biophysicalProperties id="bio"><membraneProperties>
<channelDensity id="d0" ionChannel="leak" condDensity="0.3mS_per_cm2" erev="-54.3mV" ion="non_specific"/>
<channelDensity id="d1" ionChannel="na" condDensity="120mS_per_cm2" erev="50mV" ion="na"/>
<channelDensity id="d2" ionChannel="k" condDensity="36mS_per_cm2" erev="-77mV" ion="k"/>
<spikeThresh value="-20mV"/><specificCapacitance value="1uF_per_cm2"/>
<initMembPotential value="-65mV"/></membraneProperties><intracellularProperties>
<resistivity value="0.1kohm_cm"/></intracellularProperties></biophysicalProperties></cell>
<pulseGenerator id="pulse" delay="10ms" duration="90ms" amplitude="0.2nA"/></neuroml>
XML
spikes() {
    cat >run.xml <<XML
<Lems><Target component="sim"/><Include file="Cells.xml"/><Include file="Networks.xml"/>
<Include file="Inputs.xml"/><Include file="Simulation.xml"/><Include file="cell.nml"/>
<network id="net" $1><population id="pop" component="hh" size="1"/>
<explicitInput target="pop[0]" input="pulse"/></network>
<Simulation id="sim" length="100ms" step="0.005ms" target="net">
<EventOutputFile id="e" fileName="spikes.dat" format="ID_TIME">
<EventSelection id="0" select="pop[0]" eventPort="spike"/></EventOutputFile></Simulation></Lems>
XML
    rm -f spikes.dat
    java -jar "$jar" run.xml -nogui >log 2>&1 || true
    if grep -q "variable temperature" log; then echo stops; else wc -l <spikes.dat | tr -d ' '; fi
}
java -jar "$jar" -validate cell.nml >valid 2>&1 || true
valid=$(grep -c "All valid and no warnings" valid || true)
plain=$(spikes "")
cold=$(spikes 'type="networkWithTemperature" temperature="1degC"')
warm=$(spikes 'type="networkWithTemperature" temperature="40degC"')
echo "spikes of a squid axon with a fixed Q10 of 2: plain network, network at 1 and at 40 degrees"
echo "guess: three times as many"
echo "seen:  jNeuroML 0.14.0: $plain, $cold, $warm (valid without warnings: $valid)"
[ "$plain" = stops ] && [ "$valid" = 1 ] && [ "$cold" = "$warm" ] && [ "$cold" -gt 3 ] ||
    { echo "changed: a fixed Q10 does without a temperature, or is not valid"; exit 1; }
