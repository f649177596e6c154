"""Sentences composed from the figures of a report: plain, formal Indonesian, one paragraph each."""

from collections import Counter

from evaluations.scoring.rounding import percent_text, text
from reports.documents import monitoring_narrative
from reports.documents.quarterly import QuarterlyReport
from reports.documents.words import change_words, day_text, listed

MOST_NAMED = 8  # units named in one sentence


def summary(report: QuarterlyReport) -> list[str]:
    """The executive summary: how many, how good, what moved, what holds back, what became of advice, who may
    be proposed."""
    if not report.units:
        return [f"Pada {report.quarter} belum ada unit kerja yang dievaluasi."]
    paragraphs = [
        _coverage(report),
        _level(report),
        _passing(report),
        _movement(report),
        _obstacles(report),
        monitoring_narrative.brief(report),
        _proposal(report),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _coverage(report: QuarterlyReport) -> str:
    first = (
        f"Pada {report.quarter}, Tim Penilai Internal (TPI) mengevaluasi pembangunan Zona Integritas pada "
        f"{len(report.units)} unit kerja."
    )
    state = "belum selesai" if report.is_draft else "tidak selesai sampai periode dikunci"
    if not report.finished:
        return f"{first} Evaluasi seluruh unit kerja {state}; belum ada hasil yang disetujui."
    if not report.unfinished:
        return f"{first} Hasil evaluasi seluruh unit kerja sudah disetujui."
    names = listed(unit.name for unit in report.unfinished)
    return (
        f"{first} Hasil evaluasi {len(report.finished)} unit kerja sudah disetujui. "
        f"Evaluasi {len(report.unfinished)} unit kerja {state}, yaitu {names}."
    )


def _level(report: QuarterlyReport) -> str:
    finished = report.finished
    if not finished:
        return ""
    best = [unit for unit in finished if unit.rank == finished[0].rank]
    lowest = finished[-1]
    sentence = (
        f"Nilai rata-rata unit kerja yang sudah disetujui adalah {text(report.average)} dari 100 poin. Nilai tertinggi "
        f"{text(best[0].total)} diraih {listed(unit.name for unit in best)}"
    )
    if len(best) == len(finished):
        return f"{sentence}."
    return f"{sentence}, sedangkan nilai terendah {text(lowest.total)} diperoleh {lowest.name}."


def _passing(report: QuarterlyReport) -> str:
    """How many approved results reach every minimum."""
    if not report.finished:
        return ""
    wbk = [unit for unit in report.finished if unit.passes_wbk]
    wbbm = [unit for unit in report.finished if unit.passes_wbbm]
    if not wbk:
        return "Di antara hasil yang sudah disetujui, belum ada yang memenuhi seluruh nilai minimal WBK."
    sentence = f"Seluruh nilai minimal WBK dipenuhi {len(wbk)} unit kerja"
    if not wbbm:
        return f"{sentence}; belum ada unit kerja yang memenuhi seluruh nilai minimal WBBM."
    return f"{sentence}, dan {len(wbbm)} unit kerja di antaranya juga memenuhi seluruh nilai minimal WBBM."


def _movement(report: QuarterlyReport) -> str:
    compared = [unit for unit in report.finished if unit.change is not None]
    if not report.previous or not report.finished:
        return ""
    if not compared:
        return f"Tidak ada nilai yang dapat dibandingkan dengan {report.previous}."
    up, down = max(compared, key=lambda unit: unit.change), min(compared, key=lambda unit: unit.change)
    parts = []
    if (rise := change_words(up.change)).startswith("naik"):
        parts.append(f"kenaikan terbesar dicapai {up.name} ({rise} menjadi {text(up.total)})")
    if (fall := change_words(down.change)).startswith("turun"):
        parts.append(f"penurunan terbesar terjadi pada {down.name} ({fall} menjadi {text(down.total)})")
    if not parts:
        return f"Dibandingkan dengan {report.previous}, nilai unit kerja tidak berubah."
    return f"Dibandingkan dengan {report.previous}, {' dan '.join(parts)}."


def _obstacles(report: QuarterlyReport) -> str:
    counted = Counter(gate.label for unit in report.finished for gate in unit.failed)
    if not counted:
        return ""
    top = listed(f"{label} ({count} unit kerja)" for label, count in counted.most_common(3))
    return f"Nilai minimal predikat yang dituju yang paling sering belum terpenuhi: {top}."


def _proposal(report: QuarterlyReport) -> str:
    if not report.proposed:
        return "Belum ada unit kerja yang dapat diusulkan kepada Kementerian PANRB."
    names = listed(f"{unit.name} ({unit.proposed_for})" for unit in report.proposed)
    return f"Unit kerja yang dapat diusulkan kepada Kementerian PANRB sebanyak {len(report.proposed)}, yaitu {names}."


def areas(report: QuarterlyReport) -> list[str]:
    """Which areas are strong and weak over the finished units, and where the WBK minimum of an area is missed."""
    means = report.area_means
    if not means:
        return []
    best, least = max(means, key=lambda mean: mean.ratio), min(means, key=lambda mean: mean.ratio)
    first = ""
    if best.ratio != least.ratio:
        first = (
            f"Rata-rata capaian tertinggi terdapat pada area {best.title} ({percent_text(best.ratio)} dari bobot), "
            f"terendah pada area {least.title} ({percent_text(least.ratio)}). "
        )
    below = {unit.name: [str(area.number) for area in unit.areas if not area.passes_wbk] for unit in report.finished}
    named = [f"{name} (Area {listed(numbers)})" for name, numbers in below.items() if numbers]
    if not named:
        return [f"{first}Seluruh unit kerja yang hasilnya disetujui mencapai nilai minimal WBK pada keenam area."]
    if len(named) > MOST_NAMED:
        return [f"{first}Nilai minimal WBK suatu area belum dicapai pada {len(named)} unit kerja."]
    return [f"{first}Nilai minimal WBK suatu area belum dicapai pada {listed(named)}."]


def status(report: QuarterlyReport) -> str:
    """How final the figures are."""
    if report.is_draft:
        return (
            "Laporan ini masih draf karena periode belum dikunci. "
            f"Angka menggambarkan keadaan pada {day_text(report.signature.day)} dan masih dapat berubah."
        )
    return f"Angka dalam laporan ini diambil dari penilaian yang sudah dikunci pada {day_text(report.locked_on)}."


def method(report: QuarterlyReport) -> list[str]:
    """How the results come about."""
    return [
        "Setiap unit kerja mengisi penilaian mandiri dan menyertakan catatan serta data dukung. Tim Penilai Internal "
        "(TPI) memverifikasi jawaban satu per satu: menyetujui jawaban unit atau mengubahnya dengan catatan. Hasil "
        "verifikasi kemudian ditinjau dan disetujui. Jawaban bernilai 0 sampai 1; nilai indikator adalah rata-rata "
        "nilai pertanyaannya dikalikan bobot, dan nilai komponen adalah jumlah nilai di bawahnya.",
        "Selama masih ada pertanyaan yang belum dijawab, dikenal dua nilai. Nilai LKE tidak memperhitungkan pertanyaan "
        "yang belum dijawab, seperti pada lembar kerja resmi. Nilai ketat menghitungnya sebagai nol. Pemenuhan nilai "
        "minimal dan peringkat memakai nilai ketat; pada lembar kerja yang terisi lengkap kedua nilai itu sama.",
        "Suatu unit kerja memenuhi predikat hanya apabila seluruh nilai minimal dalam Tabel 1 tercapai. Nilai minimal "
        "setiap area dihitung dari bobot Pemenuhan dan Reform bersama-sama.",
    ]


def conclusion(report: QuarterlyReport) -> list[str]:
    """What follows from the results."""
    if not report.units:
        return [f"Belum ada hasil evaluasi yang dapat disimpulkan untuk {report.quarter}."]
    paragraphs = [
        f"Dari {len(report.units)} unit kerja yang dievaluasi pada {report.quarter}, {len(report.proposed)} unit kerja "
        "memenuhi seluruh nilai minimal predikat yang dituju dan hasil evaluasinya sudah disetujui."
    ]
    if report.proposed:
        paragraphs.append(
            "Unit kerja berikut dapat diusulkan kepada Kementerian Pendayagunaan Aparatur Negara dan Reformasi "
            "Birokrasi. Kepala unit kerja yang diusulkan perlu menguasai materi untuk evaluasi oleh Kementerian."
        )
    return paragraphs
