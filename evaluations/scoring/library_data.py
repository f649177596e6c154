"""An instrument back as plain data (as the YAML file holds it), so that a draft can be stored, edited and exported."""

from collections.abc import Iterable
from dataclasses import fields
from fractions import Fraction
from typing import Any

from evaluations.scoring.types import Check, Formula, Instrument, Node, Predicate, Question


def to_data(instrument: Instrument) -> dict[str, Any]:
    """Plain data (dict, list, str, numbers; fit for JSON and YAML) that `library.parse` reads back as an equal."""
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "legal_basis": instrument.legal_basis,
        "scales": {
            key: {option.value: _number(option.points) for option in scale.options}
            for key, scale in instrument.scales.items()
        },
        "areas": [{"number": area.number, "title": area.title} for area in instrument.areas],
        "components": [_node(node) for node in instrument.components],
        "predicates": {key: _predicate(predicate) for key, predicate in instrument.predicates.items()},
    }


def _node(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {"code": node.code, "title": node.title, "weight": _number(node.weight)}
    if node.area is not None:
        data["area"] = node.area
    if node.is_indicator:
        return data | {"questions": [_question(question) for question in node.questions]}
    below = "indicators" if node.children[0].is_indicator else "children"
    return data | {below: [_node(child) for child in node.children]}


def _question(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {"code": question.code, "text": question.text}
    if question.scale:
        data |= {"scale": question.scale.key, "criteria": dict(question.criteria)}
    if question.formula:
        data["inputs"] = [{"key": item.key, "label": item.label} for item in question.inputs]
        data["formula"] = _formula(question.formula)
    if question.checks:
        data["checks"] = [_check(check) for check in question.checks]
    if question.note:
        data["note"] = question.note
    return data | {"evidence": list(question.evidence)}


def _formula(formula: Formula) -> dict[str, Any]:
    parts = {field.name: _plain(getattr(formula, field.name)) for field in fields(formula)}
    return {"kind": type(formula).__name__.lower(), **parts}


def _check(check: Check) -> dict[str, list[str]]:
    return {"sum": list(check.sum), "at_most": list(check.at_most)}


def _predicate(predicate: Predicate) -> dict[str, Any]:
    nodes = {code: _number(points) for code, points in predicate.nodes.items()}
    return {
        "title": predicate.title,
        "minimum": {"total": _number(predicate.total), "nodes": nodes},
        "minimum_percent_per_area": _number(predicate.area_percent),
    }


def _plain(value: Fraction | str | Iterable[str]) -> Any:
    if isinstance(value, Fraction):
        return _number(value)
    return value if isinstance(value, str) else list(value)


def _number(value: Fraction) -> int | float:
    """A number as YAML and JSON write it. At most six decimals (see `fields.number`), so the text is exact again."""
    return value.numerator if value.denominator == 1 else float(value)
