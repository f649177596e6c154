"""Sentences composed from the figures of a report: plain, formal Indonesian, one paragraph each."""

from collections import Counter
from decimal import Decimal

from evaluations.scoring.rounding import missing_text, percent_text, text
from reports.documents import monitoring_narrative
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.words import day_text, listed


# --- the whole quarter ----------------------------------------------------------------------------
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
    if up.change > 0:
        parts.append(f"kenaikan terbesar dicapai {up.name} (naik {text(up.change)} poin menjadi {text(up.total)})")
    if down.change < 0:
        parts.append(
            f"penurunan terbesar terjadi pada {down.name} (turun {text(-down.change)} poin menjadi {text(down.total)})"
        )
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


def status(report: QuarterlyReport) -> str:
    """How final the figures are."""
    if report.is_draft:
        return (
            "Laporan ini masih draf karena periode belum dikunci. "
            f"Angka menggambarkan keadaan pada {day_text(report.signature.day)} dan masih dapat berubah."
        )
    return f"Angka dalam laporan ini diambil dari penilaian yang sudah dikunci pada {day_text(report.locked_on)}."


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


# --- one unit -------------------------------------------------------------------------------------
def unit_summary(report: QuarterlyReport, unit: UnitResult) -> list[str]:
    """What the figures of one unit say."""
    if not unit.is_scored:
        return [_unscored(report, unit)]
    paragraphs = [_result(report, unit), _gap(unit), _verdict(unit), _extremes(unit)]
    return [paragraph for paragraph in paragraphs if paragraph]


def _unscored(report: QuarterlyReport, unit: UnitResult) -> str:
    own = f" Nilai menurut penilaian mandiri unit: {text(unit.unit_total)} poin." if unit.unit_total is not None else ""
    return f"Pada {report.quarter} belum ada nilai hasil verifikasi TPI untuk unit kerja ini.{own}"


def _result(report: QuarterlyReport, unit: UnitResult) -> str:
    """Total, rank, change, and what the unit itself says."""
    if unit.is_approved:
        rank = f"peringkat {unit.rank} dari {len(report.units)} unit kerja"
        sentence = f"Nilai hasil verifikasi TPI adalah {text(unit.total)} dari 100 poin ({rank})"
    else:
        sentence = (
            f"Verifikasi TPI belum disetujui; nilai sementara {text(unit.total)} dari 100 poin dengan "
            f"{unit.answered} dari {unit.questions} pertanyaan terverifikasi"
        )
    own = f" Nilai menurut penilaian mandiri unit: {text(unit.unit_total)} poin." if unit.unit_total is not None else ""
    return f"{sentence}{_since(report, unit)}.{own}"


def _since(report: QuarterlyReport, unit: UnitResult) -> str:
    if unit.change is not None:
        return f", {moved(unit.change)} dibandingkan dengan {report.previous}"
    if unit.scored_otherwise:
        return f"; nilai {report.previous} tidak dibandingkan karena instrumennya menilai dengan cara lain"
    return ""


def moved(change: Decimal) -> str:
    """A change in words: naik 1,25 poin."""
    if change == 0:
        return "tidak berubah"
    return f"{'naik' if change > 0 else 'turun'} {text(abs(change))} poin"


def _gap(unit: UnitResult) -> str:
    if unit.official == unit.total:
        return ""
    return (
        f"Nilai LKE {text(unit.official)} lebih tinggi daripada nilai ketat {text(unit.total)} karena masih ada "
        "pertanyaan tanpa nilai."
    )


def _verdict(unit: UnitResult) -> str:
    """Passed, or every failing minimum of the predicate aimed at with its missing points."""
    if not unit.failed:
        return f"Unit kerja ini memenuhi seluruh nilai minimal {unit.target}, predikat yang dituju."
    gaps = "; ".join(gap_text(unit, gate) for gate in unit.failed)
    return f"Nilai minimal {unit.target} yang belum terpenuhi ({len(unit.failed)} dari {len(unit.gates)}): {gaps}."


def gap_text(unit: UnitResult, gate) -> str:
    """One failing minimum in a sentence: what it is, what is missing, what was reached of what is required."""
    return (
        f"{gate.label} kurang {missing_text(gate.missing(unit.target))} poin "
        f"(mencapai {text(gate.reached)} dari minimal {text(gate.required(unit.target))})"
    )


def _extremes(unit: UnitResult) -> str:
    areas = sorted(unit.areas, key=lambda area: area.ratio)
    if not areas or areas[0].ratio == areas[-1].ratio:
        return ""
    weak, strong = areas[0], areas[-1]
    return (
        f"Area terkuat adalah {strong.title} ({percent_text(strong.ratio)} dari bobot), sedangkan area yang paling "
        f"perlu diperkuat adalah {weak.title} ({percent_text(weak.ratio)})."
    )
