"""Small words that sentences of every chapter share."""

from collections.abc import Iterable

from workbooks.words import day_text, moment_text

__all__ = ["day_text", "listed", "moment_text"]

HEADS = {"Pemerintah Provinsi": "Gubernur", "Pemerintah Kabupaten": "Bupati", "Pemerintah Kota": "Wali Kota"}


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
