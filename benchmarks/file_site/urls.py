"""Storing one upload, and sending everything stored as one ZIP: views without a page around them."""

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from files.actions import receive, store
from files.archives import ArchiveEntry, stream
from files.exceptions import Rejected
from files.models import StoredFile
from zi_tracker.urls import urlpatterns as real


@csrf_exempt
def upload(request) -> HttpResponse:
    try:
        with receive(request.FILES["berkas"]) as ready:
            file = store(upload=ready, by=request.user, now=timezone.now())
    except Rejected as error:
        return JsonResponse({"error": str(error)}, status=error.status)
    return JsonResponse({"name": file.name, "size": file.size})


def archive(request) -> HttpResponse:
    files = StoredFile.objects.order_by("pk")
    entries = [ArchiveEntry(f"A.I.{file.pk}/{file.name}", file, None, file.stored_at) for file in files]
    return stream(request, entries, name="bukti.zip")


urlpatterns = [path("uji/unggah/", upload), path("uji/arsip/", archive), *real]
