"""What to look for in the history."""

from django import forms

from accounts.models import User
from evaluations.models import Period
from evaluations.queries.history_log import KINDS, OTHER, SYSTEM, Wanted
from history.models import Source
from units.forms.screens import FilterForm, SearchField, UnitField, date_input
from units.models import WorkUnit


def _kinds() -> list[tuple[str, str]]:
    """Read when the form is shown: apps above this one add theirs (queries.history_nouns)."""
    return [("", "Semua objek"), *((key, label) for key, (label, _) in KINDS.items()), (OTHER, "Lainnya")]


class SearchForm(FilterForm):
    """The filters of the history."""

    cari = SearchField(label="Kata", help_text="Dalam peristiwa, bagian, atau alasan.")
    oleh = forms.ChoiceField(label="Oleh", required=False)
    dari = forms.DateField(label="Dari tanggal", required=False, widget=date_input())
    sampai = forms.DateField(label="Sampai tanggal", required=False, widget=date_input())
    objek = forms.ChoiceField(label="Objek", required=False, choices=_kinds)
    unit = UnitField(label="Unit kerja", required=False, queryset=None, to_field_name="code", empty_label="Semua unit")
    triwulan = forms.ModelChoiceField(label="Triwulan", required=False, queryset=None, empty_label="Semua triwulan")
    lewat = forms.ChoiceField(label="Lewat", required=False, choices=[("", "Semua cara"), *Source.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.values_list("pk", "full_name", "username")
        self.fields["oleh"].choices = [
            ("", "Semua orang"),
            (SYSTEM, "Sistem"),
            *((str(pk), f"{name} ({username})") for pk, name, username in people),
        ]
        self.fields["unit"].queryset = WorkUnit.objects.all()
        self.fields["triwulan"].queryset = Period.objects.all()

    def clean(self):
        super().clean()
        since, until = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if since and until and until < since:
            self.add_error("sampai", "Tanggal akhir tidak boleh sebelum tanggal awal.")
        return self.cleaned_data

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Wanted(
            by=data["oleh"],
            since=data["dari"],
            until=data["sampai"],
            kind=data["objek"],
            unit=data["unit"],
            period=data["triwulan"],
            source=data["lewat"],
            text=data["cari"],
        )
