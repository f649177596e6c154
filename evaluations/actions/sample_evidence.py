"""Writing what proves the answers of one sample quarter: files, versions, uses, and their history."""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import datetime

from accounts.models import User
from evaluations.actions.evidence import ADDED, CONFIRMED
from evaluations.actions.evidence_rows import told
from evaluations.actions.evidence_verdicts import JUDGED
from evaluations.enums import Assessor, EvidenceVerdict
from evaluations.models import Evaluation, Evidence, EvidenceUse, EvidenceVersion, Period
from evaluations.queries.instruments import loaded
from evaluations.sample.drawing import draw
from evaluations.sample.papers import Kind, Paper, PlannedUse
from evaluations.sample.plans import PlannedPeriod
from files.actions import keep_own
from files.enums import FileKind
from files.models import StoredFile
from history import log
from history.models import Entry, Source
from units.models import WorkUnit

Shelf = dict[Paper, EvidenceVersion]  # what has been written so far
BATCH = 500


def write_evidence(
    plan: PlannedPeriod, rows: dict[str, Evaluation], users: dict[str, User], shelf: Shelf
) -> dict[str, list[EvidenceUse]]:
    """Store the evidence of a planned quarter; papers that are new are put on the shelf. Unit code -> its uses."""
    planned = [(rows[sheet.unit], use) for sheet in plan.evaluations for use in sheet.uses]
    papers = dict.fromkeys(use.paper for _, use in planned if use.paper not in shelf)
    shelf |= shelve(list(papers), {code: row.unit for code, row in rows.items()}, users)
    periods = {period.when: period for period in Period.objects.all()}
    uses = [(_use(row, use, shelf[use.paper], periods, users), use) for row, use in planned]
    EvidenceUse.objects.bulk_create((row for row, _ in uses), batch_size=BATCH)
    log.write_all([entry for row, use in uses for entry in _history(row, use, users)])
    found: dict[str, list[EvidenceUse]] = {}
    for use, _ in uses:
        found.setdefault(use.evaluation.unit.code, []).append(use)
    return found


def shown_at(uses: Iterable[EvidenceUse], at: datetime) -> list[EvidenceUse]:
    """What was attached by then, with what the TPI had said by then."""
    return [_before_verdict(use) if use.verdict and use.verdict_at > at else use for use in uses if use.added_at <= at]


def _before_verdict(use: EvidenceUse) -> EvidenceUse:
    use = copy(use)
    use.verdict, use.verdict_note = "", ""
    use.verdict_version = use.verdict_at = use.verdict_by = None
    return use


def shelve(papers: list[Paper], units: dict[str, WorkUnit], users: dict[str, User]) -> Shelf:
    """Store every paper as new evidence with its file or link."""
    files = {paper: _file(paper, users) for paper in papers if paper.kind != Kind.LINK}
    StoredFile.objects.bulk_create(files.values(), batch_size=BATCH)
    evidence = [Evidence(unit=units[paper.unit], made_at=paper.at, made_by=users[paper.by]) for paper in papers]
    Evidence.objects.bulk_create(evidence, batch_size=BATCH)
    versions = [
        EvidenceVersion(
            evidence=row,
            number=1,
            title=paper.title,
            file=files.get(paper),
            url=paper.url,
            valid_until=paper.valid_until,
            made_at=paper.at,
            made_by=users[paper.by],
        )
        for paper, row in zip(papers, evidence, strict=True)
    ]
    EvidenceVersion.objects.bulk_create(versions, batch_size=BATCH)
    log.write_all([_stored(file) for file in files.values()])
    return dict(zip(papers, versions, strict=True))


def _file(paper: Paper, users: dict[str, User]) -> StoredFile:
    return keep_own(
        name=paper.name,
        kind=FileKind(paper.kind),
        pages=1 if paper.kind == Kind.PDF else None,
        content=draw(paper.kind, paper.title, paper.content),
        by=users[paper.by],
        at=paper.at,
    )


def _stored(file: StoredFile) -> Entry:
    new = {"name": file.name, "sha256": file.sha256}
    return log.entry(
        verb="berkas diunggah", subject=file, by=file.stored_by, at=file.stored_at, source=Source.COMMAND, new=new
    )


def _use(
    row: Evaluation,
    use: PlannedUse,
    version: EvidenceVersion,
    periods: dict[tuple[int, int], Period],
    users: dict[str, User],
) -> EvidenceUse:
    return EvidenceUse(
        evaluation=row,
        question_id=loaded(row.period.instrument).question_ids[use.code],
        evidence=version.evidence,
        version=version,
        place=use.place,
        since=periods[use.since],
        added_at=use.at,
        added_by=users[use.by],
        is_carried=use.is_carried,
        confirmed_at=use.confirmed_at,
        confirmed_by=users[use.paper.by] if use.confirmed_at else None,
        verdict=use.verdict,
        verdict_note=use.verdict_note,
        verdict_version=version if use.verdict else None,
        verdict_at=use.verdict_at,
        verdict_by=users[use.verdict_by] if use.verdict else None,
    )


def _history(row: EvidenceUse, use: PlannedUse, users: dict[str, User]) -> Iterator[Entry]:
    """The entries that attaching, confirming and judging would have left."""
    yield _entry(ADDED, row, use.code, Assessor.UNIT, row.added_by, row.added_at, told(row))
    if row.confirmed_at:
        yield _entry(CONFIRMED, row, use.code, Assessor.UNIT, row.confirmed_by, row.confirmed_at, told(row))
    if row.verdict:
        said = {"bukti": row.version.title, "penilaian bukti": str(EvidenceVerdict(row.verdict).label)}
        said |= {"catatan bukti": row.verdict_note} if row.verdict_note else {}
        yield _entry(JUDGED, row, use.code, Assessor.TPI, row.verdict_by, row.verdict_at, said)


def _entry(verb: str, row: EvidenceUse, code: str, side: str, by: User, at, new: dict) -> Entry:
    return log.entry(
        verb=verb, subject=row.evaluation, topic=f"{code}/{side}", by=by, at=at, source=Source.COMMAND, new=new
    )
