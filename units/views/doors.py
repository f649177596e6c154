"""Who may enter the administration pages of this app (else 403), and what they all answer."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from units.actors import Actor
from units.roles import Permission


def require(actor: Actor, *permissions: Permission) -> None:
    """Raise PermissionDenied unless the actor holds one of the permissions."""
    if not any(actor.may(permission) for permission in permissions):
        raise PermissionDenied("Anda tidak berwenang membuka halaman pengelolaan ini.")


def for_holders_of(*permissions: Permission) -> Callable:
    """Decorator: a view for whoever holds one of the permissions."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs):
            require(request.actor, *permissions)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def sent(request: HttpRequest):
    """What a form was sent with; None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    """A page around a form: 422 when it was sent and something in it is not taken."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def done(request: HttpRequest, sentence: str, where: str, *args) -> HttpResponse:
    """To the page that shows what happened, and says so."""
    messages.success(request, sentence)
    return redirect(where, *args)
