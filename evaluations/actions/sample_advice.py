"""Writing the recommendations of one sample quarter with everything that became of them, and their history."""

from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, timedelta

from accounts.models import User
from evaluations.actions.follow_ups import logged as logged_turn
from evaluations.actions.recommendation_fields import logged
from evaluations.actions.sample_evidence import shelve
from evaluations.enums import EvaluationState
from evaluations.followup_workflow import CLOSED, STEPS, Side
from evaluations.models import Evaluation, EvidenceVersion, FollowUp, Recommendation
from evaluations.queries.instruments import loaded
from evaluations.queries.monitoring import Advice as Written
from evaluations.queries.monitoring import state_after
from evaluations.queries.parts import area_of
from evaluations.queries.recommendations import WRITTEN
from evaluations.sample import dates
from evaluations.sample.advice import ADVICE, Advice, Turn
from evaluations.sample.papers import Kind, Paper
from evaluations.sample.people import UNITS
from evaluations.sample.plans import PlannedEvaluation, PlannedPeriod
from evaluations.workflow import STEPS as SHEET_STEPS
from history import log
from history.models import Entry, Source

PEOPLE = {unit.code: unit for unit in UNITS}


def write_advice(
    plan: PlannedPeriod,
    rows: dict[str, Evaluation],
    users: dict[str, User],
    told: dict[str, list[Written]],
    *,
    today: date,
) -> None:
    """Store what was recommended in a planned quarter, and all that was said about it since.

    `told` holds what each unit has been told so far, and is added to.
    """
    for sheet in plan.evaluations:
        for advice in ADVICE:
            if (advice.unit, advice.quarter) == (sheet.unit, plan.quarter):
                _write(advice, sheet, plan, rows[sheet.unit], users, told.setdefault(sheet.unit, []), today)


def known_at(told: list[Written], at: datetime, start: datetime) -> list[Written]:
    """What a unit knew of at a moment, as it stood then, but for what was closed before the quarter began
    (`queries.monitoring.began`)."""
    found = []
    for row, turns in told:
        said = [turn for turn in turns if turn.at <= at]
        if row.sent_at <= at and not (said and said[-1].state in CLOSED and said[-1].at < start):
            found.append((_as_after(row, said), said))
    return found


def _as_after(row: Recommendation, turns: list[FollowUp]) -> Recommendation:
    """The recommendation in the state these turns led to."""
    row = copy(row)
    row.state = state_after(turns)
    closing = turns[-1] if turns and row.state in CLOSED else None
    row.closed_at, row.closed_by = (closing.at, closing.by) if closing else (None, None)
    return row


def _write(advice: Advice, sheet: PlannedEvaluation, plan: PlannedPeriod, row, users, told, today) -> None:
    given, by = _given(advice, sheet, plan, today), users[PEOPLE[advice.unit].evaluator]
    since = today if _is_open(advice) else given.date()
    made = Recommendation(
        unit=row.unit,
        number=len(told) + 1 if advice.sent else None,
        evaluation=row,
        code=advice.part,
        area=area_of(loaded(row.period.instrument), advice.part) if advice.part else None,
        text=advice.text,
        priority=advice.priority,
        due_on=since + timedelta(advice.due),
        responsible=users[PEOPLE[advice.unit].member],
        year=plan.quarter[0],
        quarter=plan.quarter[1],
        made_at=given - timedelta(hours=1),
        made_by=by,
        sent_at=given if advice.sent else None,
        sent_by=by if advice.sent else None,
    )
    said = [_turn(turn, number, made, given, today, users) for number, turn in enumerate(advice.turns, start=1)]
    made = _as_after(made, said)
    made.save()
    for turn, planned in zip(said, advice.turns, strict=True):
        turn.recommendation = made
        turn.save()
        turn.evidence.set(_shown(planned, turn, made, users))
    log.write_all(list(_history(made, said)))
    if advice.sent:
        told.append((made, said))


def _is_open(advice: Advice) -> bool:
    return not advice.turns or STEPS[advice.turns[-1].action].target not in CLOSED


def _given(advice: Advice, sheet: PlannedEvaluation, plan: PlannedPeriod, today: date) -> datetime:
    """When the unit was told: with the approval or the return of its sheet; yesterday what is still being written."""
    telling = {EvaluationState.APPROVED, EvaluationState.RETURNED}
    at = next((step.at for step in sheet.steps if SHEET_STEPS[step.action].target in telling), None)
    return at or dates.at(today - timedelta(1), minutes=120)


def _turn(turn: Turn, number: int, row: Recommendation, given: datetime, today: date, users) -> FollowUp:
    unit, step = PEOPLE[row.unit.code], STEPS[turn.action]
    day = given.date() + timedelta(turn.day) if turn.day > 0 else today + timedelta(turn.day)
    return FollowUp(
        number=number,
        action=turn.action,
        state=step.target,
        text=turn.text,
        at=dates.at(day, minutes=90 + 7 * number),
        by=users[unit.member if step.side == Side.UNIT else unit.evaluator],
    )


def _shown(planned: Turn, turn: FollowUp, row: Recommendation, users: dict[str, User]) -> list[EvidenceVersion]:
    """The document that came with a report, as new evidence of the unit."""
    if not planned.shows:
        return []
    code, by = row.unit.code, PEOPLE[row.unit.code].member
    paper = Paper(code, row.code, planned.shows, Kind.PDF, f"{code} {planned.shows}", None, by, turn.at)
    return list(shelve([paper], {code: row.unit}, users).values())


def _history(row: Recommendation, turns: list[FollowUp]) -> Iterator[Entry]:
    """The entries that writing, sending and every turn would have left."""
    yield _entry(WRITTEN, row, row.made_by, row.made_at, None, logged(_as_after(row, [])))
    if row.sent_at:
        yield _entry("rekomendasi disampaikan", row, row.sent_by, row.sent_at, None, logged(_as_after(row, [])))
    for place, turn in enumerate(turns):
        old = {"state": str(state_after(turns[:place]))}
        topic = f"tindak lanjut {turn.number}"
        yield _entry(STEPS[turn.action].told, row, turn.by, turn.at, old, logged_turn(turn), topic)


def _entry(verb: str, row: Recommendation, by: User, at: datetime, old, new, topic: str = "") -> Entry:
    return log.entry(verb=verb, subject=row, topic=topic, by=by, at=at, source=Source.COMMAND, old=old, new=new)
