"""The unit's side of evidence: adding it to a question, using it again, replacing, confirming and withdrawing it.

Every function takes the lock of the sheet and raises NotAllowed, WrongState or DeadlinePassed when the unit may not
write the question now, Invalid when what was given cannot be taken; then nothing changed. What `files` refuses
(`files.exceptions.Rejected`) is let through.
"""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.actions.answer_rows import question_of
from evaluations.actions.evidence_rows import (
    check_once,
    file_version,
    finish,
    fresh_use,
    keep_verdict,
    link_version,
    new_evidence,
    new_use,
    next_version,
    received,
    reword,
    same_content,
    same_file,
    show_words,
    told,
    withdrawn_use,
    write_log,
)
from evaluations.actions.evidence_texts import clean_place, clean_title
from evaluations.actions.locks import lock_to_write
from evaluations.actions.scores import store_unproven
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Evaluation, Evidence, EvidenceUse, EvidenceVersion
from evaluations.queries.evidence import is_private, live, offered
from evaluations.queries.instruments import loaded
from evaluations.queries.repairs import open_codes, open_request
from files.enums import ScanState
from history.models import Source
from units.actors import Actor

ADDED, REPLACED, CHANGED = "bukti dilampirkan", "bukti diganti", "keterangan bukti diubah"
CONFIRMED, WITHDRAWN, RESTORED = "bukti dikonfirmasi", "bukti ditarik", "bukti dipakai kembali"


