"""Whose actions fall due, or did."""

from dataclasses import dataclass
from datetime import date

from evaluations.queries.deadlines import Deadline, deadline
from evaluations.queries.reminders import due_days, due_mark
from plans.enums import CLOSED
from plans.models import Action
from units.models import RoleGrant
from units.roles import UNIT_ROLES


@dataclass(frozen=True, slots=True)
class Reminder:
    """One person's unfinished actions with the same last day.

    `mark` is the reminder that is due: 7, 3 or 1 days before, or -1 once the day has passed.
    """

    owner: int
    due: Deadline
    mark: int
    actions: list[Action]

    @property
    def key(self) -> str:
        """How its messages' keys begin (evaluations.queries.reminded)."""
        return f"aksi {self.due.date.isoformat()} {self.mark}"


def reminders(*, today: date) -> list[Reminder]:
    """Every reminder that is due, to active people who still belong to the unit. Two queries."""
    rows = Action.objects.exclude(state__in=CLOSED).filter(due_on__range=due_days(today), owner__is_active=True)
    held = RoleGrant.objects.on(today).filter(role__in=UNIT_ROLES)
    own = set(held.order_by().values_list("user_id", "unit_id"))
    found: dict[tuple[int, date], Reminder] = {}
    for row in rows.select_related("unit").order_by("due_on", "pk"):
        due = deadline("Batas", row.due_on, today)
        mark = due_mark(due.days)
        if mark and (row.owner_id, row.unit_id) in own:
            found.setdefault((row.owner_id, row.due_on), Reminder(row.owner_id, due, mark, [])).actions.append(row)
    return list(found.values())
