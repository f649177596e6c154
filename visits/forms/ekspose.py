"""The record of an ekspose, with rows for decisions."""

from crispy_forms.layout import Column, Row
from django import forms

from evaluations.exceptions import Refused
from units.forms.screens import date_input, helper_for
from visits.actions.ekspose import MAX_DECISIONS
from visits.forms.refusals import ROWS_UNREADABLE, Versioned
from visits.models import Ekspose


class EksposeForm(Versioned, forms.Form):
    """When, where and who."""

    day = forms.DateField(label="Tanggal", widget=date_input())
    place = forms.CharField(label="Tempat", max_length=200)
    participants = forms.CharField(
        label="Peserta",
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Nama dan jabatan, satu orang atau kelompok per baris.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(
            Row(Column("day", css_class="col-md-4"), Column("place", css_class="col-md-8")), "participants"
        )


class DecisionForm(forms.Form):
    """One decision; a row without a text says nothing."""

    text = forms.CharField(label="Keputusan", max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))


class BaseDecisionFormSet(forms.BaseFormSet):
    """The rows of decisions."""

    default_error_messages = forms.BaseFormSet.default_error_messages | ROWS_UNREADABLE

    @property
    def texts(self) -> list[str]:
        """What a valid set says, row by row; "" for an empty row."""
        return [form.cleaned_data.get("text", "") for form in self.forms]

    def refuse(self, error: Refused) -> bool:
        """Show on its row what the action refused ("decision-0"); False when the error is about no row."""
        place, _, number = getattr(error, "field", "").partition("-")
        if place != "decision" or not number.isdigit():
            return False
        self.forms[int(number)].add_error("text", str(error))
        return True


DecisionFormSet = forms.formset_factory(
    DecisionForm, formset=BaseDecisionFormSet, extra=1, max_num=MAX_DECISIONS, validate_max=True
)


def decision_forms(data, ekspose: Ekspose | None) -> BaseDecisionFormSet:
    """A row for each decision, and one to begin with or go on."""
    rows = [{"text": row.text} for row in ekspose.decisions.all()] if ekspose else []
    return DecisionFormSet(data, initial=rows, prefix="keputusan")
