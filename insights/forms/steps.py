"""Choosing steps of a way for the plan, and marking how hard questions are. The rules are those of the actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.text import Truncator

from accounts.models import User
from evaluations.exceptions import Invalid
from evaluations.forms.refusals import Refusable
from evaluations.quarters import Quarter
from insights.actions.efforts import Mark
from insights.documents.way import StepLine
from plans.actions import Draft
from plans.actions.drafts import NOTE_LIMIT, TEXT_LIMIT

EFFORT, RULED_OUT = "upaya-", "kesampingkan-"
MOVED_ON = "Jalurnya berubah sejak halaman ini dibuka. Periksa lagi langkah-langkahnya, lalu simpan."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with its bound fields."""

    line: StepLine
    chosen: forms.BoundField
    owner: forms.BoundField
    due_on: forms.BoundField


class StepsForm(Refusable, forms.Form):
    """The steps of a way: which of them, who, until when. `people` are the unit's own.

    `seen` is what the way asked for when the page was made (`WayFound.seen`).
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, lines: Iterable[StepLine], people: Iterable[User], now: str, quarter: Quarter, **kwargs):
        super().__init__(*args, **kwargs)
        self._lines, self._now, self._quarter = list(lines), now, quarter
        self._people = {user.pk: user for user in people}
        self.initial.setdefault("seen", now)
        for line in self._lines:
            self.fields |= self._step(line)

    def _step(self, line: StepLine) -> dict[str, forms.Field]:
        """The fields of one step, named for the code."""
        choices = [("", "Pilih orang"), *((pk, user.full_name) for pk, user in self._people.items())]
        return {
            f"pilih-{line.code}": forms.BooleanField(
                label=f"Pilih langkah {line.code}",
                required=False,
                widget=forms.CheckboxInput({"class": "form-check-input"}),
            ),
            f"orang-{line.code}": forms.TypedChoiceField(
                label=f"Penanggung jawab {line.code}",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select({"class": "form-select"}),
                error_messages={"invalid_choice": "Yang dipilih bukan anggota unit ini."},
            ),
            f"batas-{line.code}": forms.DateField(
                label=f"Batas waktu {line.code}",
                required=False,
                widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
                error_messages={"invalid": "Tulis tanggal yang ada, misalnya 31-12-2024."},
            ),
        }

    def clean(self) -> dict:
        data = super().clean()
        if data.get("seen") != self._now:
            raise forms.ValidationError(MOVED_ON)
        chosen = [line.code for line in self._lines if data.get(f"pilih-{line.code}")]
        if not chosen:
            raise forms.ValidationError("Pilih paling sedikit satu langkah.")
        for code in chosen:
            for name, sentence in ((f"orang-{code}", "Pilih orangnya."), (f"batas-{code}", "Isi tanggalnya.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    @property
    def rows(self) -> list[StepRow]:
        """Every step with its fields, in the order of the way."""
        names = ("pilih", "orang", "batas")
        return [StepRow(line, *(self[f"{name}-{line.code}"] for name in names)) for line in self._lines]

    @property
    def drafts(self) -> list[Draft]:
        """The chosen steps of a valid form."""
        data = self.cleaned_data
        return [self._draft(line, data) for line in self._lines if data[f"pilih-{line.code}"]]

    def _draft(self, line: StepLine, data: Mapping) -> Draft:
        proof = "\n".join(f"- {one}" for one in line.evidence)
        note = f"Langkah jalur tercepat untuk: {line.text}" + (f"\nData dukung:\n{proof}" if proof else "")
        return Draft(
            text=Truncator(line.task).chars(TEXT_LIMIT),
            owner=self._people[data[f"orang-{line.code}"]],
            due_on=data[f"batas-{line.code}"],
            **self._quarter._asdict(),
            code=line.code,
            note=Truncator(note).chars(NOTE_LIMIT),
        )


def suggested(
    lines: Iterable[StepLine], owners: Mapping[int, list[User]], otherwise: User | None, due_on: date
) -> dict:
    """A form's first values: every step, by who works on its area, until that day."""
    initial = {}
    for line in lines:
        shared = owners.get(line.place.area or 0, [])
        owner = shared[0] if shared else otherwise
        initial |= {
            f"pilih-{line.code}": True,
            f"orang-{line.code}": owner and owner.pk,
            f"batas-{line.code}": due_on,
        }
    return initial


def marks_in(data: Mapping[str, str]) -> dict[str, Mark]:
    """Code -> mark, of every question whose effort was sent. Raises Invalid for an effort that is no number."""
    return {
        name.removeprefix(EFFORT): Mark(_effort(value), f"{RULED_OUT}{name.removeprefix(EFFORT)}" in data)
        for name, value in data.items()
        if name.startswith(EFFORT)
    }


def _effort(value: str) -> int:
    if value not in {"1", "2", "4"}:
        raise Invalid("Upaya harus mudah, sedang, atau sulit.")
    return int(value)
