"""The bahan desk evaluasi of a unit: its standing, and the questions its head must expect."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.exceptions import WrongState
from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations
from evaluations.queries.instruments import loaded
from evaluations.queries.snapshots import as_recorded, recorded_organisation
from evaluations.queries.unit import failing_sentence
from evaluations.scoring.engine import TOTAL, effect, score
from evaluations.scoring.rounding import text
from evaluations.scoring.thresholds import Gate, judge
from evaluations.scoring.types import Instrument
from evaluations.workflow import TPI_VISIBLE_TO_UNIT
from insights.documents.places import places
from insights.documents.trace import Judged
from insights.documents.values import UNANSWERED, said
from insights.documents.way import StepLine, obstacle_sentence
from insights.queries.gates import index_words
from insights.queries.judged import aim_of, judged_of, main_of
from insights.queries.way import WayFound, way_of
from insights.shortest.gates import questions_of
from insights.shortest.moves import moves, worth
from insights.shortest.solver import Limit
from insights.shortest.survey import IndexNeed, index_needs
from reports.documents.desk import (
    ASKED,
    ASKED_PER_PLACE,
    BRIEF,
    LONG,
    AskedLine,
    DeskSheet,
    GateLine,
    evidence_words,
)
from reports.documents.parts import SpelledQuarter
from reports.documents.slides import shortened
from reports.documents.titles import title_of
from reports.documents.words import day_text, listed
from reports.enums import Paper
from reports.queries.desk_proofs import proofs_of_sheet
from reports.queries.desk_weak import weak_points
from reports.queries.letterhead import letterhead
from units.actors import Actor
from units.models import WorkUnit
from units.queries.organisation import organisation

STEPS = 3  # named under a minimum


def tells_tpi(evaluation: Evaluation) -> bool:
    """Does the paper hold the TPI's values and verdicts? It is for the unit's head, so whoever makes it: only once the
    unit may know them."""
    return EvaluationState(evaluation.state) in TPI_VISIBLE_TO_UNIT


def desk_sheet(actor: Actor, period: Period, unit: WorkUnit, *, today: date, limit: Limit | None = None) -> DeskSheet:
    """What the paper says, of a locked quarter as recorded; actions of the plan as they stand on `today`.

    `limit` is what there is to look for the way. Raises WrongState when the quarter has not begun, or the actor may
    read no sheet of the unit in it.
    """
    evaluation = _sheet(actor, period, unit)
    instrument = loaded(period.instrument).instrument
    sides = _sides(actor, evaluation, instrument)
    main = main_of(actor, evaluation, sides)
    predicate = aim_of(evaluation)
    side, rest = sides[main], [found for key, found in sides.items() if key != main]
    way = way_of(evaluation, side, predicate, limit=limit)
    weak, more = weak_points(evaluation, way.lines, today=today)
    verdict = side.verdicts[predicate]
    return DeskSheet(
        title=title_of(Paper.DESK, year=period.year, quarter=period.quarter, unit=evaluation.unit.name),
        letterhead=letterhead(recorded_organisation([evaluation], organisation())),
        is_sample=WorkUnit.objects.filter(is_sample=True).exists(),
        unit=evaluation.unit.name,
        head=evaluation.unit.head_name,
        quarter=str(SpelledQuarter(*period.when)),
        predicate=predicate,
        basis=_basis(evaluation, main, today),
        sides=tuple(found.label for found in (side, *rest)),
        total=side.scores.strict[TOTAL],
        answered=sum(side.scores.values[code] is not None for code in instrument.questions),
        questions=len(instrument.questions),
        passed=verdict.passed,
        verdict=failing_sentence(predicate, verdict.failed),
        way=way.sentence,
        gates=_gates(instrument, predicate, side, rest, way),
        proofs=proofs_of_sheet(evaluation, side.answers, verdicts=tells_tpi(evaluation)),
        weak=weak,
        weak_more=more,
        asked=_asked(instrument, side),
    )


def _sheet(actor: Actor, period: Period, unit: WorkUnit) -> Evaluation:
    if period.state == PeriodState.PLANNED:
        raise WrongState("Laporan belum ada: periode belum dibuka.")
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period, unit=unit)))
    if not rows:
        raise WrongState(f"{unit} tidak dinilai pada {period}.")
    return rows[0]


def _sides(actor: Actor, evaluation: Evaluation, instrument: Instrument) -> dict[str, Judged]:
    """By assessor, as far as the unit may know them; the unit's always, empty while it said nothing."""
    found = judged_of(actor, evaluation)
    if not tells_tpi(evaluation):
        found.pop(Assessor.TPI, None)
    if Assessor.UNIT not in found:
        scores = score(instrument, {})
        found[Assessor.UNIT] = Judged(Assessor.UNIT.label, {}, scores, judge(instrument, scores))
    return found


