"""Figures and days as every paper writes them; what is not there is a dash."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evaluations.scoring import rounding
from reports.documents.words import day_text

NOTHING = "–"
Number = Decimal | Fraction | int | None


def _written(value: Number, write: Callable[[Number], str]) -> str:
    return NOTHING if value is None else write(value)


def points(value: Number) -> str:
    """91,67."""
    return _written(value, rounding.text)


def percent(value: Number) -> str:
    """A ratio 0..1 as 91,67 %."""
    return _written(value, rounding.percent_text)


def signed(value: Number) -> str:
    """+1,25."""
    return _written(value, rounding.signed_text)


def missing(value: Number) -> str:
    """Rounded up: 0,01 for anything above zero."""
    return _written(value, rounding.missing_text)


def exact(value: Number) -> str:
    """With as many decimals as it needs: 75, 18,25."""
    return _written(value, rounding.exact_text)


def day(value: date | None) -> str:
    """21 Agustus 2024."""
    return NOTHING if value is None else day_text(value)
