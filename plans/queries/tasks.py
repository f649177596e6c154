"""A person's own actions among their tasks on the first page. One query."""

from datetime import date

from django.urls import reverse

from evaluations.queries.deadlines import deadline
from evaluations.queries.home import Task
from plans.enums import CLOSED
from plans.models import Action
from plans.queries.plan import mine
from units.actors import Actor

SHOWN = 5  # actions the first page names before it counts


def tasks(actor: Actor, *, today: date) -> list[Task]:
    """The nearest of the actor's unfinished actions; a last task counts the others."""
    if not actor.unit_ids:
        return []
    rows = list(mine(actor).exclude(state__in=CLOSED))
    found = [_task(row, today) for row in rows[:SHOWN]]
    if rest := len(rows) - SHOWN if len(rows) > SHOWN else 0:
        found.append(Task(f"{rest} rencana aksi lainnya", "Tugas saya", reverse("plans:mine"), "Lihat semua"))
    return found


def _task(row: Action, today: date) -> Task:
    return Task(
        row.text,
        f"Rencana aksi {row.unit}, sasaran {row.target}",
        reverse("plans:action", args=[row.pk]),
        "Buka",
        deadline("Batas", row.due_on, today),
    )
