"""Templates for Word: which are in force, trying one, putting it in force, going back to ours, and their names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.exceptions import Invalid
from evaluations.views.messages import refusals
from files.enums import FileKind
from files.exceptions import Rejected
from files.kinds import ABOUT, limits
from files.serving import hand_out
from reports.actions.word_templates import FIELD, go_back, put_in_force, try_template
from reports.enums import IN_WORD, Paper
from reports.models import WordTemplate
from reports.queries.word_templates import names_of, templates
from reports.views.editions import sent
from reports.word import ours
from reports.word.rendering import Busy, NotFilled
from units.roles import Permission
from units.views.doors import done, for_holders_of

CONTENT_TYPE = ABOUT[FileKind.DOCX].content_type
NO_FILE = "Pilih templat Word (.docx)."
manages = for_holders_of(Permission.MANAGE_UNITS)


@require_safe
@manages
def index(request: HttpRequest) -> HttpResponse:
    """The templates of every paper, and where to put another in force."""
    return _page(request)


@require_POST
@manages
@refusals
def add(request: HttpRequest, paper: str) -> HttpResponse:
    """Try a template (the answer is what it makes of an example), or put it in force."""
    kind, upload = _paper_or_404(paper), request.FILES.get(FIELD)
    try:
        if upload is None:
            raise Invalid(NO_FILE, FIELD)
        return _taken(request, kind, upload)
    except (Invalid, Rejected, NotFilled, Busy) as error:
        return _page(request, kind, str(error), error.status)


def _taken(request: HttpRequest, kind: Paper, upload) -> HttpResponse:
    work = {"paper": kind, "upload": upload, "by": request.actor, "now": timezone.now()}
    if "coba" in request.POST:
        return hand_out(try_template(**work), name=f"contoh-{kind}.docx", content_type=CONTENT_TYPE)
    put_in_force(**work)
    return done(request, f"Templat Word untuk {kind.label} berlaku mulai sekarang.", "reports:word_templates")


@require_POST
@manages
@refusals
def reset(request: HttpRequest, paper: str) -> HttpResponse:
    """Our own template again."""
    kind = _paper_or_404(paper)
    go_back(paper=kind, by=request.actor, now=timezone.now())
    return done(request, f"Templat bawaan untuk {kind.label} berlaku lagi.", "reports:word_templates")


@require_safe
@manages
def ours_docx(request: HttpRequest, paper: str) -> HttpResponse:
    """Our own template, to begin another from."""
    kind = _paper_or_404(paper)
    return hand_out(ours.template(kind), name=f"templat-{kind}.docx", content_type=CONTENT_TYPE)


@require_safe
@manages
def docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A template that is or was in force, as it was sent."""
    return sent(request, get_object_or_404(WordTemplate.objects.select_related("file"), pk=pk).file)


@require_safe
@manages
def names(request: HttpRequest, paper: str) -> HttpResponse:
    """What a template may name."""
    kind = _paper_or_404(paper)
    return render(request, "reports/word_names.html", {"paper": kind, "groups": names_of(kind)})


def _paper_or_404(paper: str) -> Paper:
    if paper not in IN_WORD:
        raise Http404("Jenis ini tidak dibuat sebagai dokumen Word.")
    return Paper(paper)


def _page(request: HttpRequest, paper: Paper | None = None, error: str = "", status: int = 200) -> HttpResponse:
    """`error`: why a template of `paper` is not taken."""
    context = {"all": templates(), "failed": paper, "error": error, "limits": limits({FileKind.DOCX})}
    return render(request, "reports/word_templates.html", context, status=status)
