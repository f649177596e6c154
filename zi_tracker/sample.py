"""The sample data of all apps together."""

from datetime import date, datetime

from django.db import transaction

from evaluations.actions import sample as evaluations
from plans.actions.sample import write_plans
from visits.actions.sample import write_visits


@transaction.atomic
def load_sample(*, today: date, now: datetime) -> evaluations.Counts:
    """Fill an empty database with the sample data of every app; what is open counts from `today`.

    Raises WrongState when the database holds anything already; then nothing changed.
    """
    counts = evaluations.load_sample(today=today, now=now)
    write_visits(today=today)
    write_plans(today=today)
    return counts
