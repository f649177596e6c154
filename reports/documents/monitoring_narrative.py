"""Sentences on what became of advice, and on visits: plain, formal Indonesian, one paragraph each."""

from collections import Counter

from evaluations.enums import RecommendationState
from reports.documents.follow_up import RecommendationLine
from reports.documents.quarterly import QuarterlyReport
from reports.documents.visits import VisitLine
from reports.documents.words import day_text, listed

S = RecommendationState
# A state as the end of "3 rekomendasi ...".
ENDS = {
    S.SETTLED: "dinyatakan tuntas",
    S.DONE_BY_UNIT: "selesai menurut unit dan menunggu penilaian TPI",
    S.IN_PROGRESS: "sedang ditindaklanjuti",
    S.OPEN: "belum ditindaklanjuti",
    S.IMPOSSIBLE: "tidak dapat ditindaklanjuti",
}
MOST_NAMED = 3  # recommendations of the greatest age that are named


# --- monitoring -----------------------------------------------------------------------------------
def monitoring(report: QuarterlyReport) -> list[str]:
    """How many there were, what became of them, what is overdue, and what waits longest."""
    if not report.monitoring.units:
        return [f"Memasuki {report.quarter} tidak ada rekomendasi dari triwulan sebelumnya yang belum ditutup."]
    return [paragraph for paragraph in (brief(report), _overdue(report), _oldest(report)) if paragraph]


def brief(report: QuarterlyReport) -> str:
    """How many earlier recommendations there were and what became of them; "" when there were none."""
    return f"{_begun(report)} {_became(report)}" if report.monitoring.units else ""


def _begun(report: QuarterlyReport) -> str:
    told = report.monitoring
    return (
        f"Memasuki {report.quarter} terdapat {len(told.lines)} rekomendasi dari triwulan sebelumnya yang belum "
        f"ditutup, pada {len(told.units)} unit kerja."
    )


def _became(report: QuarterlyReport) -> str:
    counts = dict(zip(S, report.monitoring.counts, strict=True))
    parts = [f"{counts[state]} {words}" for state, words in ENDS.items() if counts[state]]
    if len(parts) == 1:
        return f"{_moment(report)} seluruhnya {parts[0].partition(' ')[2]}."
    return f"{_moment(report)} {listed(parts)}."


def _moment(report: QuarterlyReport) -> str:
    return f"Sampai {day_text(report.signature.day)}," if report.is_draft else "Saat periode dikunci,"


def _overdue(report: QuarterlyReport) -> str:
    told = report.monitoring
    if not told.open:
        return ""
    first = f"Dari {len(told.open)} rekomendasi yang belum ditutup,"
    if not told.overdue:
        return f"{first} tidak ada yang melewati batas waktu."
    where = listed(f"{unit.name} ({unit.overdue})" for unit in told.units if unit.overdue)
    return f"{first} {told.overdue} sudah melewati batas waktu, yaitu pada {where}."


def _oldest(report: QuarterlyReport) -> str:
    """What was given longest ago, when it is older than one quarter."""
    age = max((line.age for line in report.monitoring.open), default=0)
    if age < 2:
        return ""
    names = [line.name for line in report.monitoring.open if line.age == age]
    told = listed(names[:MOST_NAMED]) if len(names) <= MOST_NAMED else f"{len(names)} rekomendasi"
    return f"Yang paling lama belum ditutup berumur {age} triwulan: {told}."


def given(line: RecommendationLine) -> str:
    """When a recommendation was given, and its age: TW I 2024, 2 triwulan lalu."""
    return f"{line.given.name}, {line.age} triwulan lalu"


# --- visits ---------------------------------------------------------------------------------------
def visits(report: QuarterlyReport) -> list[str]:
    """How many took place, of which kind, and with how many units."""
    done = report.visits.done
    if not done:
        begins = "belum ada" if report.is_draft else "tidak ada"
        return [f"Pada {report.quarter} {begins} pendampingan, pelatihan, atau rapat koordinasi yang dilaksanakan."]
    kinds = Counter(visit.kind for visit in done)
    counted = listed(f"{count} {kind.lower()}" for kind, count in kinds.items())
    units = len({unit for visit in done for unit in visit.units})
    return [f"Pada {report.quarter} dilaksanakan {counted}, diikuti {units} unit kerja."]


def days(visit: VisitLine) -> str:
    """The day of a visit, or the first and the last."""
    if visit.until is None or visit.until == visit.day:
        return day_text(visit.day)
    if (visit.day.year, visit.day.month) == (visit.until.year, visit.until.month):
        return f"{visit.day.day}–{day_text(visit.until)}"
    return f"{day_text(visit.day)} – {day_text(visit.until)}"


def ekspose(report: QuarterlyReport) -> list[str]:
    """When and where the results were presented, to whom, and whether anything was decided; [] when not recorded."""
    told = report.visits.ekspose
    if told is None:
        return []
    people = listed(line.strip(" ,;.") for line in told.participants.splitlines() if line.strip(" ,;."))
    first = (
        f"Hasil evaluasi {report.quarter} dipaparkan dalam ekspose pada {day_text(told.day)} di {told.place}, "
        f"dengan peserta: {people}."
    )
    second = (
        "Ekspose tersebut menghasilkan keputusan berikut:" if told.decisions else "Tidak ada keputusan yang dicatat."
    )
    return [first, second]
