"""Filled workbooks for the tests: our own as the layout says, the ministry's two filled by their positions."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from evaluations.scoring import library
from evaluations.scoring.answers import clean
from evaluations.scoring.types import Instrument
from workbooks.layout import (
    ABOUT,
    HEADING_ROW,
    LKE,
    NOT_IN_XML,
    PORTALRB_SHEET,
    VERSION,
    About,
    Column,
    figure_key,
    mark,
    node_key,
)
from workbooks.positions import positions

INSTRUMENT: Instrument = library.read(library.builtin_path())[0]
LETTERS = {"unit": (Column.UNIT_ANSWER, Column.UNIT_NOTE), "tpi": (Column.TPI_ANSWER, Column.TPI_NOTE)}
PORTAL = {"unit": ("K", "L"), "tpi": ("N", "Q")}

Answers = Mapping[str, Any]  # question code -> option or figures by key
Edit = Callable[[Workbook], None]


def own(
    unit: Answers | None = None,
    tpi: Answers | None = None,
    *,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    about: Mapping[str, Any] | None = None,
    edit: Edit = lambda book: None,
) -> bytes:
    """Our own workbook, as little of it as reading asks for. Without `tpi` it has no answers of the TPI.

    `about` replaces what the hidden sheet says, `notes` are assessor -> question code -> note.
    """
    book = Workbook()
    page = book.active
    page.title = LKE
    rows = _keys(page)
    columns = {"unit": unit or {}} | ({} if tpi is None else {"tpi": tpi})
    for assessor, answers in columns.items():
        letter, note_letter = LETTERS[assessor]
        for code, value in answers.items():
            for key, figure in value.items() if isinstance(value, Mapping) else [(None, value)]:
                page[f"{letter}{rows[figure_key(code, key) if key else code]}"] = figure
        for code, note in (notes or {}).get(assessor, {}).items():
            page[f"{note_letter}{rows[code]}"] = NOT_IN_XML.sub("", note)
    facts = _facts(columns, notes or {}) | (about or {})
    hidden = book.create_sheet(ABOUT)
    hidden.sheet_state = "hidden"
    for name, value in facts.items():
        if value is not None:
            hidden.append([str(name), value])
    edit(book)
    return saved(book)


def _keys(page) -> dict[str, int]:
    """Writes the hidden column; key -> row."""
    rows, row = {}, HEADING_ROW
    for node in INSTRUMENT.nodes.values():
        keys = [node_key(node.code)]
        for question in node.questions:
            keys += [question.code, *(figure_key(question.code, item.key) for item in question.inputs)]
        for key in keys:
            row += 1
            rows[key] = row
            page[f"{Column.KEY}{row}"] = key
    return rows


def _facts(columns: Mapping[str, Answers], notes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    versions = {assessor: dict.fromkeys(INSTRUMENT.questions, 0) for assessor in columns}
    marks = {
        assessor: {
            code: mark(_stored(answers.get(code)), notes.get(assessor, {}).get(code, ""))
            for code in INSTRUMENT.questions
        }
        for assessor, answers in columns.items()
    }
    return {
        About.FORMAT: str(VERSION),
        About.UNIT: "07",
        About.PERIOD: "2024-3",
        About.INSTRUMENT: f"{INSTRUMENT.id} {INSTRUMENT.version}",
        About.FINGERPRINT: INSTRUMENT.fingerprint,
        About.MADE_AT: "2024-08-21T09:00:00+07:00",
        About.VERSIONS: json.dumps(versions),
        About.CONTENTS: json.dumps(marks),
    }


def _stored(value: Any) -> Any:
    return {key: str(figure) for key, figure in value.items()} if isinstance(value, Mapping) else value


def portalrb(unit: Answers | None = None, tpi: Answers | None = None, *, edit: Edit = lambda book: None) -> bytes:
    """A workbook with the answers where PortalRB has them; nothing else of that workbook is known."""
    book = Workbook()
    book.active.title = PORTALRB_SHEET
    for assessor, answers in (("unit", unit or {}), ("tpi", tpi or {})):
        _fill(book.active, answers, PORTAL[assessor][0], "portalrb_row")
    edit(book)
    return saved(book)


def lampiran_iii(shared_file: Callable[[str], Path], answers: Answers, *, edit: Edit = lambda book: None) -> bytes:
    """The official form, filled."""
    book = load_workbook(shared_file("lke/lampiran-iii-form.xlsx"))
    _fill(book["LKE ZI"], answers, "K", "lampiran_iii_row")
    edit(book)
    return saved(book)


def _fill(page, answers: Answers, letter: str, row_name: str) -> None:
    for place in positions():
        value = answers.get(place.code)
        figure = value.get(place.input) if isinstance(value, Mapping) else value
        if figure is not None:
            page[f"{letter}{getattr(place, row_name)}"] = figure


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cleaned(answers: Answers) -> dict[str, Any]:
    """What reading gives for these answers, unanswered questions included; figures given as JSON has them."""
    exact = json.loads(json.dumps(answers), parse_float=Decimal)
    return {code: clean(question, exact.get(code)) for code, question in INSTRUMENT.questions.items()}
