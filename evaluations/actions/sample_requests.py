"""Writing what was sent back to the units in one sample quarter, with its history."""

from collections.abc import Callable, Iterator

from accounts.models import User
from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation, RepairRequest
from evaluations.queries.instruments import loaded
from evaluations.sample.plans import PlannedAnswer, PlannedEvaluation, PlannedPeriod, PlannedRequest
from evaluations.workflow import STEPS
from history import log
from history.models import Entry, Source


def write_requests(
    plan: PlannedPeriod,
    rows: dict[str, Evaluation],
    users: dict[str, User],
    fields: Callable[[PlannedAnswer], dict],
) -> None:
    """Store the requests of a planned quarter; `fields` gives the stored form of a planned answer."""
    for sheet in plan.evaluations:
        row = rows[sheet.unit]
        requests = [_request(sheet, planned, row, users, fields) for planned in sheet.requests]
        RepairRequest.objects.bulk_create(requests)
        log.write_all([entry for request in requests for entry in _history(request, row)])


def _request(sheet: PlannedEvaluation, planned: PlannedRequest, row: Evaluation, users, fields) -> RepairRequest:
    sent, repaired = fields(planned.sent), planned.repaired
    return RepairRequest(
        evaluation=row,
        question_id=loaded(row.period.instrument).question_ids[planned.sent.code],
        number=1,
        reason=planned.reason,
        asked_at=planned.at,
        asked_by=users[planned.by],
        sent_at=next(step.at for step in sheet.steps if STEPS[step.action].target == EvaluationState.RETURNED),
        round=row.round,
        unit_value=sent["option"] or sent["figures"],
        unit_note=sent["note"],
        response=repaired.response if repaired else "",
        responded_at=repaired and repaired.at,
        responded_by=repaired and users[repaired.by],
    )


def _history(request: RepairRequest, row: Evaluation) -> Iterator[Entry]:
    """The entries marking and sending would have left."""
    code = loaded(row.period.instrument).codes[request.question_id]
    for verb, at in (("ditandai untuk diperbaiki", request.asked_at), ("pertanyaan dikembalikan", request.sent_at)):
        yield log.entry(
            verb=verb,
            subject=row,
            topic=f"{code}/{Assessor.TPI}",
            by=request.asked_by,
            at=at,
            source=Source.COMMAND,
            new={"perbaikan": request.reason},
        )
