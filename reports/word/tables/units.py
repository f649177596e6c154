"""What is said about one unit, with its recommendations and its sheet."""

from dataclasses import dataclass

from evaluations.scoring.rounding import missing_text
from evaluations.scoring.rounding import text as number_text
from reports.documents import monitoring_narrative
from reports.documents.follow_up import RecommendationLine
from reports.documents.parts import AnnexRow, GateLine
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.enums import Section
from reports.word import pictures
from reports.word.fields import Field, count, flag, many, picture, story, text, texts
from reports.word.stories import section
from reports.word.values import day, exact, missing, percent, points, signed

# Of the map of areas: the letters' colour is dark enough on each.
SHADES = ("FFFFFF", "EFF5FD", "C0D7F9", "629CEF", "3C7BD9")
KINDS = {"group": "komponen", "indicator": "indikator", "question": "pertanyaan", "figure": "isian"}


@dataclass(frozen=True, slots=True)
class Told:
    """A unit with the report around it: some of what is said of the one follows from the other."""

    report: QuarterlyReport
    unit: UnitResult


@dataclass(frozen=True, slots=True)
class ToldGate:
    """A minimum with the predicate its unit aims at."""

    gate: GateLine
    target: str


def _verdict(passes: bool, lacks) -> str:
    return "memenuhi" if passes else f"kurang {missing(lacks)}"


def _gap(told: ToldGate) -> str:
    gate, target = told.gate, told.target
    return (
        f"{gate.label}: kurang {missing_text(gate.missing(target))} "
        f"({number_text(gate.reached)} dari {number_text(gate.required(target))})"
    )


AREA: tuple[Field, ...] = (
    count("nomor", "Nomor area, 1 sampai 6.", lambda area: area.number),
    text("nama", "Nama area.", lambda area: area.title),
    text("bobot", "Bobot area dalam poin.", lambda area: exact(area.weight)),
    text("nilai", "Nilai menurut TPI dalam poin.", lambda area: points(area.reached)),
    text("persen", "Nilai dalam persen dari bobot.", lambda area: percent(area.ratio)),
    text("perubahan", "Selisih poin dengan triwulan sebelumnya.", lambda area: signed(area.change)),
    flag("memenuhi_wbk", "Mencapai nilai minimal area untuk WBK?", lambda area: area.passes_wbk),
    flag("memenuhi_wbbm", "Mencapai nilai minimal area untuk WBBM?", lambda area: area.passes_wbbm),
    text("warna", "Warna petak peta capaian, untuk {% cellbg %}.", lambda area: SHADES[area.shade]),
)
GATE: tuple[Field, ...] = (
    text("nama", "Nilai minimal yang mana.", lambda told: told.gate.label),
    flag("total", "Nilai minimal total?", lambda told: told.gate.kind == "total"),
    text("bobot", "Bobot dalam poin.", lambda told: points(told.gate.weight)),
    text("nilai", "Capaian menurut TPI dalam poin.", lambda told: points(told.gate.reached)),
    text("wbk", "Nilai minimal untuk WBK.", lambda told: points(told.gate.wbk)),
    text(
        "hasil_wbk",
        "“memenuhi” atau “kurang 0,50”.",
        lambda told: _verdict(told.gate.passes_wbk, told.gate.wbk_missing),
    ),
    text("wbbm", "Nilai minimal untuk WBBM.", lambda told: points(told.gate.wbbm)),
    text(
        "hasil_wbbm",
        "“memenuhi” atau “kurang 0,50”.",
        lambda told: _verdict(told.gate.passes_wbbm, told.gate.wbbm_missing),
    ),
    flag("kurang", "Belum mencapai predikat yang dituju?", lambda told: not told.gate.passes(told.target)),
)
SCORE: tuple[Field, ...] = (
    text("kode", "Kode komponen; kosong pada nilai total.", lambda line: line.code),
    text("nama", "Nama komponen.", lambda line: line.title),
    count("tingkat", "0 untuk komponen utama, makin besar makin rinci.", lambda line: line.depth),
    text("bobot", "Bobot dalam poin.", lambda line: points(line.weight)),
    text("unit", "Nilai menurut penilaian mandiri.", lambda line: points(line.unit)),
    text("tpi", "Nilai menurut TPI.", lambda line: points(line.tpi)),
    text("lalu", "Nilai triwulan sebelumnya.", lambda line: points(line.previous)),
    text("perubahan", "Selisih poin dengan triwulan sebelumnya.", lambda line: signed(line.change)),
)
NOTE: tuple[Field, ...] = (
    text("kode", "Kode pertanyaan.", lambda note: note.code),
    text("pertanyaan", "Bunyi pertanyaan.", lambda note: note.question),
    text("unit", "Jawaban unit kerja.", lambda note: note.unit),
    text("tpi", "Jawaban menurut TPI.", lambda note: note.tpi),
    text("catatan", "Catatan TPI.", lambda note: note.note),
    flag("disingkat", "Catatannya dipotong karena panjang?", lambda note: note.shortened),
)
RECOMMENDATION: tuple[Field, ...] = (
    text("nomor", "Nomor rekomendasi, misalnya 07/R-3.", lambda line: line.name),
    text("hal", "Pertanyaan atau area yang dimaksud; kosong bila umum.", lambda line: line.subject),
    text("isi", "Isi rekomendasi.", lambda line: line.text),
    text("prioritas", "Prioritas.", lambda line: line.priority),
    text("batas", "Batas waktu yang berlaku.", lambda line: day(line.due_on)),
    text(
        "batas_semula",
        "Batas waktu semula; kosong bila tidak diubah.",
        lambda line: day(line.due_at_first) if line.due_at_first else "",
    ),
    text("diberikan", "Kapan diberikan dan umurnya, misalnya TW I 2024, 2 triwulan lalu.", monitoring_narrative.given),
    text("status", "Status.", lambda line: line.state.label),
    flag("ditutup", "Sudah ditutup?", lambda line: line.is_closed),
    flag("lewat", "Lewat batas waktu?", lambda line: line.is_overdue),
    text("langkah", "Tindak lanjut terakhir: tanggal dan langkahnya.", lambda line: _step(line)),
    text("tindak_lanjut", "Isi tindak lanjut terakhir.", lambda line: line.last.text if line.last else ""),
)


