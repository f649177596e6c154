"""Writing an action, and filtering a plan. Forms read values; the rules are those of the actions."""

from collections.abc import Mapping
from datetime import date

from crispy_forms.layout import HTML, Column, Row
from django import forms
from django.utils.text import Truncator

from accounts.models import User
from evaluations.forms.refusals import Refusable
from evaluations.models import Recommendation
from evaluations.quarters import Quarter
from plans.actions import Draft
from plans.actions.drafts import NOTE_LIMIT, TEXT_LIMIT
from plans.enums import ActionState
from plans.models import Action
from plans.queries.plan import ANY, NO_AREA, OVERDUE, UNFINISHED, WHOLE_UNIT, Wanted, area_name
from plans.queries.subjects import Subjects
from units.actors import Actor
from units.forms import screens
from units.forms.screens import PersonField, UnitField, agency_field, date_input, helper_for, target_field

BEFORE, AHEAD = 1, 8  # quarters around today's that can be aimed at
ABOUT = """<h2 class="form-part">Tentang apa</h2>
<p class="form-text">Kosongkan semuanya bila rencana ini menyangkut unit secara keseluruhan.</p>"""


class AdviceField(forms.ModelChoiceField):
    """A recommendation by number and text."""

    def label_from_instance(self, recommendation: Recommendation) -> str:
        return f"{recommendation}: {Truncator(recommendation.text).chars(90)}"


class ActionForm(Refusable, forms.Form):
    """One action. `people` are the unit's own and `advice` what may be chosen among its recommendations."""

    text = forms.CharField(
        label="Apa yang akan dikerjakan",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 2}),
        help_text="Satu pekerjaan yang hasilnya dapat diperiksa, misalnya “Tetapkan SK Tim ZI tahun ini”.",
    )
    owner = PersonField(label="Penanggung jawab", queryset=None, empty_label="Pilih orang")
    due_on = forms.DateField(label="Batas waktu", widget=date_input())
    target = forms.ChoiceField(label="Triwulan sasaran", help_text="Triwulan yang nilainya akan terbantu.")
    area = forms.TypedChoiceField(label="Area perubahan", required=False, coerce=int, empty_value=None)
    recommendation = AdviceField(
        label="Rekomendasi TPI", required=False, queryset=None, empty_label="Tanpa rekomendasi"
    )
    code = forms.ChoiceField(label="Pertanyaan LKE", required=False)
    note = forms.CharField(label="Catatan", required=False, max_length=NOTE_LIMIT, widget=forms.Textarea({"rows": 3}))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people, advice, subjects: Subjects, today: date, action: Action | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people
        self.fields["recommendation"].queryset = advice
        self.fields["target"].choices = _targets(today, action)
        self.fields["area"].choices = [("", NO_AREA), *((n, area_name(n, subjects.areas)) for n in subjects.areas)]
        self.fields["code"].choices = _questions(subjects, self.initial.get("code"))
        self.helper = helper_for(
            "text",
            Row(
                Column("owner", css_class="col-md-5"),
                Column("due_on", css_class="col-md-3"),
                Column("target", css_class="col-md-4"),
            ),
            HTML(ABOUT),
            Row(Column("area", css_class="col-md-6"), Column("code", css_class="col-md-6")),
            "recommendation",
            "note",
            "seen",
        )

    @property
    def draft(self) -> Draft:
        """What a valid form says."""
        data = self.cleaned_data
        return Draft(
            text=data["text"],
            owner=data["owner"],
            due_on=data["due_on"],
            **Quarter.read(data["target"])._asdict(),
            area=data["area"],
            code=data["code"],
            recommendation=data["recommendation"],
            note=data["note"],
        )


def _targets(today: date, action: Action | None) -> list[tuple[str, str]]:
    """The quarters around today, and the one the action aims at already."""
    quarters = {Quarter.of(today).moved(by) for by in range(-BEFORE, AHEAD)}
    if action:
        quarters.add(Quarter(action.year, action.quarter))
    return [(str(quarter), quarter.name) for quarter in sorted(quarters)]


def _questions(subjects: Subjects, present: str | None) -> list[tuple[str, str]]:
    """Every question by its code, and what the action is about already."""
    found = [(code, f"{code} {Truncator(text).chars(70)}") for code, text in subjects.questions]
    if present and present not in dict(found):
        found.insert(0, (present, present))
    return [("", "Tanpa pertanyaan"), *found]


def initial_of(action: Action) -> dict:
    """The form's values for a stored action."""
    return {
        "text": action.text,
        "owner": action.owner_id,
        "due_on": action.due_on,
        "target": str(Quarter(action.year, action.quarter)),
        "area": action.area,
        "recommendation": action.recommendation_id,
        "code": action.code,
        "note": action.note,
        "seen": action.version,
    }


STATUSES = [
    (UNFINISHED, "Belum selesai"),
    (OVERDUE, "Lewat batas waktu"),
    *ActionState.choices,
    (ANY, "Semua status"),
]


class AllFilterForm(screens.FilterForm):
    """The filters of the list over all units."""

    status = forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    unit = UnitField(label="Unit kerja", required=False, queryset=None, to_field_name="code", empty_label="Semua unit")
    induk = agency_field()
    tujuan = target_field()

    def __init__(self, data, *, actor: Actor):
        super().__init__(data)
        self.offer_units(actor)
        self.offer_agencies(actor)

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        return Wanted(self.cleaned_data["status"] or UNFINISHED)

    @property
    def about(self) -> dict:
        """Which units' actions a valid form asks for."""
        data = self.cleaned_data
        return {"unit": data.get("unit"), "agency": data["induk"], "target": data["tujuan"]}


class FilterForm(forms.Form):
    """The filters of a plan. Names are those in the address; what is none of the choices counts as not filtered."""

    status = forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    orang = forms.ChoiceField(label="Penanggung jawab", required=False)
    area = forms.ChoiceField(label="Area", required=False)

    def __init__(self, asked: Mapping[str, str], *, people: list[User], areas: dict[int, str], usual: str = UNFINISHED):
        super().__init__()
        self._usual = usual
        self.fields["orang"].choices = [("", "Semua orang"), *((str(user.pk), user.full_name) for user in people)]
        named = [(str(number), area_name(number, areas)) for number in areas]
        self.fields["area"].choices = [("", "Semua area"), *named, (WHOLE_UNIT, NO_AREA)]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select"
            if (value := asked.get(name)) and value in dict(field.choices):
                self.initial[name] = value
        self.initial.setdefault("status", usual)

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        owner = self.initial.get("orang")
        return Wanted(self.initial["status"], int(owner) if owner else None, self.initial.get("area", ""))

    @property
    def is_set(self) -> bool:
        """Is anything filtered that usually is not?"""
        return self.wanted != Wanted(self._usual)

    @property
    def told(self) -> list[str]:
        """The filter in words, a label and what was chosen for each."""
        return [
            f"{field.label}: {dict(field.choices)[self.initial[name]]}"
            for name, field in self.fields.items()
            if name in self.initial
        ]
