"""May this happen to this OBJECT now? Each `check_*` raises a domain word with a sentence, or returns nothing."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Period
from reports.models import Edition, SignedCopy

ALREADY = {
    True: "{title} sudah diterbitkan. Buat edisi perbaikan bila ada yang keliru.",
    False: "{title} sedang disiapkan untuk diterbitkan.",
}


def check_locked(period: Period) -> None:
    """Papers are made of recorded figures; raises WrongState."""
    if not period.is_locked:
        raise WrongState(f"Periode {period} belum dikunci, jadi belum ada yang dapat diterbitkan.")


def check_dated(dated: date, period: Period, *, today: date, replaced: Edition | None = None) -> None:
    """From the day the quarter was locked (a correction: from the day of what it corrects) to today; raises Invalid."""
    locked = timezone.localdate(period.locked_at)
    if dated > today:
        raise Invalid("Tanggal terbit tidak boleh lebih dari hari ini.", "dated")
    if dated < locked:
        raise Invalid(f"Tanggal terbit paling awal {date_format(locked)}, hari periode dikunci.", "dated")
    if replaced and dated < replaced.dated:
        raise Invalid(f"Tanggal terbit paling awal {date_format(replaced.dated)}, tanggal edisi yang diganti.", "dated")


def check_not_there(edition: Edition | None) -> None:
    """A paper has one first edition; raises WrongState."""
    if edition:
        raise WrongState(ALREADY[edition.is_issued].format(title=edition.title))


def check_current(edition: Edition, later: Edition | None) -> None:
    """Only what is issued, and not replaced or being replaced, can be corrected; raises WrongState."""
    if not edition.is_issued:
        raise WrongState("Terbitan ini belum terbit, jadi belum ada yang diperbaiki.")
    if later:
        done = "sudah digantikan oleh" if later.is_issued else "sedang digantikan oleh"
        raise WrongState(f"Edisi {edition.number} {done} edisi {later.number}. Perbaiki edisi yang terbaru.")


def check_cancellable(edition: Edition, *, under_way: bool) -> None:
    """What is issued stays, what is being made must fail first; raises WrongState."""
    if edition.is_issued:
        raise WrongState("Terbitan ini sudah terbit, jadi tidak dapat dibatalkan. Buat edisi perbaikan.")
    if under_way:
        raise WrongState("Terbitan ini sedang disiapkan. Tunggu sampai selesai, atau batalkan setelah gagal.")


def check_issued(edition: Edition) -> None:
    """Copies belong to what is issued; raises WrongState."""
    if not edition.is_issued:
        raise WrongState("Terbitan ini belum terbit, jadi belum ada yang dapat ditandatangani.")


def check_shown(copy: SignedCopy) -> None:
    """A copy is withdrawn once; raises WrongState."""
    if copy.withdrawn_at:
        raise WrongState("Salinan bertanda tangan ini sudah ditarik.")


def check_narrative(period: Period, *, corrects: bool, preparing: bool) -> None:
    """A quarter that has begun has a report to write in; raises WrongState.

    Once that is issued only somebody who prepares a correction writes (`corrects`), and nobody while an edition that
    holds the text is on its way (`preparing`): what was asked for is what is issued.
    """
    if period.state == PeriodState.PLANNED:
        raise WrongState(f"Periode {period} belum dibuka, jadi belum ada laporan yang dapat ditulis.")
    if preparing:
        raise WrongState(f"Laporan {period} sedang disiapkan untuk diterbitkan, jadi narasinya tidak dapat diubah.")
    if period.state == PeriodState.REPORTED and not corrects:
        raise WrongState(
            f"Laporan {period} sudah diterbitkan. Narasinya hanya diubah pengendali untuk menyiapkan edisi perbaikan."
        )
