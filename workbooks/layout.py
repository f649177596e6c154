"""Where things stand in our own LKE workbook and the ministry's: what `writing` puts there and `reading` finds again.

Raised in a way an older file does not follow, `VERSION` must be raised too.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from enum import StrEnum

VERSION = 1
RECAP, LKE, ADVICE = "Rekap", "LKE", "Catatan dan Rekomendasi"
SCALES = "Skala"  # hidden: the options of every scale and their points, which the formulas look up
ABOUT = "zi_tracker"  # hidden: what the file is, one name and one value per row
HEADING_ROW = 6  # of the sheet LKE; what is written below it follows the instrument's order
TOTAL = "total"
NODE, FIGURE = "@", "#"


class About(StrEnum):
    """Names in the sheet ABOUT. VERSIONS tells which answers the app held when the file was made, CONTENTS what was
    written of them: so an import tells what was changed in the file from what was changed in the app meanwhile."""

    FORMAT = "format"  # VERSION
    UNIT = "unit"  # the unit's code
    PERIOD = "periode"  # 2024-3
    INSTRUMENT = "instrumen"  # id and version of the instrument
    FINGERPRINT = "sidik"  # what the instrument scores like
    MADE_AT = "dibuat"
    VERSIONS = "versi"  # JSON: assessor -> question code -> version of the answer, 0 where there is none
    CONTENTS = "isi"  # JSON: assessor -> question code -> `mark` of what its cells say


class Column(StrEnum):
    """Columns of the sheet LKE, a row for every node, question and figure; in the last, of the whole sheet (TOTAL).

    KEY (hidden) holds the code of a question, CODE#INPUT of one figure, @CODE of a node (codes of nodes and questions
    may be equal: B.I.b). A question answered with figures has them in the rows below it and its notes in its own; its
    own answer cells are empty. So is the answer of a question that was only carried along and is not confirmed.

    An option counts whatever its case and the blanks around it; figures count when all of them are numbers.
    """

    CODE = "A"
    TEXT = "B"
    CHOICES = "C"
    UNIT_ANSWER = "D"
    UNIT_NOTE = "E"
    TPI_ANSWER = "F"
    TPI_NOTE = "G"
    WEIGHT = "H"
    UNIT_OFFICIAL = "I"
    UNIT_STRICT = "J"
    TPI_OFFICIAL = "K"
    TPI_STRICT = "L"
    KEY = "M"


NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_read(text: str) -> str:
    """A text as it comes back from a cell: plain line ends, nothing around it, nothing that cannot stand in XML."""
    return NOT_IN_XML.sub("", text.replace("_x000D_", "").replace("\r\n", "\n")).strip()  # Excel's carriage return


def mark(value: str | Mapping[str, str] | None, note: str) -> str:
    """Short and equal for equal cells: an option, or figures as decimal text by key (`stored_figures`), and a note."""
    figures = sorted(value.items()) if isinstance(value, Mapping) else value or None
    told = json.dumps([figures or None, as_read(note)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def node_key(code: str) -> str:
    """What stands in the column KEY for a node, or for TOTAL."""
    return f"{NODE}{code}"


def figure_key(code: str, key: str) -> str:
    """What stands in the column KEY for one figure of a question."""
    return f"{code}{FIGURE}{key}"


# --- the ministry's workbooks (rows: `positions`) ---------------------------------------------------------
PORTALRB_SHEET, LAMPIRAN_III_SHEET = "Jawaban", "LKE ZI"


class PortalRb(StrEnum):
    """Columns of the PortalRB workbook."""

    UNIT_ANSWER = "K"
    UNIT_NOTE = "L"
    UNIT_EVIDENCE = "M"
    TPI_ANSWER = "N"
    TPI_NOTE = "Q"


class LampiranIii(StrEnum):
    """Columns of the Lampiran III workbook."""

    ANSWER = "K"
    NOTE = "O"
