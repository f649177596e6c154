"""Visits, trainings and meetings of the sample, and the ekspose of the judged quarter: data."""

from dataclasses import dataclass
from datetime import date

from visits.enums import VisitKind

ALL = tuple(f"{number:02}" for number in range(1, 13))
K = VisitKind


@dataclass(frozen=True, slots=True)
class Happened:
    """A visit in a quarter that is locked by now."""

    kind: VisitKind
    day: date
    units: tuple[str, ...]
    lead: str  # user names
    members: tuple[str, ...]
    place: str
    topic: str
    participants: str
    findings: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit of the open quarter, or one ahead, whose `day` counts from the day of loading.

    Without `findings` it is still planned. `advice` are (unit, text, days from loading until it is due); `cancelled` is
    why it will not take place.
    """

    kind: VisitKind
    day: date | int
    units: tuple[str, ...]
    lead: str
    members: tuple[str, ...]
    place: str
    topic: str
    participants: str = ""
    findings: str = ""
    number: str = ""
    advice: tuple[tuple[str, str, int], ...] = ()
    cancelled: str = ""


HAPPENED = (
    Happened(
        K.MEETING,
        date(2024, 4, 18),
        ALL,
        "supervisor",
        ("evaluator", "evaluator2"),
        "Aula Inspektorat",
        "Rapat koordinasi awal triwulan",
        "Kepala dan ketua Tim ZI dari dua belas unit kerja",
        "Seluruh unit sudah membagi enam area kepada anggotanya. Tiga unit belum menyusun rencana aksi.",
        "700.1/12/ITPROV/2024 (contoh)",
    ),
    Happened(
        K.ASSISTANCE,
        date(2024, 5, 14),
        ("05",),
        "evaluator",
        (),
        "Ruang rapat Unit Kerja Contoh 05",
        "Pemilihan agen perubahan dan rencana aksinya",
        "Kepala unit, ketua Tim ZI, enam anggota Pokja area 1",
        "Calon agen perubahan sudah ada, tetapi belum ditetapkan. Rapat pemantauan belum dipimpin kepala unit.",
        "700.1/15/ITPROV/2024 (contoh)",
    ),
    Happened(
        K.TRAINING,
        date(2024, 5, 28),
        ALL,
        "supervisor",
        ("evaluator", "evaluator2"),
        "Aula Inspektorat",
        "Pelatihan menyusun data dukung yang memadai",
        "Dua orang dari setiap unit kerja, seluruhnya 24 orang",
        "Peserta berlatih memilih bukti pelaksanaan. Kesulitan terbesar: membedakan rencana dari bukti pelaksanaan.",
        "700.1/17/ITPROV/2024 (contoh)",
    ),
    Happened(
        K.ASSISTANCE,
        date(2024, 6, 11),
        ("07",),
        "evaluator",
        (),
        "Ruang layanan Unit Kerja Contoh 07",
        "Hasil survei persepsi kualitas pelayanan",
        "Kepala unit, petugas loket, Pokja area 6",
        "Standar dan maklumat pelayanan sudah terpasang. Waktu tunggu di loket belum diukur.",
        "700.1/19/ITPROV/2024 (contoh)",
    ),
    Happened(
        K.ASSISTANCE,
        date(2024, 6, 20),
        ("12",),
        "evaluator2",
        (),
        "Ruang rapat Unit Kerja Contoh 12",
        "Penyusunan rencana kerja pembangunan Zona Integritas",
        "Kepala unit dan seluruh Tim ZI",
        "Tim baru terbentuk pada bulan Februari. Rencana kerja masih berupa konsep tanpa penanggung jawab.",
        "700.1/21/ITPROV/2024 (contoh)",
    ),
)

COMING = (
    Coming(
        K.ASSISTANCE,
        date(2024, 8, 20),
        ("06",),
        "evaluator",
        (),
        "Ruang rapat Unit Kerja Contoh 06",
        "Peta proses bisnis dan SOP",
        "Ketua Tim ZI, Pokja area 2 dan 3",
        "SOP layanan utama sudah ada, tetapi belum selaras dengan peta proses bisnis perangkat daerah induk.",
        "700.1/31/ITPROV/2024 (contoh)",
        (("06", "Selesaikan penyelarasan SOP layanan utama dan tetapkan dengan keputusan kepala unit.", 30),),
    ),
    Coming(
        K.TRAINING,
        date(2024, 9, 4),
        ("05", "06", "07", "10", "11", "12"),
        "supervisor",
        ("evaluator", "evaluator2"),
        "Aula Inspektorat",
        "Pelatihan manajemen risiko bagi unit yang belum memenuhi nilai minimal",
        "Tiga orang dari setiap unit kerja",
        "Setiap unit menyusun lima risiko utama. Rencana pengendaliannya dilanjutkan di unit masing-masing.",
        "700.1/33/ITPROV/2024 (contoh)",
    ),
    Coming(
        K.ASSISTANCE,
        date(2024, 9, 17),
        ("10",),
        "evaluator2",
        (),
        "Ruang layanan Unit Kerja Contoh 10",
        "Penanganan pengaduan",
        "Kepala unit dan petugas pengaduan",
        "Petugas pengaduan sudah ditunjuk. Catatan waktu penyelesaian belum ada.",
        "",
        (("10", "Catat waktu penyelesaian setiap pengaduan dan laporkan rata-ratanya tiap triwulan.", 40),),
    ),
    Coming(
        K.ASSISTANCE,
        -3,
        ("08",),
        "evaluator",
        (),
        "Unit Kerja Contoh 08",
        "Indikator kinerja utama",
        cancelled="Kepala unit bertugas ke luar daerah; dijadwalkan kembali.",
    ),
    Coming(
        K.ASSISTANCE,
        4,
        ("08",),
        "evaluator",
        (),
        "Unit Kerja Contoh 08",
        "Indikator kinerja utama dan perbandingannya dengan tahun lalu",
    ),
    Coming(
        K.ASSISTANCE,
        9,
        ("11",),
        "evaluator2",
        (),
        "Unit Kerja Contoh 11",
        "Memilih pertanyaan yang paling cepat menaikkan nilai",
    ),
    Coming(
        K.MEETING,
        15,
        ALL,
        "supervisor",
        ("evaluator", "evaluator2"),
        "Aula Inspektorat",
        "Rapat koordinasi sebelum batas pengisian",
    ),
)

EKSPOSE_DAY = date(2024, 8, 15)
EKSPOSE_PLACE = "Ruang rapat Wakil Gubernur (contoh)"
EKSPOSE_PARTICIPANTS = "Pimpinan daerah, Inspektur, Tim Penilai Internal, dan kepala dua belas unit kerja"
DECISIONS = (
    "Empat unit kerja yang memenuhi seluruh nilai minimal WBK diusulkan kepada Kementerian PANRB.",
    "Unit kerja yang belum memenuhi nilai minimal menyusun rencana aksi paling lambat akhir triwulan berikutnya.",
    "Inspektorat menambah pendampingan bagi unit yang belum memenuhi nilai minimal survei.",
)
