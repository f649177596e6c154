"""Sentences on one unit, composed from its figures: plain, formal Indonesian, one paragraph each."""

from evaluations.scoring.rounding import missing_text, percent_text, text
from reports.documents.parts import AreaLine, GateLine
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.words import change_words, listed

TOLD_GAPS = 4  # minimums that a sentence can still tell
FURTHEST_GAPS = 3


def analysis(report: QuarterlyReport, unit: UnitResult) -> list[str]:
    """What the figures of one unit say."""
    if not unit.is_scored:
        return [_unscored(report, unit)]
    paragraphs = [
        _joined(_result(report, unit), _gap(unit)),
        _verdict(unit),
        _joined(_areas(unit), _moved(report, unit)),
        _own(unit),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _unscored(report: QuarterlyReport, unit: UnitResult) -> str:
    own = f" Nilai menurut penilaian mandiri unit: {text(unit.unit_total)} poin." if unit.unit_total is not None else ""
    return f"Pada {report.quarter} belum ada nilai hasil verifikasi TPI untuk unit kerja ini.{own}"


def _result(report: QuarterlyReport, unit: UnitResult) -> str:
    """Total, rank and change."""
    if unit.is_approved:
        rank = f" (peringkat {unit.rank} dari {len(report.units)} unit kerja)" if unit.rank else ""
        sentence = f"Nilai hasil verifikasi TPI adalah {text(unit.total)} dari 100 poin{rank}"
    else:
        sentence = (
            f"Verifikasi TPI belum disetujui; nilai sementara {text(unit.total)} dari 100 poin dengan "
            f"{unit.answered} dari {unit.questions} pertanyaan terverifikasi"
        )
    return f"{sentence}{_since(report, unit)}."


def _since(report: QuarterlyReport, unit: UnitResult) -> str:
    if unit.change is not None:
        return f", {change_words(unit.change)} dibandingkan dengan {report.previous}"
    if unit.scored_otherwise:
        return f"; nilai {report.previous} tidak dibandingkan karena instrumennya menilai dengan cara lain"
    return ""


def _gap(unit: UnitResult) -> str:
    if unit.official == unit.total:
        return ""
    return (
        f"Nilai LKE {text(unit.official)} lebih tinggi daripada nilai ketat {text(unit.total)} karena masih ada "
        "pertanyaan tanpa nilai."
    )


def _verdict(unit: UnitResult) -> str:
    """Passed, or the failing minimums of the predicate aimed at with their missing points: the furthest ones where
    there are many, which the table of all minimums tells apart better than a sentence."""
    failed = unit.failed
    if not failed:
        return f"Unit kerja ini memenuhi seluruh nilai minimal {unit.target}, predikat yang dituju."
    begins = f"Nilai minimal {unit.target} yang belum terpenuhi ({len(failed)} dari {len(unit.gates)})"
    if len(failed) <= TOLD_GAPS:
        return f"{begins}: {'; '.join(gap_text(unit, gate) for gate in failed)}."
    worst = sorted(failed, key=lambda gate: gate.reached / gate.required(unit.target))[:FURTHEST_GAPS]
    gaps = "; ".join(gap_text(unit, gate) for gate in worst)
    return f"{begins}, yang paling jauh: {gaps}. Semuanya tercantum dalam tabel capaian terhadap nilai minimal."


def gap_text(unit: UnitResult, gate: GateLine) -> str:
    """One failing minimum in a sentence: what it is, what is missing, what was reached of what is required."""
    return (
        f"{gate.label} kurang {missing_text(gate.missing(unit.target))} poin "
        f"(mencapai {text(gate.reached)} dari minimal {text(gate.required(unit.target))})"
    )


def _areas(unit: UnitResult) -> str:
    """Where the unit is strong, and what most needs work."""
    areas = sorted(unit.areas, key=lambda area: (-area.ratio, area.number))
    if not areas or areas[0].ratio == areas[-1].ratio:
        return ""
    strong, weak = areas[0], areas[-1]
    sentence = (
        f"Area terkuat adalah {strong.title} ({percent_text(strong.ratio)} dari bobot), sedangkan area yang paling "
        f"perlu diperkuat adalah {weak.title} ({percent_text(weak.ratio)})."
    )
    past = [area.title for area in areas if area.passes_wbbm]
    if not past:
        return sentence
    if len(past) == len(areas):
        return f"{sentence} Keenam area sudah mencapai nilai minimal area untuk WBBM."
    return f"{sentence} Nilai minimal area untuk WBBM sudah dicapai pada {listed(past)}."


def _moved(report: QuarterlyReport, unit: UnitResult) -> str:
    """The areas that rose and fell most since the quarter before."""
    compared = [area for area in unit.areas if area.change is not None]
    if not compared:
        return ""
    up, down = max(compared, key=lambda area: area.change), min(compared, key=lambda area: area.change)
    sizes = {"naik": (up, "kenaikan"), "turun": (down, "penurunan")}
    parts = [_area_moved(*one) for word, one in sizes.items() if change_words(one[0].change).startswith(word)]
    return f"Dibandingkan dengan {report.previous}, {' dan '.join(parts)}." if parts else ""


def _area_moved(area: AreaLine, size: str) -> str:
    return f"{size} terbesar terjadi pada area {area.title} ({text(abs(area.change))} poin)"


def _own(unit: UnitResult) -> str:
    """What the unit itself says, and how far the TPI went from it."""
    if unit.unit_total is None:
        return ""
    first = f"Nilai menurut penilaian mandiri unit adalah {text(unit.unit_total)} poin"
    if not unit.is_approved:
        return f"{first}."
    apart = unit.unit_total - unit.total
    side = "lebih tinggi daripada" if apart > 0 else "lebih rendah daripada"
    compared = f"{text(abs(apart))} poin {side}" if apart else "sama dengan"
    changed = f" TPI mengubah {unit.notes_total} jawaban dengan catatan." if unit.notes_total else ""
    return f"{first}, {compared} hasil verifikasi TPI.{changed}"
