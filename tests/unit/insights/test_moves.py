"""What one question can become, and at what price."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring.answers import check
from insights.shortest.moves import best, eased, moves
from tests.unit.insights.small import KINDS, answers_of, cheapest_values, question_of

QUESTIONS = {kind: question_of(kind) for kind in KINDS}
F = Fraction


def numbers(**figures):
    return {key: F(figure) for key, figure in figures.items()}


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("abcd", "C", [(1, "B"), (2, "A")]),
        ("abcd", "A", []),
        # Answering is a level of its own; an answer worth nothing is no move.
        ("abcd", None, [(2, "C"), (3, "B"), (4, "A")]),
        ("ya_tidak", "Tidak", [(1, "Ya")]),
        ("ya_tidak", None, [(2, "Ya")]),
        # Of options worth the same the first stands for all; the lowest of this scale is worth something.
        ("tinggi", None, [(1, "D"), (2, "B"), (3, "A")]),
        ("tinggi", "C", [(1, "A")]),
    ],
)
def test_options(kind, answer, expected):
    assert [(move.levels, move.after) for move in moves(QUESTIONS[kind], answer)] == expected


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("share", numbers(wajib=10, lapor=3), [(1, numbers(wajib=10, lapor=10))]),
        ("share", numbers(wajib=10, lapor=10), []),
        # Nobody obliged counts in full; nothing to gain.
        ("share", numbers(wajib=0, lapor=0), []),
        # What is measured by is never made smaller, also where the achievement is above it.
        ("unchecked", numbers(agen=2, ubah=5), []),
        ("unchecked", numbers(agen=8, ubah=0), [(1, numbers(agen=8, ubah=8))]),
        # No agent yet: one is the fewest.
        ("unchecked", numbers(agen=0, ubah=0), [(2, numbers(agen=1, ubah=1))]),
        ("unchecked", numbers(agen=0, ubah=4), [(1, numbers(agen=1, ubah=4))]),
        # Complaints in process must become finished ones to reach everything.
        (
            "complaints",
            numbers(harus=10, proses=3, selesai=5),
            [(1, numbers(harus=10, proses=3, selesai=7)), (2, numbers(harus=10, proses=0, selesai=10))],
        ),
        # Figures that a form would refuse (imported ones) become permissible.
        ("complaints", numbers(harus=10, proses=8, selesai=5), [(2, numbers(harus=10, proses=0, selesai=10))]),
        ("discipline", numbers(lalu=4, kini=3, sanksi=0), [(1, numbers(lalu=4, kini=0, sanksi=0))]),
        ("discipline", numbers(lalu=0, kini=2, sanksi=0), [(1, numbers(lalu=0, kini=0, sanksi=0))]),
        # Two were sanctioned: this year's count cannot fall below them unless they go, too.
        (
            "discipline",
            numbers(lalu=4, kini=3, sanksi=2),
            [(1, numbers(lalu=4, kini=2, sanksi=2)), (2, numbers(lalu=4, kini=0, sanksi=0))],
        ),
        # Open: every figure is given, and the fewest to measure by are assumed.
        ("share", None, [(2, numbers(wajib=1, lapor=1))]),
        ("share", {"lapor": F(6)}, [(1, numbers(wajib=6, lapor=6))]),
        ("share", {"wajib": F(9), "lapor": None}, [(1, numbers(wajib=9, lapor=9))]),
        ("complaints", {}, [(3, numbers(harus=1, proses=0, selesai=1))]),
        ("discipline", None, [(3, numbers(lalu=1, kini=0, sanksi=0))]),
    ],
)
def test_figures(kind, answer, expected):
    assert [(move.levels, move.after) for move in moves(QUESTIONS[kind], answer)] == expected


def test_an_index_rises_in_steps_up_to_its_maximum():
    found = moves(QUESTIONS["index"], {"indeks": F("0.28")})

    assert [(move.levels, move.after["indeks"], move.value) for move in found] == [
        (1, F("0.33"), F("0.825")), (2, F("0.38"), F("0.95")), (3, F("0.4"), 1),
    ]  # fmt: skip
    assert moves(QUESTIONS["index"], {"indeks": F("0.4")}) == ()
    assert [move.levels for move in moves(QUESTIONS["index"], None)] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("kind", "answer", "needed", "expected"),
    [
        ("share", numbers(wajib=10, lapor=3), "0.61", numbers(wajib=10, lapor=7)),
        ("share", numbers(wajib=3, lapor=0), "1/3", numbers(wajib=3, lapor=1)),
        ("discipline", numbers(lalu=5, kini=5, sanksi=0), "0.5", numbers(lalu=5, kini=2, sanksi=0)),
        ("complaints", numbers(harus=10, proses=3, selesai=5), "0.8", numbers(harus=10, proses=2, selesai=8)),
        ("index", {"indeks": F("0.28")}, "0.76", {"indeks": F("0.31")}),
        ("index", {"indeks": F("0.28")}, "1", {"indeks": F("0.4")}),
    ],
)
def test_figures_move_no_further_than_needed(kind, answer, needed, expected):
    question = QUESTIONS[kind]
    highest = moves(question, answer)[-1]

    assert eased(question, answer, highest, F(needed)).after == expected


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_no_better_answer_is_cheaper(kind, data):
    """Against every permissible answer there is, for small figures."""
    question = QUESTIONS[kind]
    answer = data.draw(answers_of(question))
    by_hand = cheapest_values(question, answer)

    worth = question.value(answer) or 0
    assert {move.levels: move.value for move in moves(question, answer)} == _frontier(by_hand, worth)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_a_question_becomes_a_form_would_take(kind, data):
    question = QUESTIONS[kind]
    answer = data.draw(answers_of(question))

    for move in moves(question, answer):
        needed = move.value * data.draw(st.fractions(0, 1, max_denominator=50))
        for after in (move.after, eased(question, answer, move, needed).after):
            assert question.value(after) >= needed
            assert question.scale or _is_permissible(question, after)
    assert (question.value(best(question, answer)) or 0) >= (question.value(answer) or 0)


def _frontier(values, worth):
    found = {}
    for levels in sorted(values):
        if values[levels] > worth:
            found[levels] = worth = values[levels]
    return found


def _is_permissible(question, figures):
    return (
        check(question, figures) == []
        and list(figures) == [item.key for item in question.inputs]
        and all(figure >= 0 and 10**item.decimals % figure.denominator == 0
                and (item.maximum is None or figure <= item.maximum)
                for item, figure in zip(question.inputs, figures.values(), strict=True))
    )  # fmt: skip
