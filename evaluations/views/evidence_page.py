"""Drawing the evidence of one question, whole or in part, for all views that change it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evaluations import policies
from evaluations.enums import Assessor
from evaluations.exceptions import Refused
from evaluations.forms.evidence import DetailsForm, FileForm, LinkForm
from evaluations.models import Evaluation
from evaluations.queries.evidence_page import EvidencePage
from evaluations.queries.evidence_view import Proof
from evaluations.queries.repairs import open_request
from evaluations.scoring.types import Question
from evaluations.views.sheet import pen_for
from files.kinds import limits


def render_page(
    request: HttpRequest, evaluation: Evaluation, question: Question, *, status: int = 200, **more
) -> HttpResponse:
    """The evidence as this person may see it: a page, or the part that htmx asks for.

    `more`: `news` or `error` (a sentence), bound forms `link_form` and `file_form`, or `edited` (a use's key) with its
    bound `edit_form` or `replace_form`.
    """
    page = page_of(request, evaluation, question)
    context = {
        "evaluation": evaluation,
        "question": question,
        "page": page,
        "cards": [Card(proof, page, more) for proof in page.live],
        "on_sheet": _is_on_sheet(request, evaluation),
        "in_page": not request.htmx,
        "news": "",
        "error": "",
    }
    if page.adds:
        context |= {"file_form": FileForm(auto_id="unggah-%s"), "link_form": LinkForm(auto_id="tautan-%s")}
        context |= {"limits": limits()}
    return render(request, _template(request), context | more, status=status)


class Card:
    """One piece of evidence in the list, with the forms that change it."""

    def __init__(self, proof: Proof, page: EvidencePage, more: dict):
        self.proof, self.page = proof, page
        self.more = more if more.get("edited") == proof.use.pk else {}

    @property
    def edit_form(self) -> DetailsForm:
        """Title, place and validity, as they stand or as they were refused."""
        use = self.proof.use
        now = {"title": use.version.title, "place": use.place, "valid_until": use.version.valid_until}
        return self.more.get("edit_form") or DetailsForm(initial=now, auto_id=f"ubah-{use.pk}-%s")

    @property
    def replace_form(self) -> DetailsForm:
        """A file in the place of a file, a link in the place of a link."""
        use = self.proof.use
        form = FileForm if self.proof.file else LinkForm
        now = {"title": use.version.title, "place": use.place}
        return self.more.get("replace_form") or form(initial=now, auto_id=f"ganti-{use.pk}-%s")

    @property
    def is_edited(self) -> bool:
        """Was a change of title and place refused just now?"""
        return "edit_form" in self.more

    @property
    def is_replaced(self) -> bool:
        """Was a new version refused just now?"""
        return "replace_form" in self.more

    @property
    def judged_as(self) -> dict:
        """Verdict and note for the form: what was refused just now, else what stands there."""
        return self.more.get("judged") or {"verdict": self.proof.verdict, "note": self.proof.use.present_note}


def page_of(request: HttpRequest, evaluation: Evaluation, question: Question) -> EvidencePage:
    """The question's evidence with whose part is open in it now."""
    pen = pen_for(request.actor, evaluation)
    writer, why_not = pen.writer, pen.why_not
    if writer == Assessor.UNIT:
        try:
            policies.check_question_open(evaluation, question.code, open_request(evaluation, question.code))
        except Refused as error:
            writer, why_not = "", str(error)
    return EvidencePage(evaluation, question, request.actor, writer, why_not)


def _template(request: HttpRequest) -> str:
    target = (request.htmx.target or "") if request.htmx else ""
    if target == "bukti-daftar":
        return "evaluations/includes/evidence_list.html"
    if target.startswith("e-"):
        return "evaluations/includes/evidence_brief.html"
    return "evaluations/includes/evidence_panel.html" if request.htmx else "evaluations/evidence.html"


def _is_on_sheet(request: HttpRequest, evaluation: Evaluation) -> bool:
    """Does the browser show the sheet, whose brief list moves along?"""
    sheet = reverse("evaluations:sheet", kwargs={"period": evaluation.period, "unit": evaluation.unit.code})
    shown = (request.htmx.current_url_abs_path or "") if request.htmx else ""
    return shown.partition("#")[0].partition("?")[0] == sheet


def answered(request: HttpRequest, evaluation: Evaluation, question: Question, sentence: str) -> HttpResponse:
    """After a change: the panel anew with the sentence, without htmx back to the page."""
    if request.htmx:
        return render_page(request, evaluation, question, news=sentence)
    messages.success(request, sentence)
    return redirect(page_url(evaluation, question.code))


def page_url(evaluation: Evaluation, code: str) -> str:
    """The address of a question's evidence."""
    kwargs = {"period": evaluation.period, "unit": evaluation.unit.code, "code": code}
    return reverse("evaluations:evidence", kwargs=kwargs)
