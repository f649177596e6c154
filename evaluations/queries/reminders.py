"""Which sheets are due for a reminder on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from evaluations.enums import Assessor, PeriodState, Work
from evaluations.models import Evaluation, Period
from evaluations.queries.deadlines import WORKS, Deadline, running
from evaluations.workflow import Audience

MARKS = (1, 3, 7)  # days before the last one
OVERDUE = 7  # days for which the word that it has passed is still worth saying


@dataclass(frozen=True, slots=True)
class Reminder:
    """Sheets of one quarter that wait for the same work until the same day.

    `mark` is the reminder that is due: 7, 3 or 1 days before, or -1 once the day has passed.
    """

    period: Period
    work: Work
    due: Deadline
    mark: int
    sheets: list[Evaluation]

    @property
    def key(self) -> str:
        """The same on every day of the mark, another one after an extension."""
        return f"periode {self.period.pk} {self.work} {self.due.date.isoformat()} {self.mark}"

    @property
    def audience(self) -> Audience:
        """Who can still do the work."""
        return Audience.EVALUATORS if self.work == Work.VERIFY else Audience.UNIT

    @property
    def assessor(self) -> Assessor:
        """Whose column is waited for."""
        return Assessor.TPI if self.work == Work.VERIFY else Assessor.UNIT


def reminders(*, today: date) -> list[Reminder]:
    """Every reminder that is due; one query. After days without a run only the nearest one of each sheet is."""
    sheets = Evaluation.objects.filter(period__state=PeriodState.OPEN, state__in=WORKS)
    found: dict[tuple, Reminder] = {}
    for sheet in sheets.select_related("period", "unit").order_by("period_id", "unit__code"):
        due = running(sheet, today)
        if due and (mark := due_mark(due.days)):
            work = WORKS[sheet.state]
            reminder = Reminder(sheet.period, work, due, mark, [])
            found.setdefault((sheet.period_id, work, due.date), reminder).sheets.append(sheet)
    return list(found.values())


def due_days(today: date) -> tuple[date, date]:
    """The first and the last of the last days that a mark counts for."""
    return today - timedelta(days=OVERDUE), today + timedelta(days=max(MARKS))


def due_mark(days: int) -> int | None:
    """The mark that counts with so many days left: the nearest one reached; None too early or too long ago."""
    if days < 0:
        return -1 if days >= -OVERDUE else None
    return next((mark for mark in MARKS if days <= mark), None)
