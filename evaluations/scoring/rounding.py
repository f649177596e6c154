"""The only place that rounds. Scores and gates stay exact fractions; numbers are rounded to be stored or shown.

Round half up (away from zero), as a person with pencil would; what is missing to a gate is rounded up, so that a
failed gate never reads "kurang 0,00". Values may be Fraction, Decimal or int, never float (TypeError).
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Number = Fraction | Decimal | int

STORAGE_PLACES = 10
DISPLAY_PLACES = 2
MINUS = "\N{MINUS SIGN}"


def to_storage(value: Number) -> Decimal:
    """Points or a ratio as the database keeps them: 10 places, half up."""
    return _decimal(_half_up(value, STORAGE_PLACES), STORAGE_PLACES)


def missing_to_storage(value: Number) -> Decimal:
    """Missing points as the database and `score` give them: 10 places, rounded up."""
    return _decimal(_up(value, STORAGE_PLACES), STORAGE_PLACES)


def text(value: Number, places: int = DISPLAY_PLACES) -> str:
    """A number as Indonesian readers write it: 1.234,50; half up."""
    return _text(_half_up(value, places), places)


def missing_text(value: Number) -> str:
    """Missing points as text, rounded up: 0,01 for anything above zero up to a hundredth."""
    return _text(_up(value, DISPLAY_PLACES), DISPLAY_PLACES)


def percent_text(ratio: Number, places: int = DISPLAY_PLACES) -> str:
    """A ratio 0..1 as percent: 91,67 %."""
    return f"{text(_exact(ratio) * 100, places)} %"


def signed_text(value: Number, places: int = DISPLAY_PLACES) -> str:
    """A change with its sign: +1,25, \N{MINUS SIGN}0,50, or 0,00 when it rounds to nothing."""
    scaled = _half_up(value, places)
    return f"+{_text(scaled, places)}" if scaled > 0 else _text(scaled, places)


def exact_text(value: Number) -> str:
    """A number with as many decimals as it needs (at most 10): 4, 3,5 or 0,67. For messages about an instrument."""
    whole, _, decimals = text(value, STORAGE_PLACES).partition(",")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if decimals else whole


@lru_cache(maxsize=1024)  # boards ask for the same weights and minimums again and again
def exact_decimal(value: Fraction | int) -> Decimal:
    """The same number as Decimal. Weights and minimums are decimals, so nothing is rounded."""
    return Decimal(value.numerator) / value.denominator


def _exact(value: Number) -> Fraction:
    if isinstance(value, float):
        raise TypeError(f"float {value!r}: give a Fraction, Decimal or int")
    return Fraction(value)


def _half_up(value: Number, places: int) -> int:
    """The value in units of the last place, half away from zero."""
    scaled = _exact(value) * 10**places
    rounded = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return -rounded if scaled < 0 else rounded


def _up(value: Number, places: int) -> int:
    """The value in units of the last place, towards plus infinity."""
    return -((-_exact(value) * 10**places) // 1)


def _decimal(scaled: int, places: int) -> Decimal:
    return Decimal(f"{scaled}E-{places}")


def _text(scaled: int, places: int) -> str:
    digits = f"{abs(scaled):0{places + 1}d}"
    whole = f"{int(digits[: len(digits) - places]):,}".replace(",", ".")
    number = f"{whole},{digits[len(digits) - places :]}" if places else whole
    return f"{MINUS}{number}" if scaled < 0 else number
