"""Searching the history: which entries a reader asks for. How they are told is in history_words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from evaluations.models import Evaluation, EvidenceVersion, Period, Recommendation
from evaluations.queries import evaluations
from history.models import Entry
from units.actors import Actor
from units.models import Assignment, RoleGrant, WorkUnit

# What the filter calls a kind of object -> its name, and the models' names in the history.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "penilaian": ("Penilaian dan jawaban", ("evaluation",)),
    "periode": ("Periode", ("period",)),
    "rekomendasi": ("Rekomendasi", ("recommendation",)),
    "unit": ("Unit kerja", ("workunit",)),
    "pengguna": ("Pengguna", ("user",)),
    "peran": ("Peran", ("rolegrant",)),
    "penugasan": ("Penugasan evaluator", ("assignment",)),
    "berkas": ("Berkas yang diunggah", ("storedfile",)),
    "instansi": ("Instansi dan dasar hukum", ("organisation", "legalbasis")),
    "instrumen": (
        "Instrumen",
        ("instrument", "area", "answerscale", "component", "indicator", "question", "threshold"),
    ),
    "pekerjaan": ("Pekerjaan latar", ("job",)),
}
# Rows of apps above this one that are about a unit, or about a quarter (history_nouns).
OF_UNIT: dict[type[Model], Callable[[WorkUnit], QuerySet]] = {}
OF_PERIOD: dict[type[Model], Callable[[Period], QuerySet]] = {}
OTHER = "lainnya"
SYSTEM = "sistem"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty = everything. `by` is a user's key or SYSTEM, `since` and `until` both count."""

    by: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    unit: WorkUnit | None = None
    period: Period | None = None
    source: str = ""
    text: str = ""


def entries(actor: Actor, wanted: Wanted) -> QuerySet[Entry]:
    """The history the actor may read, filtered, newest first."""
    rows = evaluations.visible_history(actor).select_related("by").filter(_when(wanted), _of_kind(wanted.kind))
    if wanted.by:
        rows = rows.filter(by_id=None if wanted.by == SYSTEM else int(wanted.by))
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.unit:
        rows = rows.filter(_about_unit(wanted.unit))
    if wanted.period:
        rows = rows.filter(_about_period(wanted.period))
    return rows.filter(_holds(wanted.text)) if wanted.text else rows


def _when(wanted: Wanted) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(at__gte=_midnight(wanted.since))
    if wanted.until:
        found &= Q(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_kind(kind: str) -> Q:
    if kind == OTHER:
        return ~Q(subject__in=[name for _, names in KINDS.values() for name in names])
    return Q(subject__in=KINDS[kind][1]) if kind else Q()


def _about_unit(unit: WorkUnit) -> Q:
    """The unit, its sheets and evidence, quarters it was left out of, its roles, assignments and recommendations, taken
    back or not.
    """
    sheets = Evaluation.objects.filter(unit=unit).values("pk")
    found = Q(subject="workunit", subject_id=unit.pk) | Q(subject="evaluation", subject_id__in=sheets)
    found |= Q(subject="period", topic=f"unit {unit.code}")  # evaluations.actions.participation
    files = EvidenceVersion.objects.filter(evidence__unit=unit, file__isnull=False).values("file")
    found |= Q(subject="storedfile", subject_id__in=files)
    for model in (RoleGrant, Assignment, Recommendation):
        rows = model.objects.filter(unit=unit).values("pk")
        found |= Q(subject=model._meta.model_name) & (
            Q(subject_id__in=rows) | Q(old__unit_id=unit.pk) | Q(new__unit_id=unit.pk)
        )
    return found | _further(OF_UNIT, unit)


def _about_period(period: Period) -> Q:
    sheets = Evaluation.objects.filter(period=period).values("pk")
    given = Recommendation.objects.filter(year=period.year, quarter=period.quarter).values("pk")
    found = Q(subject="period", subject_id=period.pk) | Q(subject="evaluation", subject_id__in=sheets)
    found |= Q(subject="recommendation") & (
        Q(subject_id__in=given) | Q(subject_id__in=_removed(Recommendation, period))
    )
    return found | _further(OF_PERIOD, period)


def _further(finders: dict[type[Model], Callable], about: WorkUnit | Period) -> Q:
    found = Q()
    for model, rows in finders.items():
        keys = Q(subject_id__in=rows(about).order_by().values("pk")) | Q(subject_id__in=_removed(model, about))
        found |= Q(subject=model._meta.model_name) & keys
    return found


def _removed(model: type[Model], about: WorkUnit | Period) -> QuerySet:
    """The keys of rows that may be gone: what was removed names in its last entry the unit and the quarter, or the
    sheet, it was about (`unit_id`, `period_id`, `evaluation_id`)."""
    name = "unit" if isinstance(about, WorkUnit) else "period"
    last = Entry.objects.filter(subject=model._meta.model_name, new__isnull=True)
    if any(field.name == "evaluation" for field in model._meta.fields):
        sheets = Evaluation.objects.filter(**{name: about}).values("pk")
        last = last.annotate(sheet=Cast(KT("old__evaluation_id"), BigIntegerField())).filter(sheet__in=sheets)
    else:
        last = last.filter(**{f"old__{name}_id": about.pk})
    return last.values("subject_id")


def _holds(text: str) -> Q:
    return Q(verb__icontains=text) | Q(topic__icontains=text) | Q(reason__icontains=text)
