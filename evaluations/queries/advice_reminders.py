"""Which recommendations are due for a reminder on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from evaluations.followup_workflow import BEFORE_CLAIM
from evaluations.models import Recommendation
from evaluations.queries.deadlines import Deadline, deadline
from evaluations.queries.reminders import MARKS, OVERDUE, due_mark
from inbox.events import Event
from inbox.models import Message

LASTING = timedelta(days=max(MARKS) + OVERDUE + 1)  # what is older was about a mark that is over


@dataclass(frozen=True, slots=True)
class AdviceReminder:
    """Recommendations of one unit with the same last day. `mark` is the reminder that is due (queries.reminders)."""

    due: Deadline
    mark: int
    rows: list[Recommendation]

    @property
    def key(self) -> str:
        """How its messages' keys begin: the same on every day of the mark. The numbers they are about follow."""
        return f"rekomendasi unit {self.rows[0].unit_id} {self.due.date.isoformat()} {self.mark}"


def advice_reminders(*, today: date) -> list[AdviceReminder]:
    """Every reminder that is due while it is the unit's turn; one query."""
    window = (today - timedelta(days=OVERDUE), today + timedelta(days=max(MARKS)))
    rows = Recommendation.objects.filter(sent_at__isnull=False, state__in=BEFORE_CLAIM, due_on__range=window)
    found: dict[tuple[int, date], AdviceReminder] = {}
    for row in rows.select_related("unit", "responsible").order_by("unit__code", "due_on", "number"):
        due = deadline("Batas", row.due_on, today)
        if mark := due_mark(due.days):
            found.setdefault((row.unit_id, row.due_on), AdviceReminder(due, mark, [])).rows.append(row)
    return list(found.values())


def message_key(reminder: str, numbers: str) -> str:
    """The key of the message about these recommendations of the reminder's unit ("3 7"), told once per person."""
    return f"{reminder}: {numbers}"


def told(users: Collection[int], *, now: datetime) -> dict[tuple[int, str], set[int]]:
    """(Person, key of a reminder) -> numbers of the recommendations they were told of; one query."""
    rows = Message.objects.filter(user__in=users, event__in=(Event.ADVICE_NEAR, Event.ADVICE_OVERDUE))
    found: dict[tuple[int, str], set[int]] = {}
    for user, key in rows.filter(created_at__gt=now - LASTING).order_by().values_list("user", "key"):
        reminder, _, numbers = key.partition(": ")
        found.setdefault((user, reminder), set()).update(map(int, numbers.split()))
    return found
