"""Signing in, one's own profile and password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, password_links
from accounts.forms import ForgottenForm, GivenPasswordForm, LoginForm, NewPasswordForm, OwnPasswordForm

SIGNED_OUT = "Sesi Anda sudah berakhir. Yang belum tersimpan masih ada di halaman ini."
LOCK_MINUTES = int(settings.AXES_COOLOFF_TIME * 60)

require_form = require_http_methods(["GET", "HEAD", "POST"])


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
@require_form
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


@login_not_required
@never_cache
@require_form
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for a user name or an address; the answer is the same whether there is such an account or not."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/forgotten.html", {"form": form}, status=422 if form.is_bound else 200)
    password_links.ask(name=form.cleaned_data["name"], now=timezone.now())
    return redirect("accounts:forgotten_sent")


@login_not_required
@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """What happens now, in words that are true for everybody."""
    context = {"minutes": password_links.MINUTES, "mails": password_links.MAILS_PER_HOUR}
    return render(request, "accounts/forgotten_sent.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_form
def set_by_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password through a mailed link; 410 once it is used or too old.

    The address is a secret: it is not kept in a cache, and no request that leaves this page names more than the site.
    """
    try:
        answer = _set_by_link(request, uid, token)
    except password_links.LinkExpired:
        answer = render(request, "accounts/link_expired.html", status=410)
    answer["Referrer-Policy"] = "strict-origin"
    return answer


def _set_by_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    user = password_links.owner(uid, token)
    if user is None:
        raise password_links.LinkExpired
    form = NewPasswordForm(user, request.POST or None)
    if not form.is_valid():
        context = {"form": form, "owner": user}
        return render(request, "accounts/link.html", context, status=422 if form.is_bound else 200)
    password_links.use(uid=uid, token=token, password=form.cleaned_data["new_password1"], now=timezone.now())
    messages.success(request, "Kata sandi baru disimpan. Silakan masuk dengan kata sandi itu.")
    return redirect("accounts:login")


def locked_out(request: HttpRequest, response=None, credentials=None) -> HttpResponse:
    """After too many failed tries (called by django-axes): 429 and how long to wait."""
    answer = render(request, "accounts/locked_out.html", {"minutes": LOCK_MINUTES}, status=429)
    answer["Retry-After"] = str(LOCK_MINUTES * 60)
    return answer
