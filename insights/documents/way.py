"""A shortest way in words: what to do, how far, why, and why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.rounding import exact_text, missing_text, text
from evaluations.scoring.thresholds import Gate, Verdict
from evaluations.scoring.types import Instrument, Question
from insights.documents.places import Place, by_place, places
from insights.documents.values import UNANSWERED, said
from insights.enums import Effort
from insights.shortest.figures import given
from insights.shortest.obstacles import Lost, Obstacle
from insights.shortest.steps import Step
from insights.shortest.way import Impossible, Way

NAMED = 4  # questions named one by one in a sentence; the rest are counted


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure to reach. `before` is "–" where there is none; `is_assumed`: the unit has to find the figure out."""

    label: str
    before: str
    after: str
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: `before` and `after` as written on the sheet, the criterion of the option to reach or the figures.

    `points` are those of the total; `needed_for` are the labels of the gates that fail without it.
    """

    code: str
    text: str
    place: Place
    before: str
    after: str
    criterion: str
    figures: tuple[FigureLine, ...]
    evidence: tuple[str, ...]
    levels: int
    effort: int
    cost: int
    points: Fraction
    needed_for: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on the sheet."""
        return self.code.replace(".", "-")

    @property
    def effort_label(self) -> str:
        return Effort(self.effort).label

    @property
    def task(self) -> str:
        """What is to be done, in one sentence for a plan."""
        if self.figures:
            wanted = "; ".join(f"{line.label} menjadi {line.after}" for line in self.figures)
            return f"Capai pada {self.code}: {wanted}"
        rise = f"dari {self.before} ke {self.after}" if self.before != UNANSWERED else f"sampai {self.after}"
        return f"Naikkan {self.code} {rise}: {self.aim}"

    @property
    def aim(self) -> str:
        """What has to be so: the criterion, or the question where the instrument gives none."""
        return self.criterion or self.text


@dataclass(frozen=True, slots=True)
class StepGroup:
    """The steps of one area, or of a component outside the areas."""

    place: Place
    lines: tuple[StepLine, ...]
    points: Fraction
    cost: int


@dataclass(frozen=True, slots=True)
class GateChange:
    """A gate before and after the way."""

    before: Gate
    after: Gate


def step_lines(instrument: Instrument, way: Way) -> tuple[StepLine, ...]:
    """The steps in words, in their order."""
    where = places(instrument)
    labels = {gate.code: gate.label for gate in way.verdict.gates}
    return tuple(_line(instrument.questions[step.code], step, where[step.code], labels) for step in way.steps)


def grouped(instrument: Instrument, lines: Iterable[StepLine]) -> tuple[StepGroup, ...]:
    """The steps by area."""
    return tuple(
        StepGroup(place, tuple(some), sum((line.points for line in some), Fraction(0)), sum(line.cost for line in some))
        for place, some in by_place(lines, places(instrument).values())
    )


def most_valuable(lines: Iterable[StepLine], count: int) -> list[StepLine]:
    """The steps with the most points, as many as asked for; ties in document order."""
    return sorted(lines, key=lambda line: -line.points)[:count]


def gate_changes(before: Verdict, after: Verdict) -> tuple[GateChange, ...]:
    """Every gate of the predicate before and after, in the verdict's order."""
    return tuple(GateChange(*pair) for pair in zip(before.gates, after.gates, strict=True))


def way_sentence(way: Way) -> str:
    """What the way asks for and what it brings."""
    if not way.steps:
        return f"Semua nilai minimal {way.predicate} sudah terpenuhi; tidak ada langkah yang wajib."
    before, after = (text(scores.strict["total"]) for scores in (way.before, way.after))
    return (
        f"Cukup {len(way.steps)} langkah (biaya {way.cost}) agar semua nilai minimal {way.predicate} terpenuhi: "
        f"nilai ketat naik dari {before} menjadi {after}."
    )


def obstacle_sentence(obstacle: Obstacle) -> str:
    """Which gate cannot be passed, how far one gets at best, and why."""
    gate = obstacle.gate
    reasons = []
    if obstacle.ruled_out:
        reasons.append(f"{_named(obstacle.ruled_out)} dikesampingkan")
    if obstacle.limited:
        reasons.append(f"{_named(obstacle.limited)} tidak dapat mencapai nilai penuh")
    because = f", karena {' dan '.join(reasons)}" if reasons else ""
    return (
        f"{gate.label} paling tinggi {text(gate.reached)} dari minimal {text(gate.required)} poin, "
        f"masih kurang {missing_text(gate.missing)}{because}."
    )


def remedy_sentence(obstacle: Obstacle) -> str:
    """What would make this gate possible again; "" when no exclusion is to blame."""
    if not obstacle.release:
        return ""
    return f"Perhitungkan lagi {_listed(obstacle.release)} agar nilai minimal ini dapat dicapai."


def unsolved_sentence(predicate: str) -> str:
    """That the way was not found in time, and what to do about it."""
    return (
        f"Perhitungan jalur tercepat ke {predicate} belum selesai dalam waktu yang tersedia; coba lagi "
        "beberapa saat lagi."
    )


def impossible_sentence(found: Impossible) -> str:
    """Which gates stand in the way of the predicate."""
    labels = _listed([obstacle.gate.label for obstacle in found.obstacles])
    within = "dengan perbaikan apa pun pada lembar ini"
    if any(obstacle.ruled_out for obstacle in found.obstacles):
        within = "selama pertanyaan yang dikesampingkan tidak diperhitungkan"
    return f"{found.predicate} tidak dapat dicapai {within}: {labels} tetap di bawah nilai minimal."


def _line(question: Question, step: Step, place: Place, labels: Mapping[str, str]) -> StepLine:
    return StepLine(
        code=step.code,
        text=question.text,
        place=place,
        before=said(question, step.before).text,
        after=said(question, step.after).text,
        criterion=question.criteria.get(step.after, "") if question.scale else "",
        figures=tuple(_figure(question, step, key) for key in step.changed),
        evidence=tuple(question.evidence),
        levels=step.levels,
        effort=step.effort,
        cost=step.cost,
        points=step.points,
        needed_for=tuple(labels[code] for code in step.gates),
    )


def _figure(question: Question, step: Step, key: str) -> FigureLine:
    before = given(question, step.before).get(key)
    return FigureLine(
        label=question.input(key).label,
        before="–" if before is None else exact_text(before),
        after=exact_text(Fraction(step.after[key])),
        is_assumed=key in step.assumed,
    )


def _named(lost: Iterable[Lost]) -> str:
    return f"pertanyaan {_listed([each.code for each in lost])}"


def _listed(words: Iterable[str]) -> str:
    """A, B dan C; beyond NAMED the rest is counted."""
    some = list(words)
    if len(some) > NAMED:
        some = [*some[: NAMED - 1], f"{len(some) - NAMED + 1} lainnya"]
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} dan {some[-1]}"
