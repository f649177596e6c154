"""Who works on which area, all areas at once."""

from django import forms

from accounts.models import User
from evaluations.exceptions import Refused
from plans.actions.area_owners import Shared, mark
from plans.queries.plan import area_name


class AreaOwnersForm(forms.Form):
    """A list of the unit's `people` to tick for every area, by the name `area-1` and so on."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, areas: dict[int, str], people: list[User], shared: Shared, **kwargs):
        initial = {_name(area): [user.pk for user in users] for area, users in shared.items()}
        super().__init__(*args, initial=initial | {"seen": mark(shared)}, **kwargs)
        self._areas = areas
        self._people = {user.pk: user for user in people}
        for area in areas:
            self.fields[_name(area)] = self._field(area)

    def _field(self, area: int) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            label=area_name(area, self._areas),
            choices=[(pk, user.full_name) for pk, user in self._people.items()],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
            error_messages={"invalid_choice": "Salah seorang yang dipilih bukan anggota unit ini."},
        )

    @property
    def wanted(self) -> dict[int, list[User]]:
        """Number of an area -> the people ticked."""
        return {area: [self._people[pk] for pk in self.cleaned_data[_name(area)]] for area in self._areas}

    def refuse(self, error: Refused) -> None:
        """Show what the action refused."""
        self.add_error(None, str(error))


def _name(area: int) -> str:
    return f"area-{area}"
