"""Storing evidence, its versions and its uses with their history; who may and when is the caller's."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max, Q

from evaluations.actions.evidence_texts import clean_title, clean_url
from evaluations.actions.scores import store_unproven
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Evaluation, Evidence, EvidenceUse, EvidenceVersion
from evaluations.queries.evidence import is_private
from files.actions import Received, receive, store
from files.enums import ScanState
from history import log
from units.actors import Actor
from units.models import WorkUnit

TWICE = "{code}: {what} yang sama sudah dilampirkan di sini sebagai “{title}”."


def received(upload: UploadedFile, title: str = "") -> AbstractContextManager[Received]:
    """An upload that may be kept under that title; the transaction begins inside (`files.actions.receive`).

    Raises Invalid or `Rejected` of `files`.
    """
    clean_title(title, "-")
    return receive(upload)


def file_version(
    *, upload: Received, title: str, valid_until: date | None, by: Actor, now: datetime
) -> EvidenceVersion:
    """An unsaved version with the upload stored; a blank title becomes the file's name without its ending."""
    file = store(upload=upload, by=by.user, now=now)
    title = clean_title(title, PurePath(file.name).stem)
    return EvidenceVersion(file=file, title=title, valid_until=valid_until, made_at=now, made_by=by.user)


def link_version(*, url: str, title: str, valid_until: date | None, by: Actor, now: datetime) -> EvidenceVersion:
    """An unsaved version with a link. Raises Invalid."""
    return EvidenceVersion(
        url=clean_url(url), title=clean_title(title), valid_until=valid_until, made_at=now, made_by=by.user
    )


def new_evidence(unit: WorkUnit, version: EvidenceVersion) -> EvidenceVersion:
    """A new piece of evidence of the unit with its first version, both stored."""
    version.evidence = Evidence.objects.create(unit=unit, made_at=version.made_at, made_by=version.made_by)
    version.number = 1
    version.save()
    return version


def next_version(evidence: Evidence, version: EvidenceVersion) -> EvidenceVersion:
    """The version stored as the newest of the evidence, which is locked until the transaction ends."""
    version.evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    version.number = evidence.versions.aggregate(highest=Max("number"))["highest"] + 1
    version.save()
    return version


def same_content(version: EvidenceVersion) -> Q:
    """Filter for uses whose content is that of the version."""
    return same_file(version.file.sha256) if version.file else Q(version__url=version.url)


def same_file(sha256: str) -> Q:
    """Filter for uses whose content is a file with that SHA-256."""
    return Q(version__file__sha256=sha256)


def check_once(
    evaluation: Evaluation, questions: Collection[int], version: EvidenceVersion, evidence: Evidence | None = None
) -> None:
    """Does none of the questions (by key) show that content already, or that evidence in whatever version?

    `evidence` is left out of the question, for what replaces its own content. Raises Invalid.
    """
    there = same_content(version) | Q(evidence=version.evidence_id)
    uses = EvidenceUse.objects.filter(there, evaluation=evaluation, question__in=questions, withdrawn_at=None)
    for use in uses.exclude(evidence=evidence).select_related("version__file", "question")[:1]:
        same = same_content(use.version) == same_content(version)
        what = ("tautan" if version.url else "berkas") if same else "data dukung"
        raise Invalid(TWICE.format(code=use.question.code, what=what, title=use.version.title))


def withdrawn_use(evaluation: Evaluation, question_id: int, content: Q) -> EvidenceUse | None:
    """What the sheet showed there with that content (`same_content`, `same_file`) until it was withdrawn; the latest.

    Not what stands there with another content by now, and no file with a virus.
    """
    there = EvidenceUse.objects.filter(evaluation=evaluation, question=question_id)
    uses = there.filter(content, withdrawn_at__isnull=False).exclude(version__file__scan=ScanState.INFECTED)
    uses = uses.exclude(evidence__in=there.filter(withdrawn_at__isnull=True).values("evidence"))
    uses = uses.select_related("evaluation", "question", "evidence", "version__file")
    return uses.order_by("-withdrawn_at", "-pk").first()


