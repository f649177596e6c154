"""Instrument rows <-> the data form of the library files <-> the engine's types."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from django.db import models

from evaluations.models import Component, Indicator, Instrument, Question, Threshold
from evaluations.models.instrument import InstrumentPart
from evaluations.scoring import library, types
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import Gate, judge


@dataclass(frozen=True)
class Loaded:
    """An instrument ready to score with, and the keys of its question rows."""

    instrument: types.Instrument
    question_ids: dict[str, int]
    codes: dict[int, str]
    gates: dict[str, tuple[Gate, ...]]  # of an empty sheet: labels, minimums, weights and sources

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that the instrument says, wording and limits of figures too: another one, another digest."""
        return hashlib.sha256(repr(self.instrument).encode()).hexdigest()


def loaded(row: Instrument) -> Loaded:
    """The engine's view of an instrument. A published one never changes and stays in memory."""
    return _published(row.pk, row.sha256, row.fingerprint) if row.is_published else _load(row)


@lru_cache(maxsize=16)
def _published(pk: int, _sha256: str, _fingerprint: str) -> Loaded:
    return _load(Instrument.objects.get(pk=pk))


def forget() -> None:
    """Drop what is in memory (tests roll their instruments back)."""
    _published.cache_clear()


def _load(row: Instrument) -> Loaded:
    instrument = library.parse(as_data(row))
    ids = dict(Question.objects.filter(instrument=row).values_list("code", "pk"))
    blank = judge(instrument, score(instrument, {}))
    return Loaded(
        instrument=instrument,
        question_ids=ids,
        codes={pk: code for code, pk in ids.items()},
        gates={key: verdict.gates for key, verdict in blank.items()},
    )


def users_of(row: Instrument | InstrumentPart) -> list[models.Model]:
    """The rows that refer to an instrument or a part of one; an instrument's own parts do not count."""
    return [
        user
        for relation in row._meta.related_objects
        if not (isinstance(row, Instrument) and issubclass(relation.related_model, InstrumentPart))
        for user in relation.related_model.objects.filter(**{relation.field.name: row})
    ]


def as_data(row: Instrument) -> dict:
    """The instrument in the form of the library's YAML file; `library.parse` checks it."""
    questions: dict[int, list[dict]] = {}
    for question in Question.objects.filter(instrument=row).select_related("scale"):
        questions.setdefault(question.indicator_id, []).append(_question(question))
    indicators: dict[int, list[dict]] = {}
    for indicator in Indicator.objects.filter(instrument=row):
        data = {**_weighted(indicator), "questions": questions.get(indicator.pk, [])}
        indicators.setdefault(indicator.component_id, []).append(data)
    return {
        "id": row.identifier,
        "version": row.version,
        "title": row.title,
        "legal_basis": row.legal_basis,
        "scales": {scale.key: {v: Decimal(p) for v, p in scale.options} for scale in row.answerscale_set.all()},
        "areas": [{"number": area.number, "title": area.title} for area in row.area_set.all()],
        "components": _components(row, indicators),
        "predicates": _predicates(row),
    }


def _weighted(node: Component | Indicator) -> dict:
    return {"code": node.code, "title": node.title, "weight": plain(node.weight)}


def _components(row: Instrument, indicators: dict[int, list[dict]]) -> list[dict]:
    data: dict[int, dict] = {}
    roots: list[dict] = []
    components = list(Component.objects.filter(instrument=row).select_related("area"))
    for component in components:
        item = _weighted(component)
        if component.area:
            item["area"] = component.area.number
        if component.pk in indicators:
            item["indicators"] = indicators[component.pk]
        data[component.pk] = item
    for component in components:
        if component.parent_id:
            data[component.parent_id].setdefault("children", []).append(data[component.pk])
        else:
            roots.append(data[component.pk])
    return roots


def _question(question: Question) -> dict:
    data = {"code": question.code, "text": question.text, "evidence": question.evidence}
    if question.note:
        data["note"] = question.note
    if question.scale:
        return {**data, "scale": question.scale.key, "criteria": question.criteria}
    data |= {"inputs": question.inputs, "formula": question.formula}
    if question.checks:
        data["checks"] = question.checks
    return data


def _predicates(row: Instrument) -> dict:
    thresholds: dict[str, dict[str, Decimal]] = {}
    for threshold in row.threshold_set.all():
        thresholds.setdefault(threshold.predicate, {})[threshold.target] = plain(threshold.minimum)
    return {key: _predicate(title, thresholds.get(key, {})) for key, title in row.predicates.items()}


def _predicate(title: str, minimums: dict[str, Decimal]) -> dict:
    nodes = {code: value for code, value in minimums.items() if code not in {Threshold.TOTAL, Threshold.AREAS}}
    data: dict = {"title": title, "minimum": {"nodes": nodes}}
    if Threshold.TOTAL in minimums:
        data["minimum"]["total"] = minimums[Threshold.TOTAL]
    if Threshold.AREAS in minimums:
        data["minimum_percent_per_area"] = minimums[Threshold.AREAS]
    return data


def plain(value: Decimal | Fraction) -> Decimal:
    """A decimal without trailing zeros, as a person writes it in the YAML file."""
    return value.normalize() + 0 if isinstance(value, Decimal) else value
