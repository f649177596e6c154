"""One's own messages, and which of them come by mail."""

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inbox import actions
from inbox.forms import MailForm
from inbox.queries import choosable, mail_choices, messages_of

PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The person's messages, newest first; `?belum` shows only those not opened yet."""
    only_unread = "belum" in request.GET
    pages = Paginator(messages_of(request.user, only_unread=only_unread), PAGE)
    context = {"page": pages.get_page(request.GET.get("halaman")), "only_unread": only_unread}
    return render(request, "inbox/index.html", context)


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one's own message as read and go where it leads."""
    message = get_object_or_404(messages_of(request.user), pk=pk)
    actions.mark_read(message=message, by=request.user, now=timezone.now())
    return redirect(message.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    count = actions.mark_all_read(by=request.user, now=timezone.now())
    notices.success(request, f"{count} pesan ditandai sudah dibaca.")
    return redirect("inbox:index")


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Which events come by mail."""
    form = MailForm(request.POST or None, events=choosable(request.actor), chosen=mail_choices(request.user))
    if form.is_valid():
        actions.choose_mails(by=request.user, choices=form.choices())
        notices.success(request, "Pilihan surel disimpan.")
        return redirect("inbox:settings")
    return render(request, "inbox/settings.html", {"form": form})
