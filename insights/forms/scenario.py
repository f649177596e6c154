"""What the page of a trial sends. A blank control follows the sheet, so a form holds only what somebody tried."""

from collections.abc import Mapping
from typing import Any

from evaluations.scoring.types import Instrument, Question

EMPTIED = "-"  # the option that leaves a question open


def tried(instrument: Instrument, data: Mapping[str, str]) -> dict[str, Any]:
    """The answers of the form as `documents.tried.read` takes them, unread."""
    found = {}
    for code, question in instrument.questions.items():
        given = _figures(question, data) if question.is_numeric else data.get(f"{code}.v", "")
        if data.get(f"{code}.k") or given == EMPTIED:
            found[code] = None
        elif given:
            found[code] = given
    return found


def _figures(question: Question, data: Mapping[str, str]) -> dict[str, str]:
    typed = {item.key: data.get(f"{question.code}.f.{item.key}", "") for item in question.inputs}
    return {key: text for key, text in typed.items() if text.strip()}


def number(data: Mapping[str, str], name: str) -> int | None:
    """A whole number of the form, such as a key or a version; None when there is none."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
