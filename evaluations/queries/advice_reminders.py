"""Which recommendations are due for a reminder on a day."""

from dataclasses import dataclass
from datetime import date

from evaluations.followup_workflow import BEFORE_CLAIM
from evaluations.models import Recommendation
from evaluations.queries.deadlines import Deadline, deadline
from evaluations.queries.reminders import due_days, due_mark


@dataclass(frozen=True, slots=True)
class AdviceReminder:
    """Recommendations of one unit with the same last day. `mark` is the reminder that is due (queries.reminders)."""

    due: Deadline
    mark: int
    rows: list[Recommendation]

    @property
    def key(self) -> str:
        """How its messages' keys begin (queries.reminded)."""
        return f"rekomendasi unit {self.rows[0].unit_id} {self.due.date.isoformat()} {self.mark}"


def advice_reminders(*, today: date) -> list[AdviceReminder]:
    """Every reminder that is due while it is the unit's turn; one query."""
    rows = Recommendation.objects.filter(sent_at__isnull=False, state__in=BEFORE_CLAIM, due_on__range=due_days(today))
    found: dict[tuple[int, date], AdviceReminder] = {}
    for row in rows.select_related("unit", "responsible").order_by("unit__code", "due_on", "number"):
        due = deadline("Batas", row.due_on, today)
        if mark := due_mark(due.days):
            found.setdefault((row.unit_id, row.due_on), AdviceReminder(due, mark, [])).rows.append(row)
    return list(found.values())
