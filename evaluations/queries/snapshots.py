"""Reading what was recorded. The one place that knows when a quarter is shown from its snapshots.

The rule: a sheet of a locked quarter is shown as the newest snapshot of its locking tells; a quarter that was opened
again, and one that was locked before there were snapshots and has none yet (`manage.py take_snapshots`), as its rows
stand. `as_recorded` and `records` give evaluations that answer like rows: their unit, state and stamps are the recorded
ones and `recorded` is the snapshot. They are for reading; actions read the row again.
"""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT, KeyTransform

from accounts.models import User
from evaluations.enums import Assessor, Moment
from evaluations.models import (
    Answer,
    Evaluation,
    Evidence,
    EvidenceUse,
    EvidenceVersion,
    Period,
    RepairRequest,
    Score,
    Snapshot,
)
from evaluations.models.answer import Rows
from evaluations.models.period import LOCKED
from evaluations.queries.instruments import loaded
from evaluations.queries.recording import ANSWER, EVIDENCE, EXTENSIONS, REQUEST, STAMPS, TOTALS, UNIT, VERSION
from evaluations.queries.standing import Standing
from files.models import StoredFile
from history.models import Entry
from units.models import Organisation, WorkUnit

PEOPLE = {"responsible_id"}  # names of people that do not say who did something


# --- which snapshot counts ------------------------------------------------------------------------
def counting() -> QuerySet[Snapshot]:
    """The snapshots that locked quarters are shown from, one per sheet: heads, and the details as unparsed text."""
    newer = Snapshot.objects.filter(
        evaluation=OuterRef("evaluation"), moment=Moment.LOCK, number__gt=OuterRef("number")
    )
    rows = Snapshot.objects.filter(~Exists(newer), moment=Moment.LOCK, evaluation__period__state__in=LOCKED)
    texts = {f"{assessor}_detail": KT(f"details__scores__{assessor}") for assessor in Assessor.values}
    return rows.annotate(**texts).defer("details", "sheet").order_by()


def as_recorded(rows: list[Evaluation]) -> list[Evaluation]:
    """The same evaluations, those of locked quarters as they were recorded. One query, none for open quarters."""
    locked = [row.pk for row in rows if row.period.is_locked]
    if not locked:
        return rows
    found = {snapshot.evaluation_id: snapshot for snapshot in counting().filter(evaluation__in=locked)}
    return [rebuilt(row, found[row.pk]) if row.pk in found else row for row in rows]


def records(which: Q, *, with_sheets: bool = False) -> dict[int, Evaluation]:
    """Id -> evaluation as recorded, of the snapshots that count among `which` (a filter for snapshots). One query."""
    found = counting().filter(which).select_related("evaluation__period__instrument", "evaluation__unit")
    later = ["details"] if with_sheets else ["details", "sheet"]
    found = found.defer(None).defer(*later, "evaluation__period__instrument__predicates")
    return {snapshot.evaluation_id: rebuilt(snapshot.evaluation, snapshot) for snapshot in found}


def load_sheets(rows: Iterable[Evaluation]) -> None:
    """Read the answers of many recorded evaluations in one query, none when no row was recorded."""
    snapshots = {row.recorded.pk: row.recorded for row in rows if row.recorded}
    if snapshots:
        for pk, sheet in Snapshot.objects.filter(pk__in=snapshots).order_by().values_list("pk", "sheet"):
            snapshots[pk].sheet = sheet


# --- from documents to objects --------------------------------------------------------------------
def rebuilt(row: Evaluation, snapshot: Snapshot) -> Evaluation:
    """An unsaved evaluation as that snapshot recorded it; its unit keeps today's code, which addresses are made of."""
    told, unit = snapshot.head["evaluation"], snapshot.head["unit"]
    fresh = copy(row)
    fresh.recorded = snapshot
    fresh.round = snapshot.round
    fresh.state, fresh.target, fresh.return_reason = told["state"], told["target"], told["return_reason"]
    fresh.returned_whole = told.get("returned_whole", True)
    fresh.carried_from_id = told.get("carried_from_id")
    for name in EXTENSIONS:
        setattr(fresh, name, told[name] and date.fromisoformat(told[name]))
    for stamp in STAMPS:
        at, by = (told[stamp]["at"], told[stamp]["by"]) if told[stamp] else (None, None)
        setattr(fresh, f"{stamp}_at", at and datetime.fromisoformat(at))
        setattr(fresh, f"{stamp}_by", by and person(snapshot, by))
    fields = {name: unit[name] for name in UNIT if name != "code"}
    fresh.unit = WorkUnit(pk=row.unit_id, code=row.unit.code, is_active=row.unit.is_active, **fields)
    return fresh


def person(snapshot: Snapshot, pk: int) -> User:
    """Somebody the snapshot names, under the name of that day."""
    return User(pk=pk, full_name=snapshot.head["people"][str(pk)])


def who(row: Evaluation, entry: Entry) -> User | None:
    """Who did what an entry of the history tells, under the name of that day where the evaluation was recorded."""
    known = row.recorded and str(entry.by_id) in row.recorded.head["people"]
    return person(row.recorded, entry.by_id) if known else entry.by


def recorded_scores(row: Evaluation) -> dict[str, Score]:
    """Assessor -> recorded scores of a rebuilt evaluation, unsaved."""
    return {assessor: _score(row, assessor, totals) for assessor, totals in row.recorded.head["scores"].items()}