def _basis(evaluation: Evaluation, main: str, today: date) -> str:
    whose = "TPI" if main == Assessor.TPI else "unit"
    if evaluation.period.is_locked:
        locked = day_text(timezone.localdate(evaluation.period.locked_at))
        plan = f"rencana aksi, keadaan pada {day_text(today)}"
        return f"Nilai menurut {whose}, dari penilaian yang dikunci pada {locked}; {plan}."
    return f"Nilai menurut {whose}, keadaan pada {day_text(today)}; masih dapat berubah."


# --- the minimums ---------------------------------------------------------------------------------
def _gates(
    instrument: Instrument, predicate: str, side: Judged, rest: list[Judged], way: WayFound
) -> tuple[GateLine, ...]:
    needs: dict[str, list[IndexNeed]] = {}
    for need in index_needs(instrument, side.answers, predicate):
        needs.setdefault(need.gate, []).append(need)
    columns = [one.verdicts[predicate].gates for one in (side, *rest)]
    return tuple(
        GateLine(
            label=gate.label,
            is_total=gate.code == TOTAL,
            weight=gate.weight,
            required=gate.required,
            reached=gate.reached,
            others=tuple(other.reached for other in others),
            passed=gate.passed,
            closes=() if gate.passed else tuple(_closes(instrument, gate, way, needs.get(gate.code, []))),
        )
        for gate, *others in zip(*columns, strict=True)
    )


def _closes(instrument: Instrument, gate: Gate, way: WayFound, needs: list[IndexNeed]) -> list[str]:
    """What would close a gap: the survey index it needs, the steps of the shortest way in it; else what holds it."""
    if way.impossible:
        held = [obstacle_sentence(one) for one in way.impossible.obstacles if one.gate.code == gate.code]
        if held:
            return held
    surveys = {need.question for need in needs}
    words = [f"{index_words(need)}." for need in needs if not need.is_met]
    inside = set(questions_of(instrument, gate.code)) - surveys
    steps = sorted((line for line in way.lines if line.code in inside), key=lambda line: -line.points)
    return words + ([_steps(steps)] if steps else [])


def _steps(steps: list[StepLine]) -> str:
    named = [_rise(line) for line in steps[:STEPS]]
    more = len(steps) - STEPS
    return f"Naikkan {listed([*named, f'{more} pertanyaan lain'] if more > 0 else named)}."


def _rise(line: StepLine) -> str:
    points = f"+{text(line.points)}"
    if line.figures:
        return f"angka {line.code} ({points})"
    rise = f"ke {line.after}" if line.before == UNANSWERED else f"dari {line.before} ke {line.after}"
    return f"{line.code} {rise} ({points})"


# --- likely questions -----------------------------------------------------------------------------
def _asked(instrument: Instrument, side: Judged) -> tuple[AskedLine, ...]:
    """The criteria one option above, those that would bring most; few of each area, in the order of the sheet."""
    lines = sorted(_above(instrument, side.answers), key=lambda line: -line.points)
    where, counted, chosen = places(instrument), {}, set()
    for line in lines:
        place = where[line.code]
        counted[place] = counted.get(place, 0) + 1
        if counted[place] <= ASKED_PER_PLACE and len(chosen) < ASKED:
            chosen.add(line.code)
    by_code = {line.code: line for line in lines}
    return tuple(by_code[code] for code in instrument.questions if code in chosen)


def _above(instrument: Instrument, answers: Mapping):
    for code, question in instrument.questions.items():
        better = moves(question, answers.get(code)) if question.scale else ()
        if better:
            after = better[0].after
            yield AskedLine(
                code=code,
                text=shortened(question.text, LONG),
                present=shortened(said(question, answers.get(code)).text, BRIEF),
                option=after,
                criterion=shortened(question.criteria.get(after, ""), LONG),
                evidence=evidence_words(question.evidence),
                points=effect(instrument, code, worth(question, answers.get(code)), better[0].value),
            )
