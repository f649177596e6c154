"""The first administrator of a new installation."""

from datetime import date, datetime

from django.db import transaction

from accounts.actions import create_user
from accounts.models import User
from history import log
from history.models import Source
from units.models import RoleGrant
from units.roles import Role


def administrator_exists(*, today: date) -> bool:
    """Does somebody who can sign in hold the administrator role on that day?"""
    return RoleGrant.objects.on(today).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists()


@transaction.atomic
def create_administrator(*, user: User, password: str, today: date, now: datetime) -> User:
    """Store a new account with the administrator role from today. Raises ValidationError."""
    create_user(user=user, password=password, by=None, at=now, source=Source.COMMAND)
    grant = RoleGrant(user=user, role=Role.ADMINISTRATOR, starts_on=today)
    grant.full_clean()
    grant.save(force_insert=True)
    log.write(
        verb="peran pengguna dibuat",
        subject=grant,
        by=None,
        at=now,
        source=Source.COMMAND,
        new={"user_id": user.pk, "role": grant.role, "starts_on": today.isoformat()},
    )
    return user
