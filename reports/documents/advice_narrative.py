"""What the figures advise: one piece of advice each, in plain, formal Indonesian."""

from collections.abc import Iterable
from decimal import Decimal

from evaluations.scoring.rounding import missing_text, percent_text
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.words import listed

FAR_APART = Decimal(5)  # points between the unit's own total and the TPI's from which on it is told
MOST_MINIMUMS = 3  # minimums that most units miss
MOST_NAMED = 5  # units that are named; of more only their number is told


def advice(report: QuarterlyReport) -> list[str]:
    """What units and the Inspectorate should do next; one sentence when there are no figures yet."""
    if not report.units:
        return [f"Belum ada hasil evaluasi yang menjadi dasar saran untuk {report.quarter}."]
    pieces = [
        *_minimums(report),
        _followed(report),
        _given(report),
        _fallen(report),
        _judged(report),
        _finished(report),
        _proposed(report),
        _weakest(report),
    ]
    return [piece for piece in pieces if piece] or [
        "Unit kerja mempertahankan capaian dan terus memutakhirkan data dukung pembangunan Zona Integritas."
    ]


def _named(units: Iterable[UnitResult | str]) -> str:
    """The units by name, or how many there are."""
    names = [getattr(unit, "name", unit) for unit in units]
    return listed(names) if len(names) <= MOST_NAMED else f"{len(names)} unit kerja"


def _minimums(report: QuarterlyReport) -> list[str]:
    """The minimums that most units miss: who, and how much is missing at most."""
    missed: dict[str, list[tuple[Decimal, UnitResult]]] = {}
    for unit in report.finished:
        for gate in unit.failed:
            name = "nilai minimal total" if gate.kind == "total" else f"nilai minimal {gate.label}"
            missed.setdefault(name, []).append((gate.missing(unit.target), unit))
    order = sorted(missed.items(), key=lambda told: -len(told[1]))
    return [_minimum(name, cases) for name, cases in order[:MOST_MINIMUMS]]


def _minimum(name: str, cases: list[tuple[Decimal, UnitResult]]) -> str:
    most, unit = max(cases, key=lambda case: case[0])
    who = _named(case[1] for case in cases)
    if len(cases) == 1:
        return f"{who} memenuhi {name}, yang masih kurang {missing_text(most)} poin."
    return f"{who} memenuhi {name}; kekurangan terbesar {missing_text(most)} poin terdapat pada {unit.name}."


def _followed(report: QuarterlyReport) -> str:
    """Earlier recommendations that nobody closed."""
    told = report.monitoring
    if not told.open:
        return ""
    first = f"Kepala unit kerja menuntaskan {len(told.open)} rekomendasi triwulan sebelumnya yang belum ditutup"
    if not told.overdue:
        return f"{first}."
    late = _named(unit.name for unit in told.units if unit.overdue)
    return f"{first}, dengan mendahulukan {told.overdue} rekomendasi yang sudah melewati batas waktu pada {late}."


def _given(report: QuarterlyReport) -> str:
    given = sum(len(unit.recommendations) for unit in report.units)
    if not given:
        return ""
    return f"Kepala unit kerja menindaklanjuti {given} rekomendasi {report.quarter} dalam batas waktunya masing-masing."


def _fallen(report: QuarterlyReport) -> str:
    fallen = [unit for unit in report.finished if unit.change is not None and unit.change < 0]
    if not fallen:
        return ""
    return f"{_named(fallen)} menelusuri penyebab turunnya nilai sejak {report.previous} dan memulihkan capaiannya."


def _judged(report: QuarterlyReport) -> str:
    """Units that think far better of themselves than the TPI does."""
    found = [
        unit for unit in report.finished if unit.unit_total is not None and unit.unit_total - unit.total >= FAR_APART
    ]
    if not found:
        return ""
    return (
        f"{_named(found)} menilai diri lebih cermat berdasarkan data dukung, karena nilai penilaian mandirinya "
        f"sedikitnya {FAR_APART} poin di atas hasil verifikasi TPI."
    )


def _finished(report: QuarterlyReport) -> str:
    if report.is_draft or not report.unfinished:
        return ""
    return f"{_named(report.unfinished)} menyelesaikan penilaian pada triwulan berikutnya dalam jadwal yang ditetapkan."


def _proposed(report: QuarterlyReport) -> str:
    if not report.proposed:
        return ""
    return (
        f"Kepala {_named(report.proposed)} mempersiapkan diri untuk evaluasi oleh Kementerian PANRB dengan menguasai "
        "materi dan melengkapi data dukung."
    )


def _weakest(report: QuarterlyReport) -> str:
    """Where the Inspectorate should help first."""
    if not report.area_means:
        return ""
    least = min(report.area_means, key=lambda mean: mean.ratio)
    return (
        f"{report.letterhead.name} mengutamakan area {least.title} dalam pendampingan berikutnya, karena rata-rata "
        f"capaiannya paling rendah ({percent_text(least.ratio)} dari bobot)."
    )
