"""Links to set a new password: asked for by anybody, made and mailed in the background, good once and for a short time.

No table ever holds a link: the job's row knows only whom it is for, and the token is made as the mail is written.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts import actions
from accounts.models import User
from history import log
from jobs.actions import enqueue, enqueue_many
from jobs.models import Job

KIND = "password_mail"
MAILS_PER_HOUR = 3  # for one account, counted in clock hours
MINUTES = settings.PASSWORD_RESET_TIMEOUT // 60

SUBJECT = "[ZI Tracker] Tautan untuk membuat kata sandi"
TEXT = """Yth. {name},

ada permintaan untuk membuat kata sandi baru bagi akun Anda di ZI Tracker.

Nama pengguna Anda: {username}

Buka tautan ini untuk membuat kata sandi Anda sendiri. Tautan berlaku {minutes} menit dan hanya satu kali:
{link}

Bila tautan sudah tidak berlaku, minta yang baru di:
{again}

Bila bukan Anda yang memintanya, abaikan surel ini; kata sandi Anda tidak berubah.

--
Surel ini dikirim otomatis oleh ZI Tracker. Mohon tidak membalasnya.
"""


class LinkExpired(Exception):
    """The link was used already, is too old, or never was one."""


def receivers() -> QuerySet[User]:
    """Who may get a link: active people with an address; sample users, whose addresses are nobody's, never."""
    return User.objects.filter(is_active=True, is_sample=False).exclude(email="")


def ask(*, name: str, now: datetime) -> None:
    """Somebody forgot the password of the account with this user name or address: mail a link, if there is such a one.

    Nobody learns whether there is: with and without an account the same is read and written, without one it is taken
    back. Two people may share an address; each account gets its own mail.
    """
    users = list(receivers().filter(Q(username=name) | Q(email__iexact=name))[:5])
    for user in users or [None]:
        request_link(user=user, by=None, now=now)


@transaction.atomic
def request_link(*, user: User | None, by: User | None, now: datetime) -> bool:
    """Have a link mailed; `by` is the administrator who wants it, None for its owner. False: too many this hour."""
    account = user.pk if user else 0
    hour = f"{account}:{now:%Y%m%d%H}:"
    asked = Job.objects.filter(kind=KIND, key__startswith=hour).count()
    allowed = user is not None and asked < MAILS_PER_HOUR
    with transaction.atomic():
        enqueue(kind=KIND, payload={"user": account}, now=now, by=by, key=f"{hour}{asked}")
        transaction.set_rollback(not allowed)
    return allowed


def request_links(*, users: list[User], by: User, now: datetime) -> None:
    """Have a first link mailed to each of many new accounts, in a few statements."""
    payloads = {f"{user.pk}:{now:%Y%m%d%H}:0": {"user": user.pk} for user in users}
    enqueue_many(kind=KIND, payloads=payloads, now=now, by=by)


def mail_link(*, user_id: int, by: User | None, now: datetime) -> bool:
    """Write and send the mail; False when the account may no longer get one. Raises what the mail server raises.

    Not one transaction on purpose: a database that waits for a mail server keeps everybody else waiting. If the process
    dies between mail and entry, the job's next attempt sends another link.
    """
    user = receivers().filter(pk=user_id).first()
    if user is None:
        return False
    EmailMessage(SUBJECT, _text(user), to=[user.email], headers={"Auto-Submitted": "auto-generated"}).send()
    log.write(verb="tautan kata sandi dikirim", subject=user, by=by, at=now)
    return True


def owner(uid: str, token: str) -> User | None:
    """Whose password the link may set; None when it is used, expired or forged."""
    try:
        user = receivers().get(pk=force_str(urlsafe_base64_decode(uid)))
    except (User.DoesNotExist, ValueError, OverflowError):
        return None
    return user if default_token_generator.check_token(user, token) else None


@transaction.atomic
def use(*, uid: str, token: str, password: str, now: datetime) -> User:
    """Set the password (checked by the form) through a link; all sessions of the account end, and so does the link.

    Raises LinkExpired, also when the same link was used a moment ago.
    """
    found = owner(uid, token)
    list(User.objects.select_for_update().filter(pk=found.pk if found else None))
    user = owner(uid, token)  # read again: now nobody else is using the link
    if user is None:
        raise LinkExpired
    return actions.set_password(user=user, password=password, by=user, at=now, reason="Lewat tautan surel.")


def _text(user: User) -> str:
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    return TEXT.format(
        name=user.full_name,
        username=user.username,
        minutes=MINUTES,
        link=settings.SITE_URL + reverse("accounts:password_link", args=[uid, token]),
        again=settings.SITE_URL + reverse("accounts:forgotten"),
    )