def _step(line: RecommendationLine) -> str:
    return f"{day(line.last.day)}: {line.last.step}" if line.last else ""


ORIGIN: tuple[Field, ...] = (
    text("siapa", "Menurut siapa: unit atau TPI; pada nilai minimal juga “Nilai minimal”.", lambda origin: origin[0]),
    text("hitungan", "Hitungannya, misalnya (1 + 0,67) ÷ 2 × 1 = 0,84.", lambda origin: origin[1]),
)
SUM: tuple[Field, ...] = (
    text("nama", "Nilai minimal yang mana.", lambda row: row.text),
    many("asal", "Asal capaiannya, dan nilai minimalnya.", ORIGIN, lambda row: row.equations),
)
ROW: tuple[Field, ...] = (
    text(
        "jenis",
        "komponen, indikator, pertanyaan, atau isian (angka dari pertanyaan di atasnya).",
        lambda row: KINDS[row.kind],
    ),
    text("kode", "Kode; kosong pada isian.", lambda row: row.code),
    text("isi", "Bunyi pertanyaan, atau nama komponen, indikator, atau isian.", lambda row: row.text),
    text("unit", "Jawaban unit kerja.", lambda row: row.unit),
    text("tpi", "Jawaban menurut TPI.", lambda row: row.tpi),
    text("nilai", "Nilai jawaban menurut TPI, 0 sampai 1.", lambda row: points(row.value)),
    text("catatan_tpi", "Catatan TPI; kosong bila tidak ada.", lambda row: row.tpi_note),
    text("catatan_unit", "Catatan unit kerja; kosong bila tidak ada.", lambda row: row.unit_note),
    text("poin", "Pada komponen dan indikator: poin menurut TPI dari bobotnya.", lambda row: _of_weight(row)),
    many(
        "asal",
        "Pada komponen dan indikator: asal poinnya menurut unit dan TPI; kosong sebelum dinilai.",
        ORIGIN,
        lambda row: row.equations,
    ),
)


def _of_weight(row: AnnexRow) -> str:
    return "" if row.weight is None else f"{points(row.points)} dari {points(row.weight)} poin"


def _area_chart(told: Told) -> str:
    return pictures.area_chart(told.unit.number) if told.unit.areas else ""


def _trend_chart(told: Told) -> str:
    return pictures.trend_chart(told.unit.number) if told.unit.has_trend else ""


