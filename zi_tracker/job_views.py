"""The pages of background jobs: everybody's own, all of them for whoever manages users, and the worker's health.

They stand here and not in `jobs`, which knows nobody's role.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from evaluations.views.messages import came_from, refused
from jobs import actions, queries
from jobs.enums import JobState
from jobs.exceptions import CannotRetry
from units.roles import Permission

PER_PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The jobs of this person, or all; for htmx only the list, which asks again while something on it moves."""
    asked = request.GET.copy()
    state = asked.get("status") if asked.get("status") in JobState.values else ""
    rows = _visible(request).filter(state=state) if state else _visible(request)
    page = Paginator(rows, PER_PAGE).get_page(asked.pop("hal", [None])[-1])
    context = {
        "page": page,
        "state": state,
        "states": JobState.choices,
        "query": asked.urlencode(),
        "sees_all": _sees_all(request),
        "is_moving": any(not job.is_over for job in page),
        "is_silent": queries.waits_in_vain(_visible(request), timezone.now()),
    }
    return render(request, "jobs/lines.html" if request.htmx else "jobs/list.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one job is, to be shown in any page (templates/jobs/progress.html)."""
    job = get_object_or_404(_visible(request), pk=pk)
    return render(request, "jobs/progress.html", {"job": job, "sees_all": _sees_all(request)})


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a failed job its attempts again."""
    job = get_object_or_404(_visible(request), pk=pk)
    try:
        actions.retry(job=job, by=request.user, now=timezone.now())
    except CannotRetry as error:
        return refused(request, error, came_from(request))
    messages.success(request, f"“{job.title}” dicoba lagi.")
    return redirect(came_from(request))


@login_not_required
@never_cache
@require_safe
def worker_health(request: HttpRequest) -> HttpResponse:
    """For monitoring: 200 "ok" while a worker is heard of, else 503."""
    try:
        silent = queries.worker_is_silent(timezone.now())
    except DatabaseError:
        return _plain("basis data tidak menjawab", 503)
    return _plain("pekerja latar tidak berjalan", 503) if silent else _plain("ok", 200)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _sees_all(request: HttpRequest) -> bool:
    return request.actor.may(Permission.MANAGE_USERS)


def _visible(request: HttpRequest):
    """The jobs this person may see, newest first."""
    return queries.everyone() if _sees_all(request) else queries.of_person(request.user)
