"""One door per object: 404 for what is not there or not yours."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from visits.models import Visit, VisitPhoto
from visits.queries.visits import photos_of, visible, with_people


def visit_for(request: HttpRequest, pk: int) -> Visit:
    """The visit with its units and team, if the actor may read it; else 404."""
    return get_object_or_404(with_people(visible(request.actor)), pk=pk)


def photo_for(request: HttpRequest, pk: int, photo: int) -> VisitPhoto:
    """A picture of a visit the actor may read, unless it was removed; else 404."""
    return get_object_or_404(photos_of(visit_for(request, pk)).select_related("file", "visit"), pk=photo)
