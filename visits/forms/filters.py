"""What to look for among the visits."""

from django import forms

from evaluations.models import Period
from evaluations.queries import periods
from units.actors import Actor
from units.forms.screens import UnitField
from units.models import WorkUnit
from visits.enums import VisitKind, VisitState
from visits.queries.visits import Wanted


class FilterForm(forms.Form):
    """The filters of list and calendar; all may stay empty. Names are those in the address.

    A unit's people choose among their own units, and only where they have several.
    """

    unit = UnitField(label="Unit kerja", required=False, queryset=None, to_field_name="code", empty_label="Semua unit")
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *VisitKind.choices])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua status"), *VisitState.choices])
    triwulan = forms.ChoiceField(label="Triwulan", required=False)

    def __init__(self, *args, actor: Actor, calendar: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _units(actor)
        self._periods = {f"{row.year}-{row.quarter}": row for row in periods.visible(actor).select_related(None)}
        choices = [(key, str(row)) for key, row in self._periods.items()]
        self.fields["triwulan"].choices = [("", "Semua triwulan"), *choices]
        if not actor.reads_all and len(actor.unit_ids) < 2:
            del self.fields["unit"]
        for name in ("status", "triwulan") if calendar else ():  # a month is a time, and shows what is not cancelled
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

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

    @property
    def told(self) -> dict[str, str]:
        """The filters that are set, as they stand in the address."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def _units(actor: Actor):
    return WorkUnit.objects.all() if actor.reads_all else WorkUnit.objects.filter(pk__in=actor.unit_ids)
