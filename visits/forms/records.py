"""Recording what came of a visit, with rows for advice."""

from crispy_forms.layout import Column, Row
from django import forms

from evaluations.enums import Priority
from evaluations.exceptions import Refused
from units.actors import Actor
from units.forms.screens import UnitField, date_input
from units.models import WorkUnit
from visits.actions.drafts import Advice, Outcome
from visits.actions.recording import MAX_ADVICE
from visits.forms.plans import WHAT, WHEN, PlanForm, part, plan_of
from visits.forms.refusals import ROWS_UNREADABLE
from visits.models import Visit
from visits.permissions import may_visit

TEXT = {"rows": 6}


class RecordForm(PlanForm):
    """The plan as it took place, and what came of it."""

    participants = forms.CharField(
        label="Peserta",
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Nama dan jabatan, satu orang atau kelompok per baris.",
    )
    findings = forms.CharField(
        label="Temuan",
        max_length=10000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Keadaan yang ditemukan dan hal yang dibahas. Tampil bagi semua unit kerja peserta.",
    )
    number = forms.CharField(
        label="Nomor berita acara",
        max_length=100,
        required=False,
        help_text="Dari buku agenda. Kosongkan bila belum ada; berita acara mencetak titik-titik.",
    )
    layout = (
        part("Pelaksanaan"),
        WHAT,
        WHEN,
        Row(Column("place", css_class="col-md-8"), Column("number", css_class="col-md-4")),
        "units",
        "lead",
        "members",
        part("Hasil"),
        "participants",
        "findings",
    )

    @property
    def outcome(self) -> Outcome:
        """What a valid form says came of it, without advice."""
        data = self.cleaned_data
        return Outcome(participants=data["participants"], findings=data["findings"], number=data["number"])


def record_of(visit: Visit) -> dict:
    """The form's values for a stored visit."""
    return plan_of(visit) | {name: getattr(visit, name) for name in ("participants", "findings", "number")}


class AdviceForm(forms.Form):
    """One row of advice; a row without a text says nothing."""

    text = forms.CharField(label="Saran", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    unit = UnitField(label="Untuk unit kerja", queryset=None, required=False, empty_label="Pilih unit kerja")
    priority = forms.ChoiceField(label="Prioritas", choices=Priority.choices, initial=Priority.MEDIUM)
    due_on = forms.DateField(label="Batas waktu", required=False, widget=date_input())

    def __init__(self, *args, units, only: WorkUnit | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = only

    def clean(self):
        data = super().clean()
        if data.get("text") and not data.get("unit") and not self.has_error("unit"):
            self.add_error("unit", "Pilih unit kerja yang diberi saran.")
        if data.get("due_on") and not data.get("text") and not self.has_error("text"):
            self.add_error("text", "Tulis sarannya, atau kosongkan batas waktunya.")
        return data

    @property
    def is_used(self) -> bool:
        return bool(self.cleaned_data.get("text"))


class BaseAdviceFormSet(forms.BaseFormSet):
    """The rows of advice of one record."""

    default_error_messages = forms.BaseFormSet.default_error_messages | ROWS_UNREADABLE

    @property
    def used(self) -> list[AdviceForm]:
        """The rows of a valid set that say something."""
        return [form for form in self.forms if form.is_used]

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What they say."""
        return tuple(
            Advice(data["unit"], data["text"], data["priority"], data["due_on"])
            for data in (form.cleaned_data for form in self.used)
        )

    def refuse(self, error: Refused) -> bool:
        """Show on its row what the action refused ("advice-0-due_on"); False when the error is about no row."""
        place, _, rest = getattr(error, "field", "").partition("-")
        number, _, field = rest.partition("-")
        if place != "advice" or not number.isdigit():
            return False
        form = self.used[int(number)]
        form.add_error(field if field in form.fields else "text", str(error))
        return True


AdviceFormSet = forms.formset_factory(
    AdviceForm, formset=BaseAdviceFormSet, extra=1, max_num=MAX_ADVICE, validate_max=True
)


def advice_forms(data, actor: Actor, visit: Visit) -> BaseAdviceFormSet:
    """The rows for the units that take part and that the actor may advise."""
    units = [unit for unit in visit.unit_rows if may_visit(actor, unit.pk)]
    choices = WorkUnit.objects.filter(pk__in=[unit.pk for unit in units])
    only = units[0] if len(units) == 1 else None
    return AdviceFormSet(data, prefix="saran", form_kwargs={"units": choices, "only": only})
