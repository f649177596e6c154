"""Helpers for the tests of the sample commands."""

from io import StringIO

from django.core.management import call_command

from accounts.models import User
from evaluations.models import Evaluation, Instrument, Period
from history.models import Entry
from units.models import Organisation, WorkUnit


def run(command, *arguments):
    """What the command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def counts():
    """How many rows there are."""
    return [model.objects.count() for model in (WorkUnit, User, Period, Instrument, Evaluation, Entry)]


# What somebody may have put into a database before samples are loaded.
FOREIGN = {
    "unit": lambda: WorkUnit.objects.create(code="77", name="Unit nyata"),
    "user": lambda: User.objects.create_user("orang", full_name="Orang nyata"),
    "letterhead": lambda: Organisation.objects.update_or_create(pk=1, defaults={"address": "Jalan Contoh 1"}),
}
