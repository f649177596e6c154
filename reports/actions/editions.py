"""Papers with number and date: asking for one, issuing it, correcting it by a new edition, giving it up.

Whoever asks gets a row at once and the paper later: a job draws it, signs it and calls `issue`. The row of the quarter
is locked first, always, so two supervisors never ask for the same paper twice, and a quarter that is opened again
meanwhile is seen.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from evaluations.actions.periods import report_period
from evaluations.actions.texts import clean_reason, clean_text
from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, Stale, WrongState
from evaluations.models import Evaluation, Period
from evaluations.permissions import require
from files.actions import keep_own
from files.enums import FileKind
from history import log
from history.models import Source
from jobs.actions import enqueue
from reports import policies
from reports.actions.telling import tell_issued, tell_rest
from reports.documents.titles import title_of
from reports.enums import PER_UNIT, Paper
from reports.models import Edition
from reports.permissions import may_issue
from reports.queries.editions import ISSUING, approved, first_of, job_key, job_of, number_taken, under_way
from units.actors import Actor
from units.models import WorkUnit

LENGTH = 20
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another; 20 of them are 99 bits
NUMBER_TAKEN = "Nomor {number} sudah dipakai pada terbitan lain."


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paper to be issued: its number and whom it is addressed to; `unit` for papers about one. `field` is where what
    is wrong with the number is shown."""

    letter_number: str
    addressee: str = ""
    unit: WorkUnit | None = None
    field: str = "letter_number"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as it was drawn and signed. `locked_at` is the lock of the quarter whose figures it shows, `signatory`
    whom the digital signature names ("" without one)."""

    content: bytes
    pages: int
    locked_at: datetime
    signatory: str = ""


# --- asking ---------------------------------------------------------------------------------------
@transaction.atomic
def ask(
    *,
    paper: str,
    period: Period,
    papers: Collection[Numbered],
    dated: date,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> list[Edition]:
    """Ask for first editions of one kind of paper, all or none; each is prepared by a job of its own.

    Raises NotAllowed, WrongState (the quarter is not locked, or one is there already) or Invalid.
    """
    for one in papers:
        require(may_issue(by, one.unit and one.unit.pk), "Anda tidak berwenang menerbitkan laporan ini.")
    period = _locked(period)
    policies.check_locked(period)
    policies.check_dated(dated, period, today=timezone.localdate(now))
    if not papers:
        raise Invalid("Isi nomor paling sedikit satu unit kerja.")
    sheets = approved(period) if paper in PER_UNIT else {}
    return [_first(paper, period, one, sheets, dated, by, now, source) for one in papers]


def _first(
    paper: str,
    period: Period,
    one: Numbered,
    sheets: dict[int, Evaluation],
    dated: date,
    by: Actor,
    now: datetime,
    source: str,
) -> Edition:
    sheet = sheets.get(one.unit.pk) if one.unit else None
    if one.unit and not sheet:
        raise Invalid(f"Hasil {one.unit} pada {period} tidak disetujui, jadi tidak diterbitkan.", one.field)
    policies.check_not_there(first_of(paper, period, one.unit and one.unit.pk))
    edition = Edition(
        paper=paper,
        period=period,
        unit=one.unit,
        title=title_of(paper, year=period.year, quarter=period.quarter, unit=sheet.unit.name if sheet else ""),
        letter_number=_number(one.letter_number, one.field),
        dated=dated,
        addressee=_addressee(one.addressee, paper),
    )
    return _prepare(edition, one.field, "terbitan diminta", by, now, source)


@transaction.atomic
def correct(
    *,
    edition: Edition,
    letter_number: str,
    dated: date,
    reason: str,
    by: Actor,
    now: datetime,
    addressee: str = "",
    source: str = Source.SCREEN,
) -> Edition:
    """Ask for the edition that takes the place of an issued one; the number may stay. Raises as `ask`."""
    require(may_issue(by, edition.unit_id), "Anda tidak berwenang menerbitkan laporan ini.")
    period = _locked(edition.period)
    edition = Edition.objects.get(pk=edition.pk)
    policies.check_current(edition, Edition.objects.filter(replaces=edition).first())
    policies.check_locked(period)
    policies.check_dated(dated, period, today=timezone.localdate(now), replaced=edition)
    new = Edition(
        paper=edition.paper,
        period=period,
        unit=edition.unit,
        number=edition.number + 1,
        replaces=edition,
        reason=clean_reason(reason, "Tulis apa yang diperbaiki dan mengapa."),
        title=edition.title,
        letter_number=_number(letter_number, "letter_number", besides=edition),
        dated=dated,
        addressee=_addressee(addressee, edition.paper),
    )
    return _prepare(new, "letter_number", "edisi perbaikan diminta", by, now, source)


def _locked(period: Period) -> Period:
    return Period.objects.select_for_update(no_key=True).get(pk=period.pk)


def _number(text: str, field: str, besides: Edition | None = None) -> str:
    """The letter's number as it is stored. Raises Invalid when it is empty, too long, or another paper's."""
    number = " ".join(clean_text(text, "Nomor", field, 100).split())
    if not number:
        raise Invalid("Nomor harus diisi.", field)
    if number_taken(number, besides=besides):
        raise Invalid(NUMBER_TAKEN.format(number=number), field)
    return number


def _addressee(text: str, paper: str) -> str:
    text = " ".join(clean_text(text, "Tujuan", "addressee", 200).split())
    if paper == Paper.LETTER and not text:
        raise Invalid("Tulis kepada siapa surat ini ditujukan.", "addressee")
    return text


def _prepare(edition: Edition, field: str, verb: str, by: Actor, now: datetime, source: str) -> Edition:
    """Store what was asked for and have it made."""
    edition.token = get_random_string(LENGTH, ALPHABET)
    edition.asked_at, edition.asked_by = now, by.user
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:  # somebody took the number in another quarter at the same moment
        raise Invalid(NUMBER_TAKEN.format(number=edition.letter_number), field) from error
    _log(verb, edition, by, now, source, reason=edition.reason, new=_told(edition))
    unit = f" {edition.unit.code}" if edition.unit else ""
    enqueue(
        kind=ISSUING,
        key=job_key(edition),
        payload={"edition": edition.pk},
        title=f"Menerbitkan {edition.get_paper_display()}{unit}, {edition.period}",
        by=by.user,
        now=now,
    )
    return edition


# --- issuing --------------------------------------------------------------------------------------
@transaction.atomic
def issue(*, edition: Edition, drawn: Drawn, by: Actor, now: datetime, source: str = Source.SCREEN) -> Edition:
    """Keep the paper that was drawn and signed, for good. What is issued already stays as it is.

    The first quarterly report takes its quarter to "dilaporkan". Raises NotAllowed, WrongState (no longer locked, or
    given up), Stale (opened and locked again since it was drawn), NoRoom.
    """
    require(may_issue(by, edition.unit_id), "Peminta terbitan ini tidak lagi berwenang menerbitkan laporan.")
    period = _locked(edition.period)
    edition = _still_there(edition)
    if edition.is_issued:
        return edition
    policies.check_locked(period)
    if period.locked_at != drawn.locked_at:
        raise Stale(f"Periode {period} dibuka dan dikunci lagi sejak terbitan ini disusun.")
    file = keep_own(
        name=file_name(edition),
        kind=FileKind.PDF,
        pages=drawn.pages,
        content=drawn.content,
        by=edition.asked_by,
        at=now,
    )
    file.save()
    edition.file, edition.issued_at, edition.signatory = file, now, drawn.signatory
    edition.save()
    _log("terbit", edition, by, now, source, new=_told(edition) | {"SHA-256": file.sha256})
    if edition.paper == Paper.QUARTERLY and period.state == PeriodState.LOCKED:
        report_period(period=period, by=by, now=now, source=source)
    tell_issued(edition, now=now)
    return edition


def _still_there(edition: Edition) -> Edition:
    """The row, locked. Raises WrongState when it was given up."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("period", "unit", "asked_by", "replaces")
    fresh = rows.filter(pk=edition.pk).first()
    if fresh is None:
        raise WrongState("Terbitan ini sudah dibatalkan.")
    return fresh


