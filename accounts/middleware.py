"""Until a given password is replaced, its owner sees one page only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SENTENCE = "Ganti dahulu kata sandi yang diberikan kepada Anda. Muat ulang halaman ini untuk menggantinya."


class GivenPasswordMiddleware:
    """Sends whoever must change their password to the page for it; stands after sign-in and htmx.

    Open views (sign-in, sign-out, health) stay open; a request in the background gets 403 with a sentence.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True) or not getattr(request.user, "must_change_password", False):
            return None
        page = reverse("accounts:password_change")
        if request.path == page:
            return None
        if _in_background(request):
            return HttpResponse(SENTENCE, status=403, content_type="text/plain; charset=utf-8")
        return redirect(page)


def _in_background(request: HttpRequest) -> bool:
    """Sent by a script, not by a person going to a page; browsers say so themselves."""
    return bool(request.htmx) or request.headers.get("Sec-Fetch-Dest") == "empty"
