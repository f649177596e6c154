"""Roles as code: what each role is called, whom it binds to a unit, what it may do.

The table is the source for permission checks, for the help page and for the tests (DOMAIN.md, "Who").
"""

from dataclasses import dataclass

from django.db import models


class Role(models.TextChoices):
    """The roles a dated grant can give."""

    ADMINISTRATOR = "administrator", "Administrator"
    UNIT_MEMBER = "unit_member", "Anggota Tim ZI unit kerja"
    UNIT_HEAD = "unit_head", "Kepala unit kerja"
    EVALUATOR = "evaluator", "Evaluator TPI"
    SUPERVISOR = "supervisor", "Pengendali TPI"
    LEADER = "leader", "Pimpinan"


class Permission(models.TextChoices):
    """What can be allowed, each as a sentence for people."""

    MANAGE_UNITS = "manage_units", "mengelola unit kerja, kop surat, dan dasar hukum"
    MANAGE_USERS = "manage_users", "mengelola pengguna, peran, dan penugasan"
    MANAGE_PERIODS = "manage_periods", "merencanakan dan membuka periode"
    LOCK_PERIODS = "lock_periods", "menutup dan mengunci periode"
    MANAGE_INSTRUMENTS = "manage_instruments", "menyusun dan menerbitkan instrumen"
    READ_HISTORY = "read_history", "membaca riwayat perubahan"
    READ_ALL = "read_all", "membaca penilaian semua unit"
    READ_REPORTS = "read_reports", "membaca dan mengunduh laporan"
    WRITE_REPORTS = "write_reports", "menyusun narasi laporan"
    ISSUE_REPORTS = "issue_reports", "menerbitkan laporan"
    ANSWER = "answer", "mengisi penilaian mandiri unitnya"
    SUBMIT = "submit", "mengajukan penilaian unitnya"
    VERIFY = "verify", "memverifikasi jawaban unit yang ditugaskan"
    APPROVE = "approve", "menyetujui hasil verifikasi"
    COMPARE_EVALUATORS = "compare_evaluators", "membandingkan penilaian antar-evaluator"
    VISIT = "visit", "merencanakan dan mencatat pendampingan"
    RECORD_EKSPOSE = "record_ekspose", "mencatat hasil ekspose"


UNIT_ROLES = frozenset({Role.UNIT_MEMBER, Role.UNIT_HEAD})


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """What a role is for (one sentence, for people) and the permissions it carries."""

    purpose: str
    permissions: frozenset[Permission]


P = Permission
ROLES: dict[Role, RoleInfo] = {
    Role.ADMINISTRATOR: RoleInfo(
        "Mengelola unit kerja, pengguna, periode, instrumen, dan kop surat.",
        frozenset(
            {
                P.MANAGE_UNITS,
                P.MANAGE_USERS,
                P.MANAGE_PERIODS,
                P.MANAGE_INSTRUMENTS,
                P.READ_HISTORY,
                P.READ_ALL,
                P.READ_REPORTS,
            }
        ),
    ),
    Role.UNIT_MEMBER: RoleInfo(
        "Mengisi penilaian mandiri unit kerjanya.",
        frozenset({P.ANSWER}),
    ),
    Role.UNIT_HEAD: RoleInfo(
        "Mengisi penilaian mandiri unit kerjanya dan mengajukannya kepada TPI.",
        frozenset({P.ANSWER, P.SUBMIT}),
    ),
    Role.EVALUATOR: RoleInfo(
        "Memverifikasi jawaban unit kerja yang ditugaskan kepadanya.",
        frozenset({P.READ_ALL, P.READ_REPORTS, P.WRITE_REPORTS, P.VERIFY, P.VISIT}),
    ),
    Role.SUPERVISOR: RoleInfo(
        "Meninjau dan menyetujui hasil verifikasi, mengunci periode, dan menerbitkan laporan.",
        frozenset(
            {
                P.READ_ALL,
                P.READ_REPORTS,
                P.WRITE_REPORTS,
                P.ISSUE_REPORTS,
                P.APPROVE,
                P.COMPARE_EVALUATORS,
                P.MANAGE_PERIODS,
                P.LOCK_PERIODS,
                P.READ_HISTORY,
                P.VISIT,
                P.RECORD_EKSPOSE,
            }
        ),
    ),
    Role.LEADER: RoleInfo(
        "Membaca semua hasil; tidak mengubah apa pun.",
        frozenset({P.READ_ALL, P.READ_REPORTS, P.COMPARE_EVALUATORS}),
    ),
}
