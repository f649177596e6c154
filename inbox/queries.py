"""Reading one's own messages and choices, and who gets a mail."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from inbox.events import EVENTS, Event, Side
from inbox.models import Message, Preference
from units.actors import Actor


def messages_of(user: User, *, only_unread: bool = False) -> QuerySet[Message]:
    """A person's own messages, newest first; those of others do not exist for them (404)."""
    rows = Message.objects.filter(user=user)
    return rows.filter(read_at=None) if only_unread else rows


def unread_count(user: User) -> int:
    """How many messages the person has not opened; one query."""
    return messages_of(user, only_unread=True).count()


def choosable(actor: Actor) -> list[Event]:
    """The events that can ever reach somebody with the actor's roles, in their fixed order."""
    sides = ({Side.UNIT} if actor.unit_ids else set()) | ({Side.INSPECTORATE} if actor.roles else set())
    return [event for event, info in EVENTS.items() if info.sides & sides]


def mail_choices(user: User) -> dict[Event, bool]:
    """Event -> does the person want it by mail? Every event is there; without a choice the answer is yes."""
    chosen = dict(Preference.objects.filter(user=user).order_by().values_list("event", "by_mail"))
    return {event: chosen.get(event, True) for event in Event}


def to_mail(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those of the messages that go out by mail and have not yet.

    Not to people without an address, who left, who chose otherwise, or who are made up.
    """
    refused = Preference.objects.filter(user=OuterRef("user"), event=OuterRef("event"), by_mail=False)
    reachable = messages.filter(mailed_at=None, user__is_active=True, user__is_sample=False)
    return reachable.exclude(user__email="").exclude(Exists(refused))
