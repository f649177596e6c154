"""Sharing out all areas of a unit on one screen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from evaluations.actions.area_owners import set_owners
from evaluations.exceptions import Stale
from evaluations.queries.area_owners import owners
from history.models import Source
from units.actors import Actor
from units.models import WorkUnit

Shared = Mapping[int, list[User]]


@transaction.atomic
def share_out(
    *, unit: WorkUnit, wanted: Shared, by: Actor, now: datetime, seen: str | None = None, source: str = Source.SCREEN
) -> None:
    """Name the people of every area in `wanted` anew; areas that are not named stay as they are.

    `seen` is the `mark` of what the page showed (None: not asked). Raises NotAllowed, Invalid or Stale.
    """
    unit = WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if seen is not None and seen != mark(owners(unit)):
        raise Stale("Pembagian Pokja baru saja diubah orang lain. Periksa yang sekarang, lalu ubah lagi bila perlu.")
    for area, users in wanted.items():
        set_owners(unit=unit, area=area, users=users, by=by, now=now, source=source)


def mark(shared: Shared) -> str:
    """Who has which area, as one word: equal for equal shares."""
    return ";".join(
        f"{area}:{','.join(str(user.pk) for user in sorted(users, key=lambda user: user.pk))}"
        for area, users in sorted(shared.items())
        if users
    )
