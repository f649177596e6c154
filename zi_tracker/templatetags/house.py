"""Template tags and filters every template has without loading them (settings: TEMPLATES, builtins).

They only put into words what they are given; nothing here decides or calculates. The gallery page shows all of them.
"""

import datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from evaluations.enums import EvaluationState, EvidenceVerdict, PeriodState, Priority, RecommendationState
from evaluations.models import Recommendation
from evaluations.queries.recommendations import state_words
from evaluations.scoring import rounding
from evaluations.workflow import INSPECTORATE_WORDS, UNIT_WORDS
from files.enums import FileKind
from jobs.enums import JobState
from plans.enums import ActionState
from zi_tracker.icons import icon_svg

register = template.Library()

NOTHING = "–"

# Tone and icon of each state: the badge always carries the word too.
EVALUATION_LOOK: dict[str, tuple[str, str]] = {
    EvaluationState.DRAFT: ("secondary", "pencil"),
    EvaluationState.SUBMITTED: ("primary", "send"),
    EvaluationState.IN_REVIEW: ("primary", "eye-check"),
    EvaluationState.RETURNED: ("warning", "arrow-back-up"),
    EvaluationState.REVIEWED: ("primary", "clipboard-check"),
    EvaluationState.APPROVED: ("success", "circle-check"),
}
PERIOD_LOOK: dict[str, tuple[str, str]] = {
    PeriodState.PLANNED: ("secondary", "calendar-event"),
    PeriodState.OPEN: ("success", "lock-open"),
    PeriodState.LOCKED: ("secondary", "lock"),
    PeriodState.REPORTED: ("primary", "file-check"),
}
RECOMMENDATION_LOOK: dict[str, tuple[str, str]] = {
    RecommendationState.OPEN: ("warning", "alert-triangle"),
    RecommendationState.IN_PROGRESS: ("primary", "progress"),
    RecommendationState.DONE_BY_UNIT: ("primary", "hourglass"),
    RecommendationState.SETTLED: ("success", "circle-check"),
    RecommendationState.IMPOSSIBLE: ("secondary", "circle-off"),
}
UNSENT_LOOK = ("secondary", "eye-off")
PRIORITY_LOOK: dict[str, tuple[str, str]] = {
    Priority.HIGH: ("danger", "arrow-up"),
    Priority.MEDIUM: ("secondary", "minus"),
    Priority.LOW: ("secondary", "arrow-down"),
}
JOB_LOOK: dict[str, tuple[str, str]] = {
    JobState.QUEUED: ("secondary", "clock"),
    JobState.RUNNING: ("primary", "player-play"),
    JobState.DONE: ("success", "circle-check"),
    JobState.FAILED: ("danger", "alert-circle"),
}
ACTION_LOOK: dict[str, tuple[str, str]] = {
    ActionState.PLANNED: ("secondary", "calendar-event"),
    ActionState.RUNNING: ("primary", "player-play"),
    ActionState.DONE: ("success", "circle-check"),
    ActionState.DROPPED: ("secondary", "circle-x"),
}
VERDICT_LOOK: dict[str, tuple[str, str]] = {
    EvidenceVerdict.SUFFICIENT: ("success", "circle-check"),
    EvidenceVerdict.WEAK: ("warning", "alert-triangle"),
    EvidenceVerdict.IRRELEVANT: ("danger", "circle-x"),
}
# Icon of each kind of file; what is none of them is a link.
FILE_ICONS: dict[str, str] = {
    FileKind.PDF: "file-type-pdf",
    FileKind.JPEG: "photo",
    FileKind.PNG: "photo",
    FileKind.DOCX: "file-type-docx",
    FileKind.XLSX: "file-type-xls",
    FileKind.PPTX: "file-type-ppt",
    FileKind.MP4: "video",
}
ALERT_LOOK: dict[str, tuple[str, str]] = {
    "success": ("success", "circle-check"),
    "warning": ("warning", "alert-triangle"),
    "error": ("danger", "alert-circle"),
}
AUDIENCE_WORDS = {"unit": UNIT_WORDS, "inspectorate": INSPECTORATE_WORDS}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon of Tabler by its name; without a label it is hidden from screen readers."""
    return icon_svg(name, label)


def _number(value, write) -> str:
    return NOTHING if value is None or value == "" else write(value)


@register.filter
def points(value) -> str:
    """Points (Decimal, Fraction or int) as 91,67; None as a dash."""
    return _number(value, rounding.text)


@register.filter
def missing(value) -> str:
    """Missing points, rounded up: 0,01 for anything above zero."""
    return _number(value, rounding.missing_text)


@register.filter
def percent(value) -> str:
    """A ratio 0..1 as 91,67 %."""
    return _number(value, rounding.percent_text)


@register.filter
def signed(value) -> str:
    """A change in points with its sign: +1,25."""
    return _number(value, rounding.signed_text)


@register.filter
def wib(value) -> str:
    """A moment as 21 Agustus 2024, 10.32 WIB; a plain date as 21 Agustus 2024."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime.datetime):
        return f"{date_format(timezone.localtime(value), 'DATETIME_FORMAT')} WIB"
    return date_format(value, "DATE_FORMAT")


