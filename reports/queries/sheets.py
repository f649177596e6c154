"""Answers of all units at once: notes worth reading, and the printed sheet of the annex."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.utils.text import Truncator

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries.instruments import Loaded
from evaluations.queries.sheets import value_of
from evaluations.queries.snapshots import load_sheets, recorded_rows
from evaluations.queries.standing import Standing
from evaluations.scoring.engine import score
from evaluations.scoring.rounding import exact_decimal, exact_text, text
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Node, Question
from insights.documents.trace import Block, GateLine, Judged, Sum, Trace, trace
from reports.documents.parts import AnnexRow, NoteLine
from units.actors import Actor

NOTES_SHOWN = 5
NOTE_LENGTH = 400
UNANSWERED = "–"

Sheet = dict[str, dict[str, Answer]]  # assessor -> question code -> answer


def sheets_of(actor: Actor, evaluations: list[Evaluation], source: Loaded) -> dict[int, Sheet]:
    """Evaluation id -> the answers of the quarter the actor may see, recorded or stored; two queries."""
    load_sheets(evaluations)
    sheets: dict[int, Sheet] = {
        row.pk: recorded_rows(row) if row.recorded else {assessor: {} for assessor in Assessor.values}
        for row in evaluations
    }
    stored = [row.pk for row in evaluations if not row.recorded]
    for answer in Answer.objects.filter(evaluation__in=stored):
        sheets[answer.evaluation_id][answer.assessor][source.codes[answer.question_id]] = answer
    for row in evaluations:
        sheets[row.pk][Assessor.UNIT] = _given(sheets[row.pk][Assessor.UNIT])
        if not sees_tpi(actor, row):
            sheets[row.pk][Assessor.TPI] = {}
    return sheets


def _given(unit: dict[str, Answer]) -> dict[str, Answer]:
    """Without what was only carried along: nobody said it in this quarter."""
    return {code: answer for code, answer in unit.items() if not answer.is_carried}


# --- notes ----------------------------------------------------------------------------------------
def notes_on_changes(source: Loaded, sheet: Sheet) -> list[NoteLine]:
    """The TPI's notes where it changed the unit's answer, the ones that cost most points first."""
    lines = [
        _note_line(source, question, sheet)
        for code, question in source.instrument.questions.items()
        if (tpi := sheet[Assessor.TPI].get(code))
        and tpi.note
        and tpi.value is not None
        and tpi.value != _stored(sheet[Assessor.UNIT].get(code))
    ]
    return sorted(lines, key=lambda line: -line.lost)


def _stored(answer: Answer | None) -> str | dict[str, str] | None:
    return answer.value if answer else None


def _note_line(source: Loaded, question: Question, sheet: Sheet) -> NoteLine:
    unit, tpi = sheet[Assessor.UNIT].get(question.code), sheet[Assessor.TPI][question.code]
    node = source.instrument.nodes[question.indicator]
    difference = (_value(question, unit) or Fraction(0)) - (_value(question, tpi) or Fraction(0))
    return NoteLine(
        code=question.code,
        question=question.text,
        unit=answer_text(question, unit),
        tpi=answer_text(question, tpi),
        note=Truncator(tpi.note).chars(NOTE_LENGTH, truncate=" …"),
        lost=difference * node.weight / len(node.questions),
        shortened=len(tpi.note) > NOTE_LENGTH,
    )


def _value(question: Question, answer: Answer | None) -> Fraction | None:
    return question.value(value_of(answer)) if answer else None


def answer_text(question: Question, answer: Answer | None) -> str:
    """An answer as one reads it: the option, or the figures in the order of the question."""
    if answer is None or answer.value is None:
        return UNANSWERED
    if not question.is_numeric:
        return answer.option
    return "; ".join(_figure_text(answer, item.key) for item in question.inputs)


def _figure_text(answer: Answer | None, key: str) -> str:
    figure = (answer.figures or {}).get(key) if answer else None
    return UNANSWERED if figure is None else exact_text(Fraction(figure))


# --- the annex ------------------------------------------------------------------------------------
def annex_rows(source: Loaded, sheet: Sheet, tpi: Standing | None, told: Trace) -> tuple[AnnexRow, ...]:
    """The sheet in the order of the instrument: groups, indicators, questions, and the figures of numeric ones."""
    nodes = zip(source.instrument.nodes.values(), told.nodes, strict=True)
    return tuple(row for node, block in nodes for row in _node_rows(node, block, sheet, tpi))


def trace_of(source: Loaded, sheet: Sheet) -> Trace:
    """Where the figures of a sheet come from."""
    return trace(source.instrument, _judged(source, sheet))


def _judged(source: Loaded, sheet: Sheet) -> Iterator[Judged]:
    """The sheets of those who answered anything."""
    for assessor in (Assessor.UNIT, Assessor.TPI):
        answers = {code: value_of(answer) for code, answer in sheet[assessor].items()}
        if any(value is not None for value in answers.values()):
            scores = score(source.instrument, answers)
            yield Judged(str(assessor.label), answers, scores, judge(source.instrument, scores))


def _node_rows(node: Node, block: Block, sheet: Sheet, tpi: Standing | None) -> Iterator[AnnexRow]:
    yield AnnexRow(
        kind="indicator" if node.is_indicator else "group",
        code=node.code,
        text=node.title,
        weight=exact_decimal(node.weight),
        points=tpi.node(node.code)[1] if tpi else None,
        equations=_equations(block),
    )
    for question in node.questions:
        yield from _question_rows(question, sheet)


def _unit_note(unit: Answer | None) -> str:
    """What the unit wrote beside its answer, and why there is none."""
    if unit is None or not unit.gap_reason:
        return unit.note if unit else ""
    return "\n".join(filter(None, [unit.note, f"Tidak dijawab karena: {unit.gap_reason}"]))


def _question_rows(question: Question, sheet: Sheet) -> Iterable[AnnexRow]:
    unit, tpi = (sheet[assessor].get(question.code) for assessor in (Assessor.UNIT, Assessor.TPI))
    numeric = question.is_numeric
    yield AnnexRow(
        kind="question",
        code=question.code,
        text=question.text,
        unit="" if numeric else answer_text(question, unit),
        tpi="" if numeric else answer_text(question, tpi),
        value=_value(question, tpi),
        unit_note=_unit_note(unit),
        tpi_note=tpi.note if tpi else "",
    )
    for item in question.inputs:
        yield AnnexRow("figure", "", item.label, unit=_figure_text(unit, item.key), tpi=_figure_text(tpi, item.key))


# --- where its figures come from ------------------------------------------------------------------------
def _equations(block: Block) -> tuple[tuple[str, str], ...]:
    """Each assessor's points of a node or area (nilai ketat), as a mean and its weight or as a sum."""
    return tuple((equation.label, _written(equation.strict)) for equation in block.equations)


def _written(found: Sum) -> str:
    words = found.words or " + ".join(f"{code} {points}" for code, points in found.terms)
    return f"{words} = {found.result}"


def gate_rows(told: Trace) -> Iterator[AnnexRow]:
    """The minimums of both predicates behind the sheet; areas with what they are the sum of."""
    sums = {block.code: _equations(block) for block in (told.total, *told.areas)}
    for lines in zip(*told.gates.values(), strict=True):
        gate = lines[0].gate
        points = sums.get(gate.code) or tuple((label, text(result.reached)) for label, result in lines[0].results)
        minimums = " · ".join(_minimum(key, line) for key, line in zip(told.gates, lines, strict=True))
        yield AnnexRow("gate", "", gate.label, equations=(*points, ("Nilai minimal", minimums)))


def _minimum(predicate: str, line: GateLine) -> str:
    """What is required, and who reaches it."""
    verdicts = ", ".join(f"{label} {'memenuhi' if gate.passed else 'belum'}" for label, gate in line.results)
    how = f"{line.how} = " if line.how else ""
    return f"{predicate} {how}{text(line.gate.required)} ({verdicts})"
