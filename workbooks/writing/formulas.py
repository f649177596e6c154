"""The scoring rules (evaluations/scoring) as formulas of a spreadsheet. Texts in, texts out; no workbook here.

They follow docs/SCORING.md to the letter, so a filled workbook shows what the app will say; tests recalculate them in
LibreOffice. A formula gives "" for a question that counts as unanswered: SUM, COUNT and AVERAGE leave texts out.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from evaluations.scoring.formulas import Index, Ratio, Reduction
from evaluations.scoring.rounding import exact_decimal
from evaluations.scoring.types import Check, Question

# A sum of a hundred binary fractions is off by some 1e-13; a gate that is met exactly must not fail by that.
TOLERANCE = "0.000000001"
PLACES = 9


def option(cell: str, options: str, points: str) -> str:
    """The points of the option in `cell`, looked up in two ranges; "" for none and for one that is not in the scale."""
    found = f"({options}=TRIM({cell}))"
    return f'=IF(SUMPRODUCT({found}*1)=1,SUMPRODUCT({found}*{points}),"")'


def figures(question: Question, cells: Mapping[str, str], everything: str) -> str:
    """The value of the figures in `cells` (by key); `everything` is the range they all stand in."""
    return f'=IF(COUNT({everything})<{len(question.inputs)},"",{_value(question, cells)})'


def _value(question: Question, cells: Mapping[str, str]) -> str:
    formula = question.formula
    if isinstance(formula, Ratio):
        below = _sum(cells, formula.denominator)
        zero = number(formula.when_denominator_zero)
        return f"IF({below}=0,{zero},{_clamp(f'{_sum(cells, formula.numerator)}/{below}')})"
    if isinstance(formula, Reduction):
        before, now = cells[formula.previous], cells[formula.current]
        zero = f"IF({now}=0,{number(formula.when_both_zero)},{number(formula.when_previous_zero)})"
        return f"IF({before}=0,{zero},{_clamp(f'({before}-{now})/{before}')})"
    if isinstance(formula, Index):
        return _clamp(f"{cells[formula.input]}/{number(formula.maximum)}")
    raise TypeError(f"{question.code}: {formula!r}")


def _clamp(value: str) -> str:
    return f"MAX(0,MIN(1,{value}))"


def _sum(cells: Mapping[str, str], keys: Sequence[str]) -> str:
    return cells[keys[0]] if len(keys) == 1 else f"({'+'.join(cells[key] for key in keys)})"


def strict_value(official: str) -> str:
    """A question's value in nilai ketat: unanswered is 0."""
    return f'=IF({official}="",0,{official})'


def official_mean(values: str, weight: str) -> str:
    """An indicator's nilai LKE: the mean of its answered questions times its weight; without any 0."""
    return f"=IF(COUNT({values})=0,0,SUM({values})/COUNT({values})*{weight})"


def strict_mean(values: str, weight: str) -> str:
    """An indicator's nilai ketat, of all its questions."""
    return f"=AVERAGE({values})*{weight}"


def total(cells: Sequence[str]) -> str:
    """The sum of the nodes below."""
    return f"=SUM({','.join(cells)})"


def missing(reached: str, required: str) -> str:
    """Points missing to a gate: 0 when it is passed, else rounded up as the screens do, so never 0."""
    return f"=IF({reached}>={required}-{TOLERANCE},0,ROUNDUP(ROUND({required}-{reached},{PLACES}),2))"


def broken(rule: Check, cells: Mapping[str, str]) -> str:
    """Is a check of the instrument broken? For conditional formatting, so without the equals sign."""
    named = [cells[key] for key in (*rule.sum, *rule.at_most)]
    return f"AND(COUNT({','.join(named)})={len(named)},{_sum(cells, rule.sum)}>{_sum(cells, rule.at_most)})"


def index_allowed(cell: str, maximum: Fraction, decimals: int) -> str:
    """Is it a number from 0 to the maximum without too many decimals? For data validation."""
    return f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={number(maximum)},ROUND({cell},{decimals})={cell})"


def number(value: Fraction) -> str:
    """A number as formulas have it."""
    return format(exact_decimal(value).normalize() + 0, "f")
