"""The fingerprint of an instrument: two versions with the same one give the same scores and verdicts.

Trends compare quarters of equal fingerprints only (DOMAIN: "new wording is a new version with the same fingerprint").
"""

import hashlib
import json
from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluations.scoring.types import Formula, Instrument, Node, Predicate, Question


def fingerprint(instrument: "Instrument") -> str:
    """Sha256 (64 hex digits) over codes, tree, weights, areas, scales, formulas, inputs and minimums, not wording."""
    canonical = json.dumps(_content(instrument), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _content(instrument: "Instrument") -> dict[str, Any]:
    return {
        "nodes": {code: _node(node, instrument.parents.get(code)) for code, node in instrument.nodes.items()},
        "questions": {code: _question(question) for code, question in instrument.questions.items()},
        "predicates": {key: _predicate(predicate) for key, predicate in instrument.predicates.items()},
    }


def _node(node: "Node", parent: str | None) -> list[Any]:
    return [parent, str(node.weight), node.area]


def _question(question: "Question") -> dict[str, Any]:
    # The scale's options, not its key: renaming a scale moves no score.
    options = question.scale.options if question.scale else ()
    return {
        "indicator": question.indicator,
        "options": {option.value: str(option.points) for option in options},
        "inputs": sorted(item.key for item in question.inputs),
        "formula": _formula(question.formula) if question.formula else None,
    }


def _formula(formula: "Formula") -> dict[str, Any]:
    parts = {field.name: _plain(getattr(formula, field.name)) for field in fields(formula)}
    return {"kind": type(formula).__name__.lower(), **parts}


def _plain(value: Fraction | str | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, tuple):
        return sorted(value)
    return str(value)


def _predicate(predicate: "Predicate") -> dict[str, Any]:
    return {
        "total": str(predicate.total),
        "nodes": {code: str(points) for code, points in predicate.nodes.items()},
        "area_percent": str(predicate.area_percent),
    }
