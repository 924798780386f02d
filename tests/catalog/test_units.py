"""Units in every spelling of NMODL, NeuroML, NEST, Brian2, papers and spreadsheets."""

import contextlib
from typing import Any

import pint
import pytest
from each_case import each_case

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.units import between, unit_of

PINT = pint.UnitRegistry()

SPELLINGS = {
    "S/cm²": """S/cm2 | S/cm^2 | S/cm**2 | S cm-2 | S cm−2 | S·cm⁻² | S⋅cm^-2 | S.cm-2 | S*cm**-2
        | S_per_cm2 | (S/cm2) | [S/cm²] | siemens/cm**2 | S per cm2 | mho/cm2 | mho/cm^2 | (mho/cm2)
        | S/(cm^2) | S cm^{-2} | 1/(ohm cm2)""",
    "mS/cm²": """mS/cm2 | mS_per_cm2 | mS cm⁻² | msiemens/cm**2 | (mS/cm2) | millisiemens/cm^2
        | mmho/cm2 | mS cm−2""",
    "S/m²": "S/m2 | S_per_m2 | siemens/meter**2 | S m-2 | S.m^-2",
    "µF/cm²": """uF/cm2 | uF_per_cm2 | uF/cm^2 | µF/cm2 | μF/cm² | uF cm-2 | ufarad/cm**2 | (uF/cm2)
        | ufarad*cm**-2 | microfarad/cm2 | uf/cm2""",
    "F/m²": "F_per_m2 | F/m2 | farad*meter**-2",
    "mA/cm²": "(mA/cm2) | mA/cm2 | mA/cm^2 | mA cm-2 | mamp/cm**2 | mA_per_cm2",
    "cm²": "cm2 | cm^2 | cm**2 | cmetre**2 | (cm2)",
    "µm²": "um2 | um^2 | µm2 | μm² | um**2 | umetre**2 | micron2 | micrometer**2 | (um2)",
    "cm": "cm | cmetre | centimeter | centimetres",
    "µm": "um | µm | μm | micron | microns | micrometer | umeter",
    "nA": "nA | namp | nanoamp | nAmp | (nA) | nampere | na",
    "pA": "pA | pamp | picoamps | pa",
    "mV": "mV | mvolt | mvolts | millivolt | millivolts | (mV) | [mV] | mv",
    "nS": "nS | nsiemens | nanosiemens | nmho",
    "µS": "uS | µS | μS | usiemens | umho | (uS)",
    "pF": "pF | pfarad | picofarads | pf",
    "MΩ": "MΩ | M\u2126 | MOhm | Mohm | megohm | megohms | megaohm | (megohm)",
    "kΩ": "kohm | kOhm | kilohm | kΩ | kiloohm",
    "Ω": "ohm | Ohm | ohms | \u2126",
    "1/s": """per_s | /s | s-1 | s^-1 | s⁻¹ | s**-1 | 1/s | Hz | hz | hertz | spikes/s | sp/s | (/s)
        | imp/s | per second | pps | (1/s)""",
    "1/ms": "per_ms | 1/ms | /ms | ms-1 | ms^-1 | ms⁻¹ | ms**-1 | (/ms) | (1/ms) | kHz | per ms",
    "1/(mM·ms)": "/mM/ms | (/mM-ms) | mM-1 ms-1 | mM⁻¹ ms⁻¹ | 1/(mM ms) | per_mM_per_ms",
    "°C": "degC | deg C | °C | ℃ | ° C | celsius | Celsius | deg_C | degrees Celsius | (degC) | C",
    "K": "K | kelvin | Kelvin",
    "s": "s | sec | secs | second | Seconds | SEC",
    "ms": "ms | msec | msecond | milliseconds | (ms) | [ms] | msecs",
    "min": "min | mins | minute | minutes | Min",
    "h": "h | hr | hrs | hour | hours | Hours",
    "d": "d | day | days",
    "µM": "uM | µM | μM | umol/l | µmol/L | umolar | micromolar | umol/litre | μmol l-1",
    "nM": "nM | nmol/l | nmol/L | nanomolar | nmolar | pmol/ml",
    "mM": "mM | mmol/l | mmolar | mol_per_m3 | mol/m3 | mmol dm-3 | (mM) | millimolar",
    "%": "% | percent",
    "kJ/mol": "kJ/mol | kJ mol-1 | kJ mol⁻¹ | kJ/mole | kilojoules per mole",
    "m/s": "m/s | m s-1 | m_per_s | mm/ms | metre/second | um/us",
}
CASES = [
    (spelling.strip(), unit) for unit, all_ in SPELLINGS.items() for spelling in all_.split("|")
]


@each_case(("spelling", "unit"), CASES)
def test_every_spelling_of_a_unit_is_that_unit(spelling: str, unit: str) -> None:
    found, wanted = unit_of(spelling), unit_of(unit)
    assert found is not None
    assert wanted is not None
    assert found.dimension == wanted.dimension
    assert found.size == pytest.approx(wanted.size, rel=1e-12)
    assert found.zero == wanted.zero


def test_where_pint_knows_a_spelling_it_is_of_the_same_size() -> None:
    compared = 0
    for spelling in sorted({spelling for spelling, _unit in CASES}):
        found, theirs = unit_of(spelling), _in_pint(spelling)
        assert found is not None
        if theirs is not None and found.zero == 0.0 and _powers(theirs) == found.dimension:
            compared += 1
            assert theirs.magnitude == pytest.approx(found.size, rel=1e-9), spelling
    assert compared > 80


def _in_pint(spelling: str) -> Any:
    """Return one of a unit in SI units; none where pint does not know it, in whatever way."""
    with contextlib.suppress(Exception):
        return PINT.Quantity(1.0, spelling).to_base_units()
    return None


def _powers(quantity: Any) -> tuple[int, ...]:
    names = ("length", "mass", "time", "current", "temperature", "substance")
    return tuple(int(quantity.dimensionality.get(f"[{name}]", 0)) for name in names)


@each_case(
    "text",
    ["bananas", "S//cm2", "mhz", "cm2^", "S cm 2 2", "/", "(mV", "1/3", "e-3", "ms-", "_", "s^9x"],
)
def test_what_writes_no_unit_is_none(text: str) -> None:
    assert unit_of(text) is None


def test_letters_are_not_made_large_or_small_where_that_changes_the_unit() -> None:
    milli, mega = unit_of("mohm"), unit_of("Mohm")
    assert milli is not None
    assert mega is not None
    assert between(1.0, mega, milli) == pytest.approx(1e9)
    for sign, other in (("mV", "MV"), ("mM", "mm"), ("ns", "nS"), ("mS", "ms"), ("pA", "PA")):
        assert unit_of(sign) != unit_of(other)


def test_every_unit_of_the_catalog_is_read_as_papers_and_programs_write_it() -> None:
    kinds = default_catalog().kinds.values()
    units = {parameter.unit for kind in kinds for parameter in kind.parameters.values()} - {"1", ""}
    for unit in units:
        ascii_only = unit.replace("µ", "u").replace("²", "2").replace("°C", "degC")
        spelt = [ascii_only, f"({ascii_only})", ascii_only.replace("2", "^2"), f"[{unit}]"]
        if ascii_only != "°":
            spelt.append(ascii_only.replace("1/", "per_").replace("/", "_per_"))
        assert {unit_of(each) for each in spelt} == {unit_of(unit)}, unit
