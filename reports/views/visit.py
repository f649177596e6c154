"""The berita acara of a visit."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.views.messages import refused
from reports import pdf
from reports.queries.visit import visit_record
from visits.queries.visits import visible, with_people


@never_cache
@require_safe
def visit_pdf(request, pk: int):
    """The berita acara of a recorded visit as a PDF to download. 404 before it is recorded, 503 while others draw."""
    visit = get_object_or_404(with_people(visible(request.actor)), pk=pk)
    if not visit.is_done:
        raise Http404("Berita acara belum ada: kegiatan belum dicatat.")
    try:
        content = pdf.visit_pdf(visit_record(request.actor, visit))
    except pdf.Busy as error:
        response = refused(request, error, reverse("visits:show", args=[pk]))
        response["Retry-After"] = str(pdf.WAIT_SECONDS)
        return response
    name = f"berita-acara-{visit.day:%Y-%m-%d}-{slugify(visit.topic)[:60]}".rstrip("-") + ".pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
