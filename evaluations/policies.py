"""May this happen to this OBJECT now? Each `check_*` raises a domain word with a sentence, or returns nothing."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from evaluations import followup_workflow
from evaluations.enums import Assessor, EvaluationState, PeriodState, RecommendationState, Work
from evaluations.exceptions import DeadlinePassed, WrongState
from evaluations.models import Answer, AnswerScale, Evaluation, Instrument, Period, Recommendation, RepairRequest
from evaluations.models.instrument import InstrumentPart
from evaluations.workflow import INSPECTORATE_WORDS, PERIOD_STEPS, UNIT_WORDS, WRITER, Side, Step

POINTS = re.compile(r"[01](\.[0-9]{1,6})?")
WRITER_NAMES = {Assessor.UNIT: "unit kerja", Assessor.TPI: "TPI"}
WHOM_TO_ASK = {Assessor.UNIT: "Inspektorat", Assessor.TPI: "pengendali TPI"}


def check_period_open(period: Period) -> None:
    """Only an open period takes changes; raises WrongState."""
    if period.state == PeriodState.PLANNED:
        raise WrongState(f"Periode {period} belum dibuka. Tidak ada yang dapat diubah.")
    if period.state != PeriodState.OPEN:
        raise WrongState(f"Periode {period} sudah dikunci. Tidak ada yang dapat diubah.")


def check_period_change(period: Period) -> None:
    """Raise WrongState unless something about the quarter may still be changed."""
    if period.state in {PeriodState.LOCKED, PeriodState.REPORTED}:
        raise WrongState(f"Periode {period} sudah dikunci. Tidak ada yang dapat diubah.")


def check_period_step(period: Period, action: str) -> None:
    """Raise WrongState unless the quarter is where this step begins."""
    if period.state != PERIOD_STEPS[action][0]:
        raise WrongState(f"Periode {period} berstatus “{period.get_state_display()}”, jadi langkah ini tidak berlaku.")


def last_day(evaluation: Evaluation, work: str) -> date:
    """Last day for a kind of work (Work): the period's deadline, or the unit's extension while that is later."""
    usual, extended = getattr(evaluation.period, f"{work}_deadline"), getattr(evaluation, f"{work}_until")
    return max(usual, extended) if extended else usual


def deadline_for(evaluation: Evaluation, assessor: str) -> date | None:
    """Last day on which that side may write in the present state.

    None for the TPI's second and later rounds: a sheet that came back late from repair, or was sent back or reopened,
    may be verified again until the period is locked.
    """
    if assessor == Assessor.TPI:
        return last_day(evaluation, Work.VERIFY) if evaluation.round == 1 else None
    return last_day(evaluation, Work.REPAIR if evaluation.state == EvaluationState.RETURNED else Work.FILL)


def check_deadline(evaluation: Evaluation, assessor: str, *, today: date) -> None:
    """The last day itself still counts; raises DeadlinePassed."""
    _check_day(deadline_for(evaluation, assessor), WHOM_TO_ASK[Assessor(assessor)], today)


def _check_day(last: date | None, whom: str, today: date) -> None:
    if last and today > last:
        raise DeadlinePassed(f"Batas waktu {date_format(last)} sudah lewat. Hubungi {whom} bila perlu perpanjangan.")


def check_writable(evaluation: Evaluation, assessor: str, *, today: date) -> None:
    """May that assessor's column be written now? Raises WrongState or DeadlinePassed."""
    check_period_open(evaluation.period)
    state = EvaluationState(evaluation.state)
    if WRITER[state] != assessor:
        words = UNIT_WORDS if assessor == Assessor.UNIT else INSPECTORATE_WORDS
        raise WrongState(
            f"Jawaban {WRITER_NAMES[Assessor(assessor)]} tidak dapat diubah: penilaian berstatus “{words[state]}”."
        )
    check_deadline(evaluation, assessor, today=today)


def check_question_open(evaluation: Evaluation, code: str, request: RepairRequest | None) -> None:
    """After a return of single questions only those with a request are open for the unit; raises WrongState."""
    if evaluation.state == EvaluationState.RETURNED and not evaluation.returned_whole and request is None:
        raise WrongState(f"{code} tidak dikembalikan TPI, jadi jawabannya tidak dapat diubah.")


