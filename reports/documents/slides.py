"""The slides of an ekspose: what the report says, for a room. One deck feeds the screen and the PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from evaluations.scoring.rounding import missing_text, text
from insights.documents.next_steps import NextSteps, Outlook
from reports.documents import monitoring_narrative, narrative
from reports.documents.follow_up import RecommendationLine
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.words import change_words, listed

# What fits one slide and can be read from three metres.
RESULTS, MAP_ROWS, LINES, NAMES, OVERDUE, DECISIONS = 6, 6, 6, 7, 4, 4
TITLE = 50  # letters of a name in one line
Item = TypeVar("Item")


class Kind(StrEnum):
    """What a slide shows."""

    TITLE = "title"
    RESULTS = "results"
    MAP = "map"
    TREND = "trend"
    PASSING = "passing"
    UNIT = "unit"
    OVERDUE = "overdue"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Overdue:
    """A recommendation whose last day has passed, and to whom it was given."""

    unit: str
    line: RecommendationLine


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: `title` is what it says, `subtitle` what that rests on, `notes` are for whoever presents.

    `units`, `overdue` or `decisions` hold the rows of its kind; `first` is the number of the first decision.
    `next_steps` stands on the slide of a unit whose verification is complete.
    """

    number: int
    kind: Kind
    title: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    units: tuple[UnitResult, ...] = ()
    unit: UnitResult | None = None
    next_steps: NextSteps | None = None
    overdue: tuple[Overdue, ...] = ()
    decisions: tuple[str, ...] = ()
    first: int = 1


