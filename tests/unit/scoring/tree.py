"""Finds parts of an instrument's plain data by code, for the tests that change or break them."""

from collections.abc import Iterator
from typing import Any


def nodes(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node, in document order."""
    waiting = list(data["components"])
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("children", []), *part.get("indicators", []), *waiting]


def node(data: dict[str, Any], code: str) -> dict[str, Any]:
    """The node of that code."""
    return next(part for part in nodes(data) if part["code"] == code)


def question(data: dict[str, Any], code: str) -> dict[str, Any]:
    """The question of that code."""
    return next(item for part in nodes(data) for item in part.get("questions", []) if item["code"] == code)
