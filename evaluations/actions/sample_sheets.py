"""Writing one sample quarter: the period, its evaluations, answers, scores, history and snapshots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from evaluations.actions.answer_rows import logged
from evaluations.actions.sample_advice import Written, write_advice
from evaluations.actions.sample_evidence import Shelf, write_evidence
from evaluations.actions.sample_requests import write_requests
from evaluations.actions.sample_snapshots import write_snapshots
from evaluations.actions.scores import rescore
from evaluations.enums import EvaluationState, PeriodState
from evaluations.models import Answer, Evaluation, Instrument, Period
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.sheets import stored_figures
from evaluations.sample import dates
from evaluations.sample.plans import (
    PERIODS_BY,
    SUPERVISOR,
    PlannedAnswer,
    PlannedEvaluation,
    PlannedPeriod,
    PlannedStep,
)
from evaluations.scoring import answers as reading
from evaluations.workflow import STEPS
from history import log
from history.models import Entry, Source
from units.models import WorkUnit

BATCH = 500


@dataclass(frozen=True, slots=True)
class Past:
    """What one quarter leaves to the next: papers that were shown, and by unit code what was recommended."""

    shelf: Shelf = field(default_factory=dict)
    told: dict[str, list[Written]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _People:
    """Rows by code and by user name."""

    units: dict[str, WorkUnit]
    users: dict[str, User]


def write_period(
    plan: PlannedPeriod,
    instrument: Instrument,
    units: dict[str, WorkUnit],
    users: dict[str, User],
    past: Past,
    *,
    today: date,
) -> Period:
    """Store a planned quarter and everything in it; the caller holds the transaction, and `past` for the next."""
    people = _People(units, users)
    period = _period(plan, instrument, people)
    Evaluation.objects.bulk_create(_evaluation(period, sheet, people) for sheet in plan.evaluations)
    rows = {row.unit.code: row for row in period.evaluations.select_related("period__instrument", "unit")}
    source = loaded(instrument)
    Answer.objects.bulk_create(_answers(plan, rows, source, people), batch_size=BATCH)
    uses = write_evidence(plan, rows, users, past.shelf)
    for row in rows.values():
        rescore(row)
    log.write_all([*_period_history(period), *_history(plan, rows, source, people)])
    write_requests(plan, rows, users, fields=lambda answer: _fields(source, answer))
    write_advice(plan, rows, users, past.told, today=today)
    write_snapshots(
        plan,
        rows,
        users,
        evaluation_at=lambda sheet: _evaluation(period, sheet, people),
        answer_row=lambda answer, row: _answer(answer, row, source, people),
        uses=uses,
        told=past.told,
    )
    return period


def _period(plan: PlannedPeriod, instrument: Instrument, people: _People) -> Period:
    (year, quarter), schedule = plan.quarter, plan.schedule
    locked = schedule.locked
    return Period.objects.create(
        year=year,
        quarter=quarter,
        instrument=instrument,
        state=PeriodState.LOCKED if locked else PeriodState.OPEN,
        fill_deadline=schedule.fill_deadline,
        verify_deadline=schedule.verify_deadline,
        repair_deadline=schedule.repair_deadline,
        opened_at=dates.at(schedule.opened),
        opened_by=people.users[PERIODS_BY],
        locked_at=locked and dates.at(locked),
        locked_by=locked and people.users[SUPERVISOR],
    )


def _evaluation(period: Period, plan: PlannedEvaluation, people: _People) -> Evaluation:
    unit = people.units[plan.unit]
    row = Evaluation(period=period, unit=unit, target=unit.target)
    for step in plan.steps:
        row.state = STEPS[step.action].target
        row.round += STEPS[step.action].again
        row.return_reason = step.reason or row.return_reason
        row.returned_whole = not STEPS[step.action].marked
        if stamp := STEPS[step.action].stamp:
            setattr(row, f"{stamp}_at", step.at)
            setattr(row, f"{stamp}_by", people.users[step.by])
    return row


def _answers(plan: PlannedPeriod, rows: dict[str, Evaluation], source: Loaded, people: _People) -> Iterator[Answer]:
    for sheet in plan.evaluations:
        for answer in sheet.answers:
            yield _answer(answer, rows[sheet.unit], source, people)


def _answer(answer: PlannedAnswer, row: Evaluation, source: Loaded, people: _People) -> Answer:
    return Answer(
        **_fields(source, answer),
        evaluation=row,
        question_id=source.question_ids[answer.code],
        assessor=answer.assessor,
        version=answer.version,
        updated_at=answer.at,
        updated_by=people.users[answer.by],
    )


def _fields(source: Loaded, answer: PlannedAnswer) -> dict:
    """What somebody wrote, as the row's fields."""
    option, figures = _stored(source, answer)
    return {"option": option, "figures": figures, "note": answer.note, "unit_version": answer.unit_version}


def _stored(source: Loaded, answer: PlannedAnswer) -> tuple[str, dict[str, str] | None]:
    """Option and figures, read as strictly as what a person types; raises ValueError for what no form would take."""
    question = source.instrument.questions[answer.code]
    value = reading.clean(question, answer.value)
    if isinstance(value, str):
        return value, None
    if problems := reading.check(question, value):
        raise ValueError(" ".join(problems))
    return "", stored_figures(value)


def _period_history(period: Period) -> Iterator[Entry]:
    yield log.entry(
        verb="periode dibuka",
        subject=period,
        topic="status",
        by=period.opened_by,
        at=period.opened_at,
        source=Source.COMMAND,
        old=PeriodState.PLANNED.value,
        new=PeriodState.OPEN.value,
    )
    if period.locked_at:
        yield log.entry(
            verb="periode dikunci",
            subject=period,
            topic="status",
            by=period.locked_by,
            at=period.locked_at,
            source=Source.COMMAND,
            old=PeriodState.OPEN.value,
            new=PeriodState.LOCKED.value,
        )


def _history(plan: PlannedPeriod, rows: dict[str, Evaluation], source: Loaded, people: _People) -> Iterator[Entry]:
    for sheet in plan.evaluations:
        yield from _steps(rows[sheet.unit], sheet.steps, people)
        for answer in sheet.answers:
            yield from _saved(rows[sheet.unit], answer, source, people)


def _steps(row: Evaluation, steps: Iterable[PlannedStep], people: _People) -> Iterator[Entry]:
    """The entries `take_step` would have left."""
    state = EvaluationState.DRAFT
    for taken in steps:
        step = STEPS[taken.action]
        yield log.entry(
            verb=step.done.rstrip("."),
            subject=row,
            topic="status",
            by=people.users[taken.by],
            at=taken.at,
            source=Source.COMMAND,
            old=state.value,
            new=step.target.value,
            reason=taken.reason,
        )
        state = step.target


def _saved(row: Evaluation, answer: PlannedAnswer, source: Loaded, people: _People) -> Iterator[Entry]:
    """The entries `save_answer` would have left: of the answer, after those of the one it replaced."""
    if answer.before:
        yield from _saved(row, answer.before, source, people)
    yield log.entry(
        verb="jawaban disimpan",
        subject=row,
        topic=f"{answer.code}/{answer.assessor}",
        by=people.users[answer.by],
        at=answer.at,
        source=Source.COMMAND,
        old=logged(_fields(source, answer.before)) if answer.before else None,
        new=logged(_fields(source, answer)) | ({"tanggapan": answer.response} if answer.response else {}),
    )
