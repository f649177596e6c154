"""What is still missing, as sentences: the same list on the page and at the gate."""

from collections.abc import Iterable

from evaluations.enums import Assessor
from evaluations.models import Answer
from evaluations.queries.instruments import Loaded
from evaluations.queries.sheets import Rows, is_answered, verified_codes


def unanswered(source: Loaded, unit: dict[str, Answer]) -> list[str]:
    """A sentence per question that the unit has not answered, in the order of the sheet."""
    return [sentence for code in source.instrument.questions for sentence in _unanswered(source, code, unit.get(code))]


def _unanswered(source: Loaded, code: str, answer: Answer | None) -> Iterable[str]:
    question = source.instrument.questions[code]
    if not question.is_numeric:
        return [] if answer and answer.option else [f"{code}: belum dijawab."]
    figures = (answer and answer.figures) or {}
    return [
        f"{code}: {item.label[0].lower()}{item.label[1:]} belum diisi."
        for item in question.inputs
        if item.key not in figures
    ]


def unverified(source: Loaded, rows: Rows) -> list[str]:
    """A sentence per question that the TPI has not verified as it stands now."""
    done, tpi = verified_codes(source, rows), rows[Assessor.TPI]
    return [
        f"{code}: jawaban unit berubah, verifikasi ulang."
        if is_answered(question, tpi.get(code))
        else f"{code}: belum diverifikasi."
        for code, question in source.instrument.questions.items()
        if code not in done
    ]
