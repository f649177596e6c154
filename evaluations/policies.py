"""May this happen to this OBJECT now? Each `check_*` raises a domain word with a sentence, or returns nothing."""

from datetime import date

from django.utils.formats import date_format

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.exceptions import DeadlinePassed, WrongState
from evaluations.models import Evaluation, Instrument, Period
from evaluations.workflow import WRITER, Step

WRITER_NAMES = {Assessor.UNIT: "unit kerja", Assessor.TPI: "TPI"}


def check_period_open(period: Period) -> None:
    """Only an open period takes changes; raises WrongState."""
    if period.state == PeriodState.PLANNED:
        raise WrongState(f"Periode {period} belum dibuka. Tidak ada yang dapat diubah.")
    if period.state != PeriodState.OPEN:
        raise WrongState(f"Periode {period} sudah dikunci. Tidak ada yang dapat diubah.")


def deadline_for(evaluation: Evaluation, assessor: str) -> date:
    """Last day on which that side may write in the present state."""
    if assessor == Assessor.TPI:
        return evaluation.period.verify_deadline
    if evaluation.state == EvaluationState.RETURNED:
        return evaluation.period.repair_deadline
    return evaluation.period.fill_deadline


def check_deadline(evaluation: Evaluation, assessor: str, *, today: date) -> None:
    """The last day itself still counts; raises DeadlinePassed."""
    last = deadline_for(evaluation, assessor)
    if today > last:
        raise DeadlinePassed(f"Batas waktu {date_format(last)} sudah lewat. Hubungi Inspektorat bila perlu perpanjangan.")


def check_writable(evaluation: Evaluation, assessor: str, *, today: date) -> None:
    """May that assessor's column be written now? Raises WrongState or DeadlinePassed."""
    check_period_open(evaluation.period)
    if WRITER[EvaluationState(evaluation.state)] != assessor:
        raise WrongState(
            f"Jawaban {WRITER_NAMES[Assessor(assessor)]} tidak dapat diubah karena penilaian berstatus "
            f"“{evaluation.get_state_display()}”."
        )
    check_deadline(evaluation, assessor, today=today)


def check_step(evaluation: Evaluation, step: Step) -> None:
    """Does the step start from the present state, in an open period? Raises WrongState."""
    check_period_open(evaluation.period)
    if evaluation.state not in step.sources:
        raise WrongState(f"“{step.label}” tidak dapat dilakukan: penilaian berstatus “{evaluation.get_state_display()}”.")


def check_instrument_editable(instrument: Instrument) -> None:
    """A published instrument never changes; raises WrongState."""
    if instrument.is_published:
        raise WrongState("Instrumen yang sudah terbit tidak dapat diubah. Buat versi baru.")
