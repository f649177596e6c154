"""What a person has to do next: tasks over all open quarters, with their dates. Two queries at most."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Answer, Evaluation, Period, RepairRequest, Score
from evaluations.permissions import has_worked_on, may_supervise, may_verify
from evaluations.queries import evaluations, periods
from evaluations.queries.deadlines import Deadline, deadline, running
from evaluations.queries.instruments import loaded
from units.actors import Actor
from units.roles import Permission

S = EvaluationState


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: a sentence, where, until when, and the link that leads there."""

    sentence: str
    where: str
    url: str
    action: str
    due: Deadline | None = None
    done: int | None = None
    total: int | None = None
    note: str = ""


def tasks(actor: Actor, *, today: date) -> list[Task]:
    """Everything the actor has to do about sheets and quarters."""
    found = [task for row in _open_sheets(actor) for task in _sheet_tasks(actor, row, today)]
    found += [task for period in _managed_periods(actor) for task in _period_tasks(actor, period, today)]
    return found


def soonest_first(found: Iterable[Task]) -> list[Task]:
    """Tasks in the order of their last days, those without one at the end."""
    return sorted(found, key=lambda task: task.due.date if task.due else date.max)


def _open_sheets(actor: Actor) -> QuerySet[Evaluation]:
    """Sheets of open quarters the actor has a hand in, with how many answers each side has done."""
    concerned = Q(unit__in=actor.unit_ids) | Q(unit__in=actor.assigned)
    if actor.may(Permission.APPROVE):
        concerned |= Q(state=S.REVIEWED)
    if actor.user is None or not (actor.unit_ids or actor.assigned or actor.may(Permission.APPROVE)):
        return Evaluation.objects.none()
    return (
        evaluations.visible(actor)
        .filter(concerned, period__state=PeriodState.OPEN)
        .annotate(
            unit_done=_done(Assessor.UNIT),
            tpi_done=_done(Assessor.TPI),
            unproven=_stored(Assessor.UNIT, "unproven"),
            excused=_count(Answer.objects.filter(gap_reason__gt="")),
            unresponded=_count(RepairRequest.objects.filter(round=OuterRef("round"), response="")),
            worked_on=ExpressionWrapper(has_worked_on(actor, OuterRef("pk")), output_field=BooleanField()),
        )
        .order_by("period__year", "period__quarter", "unit__code")
    )


def _done(assessor: str) -> Subquery:
    return _stored(assessor, "answered")


def _stored(assessor: str, name: str) -> Subquery:
    return Subquery(Score.objects.filter(evaluation=OuterRef("pk"), assessor=assessor).values(name))


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.filter(evaluation=OuterRef("pk")).order_by().values("evaluation").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def _sheet_tasks(actor: Actor, row: Evaluation, today: date) -> Iterable[Task]:
    if actor.belongs_to(row.unit_id):
        yield from _unit_tasks(actor, row, today)
    elif may_verify(actor, row):
        yield from _evaluator_tasks(row, today)
    if row.state == S.REVIEWED and may_supervise(actor, row, worked_on=row.worked_on):
        yield _sheet_task(row, "Tinjau dan setujui hasil verifikasi", "differences", "Tinjau", None)


def _unit_tasks(actor: Actor, row: Evaluation, today: date) -> Iterable[Task]:
    if row.state not in {S.DRAFT, S.RETURNED} or not actor.may_in_unit(Permission.ANSWER, row.unit_id):
        return
    due, total = running(row, today), _total(row)
    left = total - (row.unit_done or 0) - row.excused
    if row.state == S.RETURNED:
        sentence = (
            f"Tanggapi {row.unresponded} permintaan perbaikan" if row.unresponded else "Perbaiki sesuai catatan TPI"
        )
        yield _sheet_task(row, sentence, "sheet", "Perbaiki", due, note=row.return_reason)
    if left:
        yield _sheet_task(row, f"Isi {left} pertanyaan lagi", "sheet", "Isi LKE", due, total - left, total)
    if row.unproven and (row.state == S.DRAFT or row.returned_whole):
        yield _evidence_task(row, due)
    is_ready = row.state == S.DRAFT or (not row.unresponded and actor.may_in_unit(Permission.SUBMIT, row.unit_id))
    if is_ready and not left:
        yield _submit_task(actor, row, due)


