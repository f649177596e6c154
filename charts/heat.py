"""A heat map: units against areas, or against quarters. Every square tells its level by figure, sign and lightness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.base import EMPTY, NOTHING, Chart, Row, Table, draw, lines_at, wrapped
from charts.looks import MISSING, SHADES, SIGNS, TEXT_SIGNS, Shade

# All lengths are whole units of the view box.
LABELS, WIDE, NARROW, FEW = 236, 80, 70, 6
ROW, HEAD_LINE, HEAD_LINES = 28, 12, 4
LEGEND_ROW, LEGEND_COLUMNS = 20, 3
LABEL_CHARACTERS, LABEL_LINES = 40, 2
HEAD_CHARACTERS = {WIDE: 14, NARROW: 12}


@dataclass(frozen=True, slots=True)
class Cell:
    """A square: the figure as it is written and how far it has come. No shade where there is no value."""

    text: str = NOTHING
    shade: Shade | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit with a cell per column; `url` leads from the table to the page about it."""

    label: str
    cells: Sequence[Cell]
    url: str = ""


def heat_map(
    columns: Sequence[str],
    rows: Sequence[HeatRow],
    *,
    legend: Mapping[Shade, str],
    key: str,
    title: str,
    head: str = "Unit kerja",
) -> Chart:
    """Rows from the top as given. `legend` says in words what each shade means ("memenuhi minimal WBK").

    Raises ValueError when a row has not one cell per column.
    """
    if wrong := [row.label for row in rows if len(row.cells) != len(columns)]:
        raise ValueError(f"{wrong[0]!r} needs {len(columns)} cells")
    side = WIDE if len(columns) <= FEW else NARROW
    heads = [wrapped(column, HEAD_CHARACTERS[side], HEAD_LINES) for column in columns]
    top = 10 + HEAD_LINE * max(map(len, heads), default=1)
    bottom = top + ROW * max(len(rows), 1)
    items = _legend(legend, bottom + 16)
    return draw(
        "charts/heat.svg",
        key=key,
        title=title,
        description=_description(columns, rows, legend),
        size=(
            LABELS + side * max(len(columns), FEW) + 4,
            bottom + 12 + LEGEND_ROW * -(-len(items) // LEGEND_COLUMNS),
        ),
        table=_table(columns, rows, legend, head),
        heads=[_head(lines, LABELS + side * place + side // 2, top) for place, lines in enumerate(heads)],
        rows=[_row(row, top + ROW * place, side) for place, row in enumerate(rows)],
        side=side - 3,
        tall=ROW - 3,
        left=LABELS - 10,
        legend=items,
        empty="" if rows else EMPTY,
    )


def _head(lines: Sequence[str], x: int, top: int) -> dict:
    """The last line of every head stands just above the squares."""
    first = top - 6 - HEAD_LINE * (len(lines) - 1)
    return {"x": x, "lines": [{"y": first + HEAD_LINE * place, "text": line} for place, line in enumerate(lines)]}


def _row(row: HeatRow, y: int, side: int) -> dict:
    return {
        "lines": lines_at(wrapped(row.label, LABEL_CHARACTERS, LABEL_LINES), y + ROW // 2 - 1, 12),
        "cells": [_cell(cell, LABELS + side * place, y, side) for place, cell in enumerate(row.cells)],
    }


def _cell(cell: Cell, x: int, y: int, side: int) -> dict:
    """The figure stands a little left of the middle, its sign at the right edge."""
    sign = "" if cell.shade is None else SIGNS[cell.shade]
    return {
        "x": x,
        "y": y,
        "look": MISSING if cell.shade is None else SHADES[cell.shade],
        "text": cell.text,
        "text_x": x + side // 2 - (8 if sign else 0),
        "text_y": y + ROW // 2 + 3,
        "sign": sign,
        "sign_x": x + side - 13,
        "sign_y": y + ROW // 2 - 1,
    }


def _legend(legend: Mapping[Shade, str], top: int) -> list[dict]:
    """From the lowest shade up, in rows of three."""
    return [
        {
            "look": SHADES[shade],
            "sign": SIGNS[shade],
            "text": legend[shade],
            "x": 16 + 230 * (place % LEGEND_COLUMNS),
            "y": top + LEGEND_ROW * (place // LEGEND_COLUMNS),
        }
        for place, shade in enumerate(sorted(legend))
    ]


def _description(columns: Sequence[str], rows: Sequence[HeatRow], legend: Mapping[Shade, str]) -> str:
    values = "; ".join(
        f"{row.label}: " + ", ".join(f"{column} {_told(cell)}" for column, cell in zip(columns, row.cells, strict=True))
        for row in rows
    )
    return f"{values or EMPTY}. {_meanings(legend)}".strip()


def _table(columns: Sequence[str], rows: Sequence[HeatRow], legend: Mapping[Shade, str], head: str) -> Table:
    """The sign of its level stands behind every figure; the note says what the signs mean."""
    found = (Row(row.label, tuple(_told(cell) for cell in row.cells), row.url) for row in rows)
    return Table((head, *columns), tuple(found), _meanings(legend))


def _meanings(legend: Mapping[Shade, str]) -> str:
    told = "; ".join(f"{TEXT_SIGNS[shade]} {legend[shade]}" for shade in sorted(legend))
    return f"Tanda: {told}." if told else ""


def _told(cell: Cell) -> str:
    return cell.text if cell.shade is None else f"{cell.text} {TEXT_SIGNS[cell.shade]}"
