"""Writing the snapshots of one sample quarter: what every sheet said at each step that takes one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from accounts.models import User
from evaluations.actions.sample_advice import Written, known_at
from evaluations.actions.sample_evidence import shown_at
from evaluations.actions.snapshots import store, taken
from evaluations.enums import Assessor, Moment
from evaluations.models import Answer, Evaluation, EvidenceUse, Score, Snapshot
from evaluations.models.answer import Rows
from evaluations.queries.evidence import by_code, unproven_codes
from evaluations.queries.instruments import loaded
from evaluations.queries.monitoring import began
from evaluations.queries.recording import Stand, document
from evaluations.queries.sheets import score_fields, score_rows
from evaluations.sample.plans import SUPERVISOR, PlannedAnswer, PlannedEvaluation, PlannedPeriod
from evaluations.workflow import STEPS
from history.models import Source
from units.queries.organisation import organisation


def write_snapshots(
    plan: PlannedPeriod,
    rows: dict[str, Evaluation],
    users: dict[str, User],
    evaluation_at: Callable[[PlannedEvaluation], Evaluation],
    answer_row: Callable[[PlannedAnswer, Evaluation], Answer],
    uses: dict[str, list[EvidenceUse]],
    told: dict[str, list[Written]],
) -> None:
    """Store the snapshots of a planned quarter; `evaluation_at` and `answer_row` make the rows of a plan, unsaved.

    `uses` is the quarter's evidence, `told` every recommendation so far, both by the unit's code.
    """
    settings = organisation()
    start = began(next(iter(rows.values())).period) if rows else None
    names = {user.pk: str(user) for user in users.values()}
    snapshots: list[Snapshot] = []
    for sheet in plan.evaluations:
        stand = None
        for number, (moment, at, by, until) in enumerate(_moments(plan, sheet, rows[sheet.unit]), start=1):
            row = evaluation_at(until)
            row.pk, row.period = rows[sheet.unit].pk, rows[sheet.unit].period
            # Nothing is written after an approval, so the lock finds the same answers and scores.
            same = stand and moment == Moment.LOCK and row.is_approved
            shown = shown_at(uses.get(sheet.unit, ()), at)
            stand = replace(stand, evaluation=row) if same else _stand(row, until, at, users, answer_row, shown)
            stand = replace(stand, advice=known_at(told.get(sheet.unit, []), at, start))
            found = document(stand, settings, names)
            if moment != Moment.LOCK:
                found["head"]["period"]["locked_at"] = None
            snapshots.append(taken(row, moment, users[by], at, Source.COMMAND, number, found))
    store(snapshots, Source.COMMAND)


def _moments(
    plan: PlannedPeriod, sheet: PlannedEvaluation, row: Evaluation
) -> Iterator[tuple[Moment, datetime, str, PlannedEvaluation]]:
    """Moment, instant, who, and the sheet with the steps taken until then."""
    for place, step in enumerate(sheet.steps, start=1):
        if moment := STEPS[step.action].records:
            yield moment, step.at, step.by, replace(sheet, steps=sheet.steps[:place])
    if row.period.locked_at:
        yield Moment.LOCK, row.period.locked_at, SUPERVISOR, sheet


def _stand(
    row: Evaluation,
    sheet: PlannedEvaluation,
    at: datetime,
    users: dict[str, User],
    answer_row: Callable[[PlannedAnswer, Evaluation], Answer],
    shown: list[EvidenceUse],
) -> Stand:
    """The sheet with what had been written by then, and the evidence `shown` by then."""
    answers: Rows = {assessor: {} for assessor in Assessor.values}
    for planned in sheet.answers:
        if written := _written(planned, at):
            answers[written.assessor][written.code] = answer_row(written, row)
    sheets = score_rows(loaded(row.period.instrument), answers)
    source = loaded(row.period.instrument)
    unproven = {Assessor.UNIT: len(unproven_codes(source, answers, by_code(row, shown), row.period))}
    scores = [
        Score(evaluation=row, assessor=key, unproven=unproven.get(key, 0), **score_fields(scored))
        for key, scored in sheets.items()
    ]
    return Stand(row, answers, scores, {users[step.by].pk for step in sheet.steps}, evidence=shown)


def _written(planned: PlannedAnswer, at: datetime) -> PlannedAnswer | None:
    """The version of an answer that stood at that instant; None before the first."""
    while planned and planned.at > at:
        planned = planned.before
    return planned