def _evidence_task(row: Evaluation, due: Deadline | None) -> Task:
    """What the unit's people may repair now; after a return of single questions these are told one by one."""
    task = _sheet_task(row, f"Lengkapi bukti untuk {row.unproven} jawaban", "sheet", "Lengkapi", due)
    return replace(task, url=f"{task.url}?saring=tanpa-bukti")


def _submit_task(actor: Actor, row: Evaluation, due: Deadline | None) -> Task:
    again = " kembali" if row.state == S.RETURNED else ""
    if actor.may_in_unit(Permission.SUBMIT, row.unit_id):
        return _sheet_task(row, f"Ajukan{again} penilaian kepada TPI", "unit", "Ajukan", due)
    return _sheet_task(row, "Semua pertanyaan terjawab; kepala unit dapat mengajukannya", "unit", "Lihat", due)


def _evaluator_tasks(row: Evaluation, today: date) -> Iterable[Task]:
    due, total, done = running(row, today), _total(row), row.tpi_done or 0
    if row.state == S.SUBMITTED:
        again = " ulang" if done else ""
        yield _sheet_task(row, f"Mulai verifikasi{again}", "unit", "Mulai", due, done, total)
    elif row.state == S.IN_REVIEW and done < total:
        yield _sheet_task(row, f"Verifikasi {total - done} pertanyaan lagi", "sheet", "Verifikasi", due, done, total)
    elif row.state == S.IN_REVIEW:
        yield _sheet_task(row, "Selesaikan verifikasi atau kembalikan kepada unit", "unit", "Selesaikan", due)


def _sheet_task(
    row: Evaluation,
    sentence: str,
    page: str,
    action: str,
    due: Deadline | None,
    done: int | None = None,
    total: int | None = None,
    note: str = "",
) -> Task:
    url = reverse(f"evaluations:{page}", kwargs={"period": row.period, "unit": row.unit.code})
    return Task(sentence, f"{row.unit}, {row.period}", url, action, due, done, total, note)


def _total(row: Evaluation) -> int:
    return len(loaded(row.period.instrument).instrument.questions)


def _managed_periods(actor: Actor) -> QuerySet[Period]:
    """Planned and open quarters with how many sheets wait, for those who open or lock them."""
    if not (actor.may(Permission.MANAGE_PERIODS) or actor.may(Permission.LOCK_PERIODS)):
        return Period.objects.none()
    running_ones = periods.visible(actor).filter(state__in=[PeriodState.PLANNED, PeriodState.OPEN])
    approved = Count("evaluations", filter=Q(evaluations__state=S.APPROVED))
    return running_ones.annotate(sheets=Count("evaluations"), approved=approved).order_by("year", "quarter")


def _period_tasks(actor: Actor, period: Period, today: date) -> Iterable[Task]:
    if period.state == PeriodState.PLANNED and actor.may(Permission.MANAGE_PERIODS):
        yield _period_task(period, f"Buka periode {period} bila sudah waktunya", "period_open", "Buka", None)
    if period.is_open and actor.may(Permission.LOCK_PERIODS):
        due = deadline("Batas perbaikan", period.repair_deadline, today)
        if due.is_past or period.approved == period.sheets > 0:
            yield _period_task(period, f"Kunci periode {period}", "period_lock", "Kunci", due)


def _period_task(period: Period, sentence: str, page: str, action: str, due: Deadline | None) -> Task:
    where = f"{period.approved} dari {period.sheets} penilaian disetujui" if period.sheets else "Belum dibuka"
    return Task(sentence, where, reverse(f"evaluations:{page}", kwargs={"period": period}), action, due)
