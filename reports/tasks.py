"""This app's background jobs."""

from collections.abc import Callable
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from evaluations.exceptions import Refused, Stale
from evaluations.models import Period
from evaluations.queries import periods
from files import contents
from files.enums import FileKind
from files.exceptions import NoRoom
from jobs.exceptions import GiveUp, TryAgain
from jobs.registry import job
from jobs.runs import Run
from reports import pdf
from reports.actions.editions import Drawn, issue
from reports.actions.prepared import hand_over
from reports.documents.imprint import Imprint
from reports.drafts import draft
from reports.drawing import NotDrawn
from reports.enums import Form, Paper
from reports.illustrations import illustrations
from reports.models import Edition
from reports.papers import Composed, compose, compose_parts, document_of, stem_of
from reports.permissions import may_make
from reports.qr import address_of, qr_of
from reports.queries.editions import ISSUING, office
from reports.queries.prepared import KIND, WORD_STEPS
from reports.queries.word_templates import template_for
from reports.word.making import Work, make
from reports.word.rendering import Busy
from units.actors import Actor, actor_for
from units.models import WorkUnit

STEPS = 3  # composed, drawn, signed
NO_ROOM = "Ruang penyimpanan server penuh, sehingga terbitan tidak tersimpan. Hubungi administrator, lalu coba lagi."
GONE = "Anda tidak lagi berwenang membaca laporan ini, jadi tidak disusun."
NOT_DRAWN = "Berkas tidak selesai digambar: prosesnya berhenti atau terlalu lama."


@job(ISSUING, title="Menerbitkan laporan")
def issue_paper(run: Run) -> dict:
    """Draw, sign and keep one edition. What is issued already is left alone; what cannot be issued says why."""
    rows = Edition.objects.select_related("period__instrument", "unit", "asked_by", "replaces")
    edition = rows.filter(pk=run.payload["edition"]).first()
    if edition is None:
        raise GiveUp("Terbitan ini sudah dibatalkan.")
    if not edition.is_issued:
        try:
            _issue(run, edition)
        except Stale:  # worth another attempt
            raise
        except Refused as error:
            raise GiveUp(str(error)) from error
        except NoRoom as error:
            raise GiveUp(NO_ROOM) from error
        except NotDrawn as error:
            raise TryAgain(NOT_DRAWN) from error
    return {"edition": edition.pk}


def _issue(run: Run, edition: Edition) -> None:
    by = actor_for(edition.asked_by, today=timezone.localdate(run.now))
    locked_at = edition.period.locked_at  # read before the figures are
    composed = _composed(edition)
    run.progress(1, STEPS)
    content = pdf.archival(composed)
    run.progress(2, STEPS)
    content, signatory = _signed(content, run)
    pages = contents.check(BytesIO(content), FileKind.PDF)
    run.progress(3, STEPS)
    issue(edition=edition, drawn=Drawn(content, pages, locked_at, signatory), by=by, now=run.now)


def _signed(content: bytes, run: Run) -> tuple[bytes, str]:
    """The file with the office's signature, and whom that names; as it is, and "", where none is set up."""
    if not settings.SIGN_PKCS12:
        return content, ""
    from reports.signatures.signing import CannotSign, sign  # pyHanko takes half a second to import

    try:
        signed = sign(content, now=run.now)
    except CannotSign as error:
        raise GiveUp(f"{error} Belum ada yang terbit; hubungi administrator.") from error
    return signed.content, signed.signatory


def _composed(edition: Edition) -> Composed:
    return compose(
        Paper(edition.paper),
        edition.period,
        edition.unit,
        reader=office(edition.asked_by),
        today=edition.dated,
        imprint=_imprint(edition),
    )


def _imprint(edition: Edition) -> Imprint:
    address, old = address_of(edition.token), edition.replaces
    return Imprint(
        letter_number=edition.letter_number,
        dated=edition.dated,
        addressee=edition.addressee,
        edition=edition.number,
        replaced=f"edisi {old.number} tanggal {date_format(old.dated)}" if old else "",
        reason=edition.reason,
        address=address,
        qr=qr_of(address),
    )


# --- drafts and previews ------------------------------------------------------------------------
def _pdf(run: Run, paper: Paper, period: Period, unit: WorkUnit | None, reader: Actor) -> bytes:
    parts = compose_parts(paper, period, unit, reader=reader, today=timezone.localdate(run.now))
    return draft(parts, run.progress)


def _docx(run: Run, paper: Paper, period: Period, unit: WorkUnit | None, reader: Actor) -> bytes:
    document = document_of(paper, period, unit, reader=reader, today=timezone.localdate(run.now))
    run.progress(1, len(WORD_STEPS))
    work = Work(paper, document, illustrations(document))
    run.progress(2, len(WORD_STEPS))
    try:
        return make(work, template_for(paper), now=run.now)
    except Busy as error:
        raise TryAgain(str(error)) from error


MAKERS: dict[Form, Callable[[Run, Paper, Period, WorkUnit | None, Actor], bytes]] = {Form.PDF: _pdf, Form.DOCX: _docx}


@job(KIND, title="Menyusun laporan", attempts=3)
def make_paper(run: Run) -> dict:
    """A draft or preview for whoever asked for it, as they may see it now."""
    paper, form = Paper(run.payload["paper"]), Form(run.payload["form"])
    reader = actor_for(run.job.created_by, today=timezone.localdate(run.now))
    period = periods.visible(reader).filter(pk=run.payload["period"]).first()
    if period is None or not may_make(reader, paper, run.payload["unit"]):
        raise GiveUp(GONE)
    unit = WorkUnit.objects.get(pk=run.payload["unit"]) if run.payload["unit"] else None
    try:
        content = MAKERS[form](run, paper, period, unit, reader)
    except Refused as error:
        raise GiveUp(str(error)) from error
    except NotDrawn as error:
        raise TryAgain(NOT_DRAWN) from error
    return hand_over(job=run.job, content=content, stem=stem_of(paper, period, unit), reader=reader, now=run.now)
