"""The history as a table for a spreadsheet, one row at a time."""

import csv
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from evaluations.queries.history_words import Change, Teller, Told
from history.models import Entry
from units.actors import Actor

CHUNK = 1000
BOM = "\ufeff"  # tells Excel that the text is UTF-8
COLUMNS = (
    "Waktu (WIB)",
    "Oleh",
    "Nama pengguna",
    "Lewat",
    "Jenis objek",
    "Objek",
    "Nomor objek",
    "Peristiwa",
    "Bagian",
    "Semula",
    "Menjadi",
    "Alasan",
)
# What begins so, behind white space or not, may be taken for a formula; so may what begins with a tab or a new line.
FORMULA = ("=", "+", "-", "@")
BREAKS = ("\t", "\r", "\n")


class _Line:
    """What csv.writer writes into: hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(actor: Actor, entries: QuerySet[Entry]) -> Iterator[str]:
    """The file's text: the heading, then a line per entry, reading the database as it goes."""
    writer = csv.writer(_Line(), delimiter=";")
    yield BOM + writer.writerow(COLUMNS)
    teller, rows = Teller(actor), entries.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield "".join(writer.writerow([safe(cell) for cell in _cells(told)]) for told in teller.tell(chunk))


def safe(cell: str) -> str:
    """The cell as plain text: an apostrophe stands before what a spreadsheet would calculate."""
    return f"'{cell}" if cell.startswith(BREAKS) or cell.lstrip().startswith(FORMULA) else cell


def _cells(told: Told) -> list[str]:
    entry = told.entry
    return [
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        told.who,
        entry.by.username if entry.by else "",
        entry.get_source_display(),
        told.kind,
        told.name,
        str(entry.subject_id),
        told.event,
        told.topic,
        _joined([(change, change.old) for change in told.changes]),
        _joined([(change, change.new) for change in told.changes]),
        entry.reason,
    ]


def _joined(values: list[tuple[Change, str]]) -> str:
    return "; ".join(f"{change.label}: {value or '–'}" if change.label else value for change, value in values)
