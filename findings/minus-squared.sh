#!/usr/bin/env bash
# "-x^2" is 4 or -4 at x = 2, by who reads the formula; "2^3^2" is 64 or 512.
#
# One expects: the square is taken before the minus, as on paper, in every tool that takes formulas
#   of neural models; a chain of powers is read alike by them.
# What happens: PyLEMS and libSBML's parseFormula square the minus too, jNeuroML reads the very same
#   LEMS file as NEURON reads hoc: -4. LEMS takes chains of powers from the left (64), NEURON and
#   libSBML's parseL3Formula from the right (512).
# Why it matters: exp(-x^2), the bell of a rate or a place field, falls to 0.018 in one interpreter
#   and rises to 54.6 in the other of one file, without a warning. Write 0 - x^2 and brackets.
# Version: PyLEMS 0.6.9, jNeuroML 0.14.0 (pyNeuroML 1.3.22), NEURON 9.0.2, python-libsbml 5.21.2;
#   Java is needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ command -v java && python3 -m venv "$work/venv" &&
    "$work/venv/bin/pip" download --no-deps -d "$work" pyneuroml==1.3.22 &&
    "$work/venv/bin/pip" install pylems==0.6.9 python-libsbml==5.21.2 neuron==9.0.2 lxml==6.0.2 \
        numpy==2.3.5 matplotlib==3.10.7; } >"$work/log" 2>&1 ||
    { echo "cannot install pylems, libsbml and neuron: is this machine offline, or without Java?"
        exit 2; }
cd "$work"
python3 -m zipfile -e pyneuroml-1.3.22-*.whl wheel
jar=$(find wheel -name 'jNeuroML-0.14.0-*.jar')
cat >run.xml <<'XML'
<Lems><Target component="sim"/><Dimension name="time" t="1"/>
<Unit symbol="ms" dimension="time" power="-3"/>
<ComponentType name="formulas"><Parameter name="x" dimension="none"/>
<Exposure name="square" dimension="none"/><Exposure name="bell" dimension="none"/>
<Exposure name="chain" dimension="none"/>
<Dynamics><StateVariable name="still" dimension="none"/><TimeDerivative variable="still" value="0"/>
<DerivedVariable name="square" exposure="square" dimension="none" value="-x^2"/>
<DerivedVariable name="bell" exposure="bell" dimension="none" value="exp(-x^2)"/>
<DerivedVariable name="chain" exposure="chain" dimension="none" value="2^3^x"/>
</Dynamics></ComponentType>
<formulas id="f" x="2"/>
<ComponentType name="Simulation"><Parameter name="length" dimension="time"/>
<Parameter name="step" dimension="time"/><ComponentReference name="target" type="formulas"/>
<Children name="outputs" type="OutputFile"/>
<Dynamics><StateVariable name="t" dimension="time"/></Dynamics>
<Simulation><Run component="target" variable="t" increment="step" total="length"/></Simulation>
</ComponentType>
<ComponentType name="OutputFile"><Text name="path"/><Text name="fileName"/>
<Children name="outputColumn" type="OutputColumn"/>
<Simulation><DataWriter path="path" fileName="fileName"/></Simulation></ComponentType>
<ComponentType name="OutputColumn"><Path name="quantity"/>
<Simulation><Record quantity="quantity"/></Simulation></ComponentType>
<Simulation id="sim" length="1ms" step="0.5ms" target="f"><OutputFile id="o" fileName="out.dat">
<OutputColumn id="a" quantity="square"/><OutputColumn id="b" quantity="bell"/>
<OutputColumn id="c" quantity="chain"/></OutputFile></Simulation></Lems>
XML
first_row() { awk 'NR == 1 { printf "%.0f %.3f %.0f", $2, $3, $4 }' out.dat; }
java -jar "$jar" run.xml -nogui >log 2>&1 || { tail -3 log; exit 1; }
in_java=$(first_row)
rm out.dat
venv/bin/pylems run.xml -nogui >log 2>&1 || { tail -3 log; exit 1; }
in_python=$(first_row)
in_neuron=$(venv/bin/python 2>/dev/null - <<'PY'
from neuron import h

h("x = 2\nsquare = -x^2\nbell = exp(-x^2)\nchain = 2^3^x")
print("hoc", f"{h.square:.0f} {h.bell:.3f} {h.chain:.0f}")
PY
)
in_neuron=$(echo "$in_neuron" | sed -n 's/^hoc //p')
in_sbml=$(venv/bin/python - <<'PY'
import libsbml

for parse in (libsbml.parseFormula, libsbml.parseL3Formula):
    read = [libsbml.formulaToL3String(parse(text)) for text in ("-x^2", "2^3^2")]
    print(parse.__name__, " and ".join(read), sep=": ")
PY
)
echo "-x^2, exp(-x^2) and 2^3^x at x = 2"
echo "guess: -4, 0.018 and one of 64 and 512 everywhere"
echo "seen:  jNeuroML 0.14.0: $in_java; PyLEMS 0.6.9, same file: $in_python; NEURON: $in_neuron"
echo "$in_sbml" | sed 's/^/seen:  libSBML 5.21.2 /'
sbml="parseFormula: (-x)^2 and 2^3^2|parseL3Formula: -x^2 and 2^(3^2)"
[ "$in_java|$in_python|$in_neuron" = "-4 0.018 64|4 54.598 64|-4 0.018 512" ] &&
    [ "$(echo "$in_sbml" | paste -sd'|')" = "$sbml" ] ||
    { echo "changed: formulas are read in another way"; exit 1; }
