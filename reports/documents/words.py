"""Small words that sentences of every chapter share."""

from collections.abc import Iterable

from evaluations.scoring.rounding import Number, signed_text
from workbooks.words import day_text, moment_text

__all__ = ["change_words", "day_text", "head_of", "listed", "moment_text"]

HEADS = {"Pemerintah Provinsi": "Gubernur", "Pemerintah Kabupaten": "Bupati", "Pemerintah Kota": "Wali Kota"}


def change_words(points: Number) -> str:
    """A change in a sentence: naik 1,25 poin, turun 0,50 poin, or tetap where it rounds to nothing."""
    words = signed_text(points)
    if words[0] not in "+\N{MINUS SIGN}":
        return "tetap"
    return f"{'naik' if words[0] == '+' else 'turun'} {words[1:]} poin"


def listed(words: Iterable[str]) -> str:
    """A, B, dan C."""
    items = list(words)
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def head_of(government: str) -> str:
    """Who leads a government: Gubernur Kalimantan Tengah for Pemerintah Provinsi Kalimantan Tengah."""
    for begins, title in HEADS.items():
        if government.startswith(begins):
            return f"{title} {government.removeprefix(begins).strip()}"
    return f"Kepala {government}"
