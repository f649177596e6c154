"""The names of the quarterly report; its subject is a documents.quarterly.QuarterlyReport."""

from dataclasses import dataclass

from reports.documents import monitoring_narrative, narrative
from reports.documents.follow_up import Monitoring, UnitMonitoring
from reports.documents.quarterly import QuarterlyReport
from reports.documents.visits import VisitLine
from reports.enums import Section
from reports.word import pictures
from reports.word.fields import Field, count, flag, many, one, picture, story, text, texts
from reports.word.stories import section
from reports.word.tables.common import REPORT
from reports.word.tables.units import ANNEX, AREA, RECOMMENDATION, UNIT, Told
from reports.word.values import percent, points

# The head of a table that lists areas: what is the same for all units.
HEAD = tuple(field for field in AREA if field.name in {"nomor", "nama", "bobot"})


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many recommendations are in a state, in words."""

    state: str
    number: int


MINIMUM: tuple[Field, ...] = (
    text("nama", "Nilai minimal yang mana.", lambda minimum: minimum.label),
    flag("total", "Nilai minimal total?", lambda minimum: minimum.kind == "total"),
    flag("area", "Nilai minimal suatu area?", lambda minimum: minimum.kind == "area"),
    text("bobot", "Bobot dalam poin.", lambda minimum: points(minimum.weight)),
    text("wbk", "Nilai minimal untuk WBK.", lambda minimum: points(minimum.wbk)),
    text("wbbm", "Nilai minimal untuk WBBM.", lambda minimum: points(minimum.wbbm)),
)
MEAN: tuple[Field, ...] = (
    count("nomor", "Nomor area.", lambda mean: mean.number),
    text("nama", "Nama area.", lambda mean: mean.title),
    text("persen", "Rata-rata dalam persen dari bobot.", lambda mean: percent(mean.ratio)),
)
COUNTED: tuple[Field, ...] = (
    text("nama", "Status rekomendasi.", lambda counted: counted.state),
    count("jumlah", "Banyaknya rekomendasi.", lambda counted: counted.number),
)
FOLLOWED: tuple[Field, ...] = (
    text("nama", "Nama unit kerja.", lambda unit: unit.name),
    many("status", "Banyaknya rekomendasi menurut status.", COUNTED, lambda unit: _counted(unit.counts), 5),
    count("jumlah", "Banyaknya rekomendasi.", lambda unit: len(unit.lines)),
    count("lewat", "Banyaknya yang lewat batas waktu.", lambda unit: unit.overdue),
    many("rekomendasi", "Rekomendasi unit kerja.", RECOMMENDATION, lambda unit: unit.lines),
)
MONITORING: tuple[Field, ...] = (
    texts("kalimat", "Kalimat tentang tindak lanjut.", monitoring_narrative.monitoring),
    many(
        "unit",
        "Unit kerja yang mempunyai rekomendasi dari triwulan sebelumnya.",
        FOLLOWED,
        lambda report: _units(report),
    ),
    many("status", "Jumlah semua unit kerja menurut status.", COUNTED, lambda report: _counted(_all(report).counts), 5),
    count("jumlah", "Banyaknya rekomendasi semua unit kerja.", lambda report: len(_all(report).lines)),
    count("lewat", "Banyaknya yang lewat batas waktu.", lambda report: _all(report).overdue),
)
ADVICE: tuple[Field, ...] = (
    text("nomor", "Nomor rekomendasinya.", lambda advice: advice.name),
    text("isi", "Isi saran.", lambda advice: advice.text),
)
VISIT: tuple[Field, ...] = (
    text("hari", "Hari pelaksanaan.", monitoring_narrative.days),
    text("jenis", "Pendampingan, pelatihan, atau rapat koordinasi.", lambda visit: visit.kind),
    text("topik", "Topik.", lambda visit: visit.topic),
    text("tempat", "Tempat; kosong bila tidak dicatat.", lambda visit: visit.place),
    texts("unit", "Unit kerja peserta.", lambda visit: visit.units),
    texts("tim", "Tim Inspektorat.", lambda visit: visit.team),
    text("temuan", "Temuan.", lambda visit: visit.findings),
    many("saran", "Saran yang diberikan.", ADVICE, lambda visit: visit.advice),
)
VISITS: tuple[Field, ...] = (
    texts("kalimat", "Kalimat tentang banyaknya kegiatan.", monitoring_narrative.visits),
    many("daftar", "Kegiatan yang dilaksanakan.", VISIT, lambda report: _done(report)),
)
EKSPOSE: tuple[Field, ...] = (
    flag("ada", "Ekspose sudah dicatat?", lambda report: report.visits.ekspose is not None),
    texts("kalimat", "Kalimat tentang ekspose.", monitoring_narrative.ekspose),
    texts(
        "keputusan",
        "Keputusan ekspose.",
        lambda report: report.visits.ekspose.decisions if report.visits.ekspose else (),
    ),
)
CHART: tuple[Field, ...] = (
    picture("bagan", "Bagan nilai total, sebanyak-banyaknya 20 unit kerja.", lambda name: name),
)


def _all(report: QuarterlyReport) -> Monitoring:
    return report.monitoring


def _units(report: QuarterlyReport) -> tuple[UnitMonitoring, ...]:
    return report.monitoring.units


def _counted(counts: list[int]) -> list[StateCount]:
    states = Monitoring().states
    return [StateCount(state, number) for state, number in zip(states, counts or [0] * len(states), strict=True)]


def _done(report: QuarterlyReport) -> tuple[VisitLine, ...]:
    return report.visits.done


def _told(report: QuarterlyReport, units) -> list[Told]:
    return [Told(report, unit) for unit in units]


QUARTERLY: tuple[Field, ...] = (
    text("judul", "Judul laporan tanpa triwulannya.", lambda report: report.title),
    text("judul_lengkap", "Judul laporan dengan triwulannya.", lambda report: report.full_title),
    text("judul_atas", "Judul singkat untuk kepala halaman.", lambda report: report.running),
    *REPORT,
    story("ringkasan", "Ringkasan eksekutif.", lambda report: section(Section.SUMMARY, report)),
    story("metode", "Metode.", lambda report: section(Section.METHOD, report)),
    story("simpulan", "Simpulan.", lambda report: section(Section.CONCLUSION, report)),
    story("saran", "Saran.", lambda report: section(Section.ADVICE, report)),
    many("nilai_minimal", "Nilai minimal kedua predikat.", MINIMUM, lambda report: report.minimums),
    many("area", "Keenam area, untuk kepala tabel; kosong sebelum ada nilai.", HEAD, lambda report: report.areas, 6),
    many("unit", "Semua unit kerja, menurut peringkat.", UNIT, lambda report: _told(report, report.units)),
    many("unit_dinilai", "Unit kerja yang sudah dinilai TPI.", UNIT, lambda report: _told(report, report.scored)),
    many("diusulkan", "Unit kerja yang dapat diusulkan.", UNIT, lambda report: _told(report, report.proposed)),
    many(
        "belum_diusulkan",
        "Unit kerja yang belum dapat diusulkan.",
        UNIT,
        lambda report: _told(report, report.not_proposed),
    ),
    flag("ada_tidak_selesai", "Ada unit kerja yang hasilnya belum disetujui?", lambda report: report.unfinished),
    texts("kalimat_area", "Kalimat tentang capaian area.", narrative.areas),
    many(
        "rata_area",
        "Rata-rata area dari hasil yang disetujui; kosong bila belum ada.",
        MEAN,
        lambda report: report.area_means,
        6,
    ),
    many(
        "bagan_nilai",
        "Bagan nilai total semua unit kerja.",
        CHART,
        lambda report: [pictures.units_chart(number) for number, _ in enumerate(report.charts, start=1)],
    ),
    one("monitoring", "Tindak lanjut rekomendasi triwulan sebelumnya.", MONITORING, lambda report: report),
    one("kegiatan", "Pendampingan, pelatihan, dan rapat koordinasi.", VISITS, lambda report: report),
    one("ekspose", "Ekspose hasil evaluasi.", EKSPOSE, lambda report: report),
    many("lampiran", "Lembar kerja evaluasi setiap unit kerja.", ANNEX, lambda report: report.sheets),
)
