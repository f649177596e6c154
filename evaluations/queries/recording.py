"""Rows as they stand -> the document that a snapshot keeps. Eleven queries however many sheets.

The form is told in docs/reference/snapshot.md. Whoever adds to an answer or a sheet adds a name to the tuples below or
a key to `_sheet`, and reads it back in `snapshots`; a reader of older documents takes a missing key for empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from evaluations.enums import Assessor
from evaluations.models import (
    Answer,
    Evaluation,
    EvidenceUse,
    FollowUp,
    Instrument,
    Period,
    Recommendation,
    RepairRequest,
    Score,
)
from evaluations.models.answer import Rows
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.monitoring import Advice, known_advice
from evaluations.scoring.rounding import exact_decimal
from history.models import Entry
from units.models import Organisation, WorkUnit
from units.queries.organisation import organisation

FORMAT = 1
TOPIC = "rekaman"  # of the entries in the history that name a digest
STAMPS = ("submitted", "reviewed", "approved")
ORGANISATION = (
    "government",
    "name",
    "address",
    "contact",
    "city",
    "signatory_title",
    "signatory_name",
    "signatory_rank",
    "signatory_nip",
)
UNIT = ("code", "name", "parent_agency", "target", "head_name", "head_nip", "head_rank")
DEADLINES = ("fill_deadline", "verify_deadline", "repair_deadline")
EXTENSIONS = ("fill_until", "verify_until", "repair_until")
ANSWER = (
    "option",
    "figures",
    "note",
    "version",
    "unit_version",
    "is_carried",
    "gap_reason",
    "updated_at",
    "updated_by_id",
)
REQUEST = (
    "number",
    "reason",
    "asked_at",
    "asked_by_id",
    "sent_at",
    "round",
    "unit_value",
    "unit_note",
    "response",
    "responded_at",
    "responded_by_id",
)
ADVICE = (
    "id",
    "number",
    "evaluation_id",
    "code",
    "area",
    "text",
    "priority",
    "due_on",
    "responsible_id",
    "year",
    "quarter",
    "state",
    "made_by_id",
    "sent_at",
    "sent_by_id",
    "closed_at",
    "closed_by_id",
)
TURN = ("number", "action", "state", "text", "at", "by_id")
MOVED = ("due_before", "due_after")  # of a turn that moved the last day
# A use, the version it shows, and that version's file.
EVIDENCE = (
    "id",
    "place",
    "added_at",
    "added_by_id",
    "is_carried",
    "confirmed_at",
    "confirmed_by_id",
    "withdrawn_at",
    "withdrawn_by_id",
    "verdict",
    "verdict_note",
    "verdict_version_id",
    "verdict_at",
    "verdict_by_id",
)
VERSION = ("id", "number", "title", "url", "valid_until", "made_at", "made_by_id")
FILE = ("id", "name", "kind", "size", "sha256", "pages", "scan")
TOTALS = ("official", "strict", "answered", "questions", "passes_wbk", "passes_wbbm", "unproven")

Document = dict[str, dict[str, Any]]  # head, details, sheet


@dataclass(frozen=True)
class Stand:
    """How one sheet stands: the evaluation, its answers, its scores, who else had a hand in it (user ids), and what
    the TPI wanted repaired, as far as it was sent to the unit; and its evidence, withdrawn or not. `advice` is
    what the unit knows of."""

    evaluation: Evaluation
    rows: Rows
    scores: list[Score]
    others: set[int]
    requests: Sequence[RepairRequest] = ()
    evidence: Sequence[EvidenceUse] = ()
    advice: Sequence[Advice] = ()

    @property
    def people(self) -> set[int]:
        """Ids of everybody the document names."""
        stamped = {getattr(self.evaluation, f"{stamp}_by_id") for stamp in STAMPS}
        wrote = {row.updated_by_id for rows in self.rows.values() for row in rows.values()}
        exchanged = {pk for request in self.requests for pk in (request.asked_by_id, request.responded_by_id)}
        return (stamped | wrote | exchanged | self._showed | self._advised | self.others) - {None}

    @property
    def _advised(self) -> set[int | None]:
        """Ids of everybody who gave or answers for a recommendation, or said something about one."""
        rows = {
            pk
            for row, _ in self.advice
            for pk in (row.responsible_id, row.made_by_id, row.sent_by_id, row.closed_by_id)
        }
        return rows | {turn.by_id for _, turns in self.advice for turn in turns}

    @property
    def _showed(self) -> set[int | None]:
        """Ids of those who had a hand in the evidence."""
        names = [name for name in EVIDENCE if name.endswith("_by_id")]
        return {getattr(use, name) for use in self.evidence for name in names} | {
            use.version.made_by_id for use in self.evidence
        }


def documents(evaluations: list[Evaluation]) -> dict[int, Document]:
    """Evaluation id -> its document without what only the taking of it adds. Sheets of one quarter."""
    stands = _stands(evaluations)
    names = names_of({pk for stand in stands for pk in stand.people})
    settings = organisation()
    return {stand.evaluation.pk: document(stand, settings, names) for stand in stands}


def names_of(ids: set[int]) -> dict[int, str]:
    """User id -> name."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _stands(evaluations: list[Evaluation]) -> list[Stand]:
    keys = [row.pk for row in evaluations]
    rows = {row.pk: {assessor: {} for assessor in Assessor.values} for row in evaluations}
    codes = {row.pk: loaded(row.period.instrument).codes for row in evaluations}
    for answer in Answer.objects.filter(evaluation__in=keys):
        rows[answer.evaluation_id][answer.assessor][codes[answer.evaluation_id][answer.question_id]] = answer
    scores: dict[int, list[Score]] = {}
    for score in Score.objects.filter(evaluation__in=keys):
        scores.setdefault(score.evaluation_id, []).append(score)
    others: dict[int, set[int]] = {}
    told = Entry.objects.filter(subject="evaluation", subject_id__in=keys).order_by()
    for key, user in told.values_list("subject_id", "by_id").distinct():
        others.setdefault(key, set()).add(user)
    requests: dict[int, list[RepairRequest]] = {}
    for request in RepairRequest.objects.filter(evaluation__in=keys, sent_at__isnull=False).order_by("number"):
        requests.setdefault(request.evaluation_id, []).append(request)
    evidence: dict[int, list[EvidenceUse]] = {}
    uses = EvidenceUse.objects.filter(evaluation__in=keys).select_related("version__file", "since")
    for use in uses.order_by("added_at", "pk"):
        evidence.setdefault(use.evaluation_id, []).append(use)
    advice = known_advice(evaluations)
    return [
        Stand(
            row,
            rows[row.pk],
            scores.get(row.pk, []),
            others.get(row.pk, set()),
            requests.get(row.pk, ()),
            evidence.get(row.pk, ()),
            advice[row.pk],
        )
        for row in evaluations
    ]


