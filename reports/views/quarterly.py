"""The reports of a quarter: which there are, and the quarterly one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.enums import PeriodState
from evaluations.quarters import Quarter
from evaluations.views.messages import refused
from reports import pdf
from reports.enums import Paper
from reports.papers import compose
from reports.permissions import may_write_narrative
from reports.queries.issuing import issuing
from reports.queries.overview import overview
from reports.views.doors import reports_of


@require_safe
def index(request, period: Quarter):
    """The reports of a quarter, ready or not."""
    row = reports_of(request, period)
    context = {
        "overview": overview(request.actor, row),
        "issuing": issuing(request.actor, row),
        "may_write": may_write_narrative(request.actor, None),
    }
    return render(request, "reports/index.html", context)


@never_cache
@require_safe
def quarterly_pdf(request, period: Quarter):
    """The quarterly report as a PDF to download; a draft while the quarter is open. 503 while others are drawing."""
    row = reports_of(request, period)
    if row.state == PeriodState.PLANNED:
        raise Http404("Laporan belum ada: periode belum dibuka.")
    try:
        paper = compose(Paper.QUARTERLY, row, None, reader=request.actor, today=timezone.localdate())
        content = pdf.write(paper.html, paper.stylesheet, paper.watermark)
    except pdf.Busy as error:
        response = refused(request, error, reverse("reports:index", kwargs={"period": period}))
        response["Retry-After"] = str(pdf.WAIT_SECONDS)
        return response
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{paper.filename_stem}.pdf"'},
    )
