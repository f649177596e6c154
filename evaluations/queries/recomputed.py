"""Snapshots scored again from the answers they hold: what a snapshot tells must follow from itself."""

from collections.abc import Iterator

from evaluations.enums import Assessor
from evaluations.models import Score, Snapshot
from evaluations.queries.evidence import unproven_codes
from evaluations.queries.instruments import loaded
from evaluations.queries.recording import TOTALS, plain
from evaluations.queries.sheets import score_fields, score_rows
from evaluations.queries.snapshots import counting, rebuilt, recorded_evidence, recorded_rows

CHUNK = 50  # sheets of some 226 answers each


def snapshots() -> Iterator[Snapshot]:
    """Every snapshot with its evaluation, whole, a few at a time."""
    rows = Snapshot.objects.select_related("evaluation__period__instrument", "evaluation__unit").order_by("pk")
    return rows.iterator(chunk_size=CHUNK)


def differences_in(snapshot: Snapshot) -> list[str]:
    """What a snapshot says of itself that its own answers do not give, in words; none when it is sound."""
    row = rebuilt(snapshot.evaluation, snapshot)
    source, rows = loaded(row.period.instrument), recorded_rows(row)
    fresh = {key: score_fields(sheet) for key, sheet in score_rows(source, rows).items()}
    if Assessor.UNIT in fresh:
        live = {code: [use for use in uses if not use.withdrawn_at] for code, uses in recorded_evidence(row).items()}
        fresh[Assessor.UNIT]["unproven"] = len(unproven_codes(source, rows, live, row.period))
    found = [f"nilai {Assessor(key).label}" for key in Assessor.values if not _same(snapshot, key, fresh.get(key))]
    if snapshot.head["instrument"]["fingerprint"] != source.instrument.fingerprint:
        found.append("instrumen")
    return found if snapshot.is_intact else [*found, "SHA-256"]


def _same(snapshot: Snapshot, assessor: str, fresh: dict | None) -> bool:
    """Do the recorded totals and details of an assessor follow? A total an older document lacks is not asked for."""
    totals = snapshot.head["scores"].get(assessor)
    if totals is None or fresh is None:
        return totals is None and fresh is None
    given = {name: plain(fresh.get(name, 0)) for name in TOTALS if name in totals}
    return totals == given and snapshot.details["scores"][assessor] == fresh["detail"]


def unlike_recorded() -> list[Score]:
    """Stored scores of locked quarters that are not what was recorded at the lock. Two queries."""
    told = {snapshot.evaluation_id: snapshot for snapshot in counting().select_related("evaluation__period")}
    stored = Score.objects.filter(evaluation__in=list(told)).select_related("evaluation__period", "evaluation__unit")
    return [score for score in stored.defer("detail") if not _as_recorded(score, told[score.evaluation_id])]


def _as_recorded(score: Score, snapshot: Snapshot) -> bool:
    totals = snapshot.head["scores"].get(score.assessor)
    return totals is not None and totals == {name: plain(getattr(score, name)) for name in totals}
