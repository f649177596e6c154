"""Loading, copying, editing and publishing an instrument."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from evaluations import permissions, policies
from evaluations.enums import InstrumentState
from evaluations.exceptions import Invalid
from evaluations.models import AnswerScale, Area, Component, Indicator, Instrument, Question, Threshold
from evaluations.models.instrument import InstrumentPart
from evaluations.queries.instruments import as_data
from evaluations.scoring import library
from evaluations.scoring.rounding import exact_decimal
from history import log
from history.models import Source
from units.actions.records import write_record
from units.actors import Actor
from units.roles import Permission


@transaction.atomic
def load_instrument(*, data: dict[str, Any], sha256: str, now: datetime, by=None) -> tuple[Instrument, bool]:
    """Store and publish a library file; returns the row and whether it is new. Safe to run twice.

    Raises library.InstrumentError for a broken file, Invalid when this version is stored with other content.
    """
    parsed = library.parse(data)
    found = Instrument.objects.filter(identifier=parsed.id, version=parsed.version).first()
    if found is None:
        return _publish(write_rows(data, sha256=sha256), by, now, Source.COMMAND), True
    if found.sha256 != sha256:
        raise Invalid(f"{found} sudah ada dengan isi lain. Naikkan nomor versi dalam berkas.")
    return found, False


@transaction.atomic
def publish_instrument(*, instrument: Instrument, by: Actor, now: datetime, source: str = Source.SCREEN) -> Instrument:
    """Check a draft as a whole and make it immutable. Raises NotAllowed, WrongState or library.InstrumentError."""
    permissions.require(by.may(Permission.MANAGE_INSTRUMENTS))
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    policies.check_instrument_editable(instrument)
    return _publish(instrument, by.user, now, source)


def _publish(instrument: Instrument, by, now: datetime, source: str) -> Instrument:
    parsed = library.parse(as_data(instrument))
    instrument.fingerprint = parsed.fingerprint
    instrument.state = InstrumentState.PUBLISHED
    instrument.save()
    log.write(verb="instrumen terbit", subject=instrument, by=by, at=now, source=source, new=parsed.fingerprint)
    return instrument


@transaction.atomic
def copy_instrument(*, instrument: Instrument, by: Actor, now: datetime, source: str = Source.SCREEN) -> Instrument:
    """A new draft version with the content of a published one, to be edited. Raises NotAllowed or WrongState."""
    permissions.require(by.may(Permission.MANAGE_INSTRUMENTS))
    policies.check_instrument_copyable(instrument)
    versions = Instrument.objects.select_for_update().filter(identifier=instrument.identifier)
    version = max(row.version for row in versions) + 1
    copy = write_rows({**as_data(instrument), "version": version})
    log.write(
        verb="instrumen disalin", subject=copy, by=by.user, at=now, source=source, old=instrument.version, new=version
    )
    return copy


@transaction.atomic
def reword_instrument(
    *,
    instrument: Instrument,
    words: Mapping[str, Mapping[str, Any]],
    sha256: str,
    publish: bool,
    now: datetime,
    by=None,
) -> tuple[Instrument, bool]:
    """A new version of a published instrument in other words, and whether it is new: the same file makes one version.

    `words` gives by question code `text`, `criteria` (by option), `labels` (by key of a figure) and `note`; what is
    empty stays as it was. The new version scores alike (same fingerprint). It is a draft unless `publish`. `sha256` is
    the source's. Raises WrongState, Invalid (no such question) or library.InstrumentError.
    """
    policies.check_instrument_copyable(instrument)
    versions = Instrument.objects.select_for_update().filter(identifier=instrument.identifier)
    row = next((row for row in versions if row.sha256 == sha256), None)
    is_new = row is None
    if row is None:
        data = {**as_data(instrument), "version": max(other.version for other in versions) + 1}
        _reword(data["components"], words)
        if library.parse(data).fingerprint != instrument.fingerprint:
            raise Invalid("Kata-kata ini mengubah cara menghitung nilai, jadi tidak dapat dipakai.")
        row = write_rows(data, sha256=sha256)
        told = {"old": instrument.version, "new": row.version}
        log.write(verb="kata-kata instrumen diimpor", subject=row, by=by, at=now, source=Source.COMMAND, **told)
    if publish and not row.is_published:
        row = _publish(row, by, now, Source.COMMAND)
    return row, is_new


def _reword(components: list[dict], words: Mapping[str, Mapping[str, Any]]) -> None:
    """Puts the words into data of the library's form. Raises Invalid for a question that is not in it."""
    questions = {question["code"]: question for question in _questions(components)}
    if unknown := [code for code in words if code not in questions]:
        raise Invalid(f"Pertanyaan {unknown[0]} tidak ada dalam instrumen ini.")
    for code, told in words.items():
        question = questions[code]
        question["text"] = told["text"] or question["text"]
        if told["criteria"]:
            question["criteria"] = dict(told["criteria"])
        if told["note"]:
            question["note"] = told["note"]
        if "inputs" in question:
            labels = told["labels"]
            question["inputs"] = [{**one, "label": labels.get(one["key"], one["label"])} for one in question["inputs"]]


