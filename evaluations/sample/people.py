"""Who appears in the sample data: units, users and the letterhead. No real person or number among them."""

from dataclasses import dataclass

from units.roles import Role

PASSWORD = "zi-contoh-2024"  # noqa: S105 - printed in the README; sample users sign in from loopback only


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A work unit; the code also names its people."""

    code: str
    name: str
    parent: str

    @property
    def head(self) -> str:
        """User name of the head."""
        return f"kepala{self.code}"

    @property
    def member(self) -> str:
        """User name of the member of the Tim ZI."""
        return f"unit{self.code}"

    @property
    def evaluator(self) -> str:
        """User name of the evaluator who verifies the unit."""
        return next(name for name, codes in ASSIGNED.items() if self.code in codes)


@dataclass(frozen=True, slots=True)
class SampleUser:
    """An account with one role, for one unit or for none."""

    username: str
    full_name: str
    position: str
    role: Role
    unit: str = ""


NAMED = (
    SampleUnit("01", "UPT Laboratorium Kesehatan dan Kalibrasi", "Dinas Kesehatan"),
    SampleUnit("02", "RSUD dr. Doris Sylvanus", "Pemerintah Provinsi Kalimantan Tengah"),
    SampleUnit("03", "UPT-PPD Samsat Sampit", "Badan Pendapatan Daerah"),
    SampleUnit("04", "UPT-PPD Samsat Kota Palangka Raya", "Badan Pendapatan Daerah"),
)
UNITS = NAMED + tuple(
    SampleUnit(f"{number:02}", f"Unit Kerja Contoh {number:02}", "Dinas Contoh") for number in range(5, 13)
)

ASSIGNED = {
    "evaluator": frozenset(f"{number:02}" for number in range(1, 9)),
    "evaluator2": frozenset(f"{number:02}" for number in range(9, 13)),
}

INSPECTORATE = (
    SampleUser("administrator", "Administrator Contoh", "Pengelola aplikasi", Role.ADMINISTRATOR),
    SampleUser("supervisor", "Pengendali Contoh", "Inspektur Pembantu", Role.SUPERVISOR),
    SampleUser("evaluator", "Evaluator Contoh Satu", "Auditor, ketua tim", Role.EVALUATOR),
    SampleUser("evaluator2", "Evaluator Contoh Dua", "Auditor, ketua tim", Role.EVALUATOR),
    SampleUser("leader", "Pimpinan Contoh", "Pimpinan daerah", Role.LEADER),
)
HEADS = tuple(
    SampleUser(unit.head, f"Kepala Contoh {unit.code}", "Kepala unit kerja", Role.UNIT_HEAD, unit.code)
    for unit in UNITS
)
MEMBERS = tuple(
    SampleUser(unit.member, f"Anggota Tim ZI Contoh {unit.code}", "Anggota Tim ZI", Role.UNIT_MEMBER, unit.code)
    for unit in UNITS
)
USERS = INSPECTORATE + HEADS + MEMBERS

# Letterhead and signature of the sample reports; address and contact stay blank rather than invented.
ORGANISATION = {
    "government": "Pemerintah Provinsi Kalimantan Tengah",
    "name": "Inspektorat",
    "city": "Palangka Raya",
    "signatory_title": "Inspektur",
    "signatory_name": "Nama Inspektur (contoh)",
    "signatory_rank": "Pangkat dan golongan (contoh)",
}
