"""Telling people, reading, and choosing: every change to a message is one function here.

Reading and choosing concern nobody but the person, so they leave no history.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from inbox.events import Event, Note
from inbox.mail import compose
from inbox.models import Message, Preference
from inbox.queries import to_mail
from jobs.actions import enqueue_many


def tell(*, event: Event, users: Iterable[User | int], key: str, title: str, text: str, url: str, now: datetime) -> int:
    """Tell several people one thing; as `tell_all`."""
    keys = [user.pk if isinstance(user, User) else user for user in users]
    return tell_all(notes=[Note(event, key, keys, title, text, url)], now=now)


@transaction.atomic
def tell_all(*, notes: Iterable[Note], now: datetime) -> int:
    """Write one message per person, event and key that is not there yet; how many were written.

    Inside the caller's transaction: when that is rolled back nobody is told and no mail goes out. The same number of
    queries however many notes and people (rows go in batches). Mails are sent by jobs, after the transaction.
    """
    messages = _new_messages(notes, now)
    if messages:
        # Two runs at once may both come here: the second one's rows are passed over.
        Message.objects.bulk_create(messages, ignore_conflicts=True)
        _send_soon(messages, now)
    return len(messages)


def _new_messages(notes: Iterable[Note], now: datetime) -> list[Message]:
    """Unsaved messages, without those that were told before. Of two notes for one person and key the first counts."""
    wanted: dict[tuple[int, str, str], Message] = {}
    for note in notes:
        for user in note.users:
            message = Message(
                user_id=user,
                event=note.event,
                key=note.key,
                title=" ".join(note.title.split()),  # it becomes a mail's subject: one line
                text=note.text,
                url=note.url,
                created_at=now,
            )
            wanted.setdefault((user, note.event, note.key), message)
    keys = {key for _, _, key in wanted}
    told = set(Message.objects.filter(key__in=keys).order_by().values_list("user", "event", "key")) if keys else ()
    return [message for one, message in wanted.items() if one not in told]


def _send_soon(messages: list[Message], now: datetime) -> None:
    """One job per mail, so that each is tried again on its own; the person who pressed a button waits for none."""
    written = Message.objects.filter(key__in={message.key for message in messages}, created_at=now)
    if keys := list(to_mail(written).order_by("pk").values_list("pk", flat=True)):
        enqueue_many(kind="mail", payloads={str(key): {"message": key} for key in keys}, now=now)


def send_mail(*, message: int, now: datetime) -> bool:
    """Send the mail of one message, at most once; False when there is none to send (any more).

    Not one transaction on purpose: a database that waits for a mail server keeps everybody else waiting. The message
    is marked as mailed first, for all to see, and the mark is taken back when sending fails; the error goes on to the
    job, which tries again. If the process dies between mark and sending, the mail is never sent (the inbox has the
    message); if a server takes the mail but the line breaks before it says so, the next try sends it again under the
    same Message-ID.
    """
    row = to_mail(Message.objects.filter(pk=message)).select_related("user").first()
    if row is None or not _mark(message, None, now):
        return False
    try:
        compose(row).send()
    except Exception:
        _mark(message, now, None)
        raise
    return True


def _mark(message: int, old: datetime | None, new: datetime | None) -> bool:
    """Change when a message was mailed; False when somebody else did."""
    return bool(Message.objects.filter(pk=message, mailed_at=old).update(mailed_at=new))


def mark_read(*, message: Message, by: User, now: datetime) -> None:
    """The person opened one of their own messages; the first time counts."""
    Message.objects.filter(pk=message.pk, user=by, read_at=None).update(read_at=now)


def mark_all_read(*, by: User, now: datetime) -> int:
    """The person has seen all their messages; how many were new."""
    return Message.objects.filter(user=by, read_at=None).update(read_at=now)


@transaction.atomic
def choose_mails(*, by: User, choices: Mapping[Event, bool]) -> None:
    """Store which events the person wants by mail; events that are not named stay as they are."""
    Preference.objects.bulk_create(
        [Preference(user=by, event=event, by_mail=wanted) for event, wanted in choices.items()],
        update_conflicts=True,
        unique_fields=["user", "event"],
        update_fields=["by_mail"],
    )