def file_name(edition: Edition) -> str:
    """What the file is called: lhe-07-2024-tw2-edisi-2.pdf."""
    unit = f"-{edition.unit.code}" if edition.unit else ""
    later = f"-edisi-{edition.number}" if edition.number > 1 else ""
    return f"{edition.paper}{unit}-{edition.period.year}-tw{edition.period.quarter}{later}.pdf".lower()


# --- giving up ------------------------------------------------------------------------------------
@transaction.atomic
def cancel(*, edition: Edition, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove what could not be prepared, so that its number is free again. Raises NotAllowed or WrongState."""
    require(may_issue(by, edition.unit_id), "Anda tidak berwenang menerbitkan laporan ini.")
    _locked(edition.period)
    edition = _still_there(edition)
    policies.check_cancellable(edition, under_way=under_way(job_of(edition)))
    about = {"unit_id": edition.unit_id, "period_id": edition.period_id}  # the row goes, the history is found by these
    _log("terbitan dibatalkan", edition, by, now, source, old=_told(edition) | about)
    tell_rest(edition, now=now)
    edition.delete()


def _told(edition: Edition) -> dict:
    """What the history keeps of an edition."""
    return {
        "title": edition.title,
        "letter_number": edition.letter_number,
        "dated": edition.dated.isoformat(),
        "number": edition.number,
        "addressee": edition.addressee,
        "signatory": edition.signatory,
    }


def _log(verb: str, edition: Edition, by: Actor, now: datetime, source: str, **what) -> None:
    log.write(verb=verb, subject=edition, by=by.user, at=now, source=source, **what)
