"""Every figure tells where it comes from, by the rule and nothing but the rule."""

from fractions import Fraction

import pytest

from evaluations.scoring import library
from evaluations.scoring.engine import TOTAL, score
from evaluations.scoring.formulas import Reduction
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Answer, Instrument
from insights.documents.trace import Block, Equation, Judged, Sum, Trace, trace
from insights.documents.values import said

LHKPN = "A.II.5.iii.a"
RULE = "Peraturan Menteri PANRB Nomor 90 Tahun 2021, nilai minimal setiap area untuk predikat WBK: 60 % dari bobot area"


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return library.read(library.builtin_path())[0]


def traced(instrument: Instrument, **columns: dict[str, Answer]) -> Trace:
    def judged(label, answers):
        scores = score(instrument, answers)
        return Judged(label, answers, scores, judge(instrument, scores))

    return trace(instrument, [judged(label, answers) for label, answers in columns.items()])


def block(found: Trace, code: str) -> Block:
    return next(item for item in found.blocks if item.code == code)


def test_an_indicator_is_the_mean_times_its_weight(instrument):
    found = block(traced(instrument, TPI={"A.I.1.i.a": "Ya", "A.I.1.i.b": "B"}), "A.I.1.i")
    assert found.equations == (Equation("TPI", Sum("0,38", words="(1,00 + 0,50) ÷ 2 × 0,5"), None),)
    assert [(line.code, told.text, told.value) for line in found.answers for _, told in line.said] == [
        ("A.I.1.i.a", "Ya", Fraction(1)),
        ("A.I.1.i.b", "B", Fraction(1, 2)),
    ]


def test_an_open_question_counts_nothing_in_one_figure_and_is_left_out_of_the_other(instrument):
    found = block(traced(instrument, Unit={"A.I.1.i.a": "Ya"}), "A.I.1.i")
    strict, official = Sum("0,25", words="(1,00 + 0,00) ÷ 2 × 0,5"), Sum("0,50", words="1,00 × 0,5")
    assert found.equations == (Equation("Unit", strict, official),)
    assert found.answers[1].said[0][1].text == "Belum dijawab"


def test_everything_above_is_a_sum_of_what_stands_below(instrument):
    found = traced(instrument, Unit={"A.I.1.i.a": "Ya"})
    terms = (("A.I.1", "0,25"), ("A.II.1", "0,00"))
    assert block(found, "area-1").equations == (Equation("Unit", Sum("0,25", terms=terms), None),)
    official = Sum("0,50", terms=(("A", "0,50"), ("B", "0,00")))
    strict = Sum("0,25", terms=(("A", "0,25"), ("B", "0,00")))
    assert block(found, TOTAL).equations == (Equation("Unit", strict, official),)


def test_every_term_stands_in_the_trace_itself(instrument):
    found = traced(instrument, Unit={"A.I.1.i.a": "Ya"}, TPI={"A.I.1.i.a": "Tidak"})
    places = {item.code for item in found.blocks}
    terms = {code for item in found.blocks for equation in item.equations for code, _ in equation.strict.terms}
    assert terms <= places
    assert places == {*instrument.nodes, TOTAL, *(f"area-{number}" for number in range(1, 7))}
    assert {line.gate.code for lines in found.gates.values() for line in lines} <= places
    assert [len(item.equations) for item in found.blocks] == [2] * len(places)


def test_a_minimum_tells_its_rule_and_every_column_its_result(instrument):
    found = traced(instrument, Unit={"A.I.1.i.a": "Ya"}, TPI={})
    line = next(line for line in found.gates["WBK"] if line.gate.code == "area-1")
    assert (line.how, line.gate.source) == ("60 % × 8", RULE)
    assert [(label, gate.reached, gate.missing) for label, gate in line.results] == [
        ("Unit", Fraction(1, 4), Fraction(91, 20)),
        ("TPI", Fraction(0), Fraction(24, 5)),
    ]
    assert next(line for line in found.gates["WBK"] if line.gate.code == TOTAL).how == ""


def test_without_anybodys_answers_only_the_instrument_is_told(instrument):
    found = trace(instrument, [])
    assert (found.labels, found.gates) == ((), {})
    assert {item.equations for item in found.blocks} == {()}


# --- answers in words -------------------------------------------------------------------------------
def how(instrument, code: str, answer: Answer) -> tuple[str, Fraction | None]:
    told = said(instrument.questions[code], answer)
    return told.how, told.value


def test_a_choice_names_its_scale(instrument):
    assert how(instrument, "A.I.1.i.b", "C") == ("pilihan C dari A/B/C", Fraction(0))


def test_a_share_names_its_figures(instrument):
    formula = instrument.questions[LHKPN].formula
    (above,), below = formula.numerator, formula.denominator
    figures = dict.fromkeys(below, 2) | {above: 3}
    assert how(instrument, LHKPN, figures) == ("3 ÷ (2 + 2 + 2)", Fraction(1, 2))
    assert how(instrument, LHKPN, figures | {above: 9}) == ("9 ÷ (2 + 2 + 2), paling tinggi 1", Fraction(1))
    nobody = dict.fromkeys(formula.inputs, 0)
    assert how(instrument, LHKPN, nobody)[0] == "pembagi 0: bernilai 1,00 menurut instrumen"
    assert how(instrument, LHKPN, {above: 3}) == ("belum lengkap", None)


def test_a_fall_names_both_years(instrument):
    code = next(code for code, item in instrument.questions.items() if isinstance(item.formula, Reduction))
    formula, rest = instrument.questions[code].formula, {item.key: 0 for item in instrument.questions[code].inputs}

    def fall(previous, current):
        return how(instrument, code, rest | {formula.previous: previous, formula.current: current})

    assert fall(5, 3) == ("(5 \N{MINUS SIGN} 3) ÷ 5", Fraction(2, 5))
    assert fall(5, 7) == ("(5 \N{MINUS SIGN} 7) ÷ 5, paling rendah 0", Fraction(0))
    assert fall(0, 3) == ("tahun lalu 0: bernilai 0,00 menurut instrumen", Fraction(0))


def test_an_index_is_held_against_the_top_of_its_scale(instrument):
    key = instrument.questions["B.I.a"].inputs[0].key
    assert how(instrument, "B.I.a", {key: Fraction(7, 2)}) == ("3,5 ÷ 4", Fraction(7, 8))
