"""The shortest way (jalur tercepat): the cheapest steps after which a sheet passes every gate of WBK or WBBM.

A step costs its levels (`moves`) times the unit's effort mark for the question; questions a unit rules out stay as they
are. Of equally cheap ways one with the fewest questions is taken, of questions that are alike in every way the
earlier ones; then figures are eased to what is needed, in document order. Every step of a way is necessary, because a
way without it would be cheaper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from evaluations.scoring.engine import Scores, effect, score
from evaluations.scoring.formulas import ZERO
from evaluations.scoring.thresholds import Verdict, judge
from evaluations.scoring.types import Answer, Instrument
from insights.shortest import figures
from insights.shortest.gates import Sum, sums
from insights.shortest.moves import Move, eased, moves, worth
from insights.shortest.obstacles import Obstacle, obstacles
from insights.shortest.solver import Candidate, Limit, Row, cheapest
from insights.shortest.steps import EFFORTS, Step, taken

NO_MARKS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Way:
    """Steps in document order, empty when the sheet passes already; the sheet's scores before and after them.

    `verdict` is the engine's on the sheet after the steps: it passes.
    """

    predicate: str
    steps: tuple[Step, ...]
    before: Scores
    after: Scores
    verdict: Verdict

    @property
    def cost(self) -> int:
        """What all steps cost: 0 when the sheet passes already."""
        return sum(step.cost for step in self.steps)


@dataclass(frozen=True, slots=True)
class Impossible:
    """No way: the gates that fail even with everything that is not ruled out at its best, with what holds each back.

    `highest` are the scores of that best sheet, `verdict` the engine's on it.
    """

    predicate: str
    obstacles: tuple[Obstacle, ...]
    before: Scores
    highest: Scores
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet and what may be done about it: the moves of every question that may move, in document order."""

    instrument: Instrument
    answers: Mapping[str, Answer]
    moves: Mapping[str, tuple[Move, ...]]
    effort: Mapping[str, int]

    def worth(self, code: str) -> Fraction:
        """Present value 0..1 of a question."""
        return worth(self.instrument.questions[code], self.answers.get(code))


def shortest(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    predicate: str,
    *,
    effort: Mapping[str, int] = NO_MARKS,
    ruled_out: Collection[str] = (),
    limit: Limit | None = None,
) -> Way | Impossible:
    """The cheapest way from these answers to WBK or WBBM, or why there is none.

    `effort` holds the marks (1, 2 or 4) by question code, 1 where it has none; `ruled_out` the codes of questions that
    cannot change; `limit` the seconds there are. Raises KeyError for a code or predicate the instrument does not have,
    ValueError for another mark, solver.Unsolved when the programme comes to no end in time.
    """
    task = _task(instrument, answers, effort, ruled_out)
    before = score(instrument, answers)
    verdict = judge(instrument, before)[predicate]
    if verdict.passed:
        return Way(predicate, (), before, before, verdict)
    best = {**answers, **{code: found[-1].after for code, found in task.moves.items()}}
    highest = score(instrument, best)
    at_best = judge(instrument, highest)[predicate]
    if not at_best.passed:
        found = obstacles(instrument, answers, best, at_best, ruled_out)
        return Impossible(predicate, found, before, highest, at_best)
    gates = sums(instrument, verdict)
    return _way(task, predicate, before, gates, _eased(task, gates, _chosen(task, gates, limit)))


def along(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    predicate: str,
    chosen: Mapping[str, Move],
    *,
    effort: Mapping[str, int] = NO_MARKS,
) -> Way | None:
    """The way that makes these moves (in document order), found before: everything it tells is worked out anew.

    None where the moves do not pass every gate, or one of them is not needed. Raises KeyError as `shortest`.
    """
    _refuse(instrument, effort, chosen)
    before = score(instrument, answers)
    gates = sums(instrument, judge(instrument, before)[predicate])
    way = _way(_Task(instrument, answers, {}, _marks(instrument, effort)), predicate, before, gates, chosen)
    return way if way.verdict.passed and all(step.gates for step in way.steps) else None


def _way(task: _Task, predicate: str, before: Scores, gates: tuple[Sum, ...], chosen: Mapping[str, Move]) -> Way:
    steps = _steps(task, gates, chosen)
    after = score(task.instrument, taken(task.answers, steps))
    return Way(predicate, steps, before, after, judge(task.instrument, after)[predicate])


