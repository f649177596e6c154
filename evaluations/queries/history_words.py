"""The history in words: what an entry is about, where that is shown, and what changed from what to what.

Names are looked up for many entries at once: a query for each kind of object among them, none for each entry.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts.models import User
from evaluations.enums import Assessor
from evaluations.models import Component, Evaluation, Instrument, Period, Recommendation
from evaluations.models.instrument import Area, Indicator
from evaluations.queries.history_links import link
from evaluations.queries.question_view import figure_text
from files.models import StoredFile
from history.models import Entry
from units.actors import Actor
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit

# Models whose rows can be named without a further query, and what has to be fetched with them.
NAMED: dict[type[models.Model], tuple[str, ...]] = {
    User: (),
    WorkUnit: (),
    RoleGrant: ("user", "unit"),
    Assignment: ("user", "unit"),
    Organisation: (),
    LegalBasis: (),
    Period: (),
    Evaluation: ("unit", "period"),
    Recommendation: ("unit",),
    Instrument: (),
    Area: (),
    Component: (),
    Indicator: (),
    StoredFile: (),
}
MODELS = {model._meta.model_name: model for model in apps.get_models()}
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
HIDDEN = {"id"}
HIDDEN_OF: dict[str, frozenset[str]] = {}  # subject -> keys, or "topic", that are not for people (history_nouns)
# evaluations.actions.answer_rows.logged, evidence_rows.told and evidence_verdicts, in the order people read them.
ANSWER = (
    "jawaban",
    "catatan",
    "bukti",
    "versi bukti",
    "penilaian bukti",
    "catatan bukti",
    "berkas",
    "tautan",
    "letak",
    "berlaku sampai",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words; "" = nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry for a reader. `url` is "" where there is no page that shows the object, or not for this reader."""

    entry: Entry
    kind: str
    name: str
    url: str
    topic: str
    changes: list[Change]

    @property
    def who(self) -> str:
        return str(self.entry.by or "Sistem")

    @property
    def event(self) -> str:
        return capfirst(self.entry.verb)


class Teller:
    """Tells entries to one reader; keeps the names it has looked up, for an export of many chunks."""

    def __init__(self, actor: Actor):
        self._actor = actor
        self._rows: dict[type[models.Model], dict[int, models.Model | None]] = {}

    def tell(self, entries: Iterable[Entry]) -> list[Told]:
        """The entries in words, in their order."""
        entries = list(entries)
        self._look_up(entries)
        return [self._told(entry) for entry in entries]

    def _look_up(self, entries: list[Entry]) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for entry in entries:
            for model, key in self._references(entry):
                if model in NAMED and key not in self._rows.setdefault(model, {}):
                    wanted.setdefault(model, set()).add(key)
        for model, keys in wanted.items():
            found = model._base_manager.select_related(*NAMED[model]).in_bulk(keys)
            self._rows[model].update({key: found.get(key) for key in keys})

    @staticmethod
    def _references(entry: Entry) -> Iterable[tuple[type[models.Model], int]]:
        """The object itself and everything its values point to."""
        model = MODELS.get(entry.subject)
        if model is None:
            return
        yield model, entry.subject_id
        for values in (entry.old, entry.new):
            for key, value in values.items() if isinstance(values, dict) else ():
                field = _field(model, key)
                if field is not None and field.is_relation and isinstance(value, int):
                    yield field.related_model, value

    def _told(self, entry: Entry) -> Told:
        model = MODELS.get(entry.subject)
        row = self._rows.get(model, {}).get(entry.subject_id)
        return Told(
            entry=entry,
            kind=capfirst(str(model._meta.verbose_name)) if model else entry.subject,
            name=self._name(entry, model, row),
            url=link(self._actor, entry, row) if row else "",
            topic=_topic(entry),
            changes=self._changes(entry, model),
        )

    def _name(self, entry: Entry, model: type[models.Model] | None, row: models.Model | None) -> str:
        if isinstance(row, Evaluation):
            return f"{row.unit}, {row.period}"
        if isinstance(row, RoleGrant) and row.unit:
            return f"{row}, {row.unit}"
        if row is not None:
            return str(row)
        values = entry.old if isinstance(entry.old, dict) else entry.new if isinstance(entry.new, dict) else {}
        hidden = HIDDEN_OF.get(entry.subject, frozenset()) - {"title"}
        keys = [key for key in ("name", "title", "user_id", "unit_id", "code") if key not in hidden]
        known = [self._value(model, key, values.get(key)) for key in keys]
        return ", ".join(filter(None, known)) or f"nomor {entry.subject_id}"

    def _changes(self, entry: Entry, model: type[models.Model] | None) -> list[Change]:
        old, new = entry.old, entry.new
        if isinstance(old, dict) or isinstance(new, dict):
            old, new = old or {}, new or {}
            told = {*old, *new} - HIDDEN - HIDDEN_OF.get(entry.subject, frozenset())
            keys = sorted(told, key=lambda key: _position(model, key))
            changes = [
                Change(_label(model, key), self._value(model, key, old.get(key)), self._value(model, key, new.get(key)))
                for key in keys
            ]
            return [change for change in changes if change.old != change.new]
        if old is None and new is None:
            return []
        key = "state" if entry.topic == "status" else ""
        return [Change("", self._value(model, key, old), self._value(model, key, new))]

    def _value(self, model: type[models.Model] | None, key: str, value: Any) -> str:
        """One stored value in words."""
        field = _field(model, key)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if field is not None and field.is_relation and isinstance(value, int):
            row = self._rows.get(field.related_model, {}).get(value)
            return str(row) if row else f"nomor {value}"
        if field is not None and field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_figure(figure)}" for key, figure in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return str(value)


def _figure(figure: Any) -> str:
    """A figure of an answer as people write it; anything else as it stands."""
    return figure_text(figure) if isinstance(figure, str) and re.fullmatch(r"-?\d+(\.\d+)?", figure) else str(figure)


def _field(model: type[models.Model] | None, key: str) -> models.Field | None:
    """The model's field that a stored value came from (by its column's name), if there is one."""
    if model is None or not key:
        return None
    try:
        field = model._meta.get_field(key.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return field if field.concrete else None


def _label(model: type[models.Model] | None, key: str) -> str:
    field = _field(model, key)
    return capfirst(str(field.verbose_name)) if field is not None else capfirst(key)


def _position(model: type[models.Model] | None, key: str) -> tuple[int, str]:
    """Fields in the order of their model, an answer's in the order people write them; databases keep none."""
    field = _field(model, key)
    if field is not None:
        return model._meta.concrete_fields.index(field), key
    return 100 + (ANSWER.index(key) if key in ANSWER else len(ANSWER)), key


def _topic(entry: Entry) -> str:
    """The part of the object: "A.I.1.i.a, TPI" for an answer; nothing for a change of the state."""
    if entry.topic == "status" or "topic" in HIDDEN_OF.get(entry.subject, ()):
        return ""
    code, _, side = entry.topic.rpartition("/")
    return f"{code}, {Assessor(side).label}" if code and side in Assessor.values else entry.topic
