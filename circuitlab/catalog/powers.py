"""Very small and very large numbers as people write them: no ``e`` stands in what is read."""

from __future__ import annotations

from circuitlab.resources import in_digits

_RAISED = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def readable(number: str) -> str:
    """Return a number's text with a true minus, its exponent raised: ``2.4e-06`` as ``2.4×10⁻⁶``.

    Its decimal sign is that of the reader's language. What it returns can be typed in again.
    """
    mantissa, _sign, power = in_digits(number.replace("-", "−")).partition("e")
    if not power:
        return mantissa
    return f"{mantissa}×10{str(int(power.replace('−', '-'))).replace('-', '−').translate(_RAISED)}"


def rounded(value: float, digits: int) -> str:
    """Return a number with so many digits that matter, without zeros that say nothing."""
    return readable(f"{value:.{digits}g}")
