"""Roles and assignments: giving, and setting the last day."""

from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone

from units.actions.dated import assign_units
from units.forms.screens import PersonField, ScreenForm, SentForm, UnitField, date_input, helper_for, unit_label
from units.models import Assignment, AssignmentKind, RoleGrant, WorkUnit
from units.queries.duties import evaluators_on, people
from units.roles import UNIT_ROLES, Role

DATES = Row(Column("starts_on", css_class="col-sm-6"), Column("ends_on", css_class="col-sm-6"))
UNTIL = "Hari terakhir; kosongkan bila berlaku seterusnya."


class GrantForm(ScreenForm):
    """Gives a role to a person. On a unit's own page (`unit`) only a role in that unit."""

    layout = ("user", "role", "unit", DATES)
    user = PersonField(label="Pengguna", queryset=None, empty_label="Pilih pengguna")
    unit = UnitField(
        label="Unit kerja",
        queryset=None,
        required=False,
        empty_label="Tanpa unit",
        help_text="Wajib untuk anggota Tim ZI dan kepala unit kerja; peran lain tanpa unit.",
    )

    class Meta:
        model = RoleGrant
        fields = ["user", "role", "unit", "starts_on", "ends_on"]
        widgets = {"starts_on": date_input(), "ends_on": date_input()}
        help_texts = {"ends_on": UNTIL}

    def __init__(self, *args, unit: WorkUnit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people()
        self.fields["unit"].queryset = WorkUnit.objects.all()
        self.fields["role"].choices = [("", "Pilih peran"), *Role.choices]
        if unit:
            self._only_in(unit)

    def _only_in(self, unit: WorkUnit) -> None:
        choices = [(value, label) for value, label in Role.choices if value in UNIT_ROLES]
        self.fields["role"].choices = choices
        self.initial.update(unit=unit, role=Role.UNIT_MEMBER)
        self.fields["unit"].disabled = True
        self.fields["unit"].help_text = ""


class LastDayForm(ScreenForm):
    """The last day of a role."""

    class Meta:
        model = RoleGrant
        fields = ["ends_on"]
        labels = {"ends_on": "Hari terakhir"}
        widgets = {"ends_on": date_input()}
        help_texts = {"ends_on": "Kosongkan bila berlaku seterusnya. Isi tanggal kemarin agar berhenti sekarang juga."}


class AssignmentLastDayForm(LastDayForm):
    """The last day of an assignment."""

    class Meta(LastDayForm.Meta):
        model = Assignment


class UnitsField(forms.ModelMultipleChoiceField):
    """Units to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, unit) -> str:
        return unit_label(unit)


class AssignForm(SentForm, forms.Form):
    """Assigns one evaluator to any number of units at once."""

    user = PersonField(
        label="Evaluator",
        queryset=None,
        empty_label="Pilih evaluator",
        help_text="Hanya pengguna yang memegang peran evaluator TPI.",
    )
    kind = forms.ChoiceField(label="Kedudukan", choices=AssignmentKind.choices, initial=AssignmentKind.MEMBER)
    starts_on = forms.DateField(label="Mulai berlaku", widget=date_input())
    ends_on = forms.DateField(label="Berakhir", widget=date_input(), required=False, help_text=UNTIL)
    units = UnitsField(
        label="Unit kerja", queryset=None, error_messages={"required": "Pilih paling sedikit satu unit kerja."}
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["user"].queryset = evaluators_on(timezone.localdate())
        self.fields["units"].queryset = WorkUnit.objects.order_by("-is_active", "code")
        self.helper = helper_for(
            Row(Column("user", css_class="col-md-8"), Column("kind", css_class="col-md-4")), DATES, "units"
        )

    def write(self) -> list[Assignment]:
        """Store the assignments, all or none."""
        values = {**self.cleaned_data, "units": list(self.cleaned_data["units"])}
        return assign_units(**values, by=self.actor, now=timezone.now())