def keep_verdict(use: EvidenceUse) -> None:
    """What the TPI said last to this content at this question of the sheet is said to this use too; not saved.

    So that no way of bringing the same content there once more takes a verdict away.
    """
    if use.present_verdict:
        return
    uses = EvidenceUse.objects.filter(evaluation=use.evaluation_id, question=use.question_id).exclude(verdict="")
    file, url = use.version.file, use.version.url
    uses = uses.filter(verdict_version__file__sha256=file.sha256) if file else uses.filter(verdict_version__url=url)
    if judged := uses.select_related("verdict_by").order_by("-verdict_at", "-pk").first():
        use.verdict, use.verdict_note, use.verdict_version = judged.verdict, judged.verdict_note, use.version
        use.verdict_at, use.verdict_by = judged.verdict_at, judged.verdict_by


def reword(use: EvidenceUse, title: str, valid_until: date | None, by: Actor, now: datetime) -> None:
    """Let the use show its content under these words; not saved.

    In the version itself while nothing else may show it (`is_private`), else in a new one.
    """
    version = use.version
    if (title, valid_until) == (version.title, version.valid_until):
        return
    if is_private(version, use.evaluation):
        version.title, version.valid_until = title, valid_until
        version.save()
        return
    said = {"title": title, "valid_until": valid_until, "file": version.file, "url": version.url}
    show_words(use, next_version(use.evidence, EvidenceVersion(**said, made_at=now, made_by=by.user)))


def show_words(use: EvidenceUse, version: EvidenceVersion) -> None:
    """Let the use show a version of the same content; a verdict on what it showed is one on this."""
    if use.verdict_version_id == use.version_id:
        use.verdict_version = version
    use.version = version


def new_use(
    evaluation: Evaluation, question_id: int, version: EvidenceVersion, place: str, by: Actor, now: datetime
) -> EvidenceUse:
    """The version at a question of the sheet, stored."""
    use = EvidenceUse(
        evaluation=evaluation,
        question_id=question_id,
        evidence=version.evidence,
        version=version,
        place=place,
        since=evaluation.period,
        added_at=now,
        added_by=by.user,
    )
    keep_verdict(use)
    use.save()
    return use


def told(use: EvidenceUse) -> dict:
    """What the history keeps of a use."""
    version = use.version
    fields = {"bukti": version.title, "versi bukti": version.number, "letak": use.place}
    fields |= {"tautan": version.url} if version.url else {"berkas": version.file.name, "sha256": version.file.sha256}
    if version.valid_until:
        fields["berlaku sampai"] = version.valid_until.isoformat()
    return {key: value for key, value in fields.items() if value}


def write_log(
    verb: str,
    use: EvidenceUse,
    by: Actor,
    now: datetime,
    source: str,
    *,
    side: str = Assessor.UNIT,
    old: dict | None = None,
    new: dict | None = None,
) -> None:
    """One entry among those of the question's answers."""
    log.write(
        verb=verb,
        subject=use.evaluation,
        topic=f"{use.question.code}/{side}",
        by=by.user,
        at=now,
        source=source,
        old=old,
        new=new,
    )


def finish(
    verb: str, evaluation: Evaluation, use: EvidenceUse, by: Actor, now: datetime, source: str, **what
) -> EvidenceUse:
    """Log what happened to a use (`what` as for `write_log`) and count anew; returns the use."""
    write_log(verb, use, by, now, source, **what)
    store_unproven(evaluation)
    return use


def fresh_use(use: EvidenceUse) -> EvidenceUse:
    """The use as it stands, with what it shows; the caller holds the lock of its sheet.

    Raises WrongState when it is there no more.
    """
    row = EvidenceUse.objects.select_related("evaluation", "question", "evidence", "version__file").filter(pk=use.pk)
    found = row.first()
    if found is None:
        raise WrongState("Bukti ini tidak ada lagi. Muat ulang halaman.")
    return found
