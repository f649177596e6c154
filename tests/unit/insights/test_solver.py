"""Exact although HiGHS computes in floats."""

from fractions import Fraction

import pytest

from insights.shortest.solver import Candidate, Row, cheapest

HAIR = Fraction(1, 10**13)


def group(*candidates):
    return [Candidate(cost, Fraction(gain)) for cost, gain in candidates]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (Fraction(1, 2), (0,)),
        (Fraction(1, 2) - HAIR, (0,)),
        (Fraction(1, 2) + HAIR, (1,)),
    ],
)
def test_a_row_missed_by_a_hair_is_missed(missing, expected):
    assert cheapest([group((1, "1/2"), (5, "3/4"))], [Row(missing, {0: Fraction(1)})]) == expected


def test_thirds_that_add_up_exactly_pass():
    groups = [group((1, "1/3")), group((1, "1/3")), group((1, "1/3")), group((4, "1"))]
    row = Row(Fraction(1), dict.fromkeys(range(4), Fraction(1)))

    assert cheapest(groups, [row]) == (0, 0, 0, None)


def test_thirds_that_miss_by_a_hair_do_not():
    groups = [group((1, "1/3")), group((1, "1/3")), group((1, "1/3")), group((4, "1"))]
    row = Row(1 + HAIR, dict.fromkeys(range(4), Fraction(1)))

    assert cheapest(groups, [row]) == (0, None, None, 0)


def test_of_equal_costs_the_fewest_groups():
    groups = [group((1, "1/2")), group((1, "1/2")), group((2, "1"))]

    assert cheapest(groups, [Row(Fraction(1), dict.fromkeys(range(3), Fraction(1)))]) == (None, None, 0)


def test_of_groups_that_are_alike_the_earlier_ones():
    groups = [group((1, "1/4"), (3, "1"))] * 5

    assert cheapest(groups, [Row(Fraction(5, 4), dict.fromkeys(range(5), Fraction(1)))]) == (1, 0, None, None, None)


def test_rows_that_share_a_group_are_served_by_it():
    groups = [group((2, "1")), group((2, "1")), group((3, "1"))]
    rows = [Row(Fraction(1), {0: Fraction(1), 2: Fraction(1)}), Row(Fraction(1), {1: Fraction(1), 2: Fraction(1)})]

    assert cheapest(groups, rows) == (None, None, 0)
