"""May this happen to this OBJECT now? Each `check_*` raises a domain word with a sentence, or returns nothing."""

from datetime import date

from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Period
from visits.models import Visit


def check_planned(visit: Visit) -> None:
    """Only what is still planned is moved or cancelled; raises WrongState."""
    if not visit.is_planned:
        raise WrongState(f"Kegiatan ini berstatus “{visit.get_state_display()}”, jadi rencananya tidak dapat diubah.")


def check_recordable(visit: Visit) -> None:
    """A planned visit is recorded, a recorded one corrected; raises WrongState."""
    if not visit.is_planned and not visit.is_done:
        raise WrongState("Kegiatan ini sudah dibatalkan, jadi tidak dapat dicatat. Rencanakan kegiatan baru.")


def check_begun(day: date, *, today: date) -> None:
    """Nothing is recorded before the day it begins; raises Invalid."""
    if day > today:
        raise Invalid("Kegiatan yang belum berlangsung belum dapat dicatat.", "day")


def check_quarter(period: Period | None) -> None:
    """What is recorded in a quarter stands in its report: once it is locked nothing there changes; raises WrongState.

    None: no such quarter has been planned, so nothing is locked.
    """
    if period and period.is_locked:
        raise WrongState(f"Periode {period} sudah dikunci, jadi catatan kegiatan di dalamnya tidak dapat diubah.")


def check_ekspose(period: Period) -> None:
    """An ekspose presents a quarter that has begun, and is final once the report is issued; raises WrongState."""
    if period.state == PeriodState.PLANNED:
        raise WrongState(f"Periode {period} belum dibuka, jadi belum ada hasil yang diekspose.")
    if period.state == PeriodState.REPORTED:
        raise WrongState(f"Laporan {period} sudah diterbitkan, jadi catatan eksposenya tidak dapat diubah.")
