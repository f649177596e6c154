"""Scores and verdicts as JSON, every number with its 10 places as written (91.6666666667), without passing a float."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluations.scoring.engine import Scores
from evaluations.scoring.rounding import missing_to_storage, to_storage
from evaluations.scoring.thresholds import Gate, Verdict


def result(scores: Scores, verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """Both figures of every node and the verdicts with their gates; points as Decimal with 10 places."""
    return {
        "official": _points(scores.official),
        "strict": _points(scores.strict),
        "verdicts": {
            key: {"passed": verdict.passed, "gates": [_gate(gate) for gate in verdict.gates]}
            for key, verdict in verdicts.items()
        },
    }


def dumps(value: Any, indent: str = "") -> str:
    """JSON text of dicts, lists, texts, booleans and Decimals; the json module has no way to write a Decimal."""
    deeper = indent + "  "
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        lines = [f"{deeper}{json.dumps(key)}: {dumps(item, deeper)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + dumps(item, deeper) for item in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def _points(points: Mapping[str, Fraction]) -> dict[str, Decimal]:
    return {code: to_storage(reached) for code, reached in points.items()}


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "code": gate.code,
        "required": to_storage(gate.required),
        "reached": to_storage(gate.reached),
        "missing": missing_to_storage(gate.missing),
        "passed": gate.passed,
    }
