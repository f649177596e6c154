"""Pages of the site itself: errors, the health check, the gallery of components."""

from decimal import Decimal

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.enums import EvaluationState, EvidenceVerdict, PeriodState, Priority, RecommendationState
from evaluations.models import Recommendation
from files.enums import FileKind
from jobs.enums import JobState
from plans.enums import ActionState
from zi_tracker import gallery as examples

SENTENCES = {
    400: "Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba sekali lagi.",
    403: "Anda tidak berwenang melakukan ini.",
    404: "Yang Anda cari tidak ditemukan. Mungkin sudah dipindahkan, atau bukan bagian Anda.",
    405: "Alamat ini tidak menerima permintaan seperti itu. Muat ulang halaman, lalu coba sekali lagi.",
    500: "Terjadi kesalahan pada server. Coba lagi beberapa saat lagi.",
}


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitoring: 200 "ok" when the process and the database answer, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("basis data tidak menjawab", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with example texts: the documentation for whoever builds a screen."""
    now = timezone.now()
    return render(
        request,
        "gallery.html",
        {
            "evaluation_states": EvaluationState.values,
            "period_states": PeriodState.values,
            "job_states": JobState.values,
            "advice": [Recommendation(), *(Recommendation(state=state, sent_at=now) for state in RecommendationState)],
            "priorities": Priority.values,
            "action_states": ActionState.values,
            "evidence_verdicts": EvidenceVerdict.values,
            "file_kinds": list(FileKind),
            "charts": examples.charts(),
            "rings": examples.rings(),
            "small_lines": examples.small_lines(),
            "page": Paginator(range(3), 1).page(2),
            "numbers": {
                "total": Decimal("81.4667"),
                "change": Decimal("2.5"),
                "area": Decimal("5.25"),
                "minimum": Decimal("4.8"),
                "low": Decimal("3.5499"),
                "short": Decimal("1.2501"),
                "ratio": Decimal("0.916667"),
            },
        },
    )


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """400, for example an address that was tampered with."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """403. A sentence given to PermissionDenied(...) is shown."""
    return _error(request, 403, str(exception or "") or SENTENCES[403])


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """404. What is not yours looks the same as what does not exist."""
    return _error(request, 404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405, usually the address of a form opened like a page."""
    if _is_htmx(request):
        return _error(request, 405)
    return render(request, "405.html", status=405)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without session, database or context processors: any of them may be what broke."""
    return _error(None if not _is_htmx(request) else request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token, usually an old page or blocked cookies."""
    if _is_htmx(request):
        return _error(request, 403, "Halaman ini sudah kedaluwarsa. Muat ulang halaman, lalu coba sekali lagi.")
    return render(request, "403_csrf.html", status=403)


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _error(request: HttpRequest | None, status: int, sentence: str = "") -> HttpResponse:
    """The page of that error; for a request in the background only the sentence."""
    if request is not None and _is_htmx(request):
        text = sentence or SENTENCES[status]
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"{status}.html", {"sentence": sentence}, status=status)
