"""One door per object: 404 for what is not there or not yours, 403 for a page of others' work."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from evaluations.models import Period
from evaluations.quarters import Quarter
from evaluations.views.doors import period_for
from reports.models import Edition, SignedCopy
from reports.queries.editions import fetched, visible
from units.roles import Permission


def reports_of(request: HttpRequest, key: Quarter, permission: Permission = Permission.READ_REPORTS) -> Period:
    """The quarter, if the actor holds the permission (else 403) and may see it (else 404)."""
    if not request.actor.may(permission):
        reads = permission == Permission.READ_REPORTS
        raise PermissionDenied(f"Anda tidak berwenang {'membaca' if reads else 'menerbitkan'} laporan.")
    return period_for(request, key)


def edition_for(request: HttpRequest, pk: int) -> Edition:
    """The edition, if the actor may know of it; else 404."""
    return get_object_or_404(fetched(visible(request.actor)), pk=pk)


def copy_for(request: HttpRequest, pk: int, copy: int) -> SignedCopy:
    """A signed copy that was not withdrawn, of an edition the actor may know of; else 404."""
    rows = SignedCopy.objects.select_related("edition__period", "edition__unit", "file")
    return get_object_or_404(rows.filter(edition__in=visible(request.actor), withdrawn_at=None), pk=copy, edition=pk)