def _questions(components: list[dict]) -> Iterator[dict]:
    for component in components:
        yield from _questions(component.get("children", []))
        for indicator in component.get("indicators", []):
            yield from indicator["questions"]


@transaction.atomic
def save_part(*, part: Instrument | InstrumentPart, by: Actor, now: datetime, source: str = Source.SCREEN):
    """Save a changed draft, or a new or changed part of one, with its history.

    Whether the whole is sound is checked when it is published. Raises NotAllowed, WrongState or ValidationError.
    """
    permissions.require(by.may(Permission.MANAGE_INSTRUMENTS))
    whole = part if isinstance(part, Instrument) else part.instrument
    policies.check_instrument_editable(Instrument.objects.select_for_update().get(pk=whole.pk))
    part.full_clean()
    policies.check_part(part)
    return write_record(record=part, by=by, now=now, source=source)


def write_rows(data: dict[str, Any], *, sha256: str = "") -> Instrument:
    """The rows of a draft from data in the library's form."""
    row = Instrument.objects.create(
        identifier=data["id"],
        version=data["version"],
        title=data["title"],
        legal_basis=data["legal_basis"],
        sha256=sha256,
        predicates={key: predicate["title"] for key, predicate in data["predicates"].items()},
    )
    _write_scales(row, data["scales"])
    Area.objects.bulk_create(
        Area(instrument=row, order=order, number=area["number"], title=area["title"])
        for order, area in enumerate(data["areas"])
    )
    _Tree(row).write(data["components"])
    _write_thresholds(row, data["predicates"])
    return row


def _write_scales(row: Instrument, scales: dict[str, dict]) -> None:
    AnswerScale.objects.bulk_create(
        AnswerScale(instrument=row, order=order, key=key, options=[[v, _number(p)] for v, p in options.items()])
        for order, (key, options) in enumerate(scales.items())
    )


def _number(points: Any) -> str:
    """Points as exact decimal text."""
    return format(exact_decimal(Fraction(str(points))).normalize(), "f")


class _Tree:
    """Writes components, indicators and questions, numbering each kind in document order."""

    def __init__(self, row: Instrument):
        self.row = row
        self.areas = {area.number: area for area in Area.objects.filter(instrument=row)}
        self.scales = {scale.key: scale for scale in AnswerScale.objects.filter(instrument=row)}
        self.orders: dict[type, int] = {}

    def write(self, components: list[dict], parent: Component | None = None) -> None:
        for data in components:
            component = self._create(Component, parent=parent, area=self.areas.get(data.get("area")), **_weighted(data))
            self.write(data.get("children", []), component)
            for indicator in data.get("indicators", []):
                self._indicator(component, indicator)

    def _indicator(self, component: Component, data: dict) -> None:
        indicator = self._create(Indicator, component=component, **_weighted(data))
        Question.objects.bulk_create(self._question(indicator, question) for question in data["questions"])

    def _question(self, indicator: Indicator, data: dict) -> Question:
        fields = {
            key: data[key]
            for key in ("code", "text", "criteria", "evidence", "inputs", "formula", "checks", "note")
            if key in data
        }
        fields = {key: _plain_json(value) for key, value in fields.items()}
        scale = self.scales.get(data.get("scale", ""))
        return Question(instrument=self.row, order=self._order(Question), indicator=indicator, scale=scale, **fields)

    def _create(self, model: type, **fields):
        return model.objects.create(instrument=self.row, order=self._order(model), **fields)

    def _order(self, model: type) -> int:
        self.orders[model] = self.orders.get(model, -1) + 1
        return self.orders[model]


def _weighted(data: dict) -> dict:
    return {"code": data["code"], "title": data["title"], "weight": Decimal(str(data["weight"]))}


def _plain_json(value: Any) -> Any:
    """JSON without Decimals, which the database's encoder does not take; exact, since such numbers are whole."""
    if isinstance(value, dict):
        return {key: _plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_json(item) for item in value]
    return int(value) if isinstance(value, Decimal) and value == int(value) else value


def _write_thresholds(row: Instrument, predicates: dict[str, dict]) -> None:
    rows = []
    for key, predicate in predicates.items():
        minimum = predicate["minimum"]
        targets = {
            Threshold.TOTAL: minimum["total"],
            **minimum["nodes"],
            Threshold.AREAS: predicate["minimum_percent_per_area"],
        }
        rows += [(key, target, value) for target, value in targets.items()]
    Threshold.objects.bulk_create(
        Threshold(instrument=row, order=order, predicate=key, target=target, minimum=Decimal(str(value)))
        for order, (key, target, value) in enumerate(rows)
    )
