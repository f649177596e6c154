"""Small instruments, their sheets, and every change of a question counted by hand: what the solver is held against."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from evaluations.scoring import library
from evaluations.scoring.answers import check
from evaluations.scoring.formulas import Index, Ratio
from evaluations.scoring.types import Answer, Instrument, Question

LARGEST = 4  # figures go from 0 to this
SCALES = {
    "ya_tidak": {"Ya": 1, "Tidak": 0},
    "abcd": {"A": 1, "B": 0.67, "C": 0.33, "D": 0},
    "tinggi": {"A": 0.9, "B": 0.4, "C": 0.4, "D": 0.1},
}


def _inputs(*keys: str) -> list[dict[str, str]]:
    return [{"key": key, "label": f"Banyaknya {key}"} for key in keys]


def _ratio(numerator: list[str], denominator: list[str], zero: int) -> dict[str, Any]:
    return {"kind": "ratio", "numerator": numerator, "denominator": denominator, "when_denominator_zero": zero}


# The kinds of questions that the instrument of the regulation has, and one with two figures above the line.
KINDS: dict[str, dict[str, Any]] = {
    **{scale: {"scale": scale, "criteria": dict.fromkeys(options, "k")} for scale, options in SCALES.items()},
    "share": {
        "inputs": _inputs("wajib", "lapor"),
        "formula": _ratio(["lapor"], ["wajib"], 1),
        "checks": [{"sum": ["lapor"], "at_most": ["wajib"]}],
    },
    "unchecked": {"inputs": _inputs("agen", "ubah"), "formula": _ratio(["ubah"], ["agen"], 0)},
    "complaints": {
        "inputs": _inputs("harus", "proses", "selesai"),
        "formula": _ratio(["selesai"], ["harus"], 1),
        "checks": [{"sum": ["proses", "selesai"], "at_most": ["harus"]}],
    },
    "two": {
        "inputs": _inputs("semua", "baik", "cukup"),
        "formula": _ratio(["baik", "cukup"], ["semua"], 0),
        "checks": [{"sum": ["baik", "cukup"], "at_most": ["semua"]}, {"sum": ["cukup"], "at_most": ["baik"]}],
    },
    "discipline": {
        "inputs": _inputs("lalu", "kini", "sanksi"),
        "formula": {
            "kind": "reduction", "previous": "lalu", "current": "kini", "when_both_zero": 1, "when_previous_zero": 0,
        },
        "checks": [{"sum": ["sanksi"], "at_most": ["kini"]}],
    },
    "index": {"inputs": _inputs("indeks"), "formula": {"kind": "index", "input": "indeks", "maximum": 0.4}},
}  # fmt: skip


def instrument_of(
    groups: list[list[str]], weights: list[int], minimums: dict[str, float], percent: int = 0
) -> Instrument:
    """An instrument with one indicator per group of kinds; the last is outside the areas, the others one area each.

    Codes: A, its indicators A.1, A.2, ... (area 1, 2, ...), B with the last indicator B.1; questions A.1.a and so on.
    Weights are those of the indicators and add up to 100. `minimums` go by code, "total" among them.
    """
    inside = [_indicator(f"A.{number}", kinds, weight, number)
              for number, (kinds, weight) in enumerate(zip(groups[:-1], weights, strict=False), 1)]  # fmt: skip
    outside = _indicator("B.1", groups[-1], weights[-1], None)
    nodes = {code: points for code, points in minimums.items() if code != "total"}
    predicate = {
        "title": "Predikat",
        "minimum": {"total": minimums.get("total", 0), "nodes": nodes},
        "minimum_percent_per_area": percent,
    }
    return library.parse({
        "id": "kecil", "version": 1, "title": "Kecil", "legal_basis": "Peraturan",
        "scales": SCALES,
        "areas": [{"number": node["area"], "title": f"Area {node['area']}"} for node in inside],
        "components": [
            {"code": "A", "title": "Pengungkit", "weight": sum(weights[:-1]), "indicators": inside},
            {"code": "B", "title": "Hasil", "weight": weights[-1], "indicators": [outside]},
        ],
        "predicates": {"WBK": predicate, "WBBM": predicate},
    })  # fmt: skip


def _indicator(code: str, kinds: list[str], weight: int, area: int | None) -> dict[str, Any]:
    questions = [
        {"code": f"{code}.{letter}", "text": "t", "evidence": ["e"], **KINDS[kind]}
        for letter, kind in zip("abcd", kinds, strict=False)
    ]
    node = {"code": code, "title": code, "weight": weight, "questions": questions}
    return node | ({"area": area} if area else {})


def question_of(kind: str) -> Question:
    """One question of a kind."""
    return instrument_of([["ya_tidak"], [kind]], [50, 50], {}).questions["B.1.a"]


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Two areas and results of one or two questions each, with minimums at every level."""
    groups = [draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=2)) for _ in range(3)]
    first, second = draw(st.sampled_from([(30, 20), (25, 45), (10, 60)]))
    weights = [first, second, 100 - first - second]
    shares = st.integers(0, 20)
    minimums = {
        code: weight * draw(shares) / 20
        for code, weight in (("total", 100), ("A", first + second), ("B", weights[2]), ("B.1", weights[2]))
    }
    return instrument_of(groups, weights, minimums, draw(st.sampled_from([0, 50, 60, 75])))


