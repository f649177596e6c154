"""Answers, corrected by the same action, under the same rules, as on the sheet."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.admin.base import RefusableAdmin
from evaluations.enums import Assessor
from evaluations.exceptions import Refused
from evaluations.forms.admin import AnswerForm, ChooseAnswerForm, answer_form, choose_form
from evaluations.models import Answer
from evaluations.queries import evaluations
from evaluations.queries.answers import unit_answer
from units.roles import Permission

WHAT = ["sheet", "question_text", "assessor_text"]
READ = [*WHAT, "value_text", "unit_text", "note", "version_text", "updated_at", "updated_by"]


@admin.register(Answer)
class AnswerAdmin(RefusableAdmin):
    """Read by the Inspectorate; written by whoever may write that column of the sheet now."""

    view_permissions = frozenset({Permission.READ_ALL})
    change_permissions = frozenset({Permission.VERIFY})
    list_display = ["evaluation", "question", "assessor", "value_text", "version_text", "updated_at", "updated_by"]
    list_filter = ["assessor", "evaluation__period", "evaluation__unit"]
    search_fields = ["question__code", "evaluation__unit__name", "note"]

    def get_queryset(self, request):
        rows = evaluations.visible_answers(request.actor)
        return rows.select_related(
            "evaluation__unit", "evaluation__period__instrument", "question__scale", "updated_by"
        )

    # --- who ---
    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return permissions.may_write(request.actor, obj.evaluation, obj.assessor) and _is_writable(obj)

    # --- adding: first which answer, then its value ---
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        choose, here = choose_form(request.actor), reverse("admin:evaluations_answer_add")
        if "evaluation" in request.GET:
            return self._second_step(request, choose(request.GET), here, form_url, extra_context)
        form = choose(request.POST) if request.method == "POST" else None
        if form and form.is_valid():
            return redirect(f"{here}?{urlencode({name: request.POST[name] for name in form.fields})}")
        return super().add_view(request, form_url, extra_context)

    def _second_step(self, request, form, here, form_url, extra_context):
        if not form.is_valid():
            messages.error(request, form.sentences)
            return redirect(here)
        request.chosen_answer = form.chosen
        if form.chosen.pk:
            return redirect(reverse("admin:evaluations_answer_change", args=[form.chosen.pk]))
        return super().add_view(request, form_url, extra_context)

    # --- the form ---
    def get_form(self, request, obj=None, change=False, **kwargs):
        target = obj or getattr(request, "chosen_answer", None)
        if target is None:
            return choose_form(request.actor)
        if obj and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change=change, **kwargs)
        return answer_form(target, request.actor)

    def get_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return READ
        form = self.get_form(request, obj)
        if issubclass(form, AnswerForm):
            return [*_shown(form.target), *form.base_fields]
        return ChooseAnswerForm.Meta.fields

    def get_readonly_fields(self, request, obj=None):
        target = obj or getattr(request, "chosen_answer", None)
        if target is None:
            return []
        return READ if obj and not self.has_change_permission(request, obj) else _shown(target)

    # --- columns ---
    @admin.display(description="Penilaian")
    def sheet(self, answer):
        return str(answer.evaluation)

    @admin.display(description="Pertanyaan")
    def question_text(self, answer):
        return f"{answer.question.code} {answer.question.text}"

    @admin.display(description="Penilai", ordering="assessor")
    def assessor_text(self, answer):
        return answer.get_assessor_display()

    @admin.display(description="Jawaban")
    def value_text(self, answer):
        return _value_text(answer)

    @admin.display(description="Jawaban unit")
    def unit_text(self, answer):
        unit = unit_answer(answer)
        return _value_text(unit) if unit else "belum dijawab"

    @admin.display(description="Versi", ordering="version")
    def version_text(self, answer):
        return str(answer.version)


def _shown(target: Answer) -> list[str]:
    """What stands above the fields of the form."""
    return [*WHAT, "unit_text"] if target.assessor == Assessor.TPI else WHAT


def _is_writable(answer: Answer) -> bool:
    try:
        policies.check_writable(answer.evaluation, answer.assessor, today=timezone.localdate())
    except Refused:
        return False
    return True


def _value_text(answer: Answer) -> str:
    figures = [f"{key}: {text.replace('.', ',')}" for key, text in (answer.figures or {}).items()]
    return answer.option or "; ".join(figures) or "belum dijawab"
