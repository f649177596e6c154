"""Who judges how, and where equal answers were judged unequally: pairs in, figures out."""

from fractions import Fraction

import pytest

from evaluations.queries.deviations import Deviation, deviations, unequal
from evaluations.queries.pairs import Pair
from tests.unit.scoring.sheets import BUILTIN, share_of

CHOICE = BUILTIN.questions["A.I.1.i.b"]  # A 1, B 1/2, C 0
INDEX = BUILTIN.questions["B.I.a"]
RATIO = BUILTIN.questions["A.II.5.iii.a"]


def pair(unit, tpi, *, by="Ani", question=CHOICE, is_current=True, sheet=1) -> Pair:
    points = question.value(unit), question.value(tpi)
    return Pair(sheet, question, unit, tpi, *points, is_current, hash(by), by)


def told(one: Deviation) -> tuple:
    return one.name, one.judged, one.changed, one.mean, one.mean_size


def test_every_evaluator_stands_beside_all():
    found = deviations(
        [
            pair("A", "B"),  # half taken off
            pair("C", "B"),  # half given
            pair("A", "A", by="Budi"),
            pair("A", "C", by="Budi"),  # all taken off
            pair("B", "B", by="Budi"),
        ]
    )
    assert [told(one) for one in found.evaluators] == [
        ("Ani", 2, 2, 0, 50),
        ("Budi", 3, 1, Fraction(-100, 3), Fraction(100, 3)),
    ]
    assert told(found.all) == ("Semua evaluator", 5, 3, -20, 40)
    assert [(mean, size) for _, mean, size in found.lines] == [(20, 10), (Fraction(-40, 3), Fraction(-20, 3))]
    assert [one.changed_share for one in found.evaluators] == [1, Fraction(1, 3)]


@pytest.mark.parametrize(
    "left_out",
    [pair(None, "B"), pair("A", "B", is_current=False)],
    ids=["the unit gave no answer", "the unit changed its answer since"],
)
def test_only_a_judgement_of_the_answer_as_it_stands_counts(left_out):
    assert [told(one) for one in deviations([left_out, pair("A", "A")]).evaluators] == [("Ani", 1, 0, 0, 0)]
    assert unequal_told([left_out, pair("A", "A"), pair("A", "A")]) == []


def test_without_judgements_there_is_no_mean():
    found = deviations([])
    assert (found.evaluators, found.lines) == ([], [])
    assert (found.all.mean, found.all.mean_size, found.all.changed_share) == (None, None, None)


def unequal_told(pairs) -> list[tuple]:
    return [(one.question.code, one.unit, one.spread, one.span) for one in unequal(BUILTIN, pairs)]


def test_equal_answers_that_got_unequal_values_are_listed_the_widest_span_first():
    share = share_of(CHOICE)
    found = unequal_told(
        [
            pair("B", "B"),
            pair("B", "C"),
            pair("A", "A"),
            pair("A", "A"),
            pair("A", "C", by="Budi"),
            pair("C", "C"),
            pair("C", "C", by="Budi"),
        ]
    )
    assert found == [
        (CHOICE.code, "A", [("A", 2), ("C", 1)], share),
        (CHOICE.code, "B", [("B", 1), ("C", 1)], share / 2),
    ]


def test_figures_are_equal_when_every_figure_is():
    half = {"indeks": Fraction(2)}
    assert unequal_told(
        [
            pair(half, half, question=INDEX),
            pair(half, {"indeks": Fraction(1)}, question=INDEX),
            pair({"indeks": Fraction(4)}, half, question=INDEX),
        ]
    ) == [(INDEX.code, "50,00 %", [("50,00 %", 1), ("25,00 %", 1)], share_of(INDEX) / 4)]


def test_other_figures_of_the_same_percentage_are_no_unequal_value():
    def reported(number: int) -> dict:
        return {"kepala_satker": 0, "pejabat_wajib": number, "lainnya_wajib": 0, "sudah_lapor": number}

    assert unequal_told([pair(reported(2), reported(n), question=RATIO) for n in (2, 3)]) == []
