"""Every change to an account is one function here; each writes history and none ever writes a password into it."""

from datetime import datetime

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.hashers import GivenPasswordHasher
from accounts.models import User
from history import log
from history.models import Source

FIELDS = ("username", "full_name", "email", "nip", "position", "is_active")


@transaction.atomic
def create_user(
    *, user: User, password: str | None, by: User | None, at: datetime, source: str = Source.SCREEN
) -> User:
    """Store a new account. A password that somebody else chose must be changed at the first sign-in; only the first
    administrator, made at the server (`by` None), types their own. Without a password nobody signs in until its owner
    has set one. Raises ValidationError.
    """
    user.set_password(password)
    user.must_change_password = by is not None and password is not None
    user.full_clean()
    user.save(force_insert=True)
    log.write(verb="pengguna dibuat", subject=user, by=by, at=at, source=source, new=_values(user))
    return user


@transaction.atomic
def create_given(*, accounts: list[tuple[User, str]], by: User, at: datetime, source: str) -> None:
    """Store many checked new accounts, each with its one-time password ("" for none yet), in a few statements.

    Raises IntegrityError when a user name was taken in between.
    """
    for user, password in accounts:
        user.password = make_password(password or None, hasher=GivenPasswordHasher.algorithm)
        user.must_change_password = bool(password)
    users = [user for user, _ in accounts]
    User.objects.bulk_create(users, batch_size=500)
    log.write_all(
        [
            log.entry(verb="pengguna dibuat", subject=user, by=by, at=at, source=source, new=_values(user))
            for user in users
        ]
    )


@transaction.atomic
def change_user(*, user: User, by: User, at: datetime, source: str = Source.SCREEN) -> User:
    """Store changed details of an account; the history keeps what changed. Raises ValidationError."""
    check_change(user=user, by=by)
    user.full_clean()
    before, after = _values(User.objects.select_for_update().get(pk=user.pk)), _values(user)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if changed:
        user.save(update_fields=changed)
        log.write(
            verb="pengguna diubah",
            subject=user,
            by=by,
            at=at,
            source=source,
            old={name: before[name] for name in changed},
            new={name: after[name] for name in changed},
        )
    return user


@transaction.atomic
def set_password(
    *, user: User, password: str, by: User, at: datetime, source: str = Source.SCREEN, reason: str = ""
) -> User:
    """Store a new password (checked by the form); all other sessions of the account end, failed sign-ins are forgotten.

    What somebody else (`by`) chose must be changed at the next sign-in.
    """
    user.set_password(password)
    user.must_change_password = by.pk != user.pk
    user.save(update_fields=["password", "must_change_password"])
    forget_failures(username=user.username)
    verb = "kata sandi diberikan" if user.must_change_password else "kata sandi diganti"
    log.write(verb=verb, subject=user, by=by, at=at, source=source, reason=reason)
    return user


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, at: datetime, source: str = Source.SCREEN) -> User:
    """Open or close an account, whose sessions then end. Says nothing when it is so already. Raises ValidationError."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active == active:
        return user
    user.is_active = active
    check_change(user=user, by=by)
    user.save(update_fields=["is_active"])
    log.write(
        verb=f"pengguna {'diaktifkan' if active else 'dinonaktifkan'}",
        subject=user,
        by=by,
        at=at,
        source=source,
        old={"is_active": not active},
        new={"is_active": active},
    )
    return user


def check_change(*, user: User, by: User) -> None:
    """Nobody locks themselves out. Raises ValidationError."""
    if user.pk == by.pk and not user.is_active:
        raise ValidationError({"is_active": "Anda tidak dapat menonaktifkan akun Anda sendiri."})


def _values(user: User) -> dict:
    return {name: getattr(user, name) for name in FIELDS}
