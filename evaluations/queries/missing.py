"""What is still missing, as sentences: the same list on the page and at the gate."""

from collections.abc import Iterable

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.sheets import is_verified


def answers_by_code(evaluation: Evaluation) -> dict[str, dict[str, Answer]]:
    """Assessor -> question code -> answer; one query."""
    codes = loaded(evaluation.period.instrument).codes
    rows: dict[str, dict[str, Answer]] = {assessor: {} for assessor in Assessor.values}
    for answer in Answer.objects.filter(evaluation=evaluation).select_related("updated_by"):
        rows[answer.assessor][codes[answer.question_id]] = answer
    return rows


def unanswered(source: Loaded, unit: dict[str, Answer]) -> list[str]:
    """A sentence per question that the unit has not answered, in the order of the sheet."""
    return [sentence for code in source.instrument.questions for sentence in _unanswered(source, code, unit.get(code))]


def _unanswered(source: Loaded, code: str, answer: Answer | None) -> Iterable[str]:
    question = source.instrument.questions[code]
    if not question.is_numeric:
        return [] if answer and answer.option else [f"{code}: belum dijawab."]
    figures = (answer and answer.figures) or {}
    return [f"{code}: {item.label[0].lower()}{item.label[1:]} belum diisi." for item in question.inputs
            if item.key not in figures]


def unverified(source: Loaded, rows: dict[str, dict[str, Answer]]) -> list[str]:
    """A sentence per question that the TPI has not verified as it stands now."""
    unit, tpi = rows[Assessor.UNIT], rows[Assessor.TPI]
    return [
        f"{code}: belum diverifikasi." if code not in tpi else f"{code}: jawaban unit berubah, verifikasi ulang."
        for code in source.instrument.questions
        if not is_verified(tpi.get(code), unit.get(code))
    ]