def answers_of(question: Question) -> st.SearchStrategy[Answer]:
    """Open, or answered as a form would take it with something to measure by."""
    if question.scale:
        return st.none() | st.sampled_from(question.scale.values)
    if isinstance(question.formula, Index):
        return st.none() | st.integers(0, 40).map(lambda hundredths: {"indeks": Fraction(hundredths, 100)})
    return st.none() | st.sampled_from([figures for figures in _grid(question) if _has_base(question, figures)])


def sheets(instrument: Instrument) -> st.SearchStrategy[dict[str, Answer]]:
    """Answers to every question, some of them open."""
    return st.fixed_dictionaries({code: answers_of(question) for code, question in instrument.questions.items()})


def cheapest_values(question: Question, answer: Answer) -> dict[int, Fraction]:
    """Levels -> the most the question can be worth with them, by trying every answer; 0 levels: as it is."""
    value = question.value(answer) or Fraction(0)
    found = {0: value}
    for levels, worth in _changes(question, answer):
        if worth > found.get(levels, value):
            found[levels] = worth
    return found


def _changes(question: Question, answer: Answer) -> Iterator[tuple[int, Fraction]]:
    """(levels, value) of every answer that the unit may bring about."""
    if question.scale:
        worths = sorted({option.points for option in question.scale.options})
        stands = -1 if answer is None else worths.index(question.scale.points(answer))
        yield from ((level - stands, worth) for level, worth in enumerate(worths) if level > stands)
    elif isinstance(question.formula, Index):
        before = answer["indeks"] if answer else Fraction(0)
        for hundredths in range(41):
            index = Fraction(hundredths, 100)
            if index > before:
                yield -((before - index) // Fraction(1, 20)), question.formula.value({"indeks": index})
    else:
        yield from _figure_changes(question, answer)


def _figure_changes(question: Question, answer: Answer) -> Iterator[tuple[int, Fraction]]:
    formula = question.formula
    is_ratio = isinstance(formula, Ratio)
    base = formula.denominator if is_ratio else (formula.previous,)
    for figures in _grid(question):
        if any(figures[key] != (answer[key] if answer else 1) for key in base):
            continue
        if answer and not is_ratio and figures[formula.current] > answer[formula.current]:
            continue
        if answer and is_ratio and any(figures[key] < answer[key] for key in formula.numerator):
            continue
        changed = [key for key in figures if not answer or figures[key] != answer[key]]
        yield len(changed), formula.value(figures)


def _grid(question: Question) -> list[dict[str, Fraction]]:
    """Every permissible set of small figures."""
    keys = [item.key for item in question.inputs]
    some = (
        dict(zip(keys, map(Fraction, figures), strict=True))
        for figures in product(range(LARGEST + 1), repeat=len(keys))
    )
    return [figures for figures in some if not check(question, figures)]


def _has_base(question: Question, figures: dict[str, Fraction]) -> bool:
    formula = question.formula
    return not isinstance(formula, Ratio) or sum(figures[key] for key in formula.denominator) > 0
