"""Last days in words. The day is passed in; nothing here reads the clock."""

from dataclasses import dataclass
from datetime import date

from evaluations.enums import Assessor, EvaluationState, Work
from evaluations.models import Evaluation, Period
from evaluations.policies import deadline_for, last_day
from evaluations.workflow import WRITER

NEAR = 7  # days


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day (it still counts) and how many days are left; negative once it is over."""

    label: str
    date: date
    days: int

    @property
    def words(self) -> str:
        """The countdown as people say it."""
        if self.days in COUNTDOWN:
            return COUNTDOWN[self.days]
        return f"{self.days} hari lagi" if self.days > 0 else f"lewat {-self.days} hari"

    @property
    def is_past(self) -> bool:
        return self.days < 0

    @property
    def is_near(self) -> bool:
        """At most a week left."""
        return 0 <= self.days <= NEAR


COUNTDOWN = {0: "hari ini", 1: "besok", -1: "lewat sejak kemarin"}


def deadline(label: str, last: date, today: date) -> Deadline:
    """A deadline as seen on that day."""
    return Deadline(label, last, (last - today).days)


def deadlines(period: Period, today: date) -> list[Deadline]:
    """The three last days of a quarter, in their order."""
    return [
        deadline("Pengisian", period.fill_deadline, today),
        deadline("Verifikasi", period.verify_deadline, today),
        deadline("Perbaikan", period.repair_deadline, today),
    ]


def deadlines_of(evaluation: Evaluation, today: date) -> list[Deadline]:
    """The three last days of one unit, extensions included."""
    return [deadline(str(work.label), last_day(evaluation, work), today) for work in Work]


# What has to be done in each state that has a clock.
WORKS = {
    EvaluationState.DRAFT: Work.FILL,
    EvaluationState.SUBMITTED: Work.VERIFY,
    EvaluationState.IN_REVIEW: Work.VERIFY,
    EvaluationState.RETURNED: Work.REPAIR,
}


def running(evaluation: Evaluation, today: date) -> Deadline | None:
    """The deadline that counts in the present state; None when nobody's clock runs (later rounds have none)."""
    state = EvaluationState(evaluation.state)
    if not evaluation.period.is_open or state not in WORKS:
        return None
    last = deadline_for(evaluation, WRITER[state] or Assessor.TPI)
    return deadline(f"Batas {WORKS[state].label.lower()}", last, today) if last else None
