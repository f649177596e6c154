"""The action plans of the sample units: data. Days count from the day of loading."""

from dataclasses import dataclass

# For each area what a unit may set out to do; a unit takes one of each three.
BY_AREA: dict[int, tuple[str, str, str]] = {
    1: (
        "Susun rencana aksi agen perubahan dan laporkan hasilnya setiap bulan.",
        "Adakan rapat pemantauan Zona Integritas yang dipimpin kepala unit.",
        "Perbarui laman unit dengan capaian pembangunan Zona Integritas.",
    ),
    2: (
        "Tinjau SOP layanan utama bersama pelaksananya dan catat hasil tinjauan.",
        "Selaraskan peta proses bisnis dengan perangkat daerah induk.",
        "Laporkan pemanfaatan aplikasi layanan dan kepegawaian setiap triwulan.",
    ),
    3: (
        "Ukur kesenjangan kompetensi pegawai dan susun rencana pelatihannya.",
        "Lengkapi SKP berjenjang sampai pelaksana.",
        "Umumkan pegawai berkinerja terbaik triwulan ini beserta dasar penilaiannya.",
    ),
    4: (
        "Lengkapi definisi, rumus, dan sumber data setiap indikator kinerja utama.",
        "Adakan rapat capaian kinerja triwulan bersama seluruh pejabat.",
        "Latih pengelola kinerja menyusun laporan yang memuat analisis capaian.",
    ),
    5: (
        "Perbarui register risiko dan rencana tindak pengendaliannya.",
        "Sosialisasikan larangan gratifikasi kepada pengguna layanan.",
        "Jawab setiap pengaduan yang masuk dan catat waktu penyelesaiannya.",
    ),
    6: (
        "Laksanakan survei kepuasan masyarakat triwulan ini dan umumkan hasilnya.",
        "Tinjau standar pelayanan bersama pengguna layanan.",
        "Latih petugas loket dalam pelayanan prima.",
    ),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One action: who does it, when it is due, and the steps taken so far, one a day up to yesterday."""

    area: int
    text: str
    by_head: bool
    due: int
    steps: tuple[str, ...]


STEPS = {-25: ("start", "finish"), -4: ("start",), 9: ("start",), 24: (), 41: (), 60: ()}


def plan(unit: str) -> list[Planned]:
    """One action for every area, from long done to far ahead; another area lags in every unit."""
    number, days = int(unit), list(STEPS)
    found = []
    for area, texts in BY_AREA.items():
        due = days[(number + area) % len(days)]
        found.append(Planned(area, texts[(number * area) % 3], area in {4, 5}, due, STEPS[due]))
    return found


def owners(area: int) -> tuple[str, ...]:
    """Which of a unit's people ("head", "member") work on an area."""
    return ("head",) if area in {4, 5} else ("member",) if area != 1 else ("head", "member")
