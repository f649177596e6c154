"""The table of events."""

from inbox.events import EVENTS, Event
from zi_tracker.icons import icon_svg


def test_every_event_is_described():
    assert list(EVENTS) == list(Event)
    assert [event for event, info in EVENTS.items() if info.sentence[-1] != "." or not info.sides] == []


def test_every_icon_exists():
    assert all(icon_svg(info.icon) for info in EVENTS.values())
