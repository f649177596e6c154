"""Pictures of a visit: adding, showing and removing them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.hidden import hidden
from evaluations.exceptions import Invalid
from evaluations.views.messages import refusals
from files.exceptions import Rejected
from files.previews import page_picture
from files.serving import check_shown, show
from visits.actions.photos import add_photo, remove_photo
from visits.views.doors import photo_for, visit_for


@require_POST
@refusals
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one or several pictures; what is no such picture is left out and named."""
    visit, uploads = visit_for(request, pk), request.FILES.getlist("foto")
    if not uploads:
        raise Invalid("Pilih paling sedikit satu foto.")
    caption, added = request.POST.get("caption", ""), 0
    for upload in uploads:
        try:
            add_photo(visit=visit, upload=upload, caption=caption, by=request.actor, now=timezone.now())
            added += 1
        except (Invalid, Rejected) as error:
            messages.error(request, f"{upload.name}: {error}")
    if added:
        messages.success(request, f"{added} foto ditambahkan.")
    return redirect("visits:show", pk)


@hidden
@require_safe
def picture(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """The picture as the server drew it: never the uploaded file itself. What cannot be drawn says why."""
    try:
        file = photo_for(request, pk, photo).file
        check_shown(file)
        return show(request, page_picture(file, 1))
    except Rejected as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")


@require_POST
@refusals
def remove(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """Hide a picture."""
    remove_photo(photo=photo_for(request, pk, photo), by=request.actor, now=timezone.now())
    messages.success(request, "Foto dihapus dari catatan.")
    return redirect("visits:show", pk)
