"""What is still missing, as sentences: the same list on the page and at the gate."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Answer, Evaluation, EvidenceUse, Period
from evaluations.queries.evidence import evidence_of, is_expired, unproven_codes
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.question_view import dashed
from evaluations.queries.repairs import exchange_of, marked, open_codes, open_requests
from evaluations.queries.sheets import Rows, is_answered, is_excused, rows_of, verified_codes
from evaluations.workflow import TPI_VISIBLE_TO_UNIT

UNANSWERED = "belum dijawab."


def unanswered(source: Loaded, unit: dict[str, Answer]) -> dict[str, list[str]]:
    """Sentences by code: what the unit has not answered and not given a reason for, in the order of the sheet."""
    found = {code: list(_unanswered(source, code, unit.get(code))) for code in source.instrument.questions}
    return {code: sentences for code, sentences in found.items() if sentences}


@dataclass(frozen=True, slots=True)
class ToSubmit:
    """What keeps a sheet from being submitted: by question, and requests of the TPI without a response."""

    unanswered: dict[str, list[str]]
    unresponded: list[str]

    @property
    def sentences(self) -> list[str]:
        """Everything as sentences, in the order of the sheet; the requests last."""
        open_ones = [sentence for found in self.unanswered.values() for sentence in found]
        return open_ones + [f"{code}: permintaan perbaikan belum ditanggapi." for code in self.unresponded]


def to_submit(evaluation: Evaluation, rows: Rows) -> ToSubmit:
    """What the unit still owes; one query while the sheet is returned, else none."""
    returned = evaluation.state == EvaluationState.RETURNED
    waiting = open_requests(evaluation, exchange_of(evaluation)) if returned else {}
    return ToSubmit(
        unanswered(loaded(evaluation.period.instrument), rows[Assessor.UNIT]),
        [code for code, request in waiting.items() if not request.response],
    )


def unproven_sentences(evaluation: Evaluation, rows: Rows) -> list[str]:
    """What the unit should prove better, in the order of the sheet; a warning, it keeps nobody from submitting.

    Told to the unit, so a verdict counts once the sheet is back with it, and only questions that are open for it are
    named. One query, two after a return of single questions.
    """
    source, period = loaded(evaluation.period.instrument), evaluation.period
    uses = evidence_of(evaluation, verdicts=EvaluationState(evaluation.state) in TPI_VISIBLE_TO_UNIT)
    found = unproven_codes(source, rows, uses, period) & set(open_codes(evaluation))
    return [f"{code}: {_why(uses.get(code, []), period)}" for code in source.instrument.questions if code in found]


def _why(uses: list[EvidenceUse], period: Period) -> str:
    """Why these do not prove an answer: what is nearest to being repaired."""
    if not uses:
        return "belum ada bukti."
    if any(use.version.file and not use.version.file.is_shown for use in uses):
        return "berkas bukti belum lolos pemindaian virus."
    if any(use.is_carried for use in uses):
        return "bukti yang dibawa dari triwulan sebelumnya belum dikonfirmasi."
    if any(is_expired(use.version, period) for use in uses):
        return "bukti tidak berlaku lagi pada akhir triwulan."
    return "TPI menilai buktinya belum memadai."


@dataclass(frozen=True, slots=True)
class Gap:
    """An unanswered question with its text and what is missing."""

    code: str
    text: str
    sentences: list[str]

    @property
    def slug(self) -> str:
        """The code as it stands in the id of its question."""
        return dashed(self.code)

    @property
    def details(self) -> list[str]:
        """What exactly is missing, without the code; nothing when the question is simply unanswered."""
        told = [sentence.removeprefix(f"{self.code}: ") for sentence in self.sentences]
        return [sentence[0].upper() + sentence[1:] for sentence in told if sentence != UNANSWERED]


@dataclass(frozen=True, slots=True)
class GapLines:
    """What the head has to explain, and what only an answer settles."""

    gaps: list[Gap]
    unresponded: list[Gap]


def gap_lines(evaluation: Evaluation) -> GapLines:
    """What keeps the sheet from being submitted, question by question; two queries at most."""
    questions = loaded(evaluation.period.instrument).instrument.questions
    owed = to_submit(evaluation, rows_of(evaluation))
    gaps = [Gap(code, questions[code].text, found) for code, found in owed.unanswered.items()]
    return GapLines(gaps, [Gap(code, questions[code].text, []) for code in owed.unresponded])


def _unanswered(source: Loaded, code: str, answer: Answer | None) -> Iterable[str]:
    question = source.instrument.questions[code]
    if is_excused(answer):
        return []
    if answer and answer.is_carried and answer.value is not None:
        return [f"{code}: jawaban yang dibawa dari triwulan sebelumnya belum dikonfirmasi."]
    if not question.is_numeric:
        return [] if answer and answer.option else [f"{code}: {UNANSWERED}"]
    figures = (answer and answer.figures) or {}
    return [
        f"{code}: {item.label[0].lower()}{item.label[1:]} belum diisi."
        for item in question.inputs
        if item.key not in figures
    ]


def to_finish(evaluation: Evaluation, rows: Rows) -> list[str]:
    """What keeps a verification from being finished: what is not verified, then marks that were not sent; one query."""
    marks = [f"{request.question.code}: ditandai, tetapi belum dikembalikan." for request in marked(evaluation)]
    return _unverified(loaded(evaluation.period.instrument), rows) + marks


def _unverified(source: Loaded, rows: Rows) -> list[str]:
    """A sentence per question that the TPI has not verified as it stands now."""
    done, tpi = verified_codes(source, rows), rows[Assessor.TPI]
    return [
        f"{code}: unit mengubah jawaban atau menanggapi, verifikasi ulang."
        if is_answered(question, tpi.get(code))
        else f"{code}: belum diverifikasi."
        for code, question in source.instrument.questions.items()
        if code not in done
    ]
