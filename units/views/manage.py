"""The index of the administration: a card per section, each for those who may enter it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from units.actors import Actor
from units.roles import Permission


@dataclass(frozen=True, slots=True)
class Section:
    """A card: its name, what is done there, where it leads, and whom it is for (one permission is enough)."""

    label: str
    icon: str
    sentence: str
    url_name: str
    permissions: frozenset[Permission]

    def is_open_to(self, actor: Actor) -> bool:
        return any(actor.may(permission) for permission in self.permissions)


P = Permission
# A new section is one entry here; the menu shows "Pengelolaan" to whoever may enter one of them.
SECTIONS = (
    Section(
        "Unit kerja",
        "building-community",
        "Nama dan kepala unit, siapa anggotanya, siapa yang memverifikasinya; menonaktifkan unit.",
        "units:units",
        frozenset({P.MANAGE_UNITS}),
    ),
    Section(
        "Pengguna",
        "users",
        "Akun orang yang memakai aplikasi ini: menambah, mengimpor dari Excel, mengatur ulang kata sandi.",
        "units:users",
        frozenset({P.MANAGE_USERS}),
    ),
    Section(
        "Peran",
        "user-shield",
        "Siapa memegang peran apa, untuk unit mana, dari kapan sampai kapan.",
        "units:grants",
        frozenset({P.MANAGE_USERS}),
    ),
    Section(
        "Penugasan evaluator",
        "user-check",
        "Evaluator TPI mana yang memverifikasi unit kerja mana.",
        "units:assignments",
        frozenset({P.MANAGE_USERS}),
    ),
    Section(
        "Periode",
        "calendar-event",
        "Merencanakan, membuka, dan mengunci triwulan serta batas waktunya.",
        "evaluations:periods",
        frozenset({P.MANAGE_PERIODS, P.LOCK_PERIODS}),
    ),
    Section(
        "Instansi dan dasar hukum",
        "building-bank",
        "Kop surat, logo, penanda tangan laporan, dan dasar hukum yang dikutip laporan.",
        "units:organisation",
        frozenset({P.MANAGE_UNITS}),
    ),
    Section(
        "Templat Word",
        "file-type-docx",
        "Rupa laporan triwulanan dan LHE sebagai dokumen Word: mencoba dan memberlakukan templat sendiri.",
        "reports:word_templates",
        frozenset({P.MANAGE_UNITS}),
    ),
    Section(
        "Instrumen",
        "list-check",
        "Versi LKE: komponen, pertanyaan, skala, dan nilai minimal.",
        "admin:evaluations_instrument_changelist",
        frozenset({P.MANAGE_INSTRUMENTS}),
    ),
    Section(
        "Riwayat",
        "history",
        "Semua perubahan: siapa, kapan, dari apa menjadi apa.",
        "evaluations:log",
        frozenset({P.READ_HISTORY}),
    ),
    Section(
        "Pekerjaan latar",
        "subtask",
        "Surel dan pekerjaan terjadwal: mana yang menunggu, berjalan, atau gagal; mencoba lagi.",
        "jobs",
        frozenset({P.MANAGE_USERS}),
    ),
    Section(
        "Halaman admin",
        "database-cog",
        "Semua data sebagai tabel, termasuk jawaban dan nilai triwulan.",
        "admin:index",
        frozenset({P.MANAGE_UNITS, P.MANAGE_USERS, P.MANAGE_PERIODS, P.MANAGE_INSTRUMENTS}),
    ),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sections the actor may enter; 403 for people without any."""
    sections = [section for section in SECTIONS if section.is_open_to(request.actor)]
    if not sections:
        raise PermissionDenied("Halaman pengelolaan hanya untuk administrator dan pengendali TPI.")
    return render(request, "units/manage.html", {"sections": sections})
