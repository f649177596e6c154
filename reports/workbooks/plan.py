"""A unit's plan (rencana aksi) as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from plans.models import Action
from plans.queries.plan import area_name
from units.models import WorkUnit
from workbooks.tables import Column, Sheet, Value, workbook

COLUMNS = (
    Column("Area perubahan", 28),
    Column("Rencana aksi", 50),
    Column("Penanggung jawab", 26),
    Column("Batas waktu", 18),
    Column("Triwulan sasaran", 14),
    Column("Status", 15),
    Column("Rekomendasi", 13),
    Column("Pertanyaan", 13),
    Column("Catatan", 40),
    Column("Ditutup", 22),
    Column("Alasan dibatalkan", 30),
)


def plan_workbook(
    unit: WorkUnit, actions: Iterable[Action], areas: dict[int, str], filters: Sequence[str], *, now: datetime
) -> bytes:
    """The actions in the order they come; `filters` tell in words which they are."""
    made = f"Dibuat {date_format(timezone.localtime(now), 'DATETIME_FORMAT')} WIB"
    sheet = Sheet(
        tab="Rencana aksi",
        title=f"Rencana Aksi Zona Integritas {unit.name}",
        columns=COLUMNS,
        rows=(_row(action, areas) for action in actions),
        empty="Tidak ada rencana aksi.",
        facts=(*filters, made),
    )
    return workbook(sheet, at=now)


def _row(action: Action, areas: dict[int, str]) -> tuple[Value, ...]:
    return (
        area_name(action.area, areas),
        action.text,
        action.owner.full_name,
        action.due_on,
        action.target,
        action.get_state_display(),
        str(action.recommendation or ""),
        action.code,
        action.note,
        action.closed_at,
        action.reason,
    )
