"""What an earlier quarter leaves for the next: the TPI's verified answers of a unit's latest approved sheet, and the
evidence that stood there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluations.enums import Assessor, EvaluationState, EvidenceVerdict
from evaluations.models import Answer, Evaluation, EvidenceUse, Period
from evaluations.queries.instruments import loaded
from evaluations.queries.periods import earlier
from evaluations.queries.sheets import Rows, is_answered, verified_codes
from files.enums import ScanState


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value the TPI verified and the unit's own note to it."""

    option: str
    figures: dict[str, str] | None
    note: str


@dataclass(frozen=True)
class Source:
    """A unit's latest approved sheet, as far as it may be carried along."""

    evaluation: Evaluation
    proposals: dict[str, Proposal] = field(default_factory=dict)  # question code -> value
    evidence: list[tuple[str, EvidenceUse]] = field(default_factory=list)  # question code and what stood there


def sources(period: Period, unit_ids: Iterable[int]) -> dict[int, Source]:
    """By unit, what is carried into a quarter; three queries however many units.

    A unit without an approved sheet is missing, and so is one whose latest approved sheet was scored by an instrument
    that scores otherwise: its codes may mean something else.
    """
    before = earlier(period.when, "period__")
    approved = Evaluation.objects.filter(before, unit__in=list(unit_ids), state=EvaluationState.APPROVED)
    latest: dict[int, Evaluation] = {}
    for row in approved.select_related("period__instrument").order_by("period__year", "period__quarter"):
        latest[row.unit_id] = row
    alike = {row.pk: row for row in latest.values() if _scores_alike(row.period, period)}
    rows, evidence = _rows(alike), _evidence(alike)
    return {row.unit_id: Source(row, _proposals(row, rows[pk]), evidence[pk]) for pk, row in alike.items()}


def _scores_alike(earlier: Period, period: Period) -> bool:
    return earlier.instrument.fingerprint == period.instrument.fingerprint


def _rows(sheets: dict[int, Evaluation]) -> dict[int, Rows]:
    found: dict[int, Rows] = {pk: {assessor: {} for assessor in Assessor.values} for pk in sheets}
    for answer in Answer.objects.filter(evaluation__in=list(sheets)):
        codes = loaded(sheets[answer.evaluation_id].period.instrument).codes
        found[answer.evaluation_id][answer.assessor][codes[answer.question_id]] = answer
    return found


def _evidence(sheets: dict[int, Evaluation]) -> dict[int, list[tuple[str, EvidenceUse]]]:
    """Evaluation id -> what stands there and is worth bringing along: not what the TPI called irrelevant, no virus."""
    found: dict[int, list] = {pk: [] for pk in sheets}
    uses = EvidenceUse.objects.filter(evaluation__in=list(sheets), withdrawn_at=None)
    uses = uses.exclude(version__file__scan=ScanState.INFECTED).select_related("version__file")
    for use in uses.order_by("evaluation", "question__order", "added_at", "pk"):
        if use.present_verdict != EvidenceVerdict.IRRELEVANT:
            codes = loaded(sheets[use.evaluation_id].period.instrument).codes
            found[use.evaluation_id].append((codes[use.question_id], use))
    return found


def _proposals(evaluation: Evaluation, rows: Rows) -> dict[str, Proposal]:
    source = loaded(evaluation.period.instrument)
    verified = verified_codes(source, rows)
    return {
        code: _proposal(rows, code)
        for code, question in source.instrument.questions.items()
        if code in verified and is_answered(question, rows[Assessor.TPI][code])
    }


def _proposal(rows: Rows, code: str) -> Proposal:
    tpi, unit = rows[Assessor.TPI][code], rows[Assessor.UNIT].get(code)
    return Proposal(tpi.option, tpi.figures, unit.note if unit else "")