# --- adding ---------------------------------------------------------------------------------------
def add_file(
    *,
    evaluation: Evaluation,
    code: str,
    upload: UploadedFile,
    title: str,
    place: str = "",
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Store an upload as new evidence of the unit and attach it to the question.

    A blank title becomes the file's name. The same content twice at one question is refused; what was withdrawn there
    with the same content is restored instead, as `attach` does, under the words that are given. The content is looked
    at and put into the storage before the transaction, so that nobody's answer waits for an upload.
    """
    _check_open(evaluation, code, by, now)
    place = clean_place(place)
    with received(upload, title) as ready, transaction.atomic():
        evaluation = _lock_open(evaluation, code, by, now)
        if use := withdrawn_use(evaluation, _question_id(evaluation, code), same_file(ready.sha256)):
            reword(use, clean_title(title, use.version.title), valid_until or use.version.valid_until, by, now)
            return _restore(evaluation, use, place, by, now, source)
        version = file_version(upload=ready, title=title, valid_until=valid_until, by=by, now=now)
        return _add(evaluation, code, version, place, by, now, source)


@transaction.atomic
def add_link(
    *,
    evaluation: Evaluation,
    code: str,
    url: str,
    title: str,
    place: str = "",
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Attach a link to the question as new evidence of the unit. It is stored and shown, never fetched.

    What was withdrawn there is restored as by `add_file`.
    """
    evaluation = _lock_open(evaluation, code, by, now)
    place = clean_place(place)
    version = link_version(url=url, title=title, valid_until=valid_until, by=by, now=now)
    if use := withdrawn_use(evaluation, _question_id(evaluation, code), same_content(version)):
        reword(use, version.title, valid_until or use.version.valid_until, by, now)
        return _restore(evaluation, use, place, by, now, source)
    return _add(evaluation, code, version, place, by, now, source)


@transaction.atomic
def attach(
    *,
    evaluation: Evaluation,
    code: str,
    evidence: Evidence,
    place: str = "",
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Use evidence the unit has already, in its newest version, at the question too.

    What was withdrawn there with the same content is restored under its newest words: as old, as confirmed and as
    judged as it was; a blank place stays. Raises Invalid besides when it is another unit's, of a later quarter only,
    infected, or stands there already.
    """
    evaluation = _lock_open(evaluation, code, by, now)
    place = clean_place(place)
    if not offered(evaluation).filter(pk=evidence.pk).exists():
        raise Invalid("Data dukung ini tidak dapat dipakai di sini. Pilih dari daftar bukti unit Anda.", "evidence")
    version = evidence.versions.select_related("file", "evidence").order_by("-number").first()
    if version.file and version.file.scan == ScanState.INFECTED:
        raise Invalid("Berkas ini mengandung virus. Unggah berkas yang bersih.", "evidence")
    question_id = _question_id(evaluation, code)
    check_once(evaluation, [question_id], version)
    use = withdrawn_use(evaluation, question_id, same_content(version))
    if use is None:
        use = new_use(evaluation, question_id, version, place, by, now)
        return finish(ADDED, evaluation, use, by, now, source, new=told(use))
    if use.evidence_id == version.evidence_id:
        show_words(use, version)
    else:  # the same content came to another question as evidence of its own
        reword(use, version.title, version.valid_until, by, now)
    return _restore(evaluation, use, place, by, now, source)


def _add(evaluation, code, version: EvidenceVersion, place: str, by, now, source) -> EvidenceUse:
    question_id = _question_id(evaluation, code)
    check_once(evaluation, [question_id], version)
    use = new_use(evaluation, question_id, new_evidence(evaluation.unit, version), place, by, now)
    return finish(ADDED, evaluation, use, by, now, source, new=told(use))


# --- changing -------------------------------------------------------------------------------------
def replace_file(
    *,
    use: EvidenceUse,
    upload: UploadedFile,
    title: str = "",
    place: str | None = None,
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Put a new file in the place of what the evidence holds; the earlier version stays.

    It moves this use and those of the same sheet whose question is open for the unit; other quarters keep theirs. A
    blank title and `place=None` stay as they are; `valid_until` is the new document's.
    """
    _check_open(use.evaluation, use.question.code, by, now)
    with received(upload, title) as ready, transaction.atomic():
        version = file_version(upload=ready, title=title, valid_until=valid_until, by=by, now=now)
        return _replace(use, version, place, by, now, source, keeps_title=not title.strip())


@transaction.atomic
def replace_link(
    *,
    use: EvidenceUse,
    url: str,
    title: str = "",
    place: str | None = None,
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Put a link in the place of what the evidence holds, as `replace_file` does."""
    _check_open(use.evaluation, use.question.code, by, now)
    version = link_version(url=url, title=title.strip() or use.version.title, valid_until=valid_until, by=by, now=now)
    return _replace(use, version, place, by, now, source, keeps_title=not title.strip())


def _replace(
    use: EvidenceUse, version: EvidenceVersion, place: str | None, by, now, source, *, keeps_title: bool
) -> EvidenceUse:
    evaluation, use = _lock_use(use, by, now)
    version.title = use.version.title if keeps_title else version.title
    place = use.place if place is None else clean_place(place)
    if same_content(version) == same_content(use.version):
        raise Invalid("Isinya sama dengan versi yang sekarang. Tidak ada yang diganti.")
    others = _others(evaluation, use)
    check_once(evaluation, [use.question_id, *(one.question_id for one in others)], version, use.evidence)
    version = next_version(use.evidence, version)
    before = [told(one) for one in [use, *others]]
    use.place = place
    for one in [use, *others]:
        one.version, one.since = version, evaluation.period  # what stood there longer stands there no more
        if one.is_carried:
            _confirm(one, by, now)
        keep_verdict(one)
    _save_all(REPLACED, evaluation, [use, *others], before, by, now, source)
    return use


@transaction.atomic
def edit(
    *,
    use: EvidenceUse,
    title: str,
    place: str,
    valid_until: date | None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Change what is said about the evidence; sending the same twice changes nothing.

    The place belongs to this use. Title and validity belong to the version: they are changed in it while only this
    sheet shows it and it was never submitted; else a new version with the same content takes them. It moves what
    `replace_file` would move of the uses that show the version edited, and the TPI's verdict on that goes along.
    """
    evaluation, use = _lock_use(use, by, now)
    version, before = use.version, told(use)
    title, place = clean_title(title, version.title), clean_place(place)
    if (title, valid_until) == (version.title, version.valid_until):
        use.place = place
    elif is_private(version, evaluation):
        use.place, version.title, version.valid_until = place, title, valid_until
        version.save()
    else:
        said = {"title": title, "valid_until": valid_until, "file": version.file, "url": version.url}
        uses = [use, *(one for one in _others(evaluation, use) if one.version_id == use.version_id)]
        version = next_version(use.evidence, EvidenceVersion(**said, made_at=now, made_by=by.user))
        before = [told(one) for one in uses]
        use.place = place
        for one in uses:
            show_words(one, version)
        _save_all(CHANGED, evaluation, uses, before, by, now, source)
        return use
    if told(use) == before:
        return use
    use.save()
    return finish(CHANGED, evaluation, use, by, now, source, old=before, new=told(use))


def _save_all(verb: str, evaluation, uses: list[EvidenceUse], before: list[dict], by, now, source) -> None:
    """Store the uses, log what was told of each before and what is now, and count anew."""
    for one, old in zip(uses, before, strict=True):
        one.save()
        write_log(verb, one, by, now, source, old=old, new=told(one))
    store_unproven(evaluation)


def _others(evaluation: Evaluation, use: EvidenceUse) -> list[EvidenceUse]:
    """The further live uses of the same evidence in the sheet whose question is open for the unit."""
    uses = live(evaluation).filter(evidence=use.evidence_id).exclude(pk=use.pk).select_related("question")
    codes = open_codes(evaluation)
    return [one for one in uses if one.question.code in codes]


# --- confirming, withdrawing ----------------------------------------------------------------------
@transaction.atomic
def confirm(*, use: EvidenceUse, by: Actor, now: datetime, source: str = Source.SCREEN) -> EvidenceUse:
    """Say that evidence which was carried along still proves the answer. Confirming twice changes nothing."""
    evaluation, use = _lock_use(use, by, now)
    if not use.is_carried:
        return use
    _confirm(use, by, now)
    use.save()
    return finish(CONFIRMED, evaluation, use, by, now, source, new=told(use))


def _confirm(use: EvidenceUse, by: Actor, now: datetime) -> None:
    use.is_carried, use.confirmed_at, use.confirmed_by = False, now, by.user


@transaction.atomic
def withdraw(*, use: EvidenceUse, by: Actor, now: datetime, source: str = Source.SCREEN) -> EvidenceUse:
    """Hide the evidence at this question; it is kept with who and when. Withdrawing twice changes nothing."""
    evaluation, use = _lock_use(use, by, now, withdrawn=True)
    if use.withdrawn_at:
        return use
    use.withdrawn_at, use.withdrawn_by = now, by.user
    use.save()
    return finish(WITHDRAWN, evaluation, use, by, now, source, old=told(use), new={})


@transaction.atomic
def restore(*, use: EvidenceUse, by: Actor, now: datetime, source: str = Source.SCREEN) -> EvidenceUse:
    """Show withdrawn evidence again. Raises Invalid besides when it or the same content stands there by now."""
    evaluation, use = _lock_use(use, by, now, withdrawn=True)
    if not use.withdrawn_at:
        return use
    return _restore(evaluation, use, "", by, now, source)


def _restore(evaluation, use: EvidenceUse, place: str, by: Actor, now: datetime, source: str) -> EvidenceUse:
    """The use shown again as it was; a blank place stays. Raises Invalid when its content stands there by now."""
    check_once(evaluation, [use.question_id], use.version)
    keep_verdict(use)
    use.place = place or use.place
    use.withdrawn_at = use.withdrawn_by = None
    use.save()
    return finish(RESTORED, evaluation, use, by, now, source, new=told(use))


# --- who and when ---------------------------------------------------------------------------------
def _check_open(evaluation: Evaluation, code: str, by: Actor, now: datetime) -> None:
    """As the locked check below, before something long is done; asked again once the sheet is locked."""
    question_of(evaluation, code)
    permissions.require(permissions.may_write(by, evaluation, Assessor.UNIT))
    policies.check_writable(evaluation, Assessor.UNIT, today=timezone.localdate(now))


def _lock_open(evaluation: Evaluation, code: str, by: Actor, now: datetime) -> Evaluation:
    """The locked sheet, once the unit may write that question now."""
    question_of(evaluation, code)
    evaluation = lock_to_write(evaluation, Assessor.UNIT, by, now)
    policies.check_question_open(evaluation, code, open_request(evaluation, code))
    return evaluation


def _lock_use(use: EvidenceUse, by: Actor, now: datetime, *, withdrawn: bool = False) -> tuple[Evaluation, EvidenceUse]:
    """The locked sheet and the use as it stands, once the unit may write its question now.

    Raises WrongState when somebody withdrew it meanwhile, unless `withdrawn` ones are wanted too.
    """
    evaluation = _lock_open(use.evaluation, use.question.code, by, now)
    fresh = fresh_use(use)
    if fresh.withdrawn_at and not withdrawn:
        raise WrongState("Bukti ini sudah ditarik. Muat ulang halaman.")
    return evaluation, fresh


def _question_id(evaluation: Evaluation, code: str) -> int:
    return loaded(evaluation.period.instrument).question_ids[code]
