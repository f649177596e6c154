"""What the TPI wants repaired, question by question."""

from collections.abc import Collection

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation, RepairRequest
from evaluations.queries.instruments import loaded
from evaluations.queries.snapshots import recorded_exchange

Exchange = dict[str, list[RepairRequest]]  # question code -> its requests, the oldest first

# What the history calls a mark and its withdrawal: the TPI's notes to itself, not for the unit's own people.
MARKED, UNMARKED = "ditandai untuk diperbaiki", "tanda perbaikan dicabut"


def exchange_of(evaluation: Evaluation) -> Exchange:
    """Every request of a sheet, sent or only marked (a recorded sheet: sent); one query."""
    if evaluation.recorded:
        return recorded_exchange(evaluation)
    codes = loaded(evaluation.period.instrument).codes
    found: Exchange = {}
    rows = RepairRequest.objects.filter(evaluation=evaluation).select_related("asked_by", "responded_by")
    for row in rows.order_by("number"):
        found.setdefault(codes[row.question_id], []).append(row)
    return found


def is_open(evaluation: Evaluation, request: RepairRequest) -> bool:
    """Is it the unit's turn on this request?"""
    return evaluation.state == EvaluationState.RETURNED and request.round == evaluation.round


def open_requests(evaluation: Evaluation, exchange: Exchange) -> dict[str, RepairRequest]:
    """The requests the unit has to respond to now, by question code in the order of the sheet."""
    questions = loaded(evaluation.period.instrument).instrument.questions
    newest = {code: exchange[code][-1] for code in questions if code in exchange}
    return {code: request for code, request in newest.items() if is_open(evaluation, request)}


def open_request(evaluation: Evaluation, code: str) -> RepairRequest | None:
    """The request the unit has to respond to on one question; one query while the sheet is returned, else none."""
    if evaluation.state != EvaluationState.RETURNED:
        return None
    question = loaded(evaluation.period.instrument).question_ids[code]
    rows = RepairRequest.objects.filter(evaluation=evaluation, question=question, round=evaluation.round)
    return rows.first()


def open_requests_of(evaluation: Evaluation, assessor: str) -> dict[str, RepairRequest]:
    """The requests this assessor has to respond to now: the unit, while the sheet is returned (one query)."""
    if assessor != Assessor.UNIT or evaluation.state != EvaluationState.RETURNED:
        return {}
    return open_requests(evaluation, exchange_of(evaluation))


def open_codes(evaluation: Evaluation) -> Collection[str]:
    """Codes of the questions the unit writes while it is its turn: after a return of single questions those with an
    open request, else all. One query after such a return, else none."""
    if evaluation.state == EvaluationState.RETURNED and not evaluation.returned_whole:
        return open_requests(evaluation, exchange_of(evaluation)).keys()
    return loaded(evaluation.period.instrument).question_ids.keys()


def marked(evaluation: Evaluation) -> list[RepairRequest]:
    """The requests that go out with the next return, in the order of the sheet; one query."""
    rows = RepairRequest.objects.filter(evaluation=evaluation, sent_at__isnull=True)
    return list(rows.select_related("question").order_by("question__order"))
