"""What to look for among the visits."""

from django import forms

from evaluations.models import Period
from evaluations.queries import periods
from units.actors import Actor
from units.forms.screens import FilterForm, UnitField
from visits.enums import VisitKind, VisitState
from visits.queries.visits import Wanted


class VisitFilterForm(FilterForm):
    """The filters of list and calendar."""

    unit = UnitField(label="Unit kerja", required=False, queryset=None, to_field_name="code", empty_label="Semua unit")
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *VisitKind.choices])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua status"), *VisitState.choices])
    triwulan = forms.ChoiceField(label="Triwulan", required=False)

    def __init__(self, *args, actor: Actor, calendar: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_units(actor)
        self._periods = {str(row.when): row for row in periods.visible(actor).select_related(None)}
        choices = [(key, str(row)) for key, row in self._periods.items()]
        self.fields["triwulan"].choices = [("", "Semua triwulan"), *choices]
        for name in ("status", "triwulan") if calendar else ():  # a month is a time, and shows what is not cancelled
            del self.fields[name]

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Wanted(
            unit=data.get("unit"),
            kind=data["jenis"],
            state=data.get("status", ""),
            period=self._period(data.get("triwulan", "")),
        )

    def _period(self, key: str) -> Period | None:
        return self._periods.get(key)
