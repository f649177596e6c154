"""Copies of issued papers that were signed elsewhere, kept beside them."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evaluations.exceptions import Invalid
from evaluations.permissions import require
from files.actions import Received, receive, store
from files.enums import FileKind
from history import log
from history.models import Source
from reports import policies
from reports.models import Edition, SignedCopy
from reports.permissions import may_issue
from units.actors import Actor

MAY_NOT = "Anda tidak berwenang menerbitkan laporan ini."


def add_copy(
    *, edition: Edition, upload: UploadedFile, by: Actor, now: datetime, source: str = Source.SCREEN
) -> SignedCopy:
    """Keep a copy that carries the issued file unchanged, with signatures behind it.

    Raises NotAllowed, WrongState, Invalid (no such copy, or there already), or Rejected of `files`.
    """
    require(may_issue(by, edition.unit_id), MAY_NOT)
    policies.check_issued(edition)
    with receive(upload, {FileKind.PDF}) as ready:
        names = _signatories(edition, upload)
        with transaction.atomic():
            return _add(edition, ready, names, by, now, source)


def _signatories(edition: Edition, upload: UploadedFile) -> list[str]:
    from reports.signatures.copies import NotACopy, signatories  # pyHanko takes half a second to import

    with edition.file.opened() as file:
        issued = file.read()
    upload.seek(0)
    try:
        return signatories(issued, upload.read())
    except NotACopy as error:
        raise Invalid(str(error), "berkas") from error


def _add(edition: Edition, ready: Received, names: list[str], by: Actor, now: datetime, source: str) -> SignedCopy:
    Edition.objects.select_for_update().get(pk=edition.pk)  # two at once: the second sees the first
    if edition.signed_copies.filter(file__sha256=ready.sha256, withdrawn_at=None).exists():
        raise Invalid("Salinan bertanda tangan ini sudah diunggah.", "berkas")
    copy = SignedCopy.objects.create(
        edition=edition,
        file=store(upload=ready, by=by.user, now=now),
        signatories="\n".join(names)[:2000],
        added_at=now,
        added_by=by.user,
    )
    _log("salinan bertanda tangan diunggah", copy, by, now, source)
    return copy


@transaction.atomic
def withdraw_copy(*, copy: SignedCopy, by: Actor, now: datetime, source: str = Source.SCREEN) -> SignedCopy:
    """Hide a copy, with who and when; its file stays. Raises NotAllowed or WrongState (hidden already)."""
    require(may_issue(by, copy.edition.unit_id), MAY_NOT)
    copy = SignedCopy.objects.select_for_update(of=("self",)).select_related("edition", "file").get(pk=copy.pk)
    policies.check_shown(copy)
    copy.withdrawn_at, copy.withdrawn_by = now, by.user
    copy.save()
    _log("salinan bertanda tangan ditarik", copy, by, now, source)
    return copy


def _log(verb: str, copy: SignedCopy, by: Actor, now: datetime, source: str) -> None:
    told = {"berkas": copy.file.name, "SHA-256": copy.file.sha256, "penanda tangan": copy.signatories}
    values = {"old": told} if copy.withdrawn_at else {"new": told}
    topic = f"salinan {copy.pk}"
    log.write(verb=verb, subject=copy.edition, topic=topic, by=by.user, at=now, source=source, **values)
