"""Filtering the list of recommendations, and writing one. Forms read values; the rules are those of the actions."""

from django import forms

from evaluations.enums import Priority
from evaluations.forms.refusals import Refusable
from evaluations.quarters import Quarter
from evaluations.queries.area_owners import unit_people
from evaluations.queries.areas import area_titles
from evaluations.queries.recommendation_list import Wanted, given_quarters, statuses
from units.actors import Actor
from units.forms.screens import (
    FilterForm,
    PersonField,
    SearchField,
    UnitField,
    agency_field,
    date_input,
    helper_for,
    target_field,
)
from units.models import WorkUnit


class AdviceFilterForm(FilterForm):
    """The filters of the list."""

    cari = SearchField(label="Cari")
    unit = UnitField(label="Unit kerja", required=False, queryset=None, to_field_name="code", empty_label="Semua unit")
    status = forms.ChoiceField(label="Status", required=False)
    prioritas = forms.ChoiceField(label="Prioritas", required=False, choices=[("", "Semua"), *Priority.choices])
    area = forms.TypedChoiceField(label="Area perubahan", required=False, coerce=int, empty_value=None)
    diberikan = forms.TypedChoiceField(label="Diberikan", required=False, coerce=Quarter.read, empty_value=None)
    induk = agency_field()
    tujuan = target_field()
    lewat = forms.BooleanField(label="Hanya yang lewat batas", required=False)
    saya = forms.BooleanField(label="Hanya milik saya", required=False)

    def __init__(self, data, *, actor: Actor):
        super().__init__(data)
        self.offer_units(actor)
        self.offer_agencies(actor)
        self.fields["status"].choices = [("", "Semua"), *statuses(actor)]
        titles = [(number, f"{number}. {title}") for number, title in area_titles().items()]
        self.fields["area"].choices = [("", "Semua area"), *titles]
        quarters = [(str(quarter), quarter.name) for quarter in given_quarters()]
        self.fields["diberikan"].choices = [("", "Semua triwulan"), *quarters]

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Wanted(
            unit=data.get("unit"),
            status=data["status"],
            priority=data["prioritas"],
            area=data["area"],
            given=data["diberikan"],
            overdue=data["lewat"],
            mine=data["saya"],
            text=data["cari"],
            agency=data.get("induk", ""),
            target=data.get("tujuan", ""),
        )


class RecommendationForm(Refusable, forms.Form):
    """What the TPI recommends, how urgent it is, until when, and who in the unit answers for it."""

    code = forms.ChoiceField(label="Tentang", required=False)
    text = forms.CharField(
        label="Rekomendasi",
        widget=forms.Textarea({"rows": 5}),
        max_length=2000,
        help_text="Satu tugas yang jelas: apa yang perlu dilakukan unit.",
    )
    priority = forms.ChoiceField(label="Prioritas", choices=Priority.choices, initial=Priority.MEDIUM)
    due_on = forms.DateField(
        label="Batas waktu", required=False, widget=date_input(), help_text="Boleh kosong. Unit diingatkan sebelumnya."
    )
    area = forms.TypedChoiceField(
        label="Pokja", required=False, coerce=int, empty_value=None, help_text="Area perubahan yang menindaklanjuti."
    )
    responsible = PersonField(
        label="Penanggung jawab",
        required=False,
        queryset=None,
        empty_label="Anggota Pokja",
        help_text="Tanpa nama, yang diberi tahu anggota Pokja; bila belum ada, semua anggota unit.",
    )

    def __init__(self, *args, unit: WorkUnit, subjects: list | None, today, **kwargs):
        super().__init__(*args, **kwargs)
        if subjects is None:
            del self.fields["code"]
        else:
            self.fields["code"].choices = subjects
        areas = [(number, f"{number}. {title}") for number, title in area_titles().items()]
        self.fields["area"].choices = [("", "Sesuai pertanyaan/bagian"), *areas]
        self.fields["responsible"].queryset = unit_people(unit, today=today)
        self.helper = helper_for()


class MoveForm(Refusable, forms.Form):
    """Until when instead, and why."""

    due_on = forms.DateField(label="Batas waktu baru", widget=date_input())
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea({"rows": 3}), max_length=2000, help_text="Dapat dibaca unit kerja."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="batas-%s", **kwargs)
        self.helper = helper_for()

    def point(self) -> None:
        """Let the browser go to the first field that is not taken: the form stands low on its page."""
        for name in [name for name in self.fields if name in self.errors][:1]:
            self.fields[name].widget.attrs["autofocus"] = True
