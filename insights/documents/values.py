"""How the value of one answer comes about, in words and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.formulas import ONE, ZERO, Formula, Index, Ratio, Reduction, total
from evaluations.scoring.rounding import MINUS, exact_text, text
from evaluations.scoring.types import Answer, Question

UNANSWERED = "Belum dijawab"
INCOMPLETE = "belum lengkap"
TIMES, DIVIDED = "\N{MULTIPLICATION SIGN}", "\N{DIVISION SIGN}"


@dataclass(frozen=True, slots=True)
class Said:
    """One assessor's answer to one question: in words, its value 0..1 (None: unanswered), and the way to that value."""

    text: str
    value: Fraction | None
    how: str

    @property
    def value_text(self) -> str:
        """The value as it is written in a sum; nothing said counts 0 there."""
        return text(self.value or ZERO)


def said(question: Question, answer: Answer) -> Said:
    """An answer of the engine's form (`types.Answer`). Raises what `Question.value` raises."""
    value = question.value(answer)
    if answer is None:
        return Said(UNANSWERED, None, "")
    if question.scale is not None:
        return Said(str(answer), value, f"pilihan {answer} dari {'/'.join(question.scale.values)}")
    words = "; ".join(f"{item.label} {_figure(answer.get(item.key))}" for item in question.inputs)
    return Said(words, value, INCOMPLETE if value is None else _way(question.formula, answer, value))


def _figure(figure) -> str:
    return "–" if figure is None else exact_text(Fraction(figure))


def _way(formula: Formula, answer: Mapping, value: Fraction) -> str:
    figures = {key: Fraction(answer[key]) for key in formula.inputs}
    if isinstance(formula, Ratio):
        return _ratio(formula, figures, value)
    if isinstance(formula, Reduction):
        return _reduction(formula, figures, value)
    return _index(formula, figures, value)


def _ratio(formula: Ratio, figures: Mapping[str, Fraction], value: Fraction) -> str:
    below = total(figures, formula.denominator)
    if below == 0:
        return f"pembagi 0: bernilai {text(value)} menurut instrumen"
    above = _sum(figures[key] for key in formula.numerator)
    under = _sum(figures[key] for key in formula.denominator)
    return _limited(f"{above} {DIVIDED} {under}", total(figures, formula.numerator) / below)


def _reduction(formula: Reduction, figures: Mapping[str, Fraction], value: Fraction) -> str:
    previous, current = figures[formula.previous], figures[formula.current]
    if previous == 0:
        return f"tahun lalu 0: bernilai {text(value)} menurut instrumen"
    words = f"({exact_text(previous)} {MINUS} {exact_text(current)}) {DIVIDED} {exact_text(previous)}"
    return _limited(words, (previous - current) / previous)


def _index(formula: Index, figures: Mapping[str, Fraction], value: Fraction) -> str:
    figure = figures[formula.input]
    return _limited(f"{exact_text(figure)} {DIVIDED} {exact_text(formula.maximum)}", figure / formula.maximum)


def _sum(figures: Iterable[Fraction]) -> str:
    parts = [exact_text(figure) for figure in figures]
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _limited(words: str, raw: Fraction) -> str:
    """Values stay within 0..1."""
    if raw > ONE:
        return f"{words}, paling tinggi 1"
    return f"{words}, paling rendah 0" if raw < ZERO else words
