"""Forms of the administration pages. What an action refuses is shown on the form: it is tried and rolled back first."""

from copy import copy

from django import forms
from django.db import models, transaction
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.actions import answers, instruments, periods
from evaluations.actions.answer_fields import NOTE_LIMIT
from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, Refused
from evaluations.models import Answer, Period, Question
from evaluations.queries import evaluations
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Question as Asked
from history.models import Source
from units.forms.admin import ActionForm

PERIOD_FIELDS = ["year", "quarter", "instrument", "fill_deadline", "verify_deadline", "repair_deadline"]


class _TriedOut(Exception):
    """Rolls a rehearsal back."""


class RehearsedForm(ActionForm):
    """Asks the action itself whether it would take the change, in a savepoint that is always rolled back."""

    refusals = (Refused,)

    def check_action(self) -> None:
        try:
            with transaction.atomic():
                self.write()
                raise _TriedOut
        except _TriedOut:
            pass

    def show(self, error: Exception) -> None:
        field = self.field_of(error.field) if isinstance(error, Invalid) else None
        self.add_error(field if field in self.fields else None, str(error))

    def field_of(self, name: str) -> str:
        """Our field for the one that an action names."""
        return name


class PeriodForm(RehearsedForm):
    """Plans a quarter, or changes a planned or open one."""

    class Meta:
        model = Period
        fields = PERIOD_FIELDS

    def write(self) -> Period:
        values = {name: getattr(self.instance, name) for name in PERIOD_FIELDS}
        period = self.instance if self.instance.pk else None
        return periods.save_period(period=period, **values, by=self.actor, now=timezone.now(), source=Source.ADMIN)


class PartForm(RehearsedForm):
    """A draft instrument or a part of one."""

    def clean(self):
        """An emptied field of structured data means "nothing", as its column wants it."""
        super().clean()
        for field in self._meta.model._meta.concrete_fields:
            if isinstance(field, models.JSONField) and not field.null and self.cleaned_data.get(field.name, "") is None:
                self.cleaned_data[field.name] = field.get_default()

    def write(self):
        # A copy, since a rehearsal must not leave the key of a row that was rolled back.
        return instruments.save_part(part=copy(self.instance), by=self.actor, now=timezone.now(), source=Source.ADMIN)


class ChooseAnswerForm(ActionForm):
    """The first step of a new answer: which sheet, which question, whose column."""

    refusals = (Refused,)

    class Meta:
        model = Answer
        fields = ["evaluation", "question", "assessor"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_rows = evaluations.visible(self.actor).filter(period__state=PeriodState.OPEN)
        mine = [*self.actor.assigned, *self.actor.unit_ids]
        self.fields["evaluation"].queryset = open_rows.filter(unit__in=mine)
        used = Period.objects.filter(state=PeriodState.OPEN).values("instrument")
        self.fields["question"].queryset = Question.objects.filter(instrument__in=used)

    def _get_validation_exclusions(self):
        """An answer that is there already is no error: it is opened instead."""
        return {field.name for field in Answer._meta.fields}

    def check_action(self) -> None:
        row = self.instance
        permissions.require(permissions.may_write(self.actor, row.evaluation, row.assessor))
        policies.check_writable(row.evaluation, row.assessor, today=timezone.localdate())
        if row.question.instrument_id != row.evaluation.period.instrument_id:
            raise Invalid("Pertanyaan ini bukan bagian dari instrumen periode penilaian.")

    @property
    def chosen(self) -> Answer:
        """The answer of a valid choice: the row, or an unsaved one."""
        named = {name: self.cleaned_data[name] for name in self.fields}
        return Answer.objects.filter(**named).first() or Answer(**named, version=0)

    @property
    def sentences(self) -> str:
        """What is wrong with the choice."""
        return " ".join(sentence for errors in self.errors.values() for sentence in errors)


def choose_form(actor) -> type[ChooseAnswerForm]:
    """The form class of the first step for one person."""
    return type("ChooseAnswerForm", (ChooseAnswerForm,), {"actor": actor})


class AnswerForm(RehearsedForm):
    """Value and note of one answer; `answer_form` adds the fields its question asks for."""

    target: Answer  # the row, or an unsaved one that says which it would be
    asked: Asked
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Wajib bila nilai TPI berbeda dari jawaban unit.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Answer
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        kwargs["instance"] = self.target
        super().__init__(*args, **kwargs)
        self.initial = {**_initial(self.target), **self.initial}

    def _get_validation_exclusions(self):
        """The action judges; our fields only share their names with the row's."""
        return {field.name for field in Answer._meta.fields}

    def field_of(self, name: str) -> str:
        return f"figure_{name}" if name and name != "note" else name

    def write(self) -> Answer:
        saved = answers.save_answer(
            evaluation=self.target.evaluation,
            code=self.asked.code,
            assessor=self.target.assessor,
            value=self._value(),
            note=self.cleaned_data["note"],
            version=self.cleaned_data["version"],
            by=self.actor,
            now=timezone.now(),
            source=Source.ADMIN,
        )
        if saved.answer.pk is None:
            raise Invalid("Isi jawaban atau catatan.")
        return saved.answer

    def _value(self):
        if not self.asked.is_numeric:
            return self.cleaned_data["option"]
        return {item.key: self.cleaned_data[f"figure_{item.key}"] for item in self.asked.inputs}


def answer_form(target: Answer, actor) -> type[AnswerForm]:
    """The form class for one answer, with a field for its option or for each of its figures."""
    asked = loaded(target.evaluation.period.instrument).instrument.questions[target.question.code]
    fields = _figure_fields(asked) if asked.is_numeric else {"option": _option_field(asked)}
    order = [*fields, "note", "version"]
    return type(
        "AnswerForm",
        (AnswerForm,),
        {
            **fields,
            "target": target,
            "asked": asked,
            "actor": actor,
            "field_order": order,
        },
    )


def _option_field(asked: Asked) -> forms.ChoiceField:
    choices = [("", "Belum dijawab"), *((value, f"{value} – {asked.criteria[value]}") for value in asked.scale.values)]
    return forms.ChoiceField(label="Pilihan", choices=choices, required=False, widget=forms.RadioSelect)


def _figure_fields(asked: Asked) -> dict[str, forms.CharField]:
    return {f"figure_{item.key}": forms.CharField(label=item.label, required=False) for item in asked.inputs}


def _initial(target: Answer) -> dict:
    figures = {f"figure_{key}": text.replace(".", ",") for key, text in (target.figures or {}).items()}
    return {"option": target.option, **figures, "note": target.note, "version": target.version if target.pk else 0}
