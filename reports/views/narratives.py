"""Writing a quarter's report: its sections, one of them in an editor, and what stood there before."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import retarget

from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, Refused, Stale, WrongState
from evaluations.models import Period
from evaluations.permissions import require
from evaluations.quarters import Quarter
from evaluations.queries import evaluations
from evaluations.views.doors import period_for
from evaluations.views.messages import refusals
from reports import marks, permissions, policies
from reports.actions import narratives as actions
from reports.converters import Place
from reports.models import Narrative
from reports.queries.chapters import Chapter, chapters
from reports.queries.narratives import is_preparing, narrative_at, versions
from units.models import WorkUnit

VERSIONS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one writes: the quarter, the section and the unit, as the actions take them."""

    period: Period
    place: Place
    unit: WorkUnit | None

    @property
    def arguments(self) -> dict:
        return {"period": self.period, "section": self.place.section, "unit": self.unit}


# --- doors ----------------------------------------------------------------------------------------
def _period(request: HttpRequest, key: Quarter) -> Period:
    require(permissions.may_write_narrative(request.actor, None))
    return period_for(request, key)


def _spot(request: HttpRequest, key: Quarter, place: Place) -> Spot:
    """403 for who writes no reports, 404 for a quarter that has none yet and for units that take no part."""
    period = _period(request, key)
    if period.state == PeriodState.PLANNED:
        raise Http404("Laporan belum ada: periode belum dibuka.")
    if not place.unit:
        return Spot(period, place, None)
    taking_part = evaluations.visible(request.actor).filter(period=period).values("unit")
    unit = get_object_or_404(WorkUnit, code=place.unit, pk__in=taking_part)
    require(permissions.may_write_narrative(request.actor, unit.pk))
    return Spot(period, place, unit)


def _why_not(request: HttpRequest, spot: Spot) -> str:
    """Why the actor may read but not write here now; "" when they may."""
    corrects = permissions.may_correct_narrative(request.actor, spot.unit.pk if spot.unit else None)
    try:
        policies.check_narrative(spot.period, corrects=corrects, preparing=is_preparing(spot.period, spot.unit))
    except WrongState as error:
        return str(error)
    return ""


# --- reading --------------------------------------------------------------------------------------
@require_safe
@refusals
def index(request: HttpRequest, period: Quarter) -> HttpResponse:
    """The sections, who wrote them, and where the figures have moved since."""
    row = _period(request, period)
    is_planned = row.state == PeriodState.PLANNED
    found = [] if is_planned else chapters(request.actor, row, today=timezone.localdate())
    return render(request, "reports/narratives.html", {"shown": row, "chapters": found})


