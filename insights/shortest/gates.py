"""A gate as a sum over questions: nilai ketat is linear in the questions' values, so a gate is too."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.engine import TOTAL, score
from evaluations.scoring.thresholds import Gate, Verdict, area_code, judge
from evaluations.scoring.types import Answer, Instrument


@dataclass(frozen=True, slots=True)
class Sum:
    """A gate of the sheet and what each of its questions adds to it when worth 1, in points."""

    gate: Gate
    shares: Mapping[str, Fraction]


def shares(instrument: Instrument) -> dict[str, Fraction]:
    """Code of a question -> points of the total that it is worth at most."""
    return {
        question.code: node.weight / len(node.questions)
        for node in instrument.indicators
        for question in node.questions
    }


def sums(instrument: Instrument, verdict: Verdict) -> tuple[Sum, ...]:
    """The verdict's gates with their questions, in the verdict's order."""
    points = shares(instrument)
    return tuple(
        Sum(gate, {code: points[code] for code in questions_of(instrument, gate.code)}) for gate in verdict.gates
    )


def questions_of(instrument: Instrument, code: str) -> tuple[str, ...]:
    """Codes of the questions that a gate counts, in document order. Raises KeyError for a code that is no gate."""
    if code == TOTAL:
        return tuple(instrument.questions)
    areas = {area_code(number): nodes for number, nodes in instrument.area_nodes.items()}
    nodes = areas.get(code) or (code,)
    return tuple(q.code for node in nodes for below in instrument.nodes[node].walk() for q in below.questions)


def verdict_of(instrument: Instrument, answers: Mapping[str, Answer], predicate: str) -> Verdict:
    """The engine's verdict on a sheet for WBK or WBBM. Raises KeyError for another predicate."""
    return judge(instrument, score(instrument, answers))[predicate]
