"""How many units stand at which option of a question: one bar per question, cut into its options."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.base import EMPTY, Chart, Row, Table, draw, lines_at, wrapped
from charts.looks import MISSING, Fill, ramp

# All lengths are whole units of the view box.
WIDTH, LABELS, PLOT = 720, 260, 300
TOP, ROW, BAR, FOOT = 6, 40, 22, 30
LABEL_CHARACTERS, LABEL_LINES = 42, 3
NOTE_CHARACTERS, NOTE_LINES = 25, 2
CHARACTER, SIDES = 6, 2  # room for a character of a part's text, and beside it
LEGEND = "Dari kiri ke kanan: pilihan tertinggi ke terendah; tanda – bergaris titik-titik: belum dijawab."
NO_ANSWERS = "Belum ada jawaban"


@dataclass(frozen=True, slots=True)
class Part:
    """One option: its name ("A", "Ya", "80-100 %") and how many units stand at it."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A question: its options from the best to the worst, how many have not answered, and a sentence at its right
    ("7 dari 12 unit sudah A"). `url` leads from the table to the page about it."""

    label: str
    parts: Sequence[Part]
    unanswered: int = 0
    note: str = ""
    url: str = ""

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts) + self.unanswered


def distribution(spreads: Sequence[Spread], *, key: str, title: str) -> Chart:
    """Bars of equal length, the best option at the left. Options without units take no room but stand in the table."""
    bottom = TOP + ROW * max(len(spreads), 1)
    return draw(
        "charts/distribution.svg",
        key=key,
        title=title,
        description=_description(spreads),
        size=(WIDTH, bottom + FOOT),
        table=_table(spreads),
        rows=[_row(spread, TOP + ROW * place) for place, spread in enumerate(spreads)],
        left=LABELS,
        note_x=LABELS + PLOT + 12,
        tall=BAR,
        legend={"text": LEGEND, "y": bottom + FOOT - 12},
        empty="" if spreads else EMPTY,
    )


def _row(spread: Spread, y: int) -> dict:
    note = spread.note if spread.total else NO_ANSWERS
    return {
        "y": y + (ROW - BAR) // 2,
        "lines": lines_at(wrapped(spread.label, LABEL_CHARACTERS, LABEL_LINES), y + ROW // 2, 12),
        "notes": lines_at(wrapped(note, NOTE_CHARACTERS, NOTE_LINES), y + ROW // 2, 12),
        "text_y": y + ROW // 2 + 4,
        "cells": _cells(spread),
    }


def _cells(spread: Spread) -> list[dict]:
    """Where each part that holds units begins and ends; they fill the bar exactly."""
    parts = [*zip(spread.parts, ramp(len(spread.parts)), strict=True), (Part("–", spread.unanswered), MISSING)]
    cells, before = [], 0
    for part, look in parts:
        begin, end = (PLOT * count // max(spread.total, 1) for count in (before, before + part.count))
        if part.count:
            cells.append(_cell(part, look, begin, end - begin))
        before += part.count
    return cells


def _cell(part: Part, look: Fill, begin: int, width: int) -> dict:
    return {
        "x": LABELS + begin,
        "width": width,
        "middle": LABELS + begin + width // 2,
        "look": look,
        "text": _text(part, width),
    }


def _text(part: Part, width: int) -> str:
    """Name and count, or one of them, or nothing, as the width allows."""
    found = (f"{part.label}: {part.count}", part.label, str(part.count))
    return next((text for text in found if CHARACTER * len(text) + SIDES <= width), "")


def _description(spreads: Sequence[Spread]) -> str:
    return ("; ".join(f"{spread.label}: {_told(spread)}" for spread in spreads) or EMPTY) + "."


def _told(spread: Spread) -> str:
    counts = [f"{part.label} {part.count}" for part in spread.parts]
    return ", ".join([*counts, f"belum dijawab {spread.unanswered}"])


def _table(spreads: Sequence[Spread]) -> Table:
    """Questions have options of their own, so a cell names them."""
    rows = tuple(
        Row(
            spread.label,
            (", ".join(f"{part.label}: {part.count}" for part in spread.parts), str(spread.unanswered), spread.note),
            spread.url,
        )
        for spread in spreads
    )
    return Table(("Pertanyaan", "Unit kerja per pilihan", "Belum dijawab", "Keterangan"), rows)
