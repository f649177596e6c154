"""Pictures of a visit."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from evaluations.actions.texts import clean_text
from evaluations.exceptions import Invalid, WrongState
from evaluations.permissions import require
from files.actions import Received, receive, store
from files.enums import FileKind
from history import log
from history.models import Source
from units.actors import Actor
from visits import permissions, policies
from visits.actions import rows
from visits.models import Visit, VisitPhoto
from visits.queries.visits import photos_of

KINDS = frozenset({FileKind.JPEG, FileKind.PNG})
MAX_PHOTOS = 20


def add_photo(
    *, visit: Visit, upload: UploadedFile, by: Actor, now: datetime, caption: str = "", source: str = Source.SCREEN
) -> VisitPhoto:
    """Add one picture. Raises NotAllowed, WrongState, Invalid, or Rejected of `files` for what is no such picture."""
    require(permissions.may_keep(by, visit))
    caption = clean_text(caption, "Keterangan", "caption", 200)
    with receive(upload, KINDS) as ready, transaction.atomic():
        return _add(_writable(visit, by, now), ready, caption, by, now, source)


def _add(visit: Visit, upload: Received, caption: str, by: Actor, now: datetime, source: str) -> VisitPhoto:
    present = photos_of(visit)
    if len(present) >= MAX_PHOTOS:
        raise Invalid(f"Paling banyak {MAX_PHOTOS} foto untuk satu kegiatan.")
    file = store(upload=upload, by=by.user, now=now)
    if any(photo.file.sha256 == file.sha256 for photo in present):
        raise Invalid(f"Foto “{file.name}” sudah diunggah.")
    photo = VisitPhoto.objects.create(visit=visit, file=file, caption=caption)
    _log("foto ditambahkan", photo, by, now, source, None, {"foto": str(photo), "sha256": file.sha256})
    return photo


@transaction.atomic
def remove_photo(*, photo: VisitPhoto, by: Actor, now: datetime, source: str = Source.SCREEN) -> VisitPhoto:
    """Hide a picture, with who and when; its file stays. Raises NotAllowed or WrongState (hidden already)."""
    _writable(photo.visit, by, now)
    photo = VisitPhoto.objects.select_for_update().get(pk=photo.pk)
    if photo.removed_at:
        raise WrongState("Foto ini sudah dihapus.")
    photo.removed_at, photo.removed_by = now, by.user
    photo.save()
    _log("foto dihapus", photo, by, now, source, {"foto": str(photo), "sha256": photo.file.sha256}, None)
    return photo


def _writable(visit: Visit, by: Actor, now: datetime) -> Visit:
    """The visit, locked, once the person may change what is recorded of it."""
    visit = rows.locked(visit)
    require(permissions.may_keep(by, visit))
    policies.check_recordable(visit)
    policies.check_begun(visit.day, today=timezone.localdate(now))
    rows.check_quarters(visit.day)
    return visit


def _log(verb: str, photo: VisitPhoto, by: Actor, now: datetime, source: str, old, new) -> None:
    topic = f"foto {photo.pk}"
    log.write(verb=verb, subject=photo.visit, topic=topic, by=by.user, at=now, source=source, old=old, new=new)
