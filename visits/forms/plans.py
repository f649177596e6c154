"""Planning a visit."""

from datetime import date

from crispy_forms.layout import HTML, Column, Row
from django import forms

from units.actors import Actor
from units.forms.duties import UnitsField
from units.forms.screens import PersonField, date_input, helper_for
from visits.actions.drafts import Plan
from visits.enums import VisitKind
from visits.forms.refusals import Versioned
from visits.models import Visit
from visits.queries.people import team_on, units_for

WHEN = Row(*(Column(name, css_class="col-md-4") for name in ("day", "until", "starts_at")))
WHAT = Row(Column("kind", css_class="col-md-4"), Column("topic", css_class="col-md-8"))


class PeopleField(forms.ModelMultipleChoiceField):
    """People to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user) -> str:
        return f"{user.full_name} ({user.username})"


def part(title: str) -> HTML:
    """The heading of a part of a form."""
    return HTML(f'<h2 class="form-part">{title}</h2>')


class PlanForm(Versioned, forms.Form):
    """When, where, what about and with whom. `visit` is the one that is changed, None for a new one."""

    kind = forms.ChoiceField(label="Jenis kegiatan", choices=VisitKind.choices)
    topic = forms.CharField(label="Topik", max_length=200)
    day = forms.DateField(label="Tanggal", widget=date_input())
    until = forms.DateField(
        label="Sampai tanggal", required=False, widget=date_input(), help_text="Kosongkan bila sehari."
    )
    starts_at = forms.TimeField(
        label="Mulai pukul (WIB)", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label="Tempat", max_length=200)
    units = UnitsField(
        label="Unit kerja",
        queryset=None,
        help_text="Pendampingan untuk satu unit kerja; pelatihan dan rapat koordinasi boleh untuk beberapa.",
        error_messages={"required": "Pilih paling sedikit satu unit kerja."},
    )
    lead = PersonField(
        label="Ketua tim", queryset=None, empty_label="Pilih ketua tim", help_text="Menandatangani berita acara."
    )
    members = PeopleField(label="Anggota tim", queryset=None, required=False)
    layout = (WHAT, WHEN, "place", "units", part("Tim Inspektorat"), "lead", "members")

    def __init__(self, *args, actor: Actor, today: date, visit: Visit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units_for(actor, visit)
        self.fields["lead"].queryset = self.fields["members"].queryset = team_on(today, visit)
        self.helper = helper_for(*self.layout)

    @property
    def plan(self) -> Plan:
        """What a valid form says."""
        data = self.cleaned_data
        return Plan(
            kind=data["kind"],
            topic=data["topic"],
            day=data["day"],
            until=data["until"],
            starts_at=data["starts_at"],
            place=data["place"],
            units=tuple(data["units"]),
            lead=data["lead"],
            members=tuple(data["members"]),
        )


def plan_of(visit: Visit) -> dict:
    """The form's values for a stored visit."""
    return {
        "kind": visit.kind,
        "topic": visit.topic,
        "day": visit.day,
        "until": visit.until,
        "starts_at": visit.starts_at,
        "place": visit.place,
        "units": sorted(visit.unit_ids),
        "lead": visit.lead,
        "members": [row.user_id for row in visit.member_rows if not row.is_lead],
    }