def _task(
    instrument: Instrument, answers: Mapping[str, Answer], effort: Mapping[str, int], ruled_out: Collection[str]
) -> _Task:
    _refuse(instrument, effort, ruled_out)
    found = {
        code: moves(question, answers.get(code))
        for code, question in instrument.questions.items()
        if code not in ruled_out
    }
    return _Task(instrument, answers, {code: some for code, some in found.items() if some}, _marks(instrument, effort))


def _marks(instrument: Instrument, effort: Mapping[str, int]) -> dict[str, int]:
    return {code: effort.get(code, EFFORTS[0]) for code in instrument.questions}


def _refuse(instrument: Instrument, effort: Mapping[str, int], ruled_out: Collection[str]) -> None:
    unknown = [code for code in (*effort, *ruled_out) if code not in instrument.questions]
    if unknown:
        raise KeyError(", ".join(unknown))
    wrong = [f"{code}: {mark!r}" for code, mark in effort.items() if mark not in EFFORTS]
    if wrong:
        raise ValueError(", ".join(wrong))


def _chosen(task: _Task, gates: tuple[Sum, ...], limit: Limit | None) -> dict[str, Move]:
    """The moves of the cheapest way, in document order, before figures are eased."""
    failing = [gate for gate in gates if not gate.gate.passed]
    codes = [code for code in task.moves if any(code in gate.shares for gate in failing)]
    groups = [
        [Candidate(move.levels * task.effort[code], move.value - task.worth(code)) for move in task.moves[code]]
        for code in codes
    ]
    rows = [
        Row(gate.gate.missing, {place: gate.shares[code] for place, code in enumerate(codes) if code in gate.shares})
        for gate in failing
    ]
    picked = zip(codes, cheapest(groups, rows, limit), strict=True)
    return {code: task.moves[code][number] for code, number in picked if number is not None}


def _spare(task: _Task, gates: tuple[Sum, ...], chosen: Mapping[str, Move]) -> dict[str, Fraction]:
    """Points that each gate (by code) has above its minimum once the moves are made."""
    gains = {code: move.value - task.worth(code) for code, move in chosen.items()}
    return {
        gate.gate.code: gate.gate.reached
        - gate.gate.required
        + sum((gate.shares[code] * gain for code, gain in gains.items() if code in gate.shares), ZERO)
        for gate in gates
    }


def _eased(task: _Task, gates: tuple[Sum, ...], chosen: Mapping[str, Move]) -> dict[str, Move]:
    """The same questions, each figure moved no further than the gates ask for once the others have moved."""
    after, spare = {}, _spare(task, gates, chosen)
    for code, move in chosen.items():
        needed = _needed(gates, spare, code, move.value)
        after[code] = eased(task.instrument.questions[code], task.answers.get(code), move, needed)
        for gate in _counting(gates, code):
            spare[gate.gate.code] -= gate.shares[code] * (move.value - after[code].value)
    return after


def _counting(gates: tuple[Sum, ...], code: str) -> list[Sum]:
    return [gate for gate in gates if code in gate.shares]


def _needed(gates: tuple[Sum, ...], spare: Mapping[str, Fraction], code: str, value: Fraction) -> Fraction:
    """The least value 0..1 of a question with which every gate passes, all else staying."""
    least = min(spare[gate.gate.code] / gate.shares[code] for gate in _counting(gates, code))
    return max(value - least, ZERO)


def _steps(task: _Task, gates: tuple[Sum, ...], chosen: Mapping[str, Move]) -> tuple[Step, ...]:
    spare = _spare(task, gates, chosen)
    return tuple(_step(task, gates, spare, code, move) for code, move in chosen.items())


def _step(task: _Task, gates: tuple[Sum, ...], spare: Mapping[str, Fraction], code: str, move: Move) -> Step:
    question, before, value = task.instrument.questions[code], task.answers.get(code), task.worth(code)
    changed = figures.changed(figures.given(question, before), move.after) if question.is_numeric else ()
    gain = move.value - value
    without = [gate for gate in _counting(gates, code) if spare[gate.gate.code] < gate.shares[code] * gain]
    return Step(
        code=code,
        before=before,
        after=move.after,
        levels=move.levels,
        effort=task.effort[code],
        before_value=value,
        value=move.value,
        needed=_needed(gates, spare, code, move.value),
        points=effect(task.instrument, code, value, move.value),
        changed=changed,
        assumed=tuple(key for key in changed if key in figures.base(question)),
        gates=tuple(gate.gate.code for gate in without),
    )