@register.filter
def slug_of(period) -> str:
    """A period as it stands in addresses: 2024-3."""
    return f"{period.year}-{period.quarter}"


@register.simple_tag(takes_context=True)
def url_for_period(context, period) -> str:
    """The address of this same page in another period, or of that period's board (also where a period is changed)."""
    request, slug = context.get("request"), slug_of(period)
    match = getattr(request, "resolver_match", None)
    keeps = match and "period" in match.kwargs and not match.view_name.startswith("evaluations:period_")
    if keeps and request.method in {"GET", "HEAD"}:
        try:
            return reverse(match.view_name, kwargs={**match.kwargs, "period": slug})
        except NoReverseMatch:
            pass
    return reverse("evaluations:board", kwargs={"period": slug})


@register.inclusion_tag("components/badge.html")
def state_badge(state: str, audience: str = "inspectorate") -> dict:
    """The state of an evaluation in the words of its audience: "unit" or "inspectorate"."""
    tone, name = EVALUATION_LOOK[state]
    return {"tone": tone, "icon_name": name, "text": AUDIENCE_WORDS[audience][state]}


@register.inclusion_tag("components/badge.html")
def period_badge(state: str) -> dict:
    """The state of a period."""
    tone, name = PERIOD_LOOK[state]
    return {"tone": tone, "icon_name": name, "text": PeriodState(state).label}


@register.inclusion_tag("components/badge.html")
def recommendation_badge(row: Recommendation, audience: str = "inspectorate") -> dict:
    """The state of a recommendation in the words of its audience."""
    tone, name = RECOMMENDATION_LOOK[row.state] if row.is_sent else UNSENT_LOOK
    return {"tone": tone, "icon_name": name, "text": state_words(row, audience)}


@register.inclusion_tag("components/badge.html")
def priority_badge(priority: str) -> dict:
    """How urgent a recommendation is."""
    tone, name = PRIORITY_LOOK[priority]
    return {"tone": tone, "icon_name": name, "text": Priority(priority).label}


@register.inclusion_tag("components/badge.html")
def job_badge(state: str) -> dict:
    """The state of a background job."""
    tone, name = JOB_LOOK[state]
    return {"tone": tone, "icon_name": name, "text": JobState(state).label}


@register.inclusion_tag("components/badge.html")
def action_badge(state: str) -> dict:
    """The state of an action of a unit's plan."""
    tone, name = ACTION_LOOK[state]
    return {"tone": tone, "icon_name": name, "text": ActionState(state).label}


@register.inclusion_tag("components/badge.html")
def verdict_badge(verdict: str) -> dict:
    """What the TPI says to a piece of evidence."""
    tone, name = VERDICT_LOOK[verdict]
    return {"tone": tone, "icon_name": name, "text": EvidenceVerdict(verdict).label}


@register.simple_tag
def file_icon(kind: str) -> SafeString:
    """The icon of a kind of file (files.enums.FileKind), of a link for ""; decoration, the kind stands beside it."""
    return icon_svg(FILE_ICONS.get(kind, "link"))


@register.filter
def alert_tone(level_tag: str) -> str:
    """Bootstrap's tone for a level of django.contrib.messages."""
    return ALERT_LOOK.get(level_tag, ("info", ""))[0]


@register.filter
def alert_icon(level_tag: str) -> str:
    """The icon for a level of django.contrib.messages."""
    return ALERT_LOOK.get(level_tag, ("", "info-circle"))[1]
