"""Rounding: half up to store and show, up for what is missing, Indonesian numbers, no floats."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.scoring import rounding

MINUS = "\N{MINUS SIGN}"
THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Fraction(275, 3), "91.6666666667"),
        (THIRD, "0.3333333333"),
        (Fraction(1, 2 * 10**10), "0.0000000001"),
        (Fraction(1, 2 * 10**10) - Fraction(1, 10**20), "0.0000000000"),
        (-THIRD, "-0.3333333333"),
        (Decimal("4.2"), "4.2000000000"),
        (100, "100.0000000000"),
        (0, "0.0000000000"),
        (12345678901234567890123456789, "12345678901234567890123456789.0000000000"),
    ],
)
def test_to_storage(value, stored):
    assert format(rounding.to_storage(value), "f") == stored


@pytest.mark.parametrize(
    ("value", "stored", "text"),
    [
        (Fraction(0), "0.0000000000", "0,00"),
        (Fraction(1, 10**30), "0.0000000001", "0,01"),
        (THIRD, "0.3333333334", "0,34"),
        (Fraction("0.71"), "0.7100000000", "0,71"),
        (Fraction("0.7100000001"), "0.7100000001", "0,72"),
        (12, "12.0000000000", "12,00"),
    ],
)
def test_missing_is_rounded_up(value, stored, text):
    assert format(rounding.missing_to_storage(value), "f") == stored
    assert rounding.missing_text(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(275, 3), 2, "91,67"),
        (Decimal("0.5"), 2, "0,50"),
        (0, 2, "0,00"),
        (Fraction(-1, 1000), 2, "0,00"),
        (Fraction("-0.5"), 2, f"{MINUS}0,50"),
        (1234567, 0, "1.234.567"),
        (Fraction("1234.5"), 2, "1.234,50"),
        (Fraction("999.995"), 2, "1.000,00"),
        (12, 0, "12"),
        (Fraction("0.125"), 2, "0,13"),
        (Fraction("-0.125"), 2, f"{MINUS}0,13"),
        (Fraction("0.124999"), 2, "0,12"),
        (Decimal("0.005"), 2, "0,01"),
        (Fraction("2.5"), 0, "3"),
        (Fraction("3.2038"), 4, "3,2038"),
    ],
)
def test_text(value, places, text):
    assert rounding.text(value, places) == text


@pytest.mark.parametrize(
    ("ratio", "places", "text"),
    [(Fraction(11, 12), 2, "91,67 %"), (1, 2, "100,00 %"), (0, 0, "0 %"), (Decimal("0.6"), 0, "60 %")],
)
def test_percent_text(ratio, places, text):
    assert rounding.percent_text(ratio, places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5, 4), "+1,25"),
        (Decimal("-0.5"), f"{MINUS}0,50"),
        (0, "0,00"),
        (Fraction(1, 1000), "0,00"),
        (Fraction(-1, 1000), "0,00"),
        (Fraction("-0.005"), f"{MINUS}0,01"),
    ],
)
def test_signed_text(value, text):
    assert rounding.signed_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(4, "4"), (Fraction("3.5"), "3,5"), (Fraction("0.67"), "0,67"), (100, "100")]
)
def test_exact_text(value, text):
    assert rounding.exact_text(value) == text


@pytest.mark.parametrize(
    "function",
    [
        rounding.to_storage,
        rounding.missing_to_storage,
        rounding.text,
        rounding.missing_text,
        rounding.percent_text,
        rounding.signed_text,
        rounding.exact_text,
    ],
)
def test_floats_are_refused(function):
    with pytest.raises(TypeError):
        function(0.5)


@pytest.mark.parametrize("value", [Fraction("4.2"), Fraction("0.75"), Fraction(100), 60])
def test_a_decimal_fraction_stays_exact(value):
    found = rounding.exact_decimal(value)
    assert (type(found), Fraction(found)) == (Decimal, value)
