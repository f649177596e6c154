"""What people are told of: data. Which event reaches whom is decided where the event happens (evaluations)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Event(models.TextChoices):
    """Everything that makes a message."""

    PERIOD_OPENED = "period_opened", "Periode dibuka"
    PERIOD_REOPENED = "period_reopened", "Periode dibuka kembali"
    PERIOD_LOCKED = "period_locked", "Periode dikunci"
    DEADLINE_NEAR = "deadline_near", "Batas waktu mendekat"
    DEADLINE_PASSED = "deadline_passed", "Batas waktu lewat"
    SUBMITTED = "submitted", "Penilaian diajukan"
    RETURNED = "returned", "Penilaian dikembalikan"
    REVIEWED = "reviewed", "Verifikasi selesai"
    SENT_BACK = "sent_back", "Verifikasi dikembalikan"
    APPROVED = "approved", "Penilaian disetujui"
    REOPENED = "reopened", "Persetujuan dicabut"


class Side(StrEnum):
    """Who may ever get a message of an event."""

    UNIT = "unit"
    INSPECTORATE = "inspectorate"


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event as people see it: its icon, a sentence for the settings, and whose settings it stands in."""

    icon: str
    sentence: str
    sides: frozenset[Side]


UNIT, INSPECTORATE = frozenset({Side.UNIT}), frozenset({Side.INSPECTORATE})
BOTH = UNIT | INSPECTORATE

EVENTS: dict[Event, EventInfo] = {
    Event.PERIOD_OPENED: EventInfo("calendar-event", "Pengisian triwulan baru dapat dimulai.", BOTH),
    Event.PERIOD_REOPENED: EventInfo("lock-open", "Triwulan yang sudah dikunci dapat diubah lagi.", BOTH),
    Event.PERIOD_LOCKED: EventInfo("lock", "Jawaban dan nilai triwulan tidak dapat diubah lagi.", BOTH),
    Event.DEADLINE_NEAR: EventInfo("clock", "Pekerjaan Anda belum selesai dan tersisa 7, 3, atau 1 hari.", BOTH),
    Event.DEADLINE_PASSED: EventInfo("clock-x", "Batas waktu lewat dan pekerjaan Anda belum selesai.", BOTH),
    Event.SUBMITTED: EventInfo("send", "Unit kerja mengajukan penilaian untuk diverifikasi.", INSPECTORATE),
    Event.RETURNED: EventInfo("arrow-back-up", "TPI meminta perbaikan atas penilaian unit Anda.", UNIT),
    Event.REVIEWED: EventInfo("clipboard-check", "Hasil verifikasi menunggu persetujuan pengendali.", INSPECTORATE),
    Event.SENT_BACK: EventInfo("arrow-back", "Pengendali meminta verifikasi diperbaiki.", INSPECTORATE),
    Event.APPROVED: EventInfo("circle-check", "Hasil verifikasi disetujui pengendali.", BOTH),
    Event.REOPENED: EventInfo("rotate", "Persetujuan dicabut dan penilaian diverifikasi kembali.", BOTH),
}


@dataclass(frozen=True, slots=True)
class Note:
    """One text for several people (`users`: their keys). `key` makes it one per event and person; `url` is a path."""

    event: Event
    key: str
    users: Iterable[int]
    title: str
    text: str
    url: str
