"""Importing users: keeping what was uploaded, and doing what somebody has seen and confirmed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts import password_links
from accounts.models import User
from accounts.one_time import one_time_password
from history.models import Source
from units.actions.records import write_new
from units.actors import Actor
from units.imports.fates import Fate, Preview, judge
from units.imports.rows import Row
from units.models import RoleGrant, UserImport
from units.roles import Permission

KEPT = timedelta(hours=24)


class NothingWaits(Exception):
    """No file waits: it was imported or given up already, or is too old."""


class Changed(Exception):
    """What would happen now is not what the person has seen."""


@dataclass(slots=True)
class Imported:
    """What was done. `given` are the new accounts with their one-time passwords, which stand nowhere else."""

    given: list[tuple[User, str]] = field(default_factory=list)
    mailed: list[User] = field(default_factory=list)
    roles_added: int = 0

    @property
    def created(self) -> int:
        return len(self.given) + len(self.mailed)


@transaction.atomic
def keep(*, rows: list[Row], file_name: str, by: Actor, now: datetime) -> UserImport:
    """Keep a file for a day until its uploader confirms it; it replaces an earlier one. Raises PermissionError."""
    _require(by)
    forget_old(now=now)
    what = {"file_name": file_name[:200], "rows": [row.stored() for row in rows], "created_at": now}
    waiting, _ = UserImport.objects.update_or_create(owner=by.user, defaults=what)
    return waiting


def give_up(*, by: Actor) -> None:
    """Throw the waiting file away."""
    UserImport.objects.filter(owner=by.user).delete()


def forget_old(*, now: datetime) -> int:
    """Throw away the files nobody confirmed within a day; how many."""
    deleted, _ = UserImport.objects.filter(created_at__lte=now - KEPT).delete()
    return deleted


def waiting_of(by: Actor, now: datetime) -> UserImport | None:
    """The file that waits for this person's confirmation."""
    return UserImport.objects.filter(owner=by.user, created_at__gt=now - KEPT).first()


def preview(waiting: UserImport, now: datetime) -> Preview:
    """What would become of each of its rows now."""
    return judge([Row(**row) for row in waiting.rows], timezone.localdate(now))


def import_users(*, digest: str, by_mail: bool, by: Actor, now: datetime) -> Imported:
    """Do exactly what the preview of that digest showed, all or nothing; the file is gone afterwards.

    `by_mail`: new accounts with an address are mailed a link instead of getting a one-time password.
    Raises PermissionError, NothingWaits (so a second confirmation does nothing) or Changed.
    """
    _require(by)
    try:
        return _import(digest, by_mail, by, now)
    except IntegrityError as error:  # somebody made one of these accounts at this very moment
        raise Changed from error


@transaction.atomic
def _import(digest: str, by_mail: bool, by: Actor, now: datetime) -> Imported:
    waiting = UserImport.objects.select_for_update().filter(owner=by.user, created_at__gt=now - KEPT).first()
    if waiting is None:
        raise NothingWaits
    _lock_people(waiting)
    seen = preview(waiting, now)
    if seen.digest != digest or not seen.effective:
        raise Changed
    done = _write(seen, by_mail, by, now)
    waiting.delete()
    return done


def _lock_people(waiting: UserImport) -> None:
    """Whoever changes roles of the same people at this moment waits."""
    names = [row["values"].get("username", "") for row in waiting.rows]
    list(User.objects.select_for_update().filter(username__in=names).order_by("pk"))


def _write(seen: Preview, by_mail: bool, by: Actor, now: datetime) -> Imported:
    who = {"by": by.user, "at": now, "source": Source.IMPORT}
    new = [line.user for line in seen.of(Fate.CREATED)]
    mailed = [user for user in new if by_mail and user.email]
    given = [(user, one_time_password()) for user in new if not (by_mail and user.email)]
    accounts.create_given(accounts=given + [(user, "") for user in mailed], **who)
    if mailed:
        password_links.request_links(users=mailed, by=by.user, now=now)
    write_new(records=_grants(seen), by=by, now=now, source=Source.IMPORT)
    return Imported(given, mailed, len(seen.of(Fate.ADDED)))


def _grants(seen: Preview) -> list[RoleGrant]:
    lines = [line for line in seen.of(Fate.CREATED, Fate.ADDED) if line.grant]
    for line in lines:
        line.grant.user = line.user
    return [line.grant for line in lines]


def _require(by: Actor) -> None:
    if not by.may(Permission.MANAGE_USERS):
        raise PermissionError("Anda tidak berwenang melakukan ini.")
