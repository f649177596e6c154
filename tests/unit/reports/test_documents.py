"""What a report knows about itself."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from tests.unit.reports.report_case import gate, report, unit, unscored


@pytest.mark.parametrize(
    ("draft", "sample", "lines"),
    [
        (False, False, []),
        (False, True, ["DATA CONTOH"]),
        (True, False, ["DRAF – periode belum dikunci"]),
        (True, True, ["DATA CONTOH", "DRAF – periode belum dikunci"]),
    ],
)
def test_watermark(draft, sample, lines):
    assert report(is_draft=draft, is_sample=sample).watermark == lines


def test_average_is_of_approved_units_and_exact():
    made = report(unit(1, "80"), unit(2, "70"), unit(3, "75"), unit(4, "10", is_approved=False), unscored(5))
    assert made.average == Fraction(75)
    assert report(unscored(1)).average is None


def test_units_are_proposed_or_not():
    made = report(unit(1), unit(2, "60"), unscored(3))
    assert [one.number for one in made.proposed] == [1]
    assert [one.number for one in made.not_proposed] == [2, 3]
    assert [one.number for one in made.unfinished] == [3]


def test_annexes_stand_in_the_order_of_codes():
    made = report(unit(1, code="12"), unit(2, code="03"))
    assert [one.code for one in made.annexes] == ["03", "12"]


def test_charts_hold_twenty_units_each_and_only_scored_ones():
    made = report(*(unit(number) for number in range(1, 46)), unscored(46))
    assert [len(portion) for portion in made.charts] == [20, 20, 5]


def test_failed_gates_are_those_of_the_target():
    gates = (gate(reached="80"), gate("Pengungkit", "39", "node", "40", "48"))
    assert [line.label for line in unit(gates=gates).failed] == ["Pengungkit"]
    assert [line.label for line in unit(gates=gates, target="WBBM").failed] == ["Nilai total", "Pengungkit"]


def test_gate_answers_per_predicate():
    line = gate(reached="80")
    assert (line.required("WBK"), line.required("WBBM")) == (D(75), D(85))
    assert (line.missing("WBK"), line.missing("WBBM")) == (D(0), D(5))


@pytest.mark.parametrize(("nip", "text"), [("196501011990031001", "19650101 199003 1 001"), ("", ""), ("123", "123")])
def test_nip_is_grouped(nip, text):
    signature = report().signature
    assert (
        type(signature)(
            *[getattr(signature, name) for name in ("city", "day", "title", "name", "rank")], nip
        ).spaced_nip
        == text
    )
