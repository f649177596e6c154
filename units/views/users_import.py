"""Users from a workbook: upload, see every row's fate, confirm."""

import csv
from io import StringIO
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from units import workbooks
from units.actions import users_import as actions
from units.forms.user_import import ConfirmForm, UploadForm
from units.imports.fates import Fate
from units.imports.rows import COLUMNS
from units.models import UserImport, WorkUnit
from units.roles import Permission
from units.views.doors import done, for_holders_of, sent

require_form = require_http_methods(["GET", "HEAD", "POST"])
manages_users = for_holders_of(Permission.MANAGE_USERS)
PER_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = (
    "Tidak ada berkas yang menunggu konfirmasi. Bila baru saja diimpor, akun-akunnya sudah ada dalam daftar pengguna; "
    "kata sandi yang belum tercatat dapat diatur ulang."
)


@require_form
@manages_users
def upload(request: HttpRequest) -> HttpResponse:
    """Reads a workbook and keeps its rows for the preview; no account is touched."""
    form = UploadForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        actions.keep(rows=form.rows, file_name=file.name, by=request.actor, now=timezone.now())
        return redirect("units:users_preview")
    waiting = actions.waiting_of(request.actor, timezone.now())
    context = {"form": form, "waiting": waiting, "columns": COLUMNS}
    return render(request, "units/import.html", context, status=form.status)


@require_safe
@manages_users
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook, with today's units to choose from."""
    answer = HttpResponse(workbooks.template(list(WorkUnit.objects.filter(is_active=True))), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="templat-pengguna.xlsx"'
    return answer


@require_form
@manages_users
@never_cache
@sensitive_variables("imported")
def preview(request: HttpRequest) -> HttpResponse:
    """GET shows every row's fate, POST imports exactly that."""
    waiting = actions.waiting_of(request.actor, timezone.now())
    if waiting is None:
        return _gone(request)
    if request.method != "POST":
        return _preview_page(request, waiting, changed=False)
    form = ConfirmForm(request.POST)
    form.is_valid()
    what = {"digest": form.cleaned_data.get("digest", ""), "by_mail": form.cleaned_data["by_mail"]}
    try:
        imported = actions.import_users(**what, by=request.actor, now=timezone.now())
    except actions.NothingWaits:
        return _gone(request)
    except actions.Changed:
        return _preview_page(request, waiting, changed=True)
    return _result(request, imported)


@require_POST
@manages_users
def give_up(request: HttpRequest) -> HttpResponse:
    """Throws the waiting file away."""
    actions.give_up(by=request.actor)
    return done(request, "Berkas dibuang; tidak ada yang diimpor.", "units:users_import")


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, GONE)
    return redirect("units:users_import")


def _preview_page(request: HttpRequest, waiting: UserImport, *, changed: bool) -> HttpResponse:
    seen = actions.preview(waiting, timezone.now())
    fate = request.GET.get("hasil", "")
    lines = [line for line in seen.lines if line.fate == fate] if fate in Fate.values else seen.lines
    context = {
        "waiting": waiting,
        "seen": seen,
        "total": len(seen.lines),
        "refused": dict(seen.counts)[Fate.REFUSED],
        "fate": fate,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("hal")),
        "query": f"hasil={fate}" if fate in Fate.values else "",
        "changed": changed,
    }
    return render(request, "units/import_preview.html", context, status=409 if changed else 200)


def _result(request: HttpRequest, imported: actions.Imported) -> HttpResponse:
    """What was done. The one-time passwords stand on this answer and nowhere else."""
    if not imported.given:
        return done(request, _summary(imported), "units:users")
    context = {"given": imported.given, "summary": _summary(imported), "file": _as_address(imported.given)}
    return render(request, "units/import_result.html", context)


def _summary(imported: actions.Imported) -> str:
    parts = [f"{imported.created} akun dibuat", f"{imported.roles_added} peran ditambahkan pada akun yang sudah ada"]
    if imported.mailed:
        parts.append(f"{len(imported.mailed)} tautan dikirim lewat surel")
    return f"Impor selesai: {', '.join(parts)}."


def _as_address(given: list[tuple[User, str]]) -> str:
    """The list as a file inside the page itself: downloading it asks the server for nothing."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Nama lengkap", "Nama pengguna", "Kata sandi sekali pakai"])
    writer.writerows([_harmless(user.full_name), _harmless(user.username), password] for user, password in given)
    return f"data:text/csv;charset=utf-8,{quote(chr(0xFEFF) + text.getvalue())}"


def _harmless(text: str) -> str:
    """Nothing a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
