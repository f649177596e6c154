"""A locked quarter with approved sheets, and papers of it."""

from datetime import date, datetime

from django.utils import timezone

from evaluations.actions.snapshots import record_period
from evaluations.models import Evaluation, Period
from history.models import Source
from reports.actions.editions import Drawn, Numbered, ask, issue
from reports.models import Edition
from tests import uploads
from tests.factories import NOW, TODAY, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, person
from units.roles import Role

LOCKED_AT = NOW  # as PeriodFactory stamps it


def quarter(**fields) -> Period:
    """TW II 2024, locked at NOW."""
    return PeriodFactory(**{"quarter": 2, "state": "locked"} | fields)


def sheet(period: Period, code: str, state: str = "approved", **fields) -> Evaluation:
    """A unit's sheet, with the snapshot of the lock."""
    unit = WorkUnitFactory(code=code, **fields)
    row = EvaluationFactory(period=period, unit=unit, state=state)
    record_period(period=period, by=row.period.locked_by, now=NOW, source=Source.SCREEN)
    return row


def asked(period: Period, *, paper: str = "triwulan", unit=None, by=None, **more) -> Edition:
    """An edition that is being prepared."""
    one = Numbered(more.pop("number", f"700/{Edition.objects.count() + 1}"), more.pop("addressee", "Gubernur"), unit)
    by = actor(by or person(Role.SUPERVISOR))
    values = {"dated": TODAY, "now": NOW} | more
    return ask(paper=paper, period=period, papers=[one], by=by, **values)[0]


def drawn(period: Period, content: bytes | None = None, **more) -> Drawn:
    """A small PDF in the place of a long one."""
    return Drawn(content or uploads.pdf(text="Laporan"), 1, period.locked_at, **more)


def issued(
    period: Period, *, content: bytes | None = None, signatory: str = "", now: datetime = NOW, **more
) -> Edition:
    """An edition that is issued, with a small PDF."""
    edition = asked(period, now=now, **more)
    by = actor(edition.asked_by)
    return issue(edition=edition, drawn=drawn(period, content, signatory=signatory), by=by, now=now)


def today() -> date:
    """Today, as the views have it."""
    return timezone.localdate()