UNIT: tuple[Field, ...] = (
    count("nomor", "Nomor urut dalam laporan.", lambda told: told.unit.number),
    text("kode", "Kode unit kerja.", lambda told: told.unit.code),
    text("nama", "Nama unit kerja.", lambda told: told.unit.name),
    text("induk", "Perangkat daerah induk; kosong bila tidak ada.", lambda told: told.unit.parent_agency),
    text("kepala", "Jabatan kepala unit kerja.", lambda told: told.unit.head.role),
    text("predikat", "Predikat yang dituju: WBK atau WBBM.", lambda told: told.unit.target),
    text("status", "Keadaan penilaian.", lambda told: told.unit.state),
    flag("disetujui", "Hasilnya sudah disetujui?", lambda told: told.unit.is_approved),
    flag("tidak_selesai", "Tidak selesai sampai periode dikunci?", lambda told: told.unit.is_unfinished),
    flag("dinilai", "Sudah ada nilai dari TPI?", lambda told: told.unit.is_scored),
    text(
        "peringkat",
        "Peringkat; tanda – bila belum dinilai.",
        lambda told: "–" if told.unit.rank is None else told.unit.rank,
    ),
    text("nilai", "Nilai total menurut TPI (nilai ketat).", lambda told: points(told.unit.total)),
    text("nilai_lke", "Nilai LKE menurut TPI.", lambda told: points(told.unit.official)),
    text("nilai_unit", "Nilai total menurut penilaian mandiri.", lambda told: points(told.unit.unit_total)),
    text("perubahan", "Selisih poin dengan triwulan sebelumnya.", lambda told: signed(told.unit.change)),
    count("terverifikasi", "Banyaknya pertanyaan yang terverifikasi.", lambda told: told.unit.answered),
    count("pertanyaan", "Banyaknya pertanyaan.", lambda told: told.unit.questions),
    text("pengungkit", "Nilai komponen Pengungkit.", lambda told: points(told.unit.enablers)),
    text("hasil", "Nilai komponen Hasil.", lambda told: points(told.unit.results)),
    flag("memenuhi_wbk", "Memenuhi seluruh nilai minimal WBK?", lambda told: told.unit.passes_wbk),
    flag("memenuhi_wbbm", "Memenuhi seluruh nilai minimal WBBM?", lambda told: told.unit.passes_wbbm),
    text("diusulkan", "Predikat yang dapat diusulkan; kosong bila belum.", lambda told: told.unit.proposed_for),
    story("analisis", "Analisis unit kerja.", lambda told: section(Section.UNIT, told.report, told.unit)),
    picture("bagan_area", "Bagan capaian keenam area; kosong sebelum dinilai.", _area_chart),
    picture(
        "bagan_perkembangan",
        "Bagan nilai total dari triwulan ke triwulan; kosong dengan kurang dari dua hasil yang disetujui.",
        _trend_chart,
    ),
    many("area", "Keenam area; kosong sebelum dinilai.", AREA, lambda told: told.unit.areas, 6),
    many(
        "minimal",
        "Capaian terhadap setiap nilai minimal; kosong sebelum dinilai.",
        GATE,
        lambda told: [ToldGate(gate, told.unit.target) for gate in told.unit.gates],
    ),
    texts(
        "belum_terpenuhi",
        "Nilai minimal predikat yang dituju yang belum tercapai, dengan kekurangannya.",
        lambda told: [_gap(ToldGate(gate, told.unit.target)) for gate in told.unit.failed],
    ),
    many("komponen", "Nilai setiap komponen.", SCORE, lambda told: told.unit.scores),
    many("catatan", "Catatan TPI yang paling memengaruhi nilai.", NOTE, lambda told: told.unit.notes),
    count("jumlah_catatan", "Banyaknya jawaban yang diubah TPI dengan catatan.", lambda told: told.unit.notes_total),
    many("rekomendasi", "Rekomendasi triwulan ini.", RECOMMENDATION, lambda told: told.unit.recommendations),
)
ANNEX: tuple[Field, ...] = (
    text("label", "Lampiran, atau Lampiran 3.", lambda annex: annex.label),
    text("unit", "Nama unit kerja.", lambda annex: annex.unit.name),
    text("nilai_unit", "Nilai total menurut penilaian mandiri.", lambda annex: points(annex.unit.unit_total)),
    text("nilai", "Nilai total menurut TPI.", lambda annex: points(annex.unit.total)),
    text("status", "Keadaan penilaian.", lambda annex: annex.unit.state),
    many("baris", "Baris lembar kerja evaluasi, menurut urutan instrumen.", ROW, lambda annex: annex.unit.sheet),
    flag("dijelaskan", "Lampiran ini menerangkan asal setiap angka? Ya pada LHE.", lambda annex: annex.explained),
    many(
        "penjelasan",
        "Asal capaian setiap nilai minimal; kosong bila tidak diterangkan.",
        SUM,
        lambda annex: annex.unit.sums if annex.explained else (),
    ),
)
