"""Small words that sentences of every chapter share."""

from collections.abc import Iterable

from workbooks.words import day_text, moment_text

__all__ = ["day_text", "listed", "moment_text"]


def listed(words: Iterable[str]) -> str:
    """A, B, dan C."""
    items = list(words)
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"
