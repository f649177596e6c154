"""The one adapter between answer rows and the scoring engine."""

from dataclasses import dataclass
from fractions import Fraction

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation
from evaluations.models.answer import Rows
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.snapshots import recorded_rows
from evaluations.scoring.engine import Scores, score
from evaluations.scoring.rounding import exact_decimal, missing_to_storage, to_storage
from evaluations.scoring.thresholds import Verdict, judge
from evaluations.scoring.types import Answer as Value
from evaluations.scoring.types import Question


def value_of(answer: Answer) -> Value:
    """The engine's form of an answer that counts; None for a mere note and for what was carried and not confirmed."""
    return None if answer.is_carried else value_from(answer.option, answer.figures)


def value_from(option: str, figures: dict[str, str] | None) -> Value:
    """The engine's form of an answer's stored columns, whether they count or not."""
    if figures:
        return {key: Fraction(figure) for key, figure in figures.items()}
    return option or None


def stored_figures(figures: dict[str, Fraction]) -> dict[str, str]:
    """Figures as the database keeps them: exact decimal text by input key."""
    return {key: str(exact_decimal(figure)) for key, figure in figures.items()}


def rows_of(evaluation: Evaluation) -> Rows:
    """Every answer of an evaluation, as recorded where it was rebuilt from a snapshot. One query."""
    if evaluation.recorded:
        return recorded_rows(evaluation)
    codes = loaded(evaluation.period.instrument).codes
    rows: Rows = {assessor: {} for assessor in Assessor.values}
    for answer in Answer.objects.filter(evaluation=evaluation).select_related("updated_by"):
        rows[answer.assessor][codes[answer.question_id]] = answer
    return rows


@dataclass(frozen=True)
class Sheet:
    """One assessor's scored sheet: exact scores and verdicts, and how many answers count as done."""

    loaded: Loaded
    scores: Scores
    verdicts: dict[str, Verdict]
    done: int


def score_rows(source: Loaded, rows: Rows) -> dict[str, Sheet]:
    """Score every assessor who wrote something; what was only carried along was written by nobody yet."""
    wrote = [key for key in Assessor.values if any(not answer.is_carried for answer in rows[key].values())]
    return {assessor: score_one(source, rows, assessor) for assessor in wrote}


def score_one(source: Loaded, rows: Rows, assessor: str) -> Sheet:
    """Score one assessor's answers; without any the sheet scores 0."""
    scores = score(source.instrument, {code: value_of(answer) for code, answer in rows[assessor].items()})
    done = scores.answered if assessor == Assessor.UNIT else len(verified_codes(source, rows))
    return Sheet(source, scores, judge(source.instrument, scores), done)


def verified_codes(source: Loaded, rows: Rows) -> set[str]:
    """Codes of the questions that the TPI verified as they stand now."""
    questions, unit = source.instrument.questions, rows[Assessor.UNIT]
    return {code for code, tpi in rows[Assessor.TPI].items() if is_verified(questions[code], tpi, unit.get(code))}


def is_verified(question: Question, tpi: Answer | None, unit: Answer | None) -> bool:
    """Did the TPI judge what the unit says now? A newer unit version makes it unverified.

    Judged is what has an answer of the TPI, and a gap whose reason the TPI accepted: both then have no value.
    """
    if tpi is None or tpi.unit_version != (unit.version if unit else 0):
        return False
    return is_answered(question, tpi) or (tpi.value is None and is_excused(unit))


def is_excused(answer: Answer | None) -> bool:
    """Did the unit head write why the question stays unanswered?"""
    return answer is not None and bool(answer.gap_reason)


def is_answered(question: Question, answer: Answer | None) -> bool:
    """Does the row count as an answer: an option, or every figure? A note alone does not."""
    return answer is not None and question.value(value_of(answer)) is not None


def score_fields(sheet: Sheet) -> dict:
    """The fields of a stored Score row."""
    scores = sheet.scores
    return {
        "official": to_storage(scores.official["total"]),
        "strict": to_storage(scores.strict["total"]),
        "answered": sheet.done,
        "questions": scores.questions,
        "passes_wbk": sheet.verdicts["WBK"].passed,
        "passes_wbbm": sheet.verdicts["WBBM"].passed,
        "detail": _detail(sheet),
    }


def _detail(sheet: Sheet) -> dict:
    official, strict = sheet.scores.official, sheet.scores.strict
    return {
        "nodes": {code: [_text(official[code]), _text(strict[code])] for code in sheet.loaded.instrument.nodes},
        "areas": {str(number): _text(points) for number, points in sheet.scores.areas.items()},
        "gates": {
            key: {
                gate.code: [
                    _text(gate.required),
                    _text(gate.reached),
                    str(missing_to_storage(gate.missing)),
                    gate.passed,
                ]
                for gate in verdict.gates
            }
            for key, verdict in sheet.verdicts.items()
        },
    }


def _text(points: Fraction) -> str:
    return str(to_storage(points))