@dataclass(frozen=True, slots=True)
class Passing:
    """The units with an approved result that reach every minimum of a predicate; `more` stand on no slide."""

    predicate: str
    units: tuple[UnitResult, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of a quarter. `steps` by unit key, for units whose every question the TPI verified."""

    title: str
    report: QuarterlyReport
    steps: Mapping[int, NextSteps]

    @property
    def passing(self) -> tuple[Passing, ...]:
        """Who passes WBK, who passes WBBM."""
        return tuple(self._passing(predicate) for predicate in ("WBK", "WBBM"))

    def _passing(self, predicate: str) -> Passing:
        units = tuple(unit for unit in self.report.finished if unit.passes(predicate))
        return Passing(predicate, units[:NAMES], max(len(units) - NAMES, 0))

    @property
    def slides(self) -> list[Slide]:
        """From the first to the last, numbered from 1."""
        return [
            Slide(number=number, **fields)
            for number, fields in enumerate(
                [
                    *_title(self.report),
                    *_results(self.report),
                    *_map(self.report),
                    *_trend(self.report),
                    *_who_passes(self),
                    *(_unit(unit, self.steps.get(unit.unit_id)) for unit in self.report.units),
                    *_overdue(self.report),
                    *_decisions(self.report),
                ],
                start=1,
            )
        ]


def portions(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items in parts of nearly the same length, none longer than `most`; one empty part when there are none."""
    parts = max(-(-len(items) // most), 1)
    size, longer = divmod(len(items), parts)
    ends = [size * place + min(place, longer) for place in range(parts + 1)]
    return [items[ends[place] : ends[place + 1]] for place in range(parts)]


def shortened(words: str, most: int) -> str:
    """A text with so many letters at most, cut between words."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rpartition(' ')[0] or flat[: most - 2]} …"


# --- the slides, each as the fields of Slide but its number ---------------------------------------------
def _title(report: QuarterlyReport) -> Iterator[dict]:
    yield {"kind": Kind.TITLE, "title": report.title, "notes": tuple(narrative.summary(report))}


def _part(number: int, parts: int) -> str:
    return f" (bagian {number} dari {parts})" if parts > 1 else ""


def _results(report: QuarterlyReport) -> Iterator[dict]:
    parts = portions(report.units, RESULTS)
    notes = (
        narrative.status(report),
        "Nilai adalah nilai ketat menurut TPI: pertanyaan yang belum terverifikasi bernilai nol. Suatu unit kerja "
        "memenuhi predikat hanya bila semua nilai minimalnya tercapai, bukan totalnya saja.",
    )
    for number, units in enumerate(parts, start=1):
        subtitle = f"Nilai menurut TPI, dari 100 poin{_part(number, len(parts))}"
        yield {"kind": Kind.RESULTS, "title": _headline(report), "subtitle": subtitle, "notes": notes, "units": units}


def _headline(report: QuarterlyReport) -> str:
    """The result of the quarter in one sentence."""
    if not report.finished:
        return "Belum ada hasil yang disetujui"
    passing = sum(unit.passes_wbk for unit in report.finished)
    return f"{passing} dari {len(report.units)} unit kerja memenuhi nilai minimal WBK"


def _map(report: QuarterlyReport) -> Iterator[dict]:
    parts = portions(report.scored, MAP_ROWS) if report.scored else []
    for number, units in enumerate(parts, start=1):
        yield {
            "kind": Kind.MAP,
            "title": "Capaian enam area tiap unit kerja",
            "subtitle": f"Persen dari bobot area{_part(number, len(parts))}",
            "notes": tuple(narrative.areas(report)),
            "units": tuple(units),
        }


def _trend(report: QuarterlyReport) -> Iterator[dict]:
    ranked = [unit for unit in report.units if unit in report.trends]
    parts = portions(ranked, LINES) if ranked else []
    for number, units in enumerate(parts, start=1):
        yield {
            "kind": Kind.TREND,
            "title": "Perkembangan nilai dari triwulan ke triwulan",
            "subtitle": f"Nilai total menurut TPI pada hasil yang disetujui{_part(number, len(parts))}",
            "notes": tuple(_moves(units)),
            "units": tuple(units),
        }


def _moves(units: Sequence[UnitResult]) -> Iterator[str]:
    """Who rose, fell or stayed, who moved most first."""
    compared = [unit for unit in units if unit.change is not None]
    for unit in sorted(compared, key=lambda unit: -abs(unit.change)):
        yield f"{unit.name} {change_words(unit.change)} dari triwulan sebelumnya."


def _who_passes(deck: Deck) -> Iterator[dict]:
    report = deck.report
    proposed = listed(f"{unit.name} ({unit.proposed_for})" for unit in report.proposed)
    title = f"{len(report.proposed)} unit kerja dapat diusulkan" if proposed else "Belum ada unit kerja yang diusulkan"
    notes = f"Dapat diusulkan ke Kementerian PANRB: {proposed}." if proposed else "Tidak ada yang dapat diusulkan."
    yield {
        "kind": Kind.PASSING,
        "title": title,
        "subtitle": "Hasil yang disetujui dan mencapai semua nilai minimal",
        "notes": (notes,),
    }


def _unit(unit: UnitResult, steps: NextSteps | None) -> dict:
    return {
        "kind": Kind.UNIT,
        "title": shortened(unit.name, TITLE),
        "subtitle": _standing(unit),
        "notes": tuple(_told(unit, steps)),
        "unit": unit,
        "next_steps": steps,
    }


def _standing(unit: UnitResult) -> str:
    if not unit.is_scored:
        return f"Menuju {unit.target}: belum dinilai TPI"
    rank = f", peringkat {unit.rank}" if unit.rank and unit.is_approved else ""
    if not unit.is_approved:
        return f"Nilai {text(unit.total)}, {unit.state}: belum menjadi hasil"
    failed = len(unit.failed)
    words = f"semua nilai minimal {unit.target} tercapai" if not failed else f"{failed} nilai minimal belum tercapai"
    return f"Menuju {unit.target}: nilai {text(unit.total)}{rank}, {words}"


def _told(unit: UnitResult, steps: NextSteps | None) -> Iterator[str]:
    if unit.failed:
        gaps = listed(f"{gate.label} (kurang {missing_text(gate.missing(unit.target))})" for gate in unit.failed)
        yield f"Belum tercapai untuk {unit.target}: {gaps}."
    if unit.change is not None:
        yield f"Nilai {change_words(unit.change)} dari triwulan sebelumnya."
    if steps and steps.outlook == Outlook.WAY:
        yield (
            f"Jalur tercepat menuju {steps.predicate} terdiri atas {steps.count} langkah; sesudahnya nilai menjadi "
            f"{text(steps.total)}. Yang tampil adalah yang menambah poin paling banyak."
        )
    if steps and steps.outlook == Outlook.IMPOSSIBLE:
        yield f"{steps.predicate} belum dapat dicapai dengan data sekarang karena: {listed(steps.held)}."
    if steps and steps.outlook == Outlook.UNSOLVED:
        yield f"Perhitungan jalur tercepat ke {steps.predicate} belum selesai; coba muat ulang paparan ini."
    if unit.recommendations:
        yield f"Rekomendasi yang diberikan pada triwulan ini: {len(unit.recommendations)}."


def _overdue(report: QuarterlyReport) -> Iterator[dict]:
    rows = [Overdue(unit.name, line) for unit in report.monitoring.units for line in unit.lines if line.is_overdue]
    rows += [Overdue(unit.name, line) for unit in report.units for line in unit.recommendations if line.is_overdue]
    rows.sort(key=lambda row: (row.line.due_on, row.line.name))
    parts = portions(rows, OVERDUE)
    title = f"{len(rows) or 'Tidak ada'} rekomendasi{'' if rows else ' yang'} melewati batas waktu"
    for number, some in enumerate(parts, start=1):
        yield {
            "kind": Kind.OVERDUE,
            "title": title,
            "subtitle": f"Yang paling lama lebih dahulu{_part(number, len(parts))}" if rows else "",
            "notes": tuple(monitoring_narrative.monitoring(report)),
            "overdue": tuple(some),
        }


def _decisions(report: QuarterlyReport) -> Iterator[dict]:
    told = report.visits.ekspose
    parts = portions(told.decisions if told else (), DECISIONS)
    first = 1
    for number, some in enumerate(parts, start=1):
        yield {
            "kind": Kind.DECISIONS,
            "title": "Keputusan ekspose",
            "subtitle": _part(number, len(parts)).strip(" ()").capitalize(),
            "notes": tuple(monitoring_narrative.ekspose(report)),
            "decisions": tuple(some),
            "first": first,
        }
        first += len(some)
