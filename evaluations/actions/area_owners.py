"""Naming the people of a unit who work on its areas (Pokja)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from evaluations import permissions
from evaluations.exceptions import Invalid
from evaluations.models import AreaOwner
from evaluations.queries.area_owners import owners, unit_people
from evaluations.queries.areas import area_titles
from history import log
from history.models import Source
from units.actors import Actor
from units.models import WorkUnit


@transaction.atomic
def set_owners(
    *, unit: WorkUnit, area: int, users: Iterable[User], by: Actor, now: datetime, source: str = Source.SCREEN
) -> list[User]:
    """Name the people of one area anew, nobody for an empty list; they come back by name.

    Whoever was named before and still is keeps their day. Raises NotAllowed (only the unit's own people name them) or
    Invalid (no such area, somebody who does not belong to the unit).
    """
    permissions.require(permissions.acts_for(by, unit.pk))
    if area not in area_titles():
        raise Invalid(f"Area perubahan {area} tidak ada.", "area")
    wanted = {user.pk: user for user in users}
    unit = WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    _check_people(unit, wanted, now)
    before = owners(unit).get(area, [])
    kept = {user.pk for user in before} & set(wanted)
    AreaOwner.objects.filter(unit=unit, area=area).exclude(user__in=kept).delete()
    AreaOwner.objects.bulk_create(
        AreaOwner(unit=unit, area=area, user=user, since=now, named_by=by.user)
        for pk, user in wanted.items()
        if pk not in kept
    )
    after = owners(unit).get(area, [])
    if before != after:
        log.write(
            verb="anggota Pokja ditetapkan",
            subject=unit,
            topic=f"area {area}",
            by=by.user,
            at=now,
            source=source,
            old={"anggota Pokja": [str(user) for user in before]},
            new={"anggota Pokja": [str(user) for user in after]},
        )
    return after


def _check_people(unit: WorkUnit, wanted: dict[int, User], now: datetime) -> None:
    own = set(unit_people(unit, today=timezone.localdate(now)).values_list("pk", flat=True))
    strangers = [str(user) for pk, user in wanted.items() if pk not in own]
    if strangers:
        raise Invalid(f"{', '.join(strangers)} bukan anggota {unit}.", "users")
