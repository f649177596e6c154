"""Accounts: the list, one person, making and changing an account, closing it, a new password."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from units.actions import users as actions
from units.forms.screens import search_text
from units.forms.users import AccountForm, DetailsForm, ResetForm
from units.models import WorkUnit
from units.queries import users as queries
from units.roles import Permission, Role
from units.views.doors import done, for_holders_of, form_page, sent

require_form = require_http_methods(["GET", "HEAD", "POST"])
manages_users = for_holders_of(Permission.MANAGE_USERS)
PER_PAGE = 50


@require_safe
@manages_users
def index(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles of today."""
    asked, units = request.GET, list(WorkUnit.objects.all())
    filters = {
        "text": search_text(asked.get("cari")),
        "status": asked.get("status", ""),
        "role": search_text(asked.get("peran")),
        "unit": next((unit for unit in units if unit.code == asked.get("unit")), None),
    }
    rows = queries.user_list(today=timezone.localdate(), **filters)
    rest = asked.copy()
    rest.pop("hal", None)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(asked.get("hal")),
        "filters": filters,
        "filtered": any(filters.values()),
        "statuses": queries.Status.choices,
        "roles": [*Role.choices, (queries.NO_ROLE, "Tanpa peran")],
        "units": units,
        "query": rest.urlencode(),
    }
    return render(request, "units/users.html", context)


@require_safe
@manages_users
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with every role and assignment, now, later and earlier."""
    person, today = get_object_or_404(User, pk=pk), timezone.localdate()
    context = {
        "person": person,
        "roles": queries.roles_of(person, today),
        "assignments": queries.assignments_of(person, today),
        "is_self": person.pk == request.user.pk,
    }
    return render(request, "units/user.html", context)


@require_form
@manages_users
@never_cache
@sensitive_variables("password")
def create(request: HttpRequest) -> HttpResponse:
    """A new account. Its one-time password stands on the answer to this request and nowhere else."""
    form = AccountForm(sent(request), actor=request.actor)
    password = form.saved()
    if password is None:
        return form_page(request, "units/user_form.html", form)
    return _made(request, form.instance, password, f"Akun {form.instance} dibuat.")


@require_form
@manages_users
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, user name, NIP, position, address."""
    person = get_object_or_404(User, pk=pk)
    stored = {"pk": person.pk, "full_name": person.full_name}  # the form fills the row with what was typed
    form = DetailsForm(sent(request), instance=person, actor=request.actor)
    if saved := form.saved():
        return done(request, f"{saved} disimpan.", "units:user", saved.pk)
    return form_page(request, "units/user_form.html", form, stored=stored)


@require_form
@manages_users
def switch(request: HttpRequest, pk: int, active: bool) -> HttpResponse:
    """GET says what it means, POST opens or closes the account."""
    person, error = get_object_or_404(User, pk=pk), ""
    if request.method == "POST":
        try:
            actions.switch(user=person, active=active, by=request.actor, now=timezone.now())
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return done(request, f"Akun {person} {'diaktifkan' if active else 'dinonaktifkan'}.", "units:user", pk)
    context = {"person": person, "active": active, "error": error}
    return render(request, "units/user_switch.html", context, status=409 if error else 200)


@require_form
@manages_users
@never_cache
@sensitive_variables("password")
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks how, POST makes a one-time password (shown on the answer only) or has a link mailed."""
    person = get_object_or_404(User, pk=pk)
    form = ResetForm(sent(request), user=person, actor=request.actor)
    password = form.saved()
    if password is None:
        return form_page(request, "units/user_reset.html", form, person=person)
    return _made(request, person, password, f"Kata sandi {person} diatur ulang.")


def _made(request: HttpRequest, person: User, password: str, sentence: str) -> HttpResponse:
    """The one page that shows a one-time password, or back to the person when a link is on its way."""
    if not password:
        return done(request, f"Tautan untuk membuat kata sandi dikirim ke {person.email}.", "units:user", person.pk)
    context = {"person": person, "password": password, "sentence": sentence}
    return render(request, "units/user_password.html", context)
