"""Accounts as administrators manage them: made with their roles, changed, closed, given a new password.

A one-time password is the return value of its action and stands nowhere else: whoever calls shows it once.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts import password_links
from accounts.models import User
from accounts.one_time import one_time_password
from history.models import Source
from units.actions.dated_rules import refuse_gap
from units.actions.records import save_record
from units.actors import Actor
from units.models import RoleGrant
from units.roles import Permission, Role

NO_ADDRESS = "Akun ini tidak mempunyai alamat surel yang dapat dikirimi tautan."
TOO_MANY = (
    f"Sudah {password_links.MAILS_PER_HOUR} tautan dikirim ke akun ini dalam satu jam. "
    "Tunggu satu jam, atau buat kata sandi sekali pakai."
)


@transaction.atomic
def create(
    *, user: User, grants: Iterable[RoleGrant], by_mail: bool, by: Actor, now: datetime, source: str = Source.SCREEN
) -> str:
    """Store a new account with its roles, all or nothing. Returns its one-time password; "" when a link is mailed.

    Raises PermissionError or ValidationError.
    """
    _require(by)
    check_new(user=user, by_mail=by_mail)
    password = "" if by_mail else one_time_password()
    accounts.create_user(user=user, password=password or None, by=by.user, at=now, source=source)
    for grant in grants:
        grant.user = user
        save_record(record=grant, by=by, now=now, source=source)
    if by_mail:
        password_links.request_link(user=user, by=by.user, now=now)
    return password


def check_new(*, user: User, by_mail: bool) -> None:
    """What a new account needs beside its fields. Raises ValidationError."""
    if User.objects.filter(username__iexact=user.username).exists():
        raise ValidationError({"username": "Nama pengguna ini sudah dipakai."})
    if by_mail and not user.email:
        raise ValidationError({"email": "Tulis alamat surel, atau pilih kata sandi sekali pakai."})


@transaction.atomic
def change(*, user: User, by: Actor, now: datetime, source: str = Source.SCREEN) -> User:
    """Store changed details of an account. Raises PermissionError or ValidationError."""
    _require(by)
    _lock_administrators()
    check_change(user=user, by=by, today=timezone.localdate(now))
    return accounts.change_user(user=user, by=by.user, at=now, source=source)


def check_change(*, user: User, by: Actor, today: date) -> None:
    """Nobody closes their own account, nor the last administrator's. Raises ValidationError."""
    accounts.check_change(user=user, by=by.user)
    if not user.is_active:
        _check_administrator_left(user, today)


@transaction.atomic
def switch(*, user: User, active: bool, by: Actor, now: datetime, source: str = Source.SCREEN) -> User:
    """Open or close an account; roles and everything done stay. Raises PermissionError or ValidationError."""
    _require(by)
    _lock_administrators()
    if not active:
        _check_administrator_left(user, timezone.localdate(now))
    return accounts.set_active(user=user, active=active, by=by.user, at=now, source=source)


@transaction.atomic
def reset_password(*, user: User, by: Actor, now: datetime, source: str = Source.SCREEN) -> str:
    """Give the account a one-time password, which is returned; its sessions end.

    Raises PermissionError or ValidationError.
    """
    _require(by)
    check_reset(user=user, by=by)
    password = one_time_password()
    accounts.set_password(user=user, password=password, by=by.user, at=now, source=source)
    return password


@transaction.atomic
def mail_link(*, user: User, by: Actor, now: datetime) -> None:
    """Have a link to a new password mailed; the old one stays good until it is used.

    Raises PermissionError or ValidationError.
    """
    _require(by)
    check_reset(user=user, by=by)
    if not password_links.receivers().filter(pk=user.pk).exists():
        raise ValidationError(NO_ADDRESS)
    if not password_links.request_link(user=user, by=by.user, now=now):
        raise ValidationError(TOO_MANY)


def check_reset(*, user: User, by: Actor) -> None:
    """Whose password may be reset. Raises ValidationError."""
    if user.pk == by.user.pk:
        raise ValidationError("Ganti kata sandi Anda sendiri lewat menu akun.")
    if not user.is_active:
        raise ValidationError("Akun ini tidak aktif. Aktifkan dahulu.")


def _require(by: Actor) -> None:
    if not by.may(Permission.MANAGE_USERS):
        raise PermissionError("Anda tidak berwenang melakukan ini.")


def _lock_administrators() -> None:
    """Two administrators who close each other's account at once do so one after the other."""
    list(RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR))


def _check_administrator_left(user: User, today: date) -> None:
    """Refuse to close the account whose absence leaves a day without administrator."""
    rows = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).overlapping(today, None)
    spans = list(rows.values_list("user_id", "starts_on", "ends_on"))
    refuse_gap(
        [(first, last) for _, first, last in spans],
        [(first, last) for owner, first, last in spans if owner != user.pk],
        today,
    )
