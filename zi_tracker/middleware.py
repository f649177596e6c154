"""Who is let in, and what a wrong method is told."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware as DjangoGZipMiddleware

from evaluations.views.messages import came_from
from zi_tracker.views import method_not_allowed

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
SESSION_ENDED = "Sesi Anda sudah berakhir. Silakan masuk lagi."
SOMEBODY_ELSE = (
    "Orang lain sudah masuk di peramban ini. Isian Anda belum dikirim; "
    "keluarkan orang itu, lalu masuk lagi sebagai diri Anda."
)


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Django's, but a form that comes too late leads back to its page: its own address often takes no GET.

    A page's own calls name the user it was made for (`X-User`): somebody who has signed in since in the same browser
    must not write under their name what another person typed.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """401 when the page was made for another user than the session's; else as Django's."""
        meant = request.headers.get("X-User") if request.htmx else None
        if meant and request.user.is_authenticated and meant != str(request.user.pk):
            return HttpResponse(SOMEBODY_ELSE, status=401, content_type="text/plain; charset=utf-8")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """The redirect to the sign-in page; `next` is an address that can be opened. 404 for what is hidden."""
        if getattr(view_func, "is_hidden", False):
            raise Http404("Halaman tidak ada.")
        if request.method in SAFE_METHODS or request.htmx:
            return super().handle_no_permission(request, view_func)
        messages.warning(request, SESSION_ENDED)
        page = urlsplit(came_from(request))._replace(scheme="", netloc="").geturl()
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


class GZipMiddleware(DjangoGZipMiddleware):
    """Django's, for texts only: documents, pictures and archives do not shrink, and would lose their length."""

    def process_response(self, request, response):
        """The response, compressed when its type says text."""
        is_text = response.get("Content-Type", "").startswith(("text/", "application/json", "image/svg"))
        return super().process_response(request, response) if is_text else response


class MethodNotAllowedMiddleware:
    """Every 405 is a page (Django's answer is empty); its headers stay, Allow among them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405:
            page = method_not_allowed(request)
            response.content, response["Content-Type"] = page.content, page["Content-Type"]
        return response
