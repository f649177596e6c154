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
    RECOMMENDED = "recommended", "Rekomendasi baru"
    FOLLOWED_UP = "followed_up", "Tindak lanjut dilaporkan"
    JUDGED = "judged", "Tindak lanjut dinilai"
    ADVICE_NEAR = "advice_near", "Batas rekomendasi mendekat"
    ADVICE_OVERDUE = "advice_overdue", "Batas rekomendasi lewat"
    ACTION_ASSIGNED = "action_assigned", "Tugas rencana aksi"
    ACTION_NEAR = "action_near", "Batas tugas mendekat"
    ACTION_OVERDUE = "action_overdue", "Batas tugas lewat"
    VISIT_PLANNED = "visit_planned", "Pendampingan dijadwalkan"
    REPORT_ISSUED = "report_issued", "Laporan terbit"
    WORK_DONE = "work_done", "Pekerjaan latar selesai"
    FILE_REFUSED = "file_refused", "Berkas ditolak pemindai virus"


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
    Event.RECOMMENDED: EventInfo("bulb", "TPI memberi rekomendasi kepada unit Anda.", UNIT),
    Event.FOLLOWED_UP: EventInfo("message-report", "Unit kerja melaporkan tindak lanjut rekomendasi.", INSPECTORATE),
    Event.JUDGED: EventInfo("gavel", "TPI menilai tindak lanjut unit Anda atau mengubah batas waktunya.", UNIT),
    Event.ADVICE_NEAR: EventInfo("clock", "Rekomendasi belum selesai dan tersisa 7, 3, atau 1 hari.", UNIT),
    Event.ADVICE_OVERDUE: EventInfo("clock-x", "Batas waktu rekomendasi lewat dan belum selesai.", BOTH),
    Event.ACTION_ASSIGNED: EventInfo("checklist", "Anda ditunjuk mengerjakan sebuah rencana aksi.", UNIT),
    Event.ACTION_NEAR: EventInfo("clock", "Rencana aksi Anda belum selesai dan tersisa 7, 3, atau 1 hari.", UNIT),
    Event.ACTION_OVERDUE: EventInfo("clock-x", "Batas waktu rencana aksi Anda lewat dan belum selesai.", UNIT),
    Event.VISIT_PLANNED: EventInfo("calendar-plus", "Pendampingan, pelatihan, atau rapat dijadwalkan.", BOTH),
    Event.REPORT_ISSUED: EventInfo("file-certificate", "Laporan atau berita acara diterbitkan.", BOTH),
    Event.WORK_DONE: EventInfo("checks", "Berkas atau impor yang Anda minta selesai dikerjakan.", BOTH),
    Event.FILE_REFUSED: EventInfo("virus", "Pemindai virus menolak berkas yang Anda unggah.", BOTH),
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
