"""Taking back what was drafted: a part of a draft, or a draft as a whole. What is published stays."""

from datetime import datetime

from django.db import models, transaction

from evaluations import permissions, policies
from evaluations.exceptions import WrongState
from evaluations.models import AnswerScale, Area, Component, Indicator, Instrument, Question, Threshold
from evaluations.models.instrument import InstrumentPart
from evaluations.queries.instruments import users_of
from history.models import Source
from units.actions.records import remove_record
from units.actors import Actor
from units.roles import Permission

# Whoever refers to others goes before them.
PARTS = [Threshold, Question, Indicator, Component, AnswerScale, Area]


@transaction.atomic
def delete_part(*, part: InstrumentPart, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove a part of a draft that nothing refers to. Raises NotAllowed or WrongState."""
    _check(part, part.instrument_id, by)
    remove_record(record=part, by=by, now=now, source=source)


@transaction.atomic
def delete_draft(*, instrument: Instrument, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove a draft with all its parts. Raises NotAllowed or WrongState."""
    _check(instrument, instrument.pk, by)
    for model in PARTS:
        model.objects.filter(instrument=instrument).delete()
    remove_record(record=instrument, by=by, now=now, source=source)


def _check(record: models.Model, instrument_id: int, by: Actor) -> None:
    """Locks the draft; raises NotAllowed or WrongState."""
    permissions.require(by.may(Permission.MANAGE_INSTRUMENTS))
    policies.check_instrument_editable(Instrument.objects.select_for_update().get(pk=instrument_id))
    if users := users_of(record):
        raise WrongState(
            f"{record} masih dipakai oleh {users[0]._meta.verbose_name} {users[0]} dan tidak dapat dihapus."
        )
