"""Signing in, one's own profile and password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.forms import GivenPasswordForm, LoginForm, OwnPasswordForm

SIGNED_OUT = "Sesi Anda sudah berakhir. Yang belum tersimpan masih ada di halaman ini."
LOCK_MINUTES = int(settings.AXES_COOLOFF_TIME * 60)


class Login(LoginView):
    """The one page for people who are not signed in; `next` is followed only within this site."""

    form_class = LoginForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        """The form; a request in the background that was sent here gets 401, lest it takes a page for its answer."""
        if request.htmx:
            return HttpResponse(SIGNED_OUT, status=401, content_type="text/plain; charset=utf-8")
        return super().get(request, *args, **kwargs)


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """One's own details and roles, to read; an administrator changes them."""
    return render(request, "accounts/profile.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password; this session stays, every other one of the account ends.

    Whoever must replace a given password sees a page without a menu: nothing else is open to them yet.
    """
    given = request.user.must_change_password
    form = (GivenPasswordForm if given else OwnPasswordForm)(request.user, request.POST or None)
    if not form.is_valid():
        template = "accounts/password_given.html" if given else "accounts/password.html"
        return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
    user = actions.set_password(
        user=request.user, password=form.cleaned_data["new_password1"], by=request.user, at=timezone.now()
    )
    update_session_auth_hash(request, user)
    messages.success(request, "Kata sandi diganti. Sesi Anda di perangkat lain sudah berakhir.")
    return redirect("home" if given else "accounts:profile")


def locked_out(request: HttpRequest, response=None, credentials=None) -> HttpResponse:
    """After too many failed tries (called by django-axes): 429 and how long to wait."""
    answer = render(request, "accounts/locked_out.html", {"minutes": LOCK_MINUTES}, status=429)
    answer["Retry-After"] = str(LOCK_MINUTES * 60)
    return answer
