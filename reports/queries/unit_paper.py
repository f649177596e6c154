"""The papers on one unit's approved result."""

from datetime import date

from django.utils import timezone

from evaluations.exceptions import WrongState
from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations
from evaluations.queries.snapshots import as_recorded
from reports.documents.imprint import Imprint
from reports.documents.titles import title_of
from reports.documents.unit_papers import UnitPaper
from reports.queries.quarterly import quarterly_report
from reports.queries.team import verifier_of
from units.actors import Actor
from units.models import WorkUnit


def unit_paper(
    actor: Actor, period: Period, unit: WorkUnit, *, paper: str, today: date, imprint: Imprint | None
) -> UnitPaper:
    """What a paper on the unit says; at most three queries more than the report. Raises WrongState when the unit has
    no approved result."""
    evaluation = _approved(actor, period, unit)
    report = quarterly_report(actor, period, today=today, imprint=imprint, with_sheets=[unit.pk])
    found = next(one for one in report.units if one.unit_id == unit.pk)
    title = title_of(paper, year=period.year, quarter=period.quarter, unit=found.name)
    return UnitPaper(title, report, found, verifier_of(evaluation, timezone.localdate(evaluation.approved_at)))


def _approved(actor: Actor, period: Period, unit: WorkUnit) -> Evaluation:
    """The unit's sheet as recorded. Raises WrongState."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period, unit=unit)))
    if not rows:
        raise WrongState(f"{unit} tidak dinilai pada {period}.")
    (evaluation,) = rows
    if evaluation.is_unfinished:
        raise WrongState(f"Penilaian {evaluation.unit} tidak selesai sampai {period} dikunci, jadi tidak ada hasilnya.")
    if not evaluation.is_approved:
        raise WrongState(
            f"Hasil evaluasi {evaluation.unit} pada {period} belum disetujui. LHE dan berita acara tersedia sesudahnya."
        )
    return evaluation
