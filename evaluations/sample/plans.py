"""The whole sample as plain rows: periods, evaluations with their steps, answers with note, time and author."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from evaluations.enums import Assessor
from evaluations.sample import dates, notes, papers, sheets, story
from evaluations.sample.dates import Schedule
from evaluations.sample.ladders import Value
from evaluations.sample.papers import PlannedUse
from evaluations.sample.people import UNITS, SampleUnit
from evaluations.sample.targets import JUDGED_QUARTER, OPEN_QUARTER, QUARTERS
from evaluations.scoring.answers import clean
from evaluations.scoring.types import Instrument

Quarter = tuple[int, int]
PERIODS_BY = "administrator"
SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the workflow that was taken; `by` is a user name."""

    action: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """An answer row to be; `before` is the version it replaced, `response` what was said to a request with it."""

    code: str
    assessor: Assessor
    value: Value
    note: str
    by: str
    at: datetime
    version: int = 1
    unit_version: int | None = None
    before: "PlannedAnswer | None" = None
    response: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A question the TPI marked and sent back: the unit's answer then, and its newer one once it responded."""

    reason: str
    by: str
    at: datetime
    sent: PlannedAnswer
    repaired: PlannedAnswer | None


@dataclass(frozen=True, slots=True)
class PlannedEvaluation:
    """One unit's sheet in one quarter."""

    unit: str
    quarter: Quarter
    steps: tuple[PlannedStep, ...]
    answers: tuple[PlannedAnswer, ...]
    requests: tuple[PlannedRequest, ...] = ()
    uses: tuple[PlannedUse, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A quarter with its schedule and its sheets in the order of the units."""

    quarter: Quarter
    schedule: Schedule
    evaluations: tuple[PlannedEvaluation, ...]


def build(instrument: Instrument, *, today: date) -> list[PlannedPeriod]:
    """Everything that happened in the sample quarters, oldest first; `today` is the day of loading."""
    periods = []
    for quarter in QUARTERS:
        schedule = dates.schedule(quarter, today=today)
        evaluations = tuple(_Sheet(instrument, unit, quarter, schedule).plan() for unit in UNITS)
        periods.append(PlannedPeriod(quarter, schedule, evaluations))
    return periods


class _Sheet:
    """Plans one evaluation."""

    def __init__(self, instrument: Instrument, unit: SampleUnit, quarter: Quarter, schedule: Schedule):
        self.instrument = instrument
        self.unit = unit
        self.quarter = quarter
        self.schedule = schedule
        self.progress = story.progress(unit.code, quarter)
        self.values = sheets.build(instrument)[unit.code, quarter]
        self.seed = f"{unit.code} {quarter}"

    def plan(self) -> PlannedEvaluation:
        codes = list(self.instrument.questions)
        unit = {code: self._unit_answer(code) for code in story.reached(codes, self.progress.unit)}
        tpi = [self._tpi_answer(code) for code in story.reached(codes, self.progress.tpi)]
        disputed = [answer.code for answer in tpi if answer.value != self.values.unit[answer.code]]
        repaired = {code: self._repaired(unit[code]) for code in disputed[: self.progress.repaired]}
        requests = tuple(
            self._request(number, unit[code], repaired.get(code))
            for number, code in enumerate(disputed[: self.progress.returned])
        )
        steps = tuple(self._step(action) for action in self.progress.steps)
        answers = (*{**unit, **repaired}.values(), *tpi)
        return PlannedEvaluation(self.unit.code, self.quarter, steps, answers, requests, self._uses())

    def _step(self, action: str) -> PlannedStep:
        by, span = {
            "submit": (self.unit.head, self.schedule.submitting),
            "start_review": (self.unit.evaluator, self.schedule.starting),
            "return_marked": (self.unit.evaluator, self.schedule.returning),
            "finish_review": (self.unit.evaluator, self.schedule.finishing),
            "approve": (SUPERVISOR, self.schedule.approving),
        }[action]
        reason = story.RETURN_REASON.format(count=self.progress.returned) if action == "return_marked" else ""
        return PlannedStep(action, by, dates.moment(span, f"{self.seed} {action}"), reason)

    def _unit_answer(self, code: str) -> PlannedAnswer:
        question, value = self.instrument.questions[code], self.values.unit[code]
        note = notes.unit_note(self.instrument, question, self._points(code, value), self.unit.code)
        at = dates.moment(self.schedule.filling, f"{self.seed} {code} unit")
        return PlannedAnswer(code, Assessor.UNIT, value, note, self.unit.member, at)

    def _tpi_answer(self, code: str) -> PlannedAnswer:
        claimed, found = self.values.unit[code], self.values.tpi[code]
        difference = None if claimed == found else self._points(code, found) - self._points(code, claimed)
        note = notes.tpi_note(self.instrument, self.instrument.questions[code], difference, self.seed)
        at = dates.moment(self.schedule.verifying, f"{self.seed} {code} tpi")
        return PlannedAnswer(code, Assessor.TPI, found, note, self.unit.evaluator, at, unit_version=1)

    def _uses(self) -> tuple[PlannedUse, ...]:
        """What proves the unit's answers, judged as far as the TPI came."""
        judged = set(story.reached(list(self.instrument.questions), self.progress.tpi))
        return tuple(self._judged(use) if use.code in judged else use for use in self._shown())

    def _shown(self) -> list[PlannedUse]:
        reached = story.reached(list(self.instrument.questions), self.progress.unit)
        proving = [code for code in reached if self._points(code, self.values.unit[code])]
        if self.quarter == JUDGED_QUARTER:
            return papers.first_uses(self.instrument, self.unit, proving, self.schedule)
        if self.quarter != OPEN_QUARTER:
            return []
        before = _Sheet(self.instrument, self.unit, JUDGED_QUARTER, dates.schedule(JUDGED_QUARTER, today=date.min))
        handed_over = bool(self.progress.steps)
        return papers.next_uses(
            self.instrument, self.unit, before._shown(), proving, self.schedule, handed_over=handed_over
        )

    def _judged(self, use: PlannedUse) -> PlannedUse:
        if use.is_carried:
            return use
        at = dates.moment(self.schedule.verifying, f"{self.seed} {use.code} proof")
        doubted = self.values.unit[use.code] != self.values.tpi[use.code]
        return papers.judged(use, self.unit, doubted=doubted, at=at)

    def _points(self, code: str, value: Value) -> Fraction:
        question = self.instrument.questions[code]
        return question.value(clean(question, value))

    def _request(self, number: int, sent: PlannedAnswer, repaired: PlannedAnswer | None) -> PlannedRequest:
        at = dates.moment(self.schedule.verifying, f"{self.seed} {sent.code} marked")
        return PlannedRequest(story.REQUESTS[number % len(story.REQUESTS)], self.unit.evaluator, at, sent, repaired)

    def _repaired(self, old: PlannedAnswer) -> PlannedAnswer:
        """The unit took over what the TPI found; the TPI has not seen that yet."""
        at = dates.moment(self.schedule.repairing, f"{self.seed} {old.code} repaired")
        return PlannedAnswer(
            old.code,
            old.assessor,
            self.values.tpi[old.code],
            story.REPAIR_NOTE,
            old.by,
            at,
            version=2,
            before=old,
            response=story.RESPONSE,
        )
