"""What the tests of importing share: workbooks as people fill them, handing them in and confirming."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from evaluations.models import Evaluation
from evaluations.views.sheet import pen_for
from tests.factories import NOW, actor, answer
from tests.integration.workbooks.export_case import row_of
from tests.unit.workbooks.books import INSTRUMENT, own
from workbooks.actions import imports as actions
from workbooks.imports.fates import preview
from workbooks.layout import LKE, About, Column, figure_key, mark
from workbooks.models import WorkbookImport
from workbooks.queries.lke import lke_book
from workbooks.writing.lke import lke_workbook

LETTERS = {"unit": (Column.UNIT_ANSWER, Column.UNIT_NOTE), "tpi": (Column.TPI_ANSWER, Column.TPI_NOTE)}


def exported(evaluation: Evaluation, user) -> bytes:
    """The LKE as this person downloads it now."""
    fresh = Evaluation.objects.select_related("period__instrument", "unit").get(pk=evaluation.pk)
    pen = pen_for(actor(user), fresh)
    return lke_workbook(lke_book(actor(user), fresh, writer=pen.writer, why_not=pen.why_not, now=NOW))


def filled(unit: Mapping[str, Any] | None = None, tpi: Mapping[str, Any] | None = None) -> bytes:
    """Our own workbook of unit 07, made while nothing was answered and filled since."""
    empty = {code: mark(None, "") for code in INSTRUMENT.questions}
    marks = dict.fromkeys(LETTERS, empty)
    return own(unit=unit, tpi=tpi, about={About.CONTENTS: json.dumps(marks)})


def edited(
    content: bytes, answers: Mapping[str, Any], notes: Mapping[str, str] | None = None, assessor: str = "unit"
) -> bytes:
    """The same workbook with other answers and notes in one assessor's columns."""
    book = load_workbook(BytesIO(content))
    page, (letter, note_letter) = book[LKE], LETTERS[assessor]
    for code, value in answers.items():
        for key, figure in value.items() if isinstance(value, Mapping) else [(None, value)]:
            page[f"{letter}{row_of(book, figure_key(code, key) if key else code)}"] = figure
    for code, note in (notes or {}).items():
        page[f"{note_letter}{row_of(book, code)}"] = note
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def large(content: bytes) -> bytes:
    """The same workbook, so large that it is read in the background."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(3_000_000))
    return out.getvalue()


def upload(content: bytes, name: str = "LKE.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hand_in(evaluation: Evaluation, content: bytes, user, now=NOW) -> WorkbookImport:
    return actions.hand_in(evaluation=evaluation, upload=upload(content), by=actor(user), now=now)


def fates(waiting: WorkbookImport) -> dict[str, str]:
    """Question code -> fate, of those that somebody has to look at."""
    return {line.code: str(line.fate) for line in preview(waiting).lines if line.fate != "sama"}


def confirm(waiting: WorkbookImport, user, codes=None, digest=None, now=NOW) -> int:
    """Import what is ticked at first, or these questions."""
    seen = preview(waiting)
    picked = {line.code for line in seen.lines if line.is_picked_first} if codes is None else set(codes)
    return actions.import_answers(
        waiting=waiting, codes=picked, digest=seen.digest if digest is None else digest, by=actor(user), now=now
    )


def url(evaluation: Evaluation, rest: str = "") -> str:
    period = evaluation.period
    return f"/tw/{period.year}-{period.quarter}/unit/{evaluation.unit.code}/buku-kerja/impor/{rest}"


def hand_in_every_kind(evaluation: Evaluation, user) -> WorkbookImport:
    """A workbook with a line of every fate, for a look at the page. The sheet's first questions must be answered."""
    first, second, third, fourth = list(INSTRUMENT.questions)[:4]
    content = edited(
        exported(evaluation, user),
        {second: "C", third: None, fourth: "Mungkin", "B.I.a": {"indeks": 3.5}},
        {first: "SK Tim Kerja Nomor 12 Tahun 2024.\nDaftar hadir terlampir."},
    )
    answer(evaluation, first, "unit", "Ya", "Diubah di aplikasi.")
    return hand_in(evaluation, content, user, timezone.now())