@require_safe
@refusals
def show(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """One section in the editor."""
    return _page(request, _spot(request, period, place))


def _page(request: HttpRequest, spot: Spot, *, error: Refused | None = None) -> HttpResponse:
    """The page; after a refusal with what was sent, and beside it what is stored."""
    sheets = [spot.unit.pk] if spot.unit else []
    found = chapters(request.actor, spot.period, today=timezone.localdate(), with_sheets=sheets)
    number = next(number for number, chapter in enumerate(found) if _is_at(chapter, spot))
    chapter, code = found[number], str(spot.place.section)
    context = {
        "shown": spot.period,
        "chapters": found,
        "chapter": chapter,
        "before": found[number - 1] if number else None,
        "after": found[number + 1] if number + 1 < len(found) else None,
        "code": code,
        "key": f"narasi-{spot.period.pk}-{code}-{spot.unit.pk if spot.unit else 0}",
        "why_not": _why_not(request, spot),
        "error": error,
        "text": request.POST.get(f"{code}.teks", "") if error else chapter.plain,
        "version": chapter.version if not error or isinstance(error, Stale) else _version(request, code),
    }
    return render(request, "reports/narrative.html", context, status=error.status if error else 200)


def _is_at(chapter: Chapter, spot: Spot) -> bool:
    unit = chapter.unit.unit_id if chapter.unit else None
    return (chapter.section, unit) == (spot.place.section, spot.unit.pk if spot.unit else None)


@require_safe
@refusals
def history(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """What stood there before."""
    spot = _spot(request, period, place)
    context = {
        "shown": spot.period,
        "place": place,
        "title": f"Analisis {spot.unit}" if spot.unit else place.section.label,
        "versions": versions(**spot.arguments, limit=VERSIONS_SHOWN),
        "narrative": narrative_at(**spot.arguments),
        "why_not": _why_not(request, spot),
    }
    return render(request, "reports/narrative_history.html", context)


# --- writing --------------------------------------------------------------------------------------
@require_POST
@refusals
def save(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """Save the text: a fragment for the page's script, the page again for a browser without one."""
    spot, code = _spot(request, period, place), str(place.section)
    try:
        row = actions.write(
            **spot.arguments,
            html=_sent(request, spot),
            version=_version(request, code),
            basis=request.POST.get(f"{code}.b", ""),
            by=request.actor,
            now=timezone.now(),
        )
    except (Invalid, Stale) as error:
        return _refused(request, spot, error) if request.htmx else _page(request, spot, error=error)
    if not request.htmx:
        messages.success(request, "Tulisan tersimpan.")
        return redirect("reports:narrative", period, place)
    context = {
        "code": code,
        "version": row.version,
        "saved_at": timezone.now(),
        "narrative": row,
        "period": spot.period,
        "place": place,
    }
    return render(request, "reports/includes/narrative_saved.html", context)


def _sent(request: HttpRequest, spot: Spot) -> str:
    """The text as HTML; plain text that nobody changed keeps the marks it stands for."""
    code = spot.place.section
    if f"{code}.isi" in request.POST:
        return request.POST[f"{code}.isi"]
    text = request.POST.get(f"{code}.teks", "").replace("\r\n", "\n")
    if len(text) > marks.SENT:
        return text  # refused for its length, whatever it says
    row = narrative_at(**spot.arguments)
    return row.html if row and marks.to_plain(row.html) == text else marks.from_plain(text)


def _refused(request: HttpRequest, spot: Spot, error: Refused) -> HttpResponse:
    """The status line: why not, and after a conflict what is stored and the choice between the two."""
    code = str(spot.place.section)
    row: Narrative | None = getattr(error, "current", None)
    is_stale = isinstance(error, Stale)
    context = {
        "code": code,
        "error": error,
        "is_stale": is_stale,
        "stored": marks.clean(row.html) if row else "",
        "row": row,
        "version": (row.version if row else 0) if is_stale else _version(request, code),
        "period": spot.period,
        "place": spot.place,
    }
    response = render(request, "reports/includes/narrative_refused.html", context, status=error.status)
    return retarget(response, f"#s-{code}")


def _version(request: HttpRequest, code: str = "") -> int:
    """The version the page showed."""
    text = request.POST.get(f"{code}.r" if code else "versi", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_POST
@refusals
def confirm(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """What is written holds for the figures of today."""
    spot = _spot(request, period, place)
    basis = request.POST.get("dasar", "")
    actions.confirm(**spot.arguments, version=_version(request), basis=basis, by=request.actor, now=timezone.now())
    messages.success(request, "Dicatat: tulisan sudah dibandingkan dengan angka terbaru.")
    return redirect("reports:narrative", period, place)


@require_POST
@refusals
def reset(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """The composed sentences stand there again."""
    spot = _spot(request, period, place)
    actions.reset(**spot.arguments, version=_version(request), by=request.actor, now=timezone.now())
    messages.success(request, "Bagian ini kembali ke kalimat dari angka. Tulisan sebelumnya ada dalam riwayat.")
    return redirect("reports:narrative", period, place)


@require_POST
@refusals
def restore(request: HttpRequest, period: Quarter, place: Place) -> HttpResponse:
    """A text from the history stands there again."""
    spot = _spot(request, period, place)
    wanted = request.POST.get("riwayat", "")
    found = [one for one in versions(**spot.arguments, limit=VERSIONS_SHOWN) if str(one.entry.pk) == wanted]
    if not found or found[0].html is None:
        raise Http404("Tulisan itu tidak ada.")
    sheets = [spot.unit.pk] if spot.unit else []
    open_now = chapters(request.actor, spot.period, today=timezone.localdate(), with_sheets=sheets)
    when = timezone.localtime(found[0].at)
    actions.write(
        **spot.arguments,
        html=found[0].html,
        version=_version(request),
        basis=next(chapter.basis for chapter in open_now if _is_at(chapter, spot)),
        reason=f"Dipakai lagi: tulisan {found[0].by} {date_format(when, 'j F Y H.i')}",
        by=request.actor,
        now=timezone.now(),
    )
    messages.success(request, "Tulisan lama dipakai lagi. Yang digantikan tetap ada dalam riwayat.")
    return redirect("reports:narrative", period, place)
