"""What the forms of the administration's screens share: they write through the same actions as the admin's."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from history.models import Source
from units.actors import Actor
from units.forms.admin import RecordForm, placed
from units.models import Predicate
from units.queries.units import agencies, visible_units

CLASSES = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}  # of a widget; else it is text
SEARCH_LENGTH = 100  # letters


def date_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def helper_for(*layout) -> FormHelper:
    """Crispy's helper for fields inside a form tag of ours."""
    helper = FormHelper()
    helper.form_tag = False
    helper.form_show_errors = True
    if layout:
        helper.layout = Layout(*layout)
    return helper


def search_text(asked: str | None) -> str:
    """What an address asks for, as a database takes it: without NUL, nothing around it, cut to SEARCH_LENGTH."""
    return (asked or "").replace("\x00", "").strip()[:SEARCH_LENGTH]


class SearchField(forms.CharField):
    """The word looked for in a list, read as `search_text` does."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=SEARCH_LENGTH, **kwargs)

    def to_python(self, value: str | None) -> str:
        return search_text(value)


class FilterForm(forms.Form):
    """The filters above a list; all may stay empty. Names are those in the address. Drawn field by field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(type(field.widget), "form-control")

    @property
    def told(self) -> dict[str, str]:
        """The filters that are set, as they stand in the address."""
        asked = {name: search_text(self.data.get(name)) for name in self.fields}
        return {name: value for name, value in asked.items() if value}

    def offer_agencies(self, actor: Actor) -> None:
        """The fields `induk` and `tujuan` narrow to units of today; they go where the actor reads about few units."""
        if not actor.reads_all:
            del self.fields["induk"], self.fields["tujuan"]
            return
        self.fields["induk"].choices = [("", "Semua perangkat daerah"), *agencies(actor).items()]

    def offer_units(self, actor: Actor) -> None:
        """The field `unit` offers the units the actor reads about, and goes where somebody's own are fewer than two."""
        self.fields["unit"].queryset = visible_units(actor)
        if not actor.reads_all and len(actor.unit_ids) < 2:
            del self.fields["unit"]


def agency_field() -> forms.ChoiceField:
    """The parent agency; its choices come from `FilterForm.offer_agencies`."""
    return forms.ChoiceField(label="Perangkat daerah induk", required=False)


def target_field() -> forms.ChoiceField:
    """The predicate a unit aims at."""
    choices = [("", "Semua"), *((key, key) for key in Predicate.values)]
    return forms.ChoiceField(label="Predikat yang dituju", required=False, choices=choices)


class PersonField(forms.ModelChoiceField):
    """A person by name, with the user name that tells namesakes apart."""

    def label_from_instance(self, user) -> str:
        return f"{user.full_name} ({user.username})"


class UnitField(forms.ModelChoiceField):
    """A unit by code and name."""

    def label_from_instance(self, unit) -> str:
        return unit_label(unit)


def unit_label(unit) -> str:
    """Code and name, and whether the unit is inactive."""
    return f"{unit.code} – {unit.name}{'' if unit.is_active else ' (tidak aktif)'}"


class SentForm:
    """For forms that go to one action, `write`: what it refuses stands on the form."""

    def saved(self):
        """What the action gives back; None while nothing was sent or a value is not taken, which the form then says."""
        if not self.is_valid():
            return None
        try:
            return self.write()
        except ValidationError as error:
            self.add_error(None, placed(error, self.fields))
            return None


class ScreenForm(SentForm, RecordForm):
    """A record on a screen. `layout` are crispy's layout objects, none for the fields one below the other."""

    source = Source.SCREEN
    layout: tuple = ()

    def __init__(self, *args, actor: Actor, **kwargs):
        self.actor = actor
        super().__init__(*args, **kwargs)
        self.helper = helper_for(*self.layout)