def check_untouched(evaluation: Evaluation, touched: bool) -> None:
    """Only a sheet in which nobody wrote, never recorded and not used may leave its quarter; raises WrongState."""
    if touched:
        raise WrongState(
            f"Penilaian {evaluation.unit} sudah diisi, direkam, atau dipakai, jadi unit tetap ikut periode ini."
        )


def check_step(evaluation: Evaluation, step: Step, *, today: date) -> None:
    """Does the step start from the present state, in an open period, in time? Raises WrongState or DeadlinePassed."""
    check_period_open(evaluation.period)
    state = EvaluationState(evaluation.state)
    if state not in step.sources:
        words = UNIT_WORDS if step.side == Side.UNIT else INSPECTORATE_WORDS
        raise WrongState(f"“{step.label}” tidak dapat dilakukan: penilaian berstatus “{words[state]}”.")
    if step.complete:
        check_deadline(evaluation, step.complete, today=today)
    if step.target == EvaluationState.RETURNED:  # after that day the unit could neither write nor submit
        _check_day(last_day(evaluation, Work.REPAIR), WHOM_TO_ASK[Assessor.TPI], today)


def check_unsent(recommendation: Recommendation) -> None:
    """What the unit was told is not reworded, removed or told again; raises WrongState."""
    if recommendation.is_sent:
        raise WrongState(f"Rekomendasi {recommendation} sudah disampaikan kepada unit dan tidak dapat diubah.")


def check_follow_up(recommendation: Recommendation, step: followup_workflow.Step) -> None:
    """Was the unit told, and does the step start from the present state? Raises WrongState."""
    if not recommendation.is_sent:
        raise WrongState("Sampaikan dahulu rekomendasi ini kepada unit.")
    state = RecommendationState(recommendation.state)
    if state not in step.sources:
        unit = step.side == followup_workflow.Side.UNIT
        words = followup_workflow.UNIT_WORDS if unit else followup_workflow.INSPECTORATE_WORDS
        raise WrongState(f"“{step.label}” tidak dapat dilakukan: rekomendasi berstatus “{words[state]}”.")


def check_instrument_editable(instrument: Instrument) -> None:
    """A published instrument never changes; raises WrongState."""
    if instrument.is_published:
        raise WrongState("Instrumen yang sudah terbit tidak dapat diubah. Buat versi baru.")


def check_instrument_copyable(instrument: Instrument) -> None:
    """Only what was checked as a whole is copied; raises WrongState."""
    if not instrument.is_published:
        raise WrongState("Hanya instrumen yang sudah terbit yang dapat disalin menjadi versi baru.")


def check_part(part: Instrument | InstrumentPart) -> None:
    """What a part refers to is of the same instrument, and its data can be read back; raises ValidationError."""
    for field in part._meta.concrete_fields:
        other = getattr(part, field.name) if field.is_relation else None
        if isinstance(other, InstrumentPart) and other.instrument_id != part.instrument_id:
            raise ValidationError({field.name: "Pilih bagian dari instrumen yang sama."})
    if isinstance(part, AnswerScale) and not _is_options(part.options):
        raise ValidationError({"options": 'Tulis daftar pasangan, misalnya [["A", "1"], ["B", "0.5"], ["C", "0"]].'})
    if isinstance(part, Instrument) and not _is_texts_by_key(part.predicates):
        raise ValidationError({"predicates": 'Tulis pasangan kode dan nama, misalnya {"WBK": "Wilayah ..."}.'})


def _is_options(options: Any) -> bool:
    """A list of [value, points as decimal text], no value twice or longer than an answer can hold."""
    if not isinstance(options, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in options):
        return False
    is_text = all(isinstance(item, str) for pair in options for item in pair)
    longest = Answer._meta.get_field("option").max_length
    return (
        is_text
        and all(POINTS.fullmatch(points) and len(value) <= longest for value, points in options)
        and len(dict(options)) == len(options)
    )


def _is_texts_by_key(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(title, str) for title in data.values())