def document(stand: Stand, settings: Organisation, names: dict[int, str]) -> Document:
    """The three parts of one sheet's document; `names` holds at least the people of the stand."""
    row = stand.evaluation
    source = loaded(row.period.instrument)
    return {
        "head": {
            "format": FORMAT,
            "organisation": _fields(settings, ORGANISATION),
            "unit": _unit(row.unit),
            "period": _period(row.period),
            "instrument": _instrument(row.period.instrument),
            "evaluation": _evaluation(row),
            "scores": {score.assessor: _fields(score, TOTALS) for score in stand.scores},
            "people": {str(pk): names[pk] for pk in stand.people},
        },
        "details": {
            "scores": {score.assessor: score.detail for score in stand.scores},
            "minimums": _minimums(source),
        },
        "sheet": _sheet(stand),
    }


def _unit(unit: WorkUnit) -> dict:
    return _fields(unit, UNIT)


def _period(period: Period) -> dict:
    return _fields(period, ("year", "quarter", *DEADLINES, "opened_at", "locked_at"))


def _instrument(row: Instrument) -> dict:
    return _fields(row, ("identifier", "version", "title", "fingerprint", "sha256"))


def _evaluation(row: Evaluation) -> dict:
    stamps = {
        stamp: at and {"at": at, "by": getattr(row, f"{stamp}_by_id")}
        for stamp in STAMPS
        for at in [plain(getattr(row, f"{stamp}_at"))]
    }
    names = ("id", "target", "state", "return_reason", "returned_whole", "carried_from_id", *EXTENSIONS)
    return _fields(row, names) | stamps


def _minimums(source: Loaded) -> dict:
    """The gates of every predicate as they were asked for: points, and the rule each comes from."""
    return {
        key: [
            {
                "code": gate.code,
                "label": gate.label,
                "weight": plain(exact_decimal(gate.weight)),
                "required": plain(exact_decimal(gate.required)),
                "source": gate.source,
            }
            for gate in gates
        ]
        for key, gates in source.gates.items()
    }


def _sheet(stand: Stand) -> dict:
    """What was written in the sheet. Room for what else belongs to it: one key each."""
    return {
        "answers": {
            assessor: {code: _fields(row, ANSWER) for code, row in rows.items()}
            for assessor, rows in stand.rows.items()
        },
        "repair_requests": _requests(stand),
        "evidence": _evidence(stand),
        "recommendations": [_advice(row, turns) for row, turns in stand.advice],
    }


def _requests(stand: Stand) -> dict:
    """By question code, the oldest first. What is only marked is a note of the TPI's to itself and stays out."""
    codes = loaded(stand.evaluation.period.instrument).codes
    told: dict[str, list[dict]] = {}
    for request in stand.requests:
        told.setdefault(codes[request.question_id], []).append(_fields(request, REQUEST))
    return told


def _evidence(stand: Stand) -> dict:
    """By question code, the oldest first."""
    codes = loaded(stand.evaluation.period.instrument).codes
    told: dict[str, list[dict]] = {}
    for use in stand.evidence:
        told.setdefault(codes[use.question_id], []).append(_use(use))
    return told


def _use(use: EvidenceUse) -> dict:
    file = use.version.file
    version = _fields(use.version, VERSION) | {"file": file and _fields(file, FILE)}
    since = [use.since.year, use.since.quarter]
    return _fields(use, EVIDENCE) | {"evidence_id": use.evidence_id, "since": since, "version": version}


def _advice(row: Recommendation, turns: list[FollowUp]) -> dict:
    """A recommendation the unit knows of, with what was said about it."""
    return _fields(row, ADVICE) | {"follow_ups": [_turn(turn) for turn in turns]}


def _turn(turn: FollowUp) -> dict:
    return _fields(turn, TURN if turn.due_after is None else TURN + MOVED) | _shown(turn)


def _shown(turn: FollowUp) -> dict:
    """The evidence of a report: title, and the content's SHA-256 or the link."""
    versions = sorted(turn.evidence.all(), key=lambda version: version.pk)
    told = [
        (version.title, {"sha256": version.file.sha256} if version.file else {"url": version.url})
        for version in versions
    ]
    return {"evidence": [{"title": title} | content for title, content in told]}


def _fields(row: Any, names: Iterable[str]) -> dict:
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as the document holds it: instants in UTC and days in ISO 8601, points as decimal text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
