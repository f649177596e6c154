"""The berita acara of a visit from its record, as far as the actor may read it."""

import base64
from io import BytesIO

from django.utils.formats import date_format
from PIL import Image

from accounts.models import User
from evaluations.queries.recommendations import days_at_first
from files.exceptions import Rejected
from files.previews import page_picture
from reports.documents.parts import Signer
from reports.documents.visit import MOST_PHOTOS, AdviceLine, Member, VisitRecord
from reports.queries.letterhead import letterhead
from units.actors import Actor
from units.models import WorkUnit
from units.queries.organisation import organisation
from visits.models import Visit
from visits.queries.visits import advice_of, photos_of

PRINTED = (640, 640)  # pixels


def visit_record(actor: Actor, visit: Visit) -> VisitRecord:
    """What the berita acara of a recorded visit says: advice only to units the actor may read it of. Five queries.

    A last day is the one that was given at the visit: the record does not change when it is moved.
    """
    settings, lead = organisation(), visit.lead
    advice = [row.recommendation for row in advice_of(actor, visit)]
    days = days_at_first([row.pk for row in advice])
    return VisitRecord(
        letterhead=letterhead(settings),
        kind=visit.get_kind_display(),
        number=visit.number,
        weekday=date_format(visit.day, "l"),
        day=visit.day,
        until=visit.until,
        hour=date_format(visit.starts_at, "H.i") if visit.starts_at else "",
        place=visit.place,
        topic=visit.topic,
        units=tuple(unit.name for unit in visit.unit_rows),
        team=tuple(_member(row.user, row.is_lead) for row in visit.member_rows),
        participants=_lines(visit.participants),
        findings=_lines(visit.findings),
        advice=tuple(AdviceLine(str(row), row.unit.name, row.text, days.get(row.pk, row.due_on)) for row in advice),
        photos=_photos(visit),
        city=settings.city,
        heads=tuple(_head(unit) for unit in visit.unit_rows),
        lead=Signer("Ketua Tim", lead.full_name, nip=lead.nip),
        is_sample=any(unit.is_sample for unit in visit.unit_rows),
    )


def _member(user: User, is_lead: bool) -> Member:
    return Member(user.full_name, user.position, "Ketua" if is_lead else "Anggota")


def _head(unit: WorkUnit) -> Signer:
    return Signer(f"Kepala {unit.name}", unit.head_name, unit.head_rank, unit.head_nip)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _photos(visit: Visit) -> tuple[str, ...]:
    """The first pictures that may be shown and can be drawn, small, inside the document."""
    found = []
    for photo in photos_of(visit):
        if len(found) == MOST_PHOTOS:
            break
        if not photo.file.is_shown:
            continue
        try:
            found.append(_small(page_picture(photo.file, 1).content))
        except Rejected:
            continue
    return tuple(found)


def _small(content: bytes) -> str:
    """A picture of the server's own making as a data: address, no larger than it is printed (about 300 dpi)."""
    out = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.thumbnail(PRINTED)
        picture.convert("RGB").save(out, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
