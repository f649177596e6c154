"""The organisation: letterhead, logo, signatory, legal basis."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.actions.records import delete_legal_basis
from units.forms.organisation import LegalBasisForm, SettingsForm
from units.models import LegalBasis
from units.queries.organisation import legal_basis_lines, organisation
from units.roles import Permission
from units.views.doors import done, for_holders_of, form_page, sent

require_form = require_http_methods(["GET", "HEAD", "POST"])
manages_units = for_holders_of(Permission.MANAGE_UNITS)


@require_form
@manages_units
def settings(request: HttpRequest) -> HttpResponse:
    """The one row of settings as a form, and the list of rules reports cite."""
    form = SettingsForm(sent(request), request.FILES or None, instance=organisation(), actor=request.actor)
    if form.saved():
        return done(request, "Pengaturan instansi disimpan.", "units:organisation")
    lines = legal_basis_lines(timezone.localdate())
    return form_page(request, "units/organisation.html", form, stored=organisation(), lines=lines)


@require_safe
@manages_units
def logo(request: HttpRequest) -> HttpResponse:
    """The logo as it is stored; 404 while there is none."""
    picture = organisation().logo
    if not picture or not picture.storage.exists(picture.name):
        raise Http404("Belum ada logo.")
    return FileResponse(picture.open(), headers={"Cache-Control": "private, no-cache"})


@require_form
@manages_units
def create_basis(request: HttpRequest) -> HttpResponse:
    """A new rule."""
    last = LegalBasis.objects.order_by("order").last()
    form = LegalBasisForm(sent(request), actor=request.actor, initial={"order": last.order + 1 if last else 1})
    return _basis_page(request, form, None)


@require_form
@manages_units
def change_basis(request: HttpRequest, pk: int) -> HttpResponse:
    """A rule's wording and dates."""
    row = get_object_or_404(LegalBasis, pk=pk)
    return _basis_page(request, LegalBasisForm(sent(request), instance=row, actor=request.actor), row)


def _basis_page(request: HttpRequest, form: LegalBasisForm, row: LegalBasis | None) -> HttpResponse:
    if form.saved():
        return done(request, "Dasar hukum disimpan.", "units:organisation")
    return form_page(request, "units/basis_form.html", form, stored=row)


@require_POST
@manages_units
def delete_basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule that was entered by mistake; the history keeps it."""
    delete_legal_basis(record=get_object_or_404(LegalBasis, pk=pk), by=request.actor, now=timezone.now())
    return done(request, "Dasar hukum dihapus.", "units:organisation")