def _score(row: Evaluation, assessor: str, totals: dict) -> Score:
    points = {name: Decimal(totals[name]) for name in ("official", "strict")}
    known = {name: totals[name] for name in TOTALS if name in totals}
    score = Score(evaluation=row, assessor=assessor, **known | points)
    text = getattr(row.recorded, f"{assessor}_detail", None)
    if text is None:
        score.detail = row.recorded.details["scores"][assessor]
    else:
        score.detail_text = text
    return score


def recorded_standings(row: Evaluation) -> dict[str, Standing]:
    """Assessor -> where the recorded scores of a rebuilt evaluation stand."""
    source = loaded(row.period.instrument)
    return {assessor: Standing(score, source) for assessor, score in recorded_scores(row).items()}


def recorded_rows(row: Evaluation) -> Rows:
    """Every answer of a rebuilt evaluation, unsaved. One query unless the sheet was read before."""
    answers = row.recorded.sheet["answers"]
    return {
        assessor: {code: _answer(row, code, assessor, told) for code, told in answers[assessor].items()}
        for assessor in Assessor.values
    }


def recorded_question(rows: Iterable[Evaluation], code: str) -> dict[int, dict[str, Answer]]:
    """Evaluation id -> assessor -> answer to one question, of rebuilt evaluations. One query, none without any."""
    by_snapshot = {row.recorded.pk: row for row in rows if row.recorded}
    if not by_snapshot:
        return {}
    answers = KeyTransform("answers", "sheet")
    parts = [KeyTransform(code, KeyTransform(assessor, answers)) for assessor in Assessor.values]
    found = Snapshot.objects.filter(pk__in=by_snapshot).order_by().values_list("pk", *parts)
    return {
        by_snapshot[pk].pk: {
            assessor: _answer(by_snapshot[pk], code, assessor, told)
            for assessor, told in zip(Assessor.values, both, strict=True)
            if told
        }
        for pk, *both in found
    }


def _answer(row: Evaluation, code: str, assessor: str, told: dict) -> Answer:
    key = loaded(row.period.instrument).question_ids[code]
    return Answer(evaluation=row, question_id=key, assessor=assessor, **recorded_values(row, ANSWER, told))


def recorded_exchange(row: Evaluation) -> dict[str, list[RepairRequest]]:
    """Question code -> what the TPI wanted repaired, the oldest first, of a rebuilt evaluation; unsaved."""
    ids = loaded(row.period.instrument).question_ids
    return {
        code: [
            RepairRequest(evaluation=row, question_id=ids[code], **recorded_values(row, REQUEST, told))
            for told in requests
        ]
        for code, requests in row.recorded.sheet.get("repair_requests", {}).items()
    }


def recorded_evidence(row: Evaluation) -> dict[str, list[EvidenceUse]]:
    """Question code -> everything that stood there, withdrawn or not, the oldest first, of a rebuilt evaluation.

    The uses, versions and files have their keys and what was recorded of them; they are not for saving. The content of
    a file is no part of a snapshot: `load_files`.
    """
    ids = loaded(row.period.instrument).question_ids
    told = row.recorded.sheet.get("evidence", {})
    return {code: [_use(row, ids[code], use) for use in uses] for code, uses in told.items()}


def load_files(uses: Iterable[EvidenceUse]) -> None:
    """Give recorded files the content that lies in the storage, and what the virus scanner says of it today: whether
    a file may be opened is no matter of the past. Name, hash and size stay the recorded ones; one query, none without
    files."""
    recorded = [use.version.file for use in uses if use.version.file_id]
    if recorded:
        stored = StoredFile.objects.in_bulk({file.pk for file in recorded})
        for file in recorded:
            file.content, file.scan = stored[file.pk].content.name, stored[file.pk].scan


def _use(row: Evaluation, question_id: int, told: dict) -> EvidenceUse:
    year, quarter = told["since"]
    evidence = Evidence(pk=told["evidence_id"], unit_id=row.unit_id)
    return EvidenceUse(
        evaluation=row,
        question_id=question_id,
        evidence=evidence,
        version=_version(row, evidence, told["version"]),
        since=Period(year=year, quarter=quarter),
        **recorded_values(row, EVIDENCE, told),
    )


def _version(row: Evaluation, evidence: Evidence, told: dict) -> EvidenceVersion:
    file = told["file"] and StoredFile(**told["file"])
    return EvidenceVersion(evidence=evidence, file=file, **recorded_values(row, VERSION, told))


def recorded_values(row: Evaluation, names: Iterable[str], told: dict[str, Any]) -> dict[str, Any]:
    """Recorded fields as a model takes them: instants (`*_at`), days (`*_on`, `*_until`), and people as objects of that
    day (`*_by_id`, PEOPLE). What an older document does not tell is left out."""
    values: dict[str, Any] = {}
    for name in names:
        if name not in told:
            continue
        value = told[name]
        if name.endswith("_by_id") or name in PEOPLE:
            values[name.removesuffix("_id")] = value and person(row.recorded, value)
        elif name.endswith("_at"):
            values[name] = value and datetime.fromisoformat(value)
        elif name.endswith(("_on", "_until")):
            values[name] = value and date.fromisoformat(value)
        else:
            values[name] = value
    return values


def recorded_organisation(rows: Iterable[Evaluation], settings: Organisation) -> Organisation:
    """The settings under the government's and the Inspectorate's name of the day the quarter was locked.

    Address, logo and signatory stay those of `settings`: they belong to the day a report is printed and signed.
    """
    told = next((row.recorded.head["organisation"] for row in rows if row.recorded), None)
    if told is None:
        return settings
    fresh = copy(settings)
    fresh.government, fresh.name = told["government"], told["name"]
    return fresh
