"""A unit's plan as a file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.queries.areas import area_titles
from plans.queries.plan import people_of, plan
from plans.views.doors import unit_for
from plans.views.plan import filter_form
from reports.workbooks.plan import plan_workbook
from workbooks.tables import CONTENT_TYPE


@never_cache
@require_safe
def plan_xlsx(request: HttpRequest, unit: str) -> HttpResponse:
    """The plan as a workbook, with the filters of its page, for everybody who reads it."""
    row = unit_for(request, unit)
    now, areas = timezone.now(), area_titles()
    today = timezone.localdate(now)
    form = filter_form(request, row, people_of(row, today=today), areas)
    actions = plan(row, form.wanted, today=today)
    content = plan_workbook(row, actions, areas, form.told, now=now)
    name = f"rencana-aksi-{row.code}-{timezone.localtime(now):%Y%m%d}.xlsx"
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
