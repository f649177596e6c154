"""Where things stand in our own LKE workbook: what `writing` puts there and `reading` finds again.

Raised in a way an older file does not follow, `VERSION` must be raised too.
"""

from enum import StrEnum

VERSION = 1
RECAP, LKE, ADVICE = "Rekap", "LKE", "Catatan dan Rekomendasi"
ABOUT = "zi_tracker"  # hidden: what the file is, one name and one value per row
HEADING_ROW = 6  # of the sheet LKE; what is written below it follows the instrument's order


class About(StrEnum):
    """Names in the sheet ABOUT. VERSIONS tells which answers the app held when the file was made."""

    FORMAT = "format"  # VERSION
    UNIT = "unit"  # the unit's code
    PERIOD = "periode"  # 2024-3
    INSTRUMENT = "instrumen"  # id and version of the instrument
    FINGERPRINT = "sidik"  # what the instrument scores like
    MADE_AT = "dibuat"
    VERSIONS = "versi"  # JSON: assessor -> question code -> version of the answer, 0 where there is none


class Column(StrEnum):
    """Columns of the sheet LKE. KEY (hidden) holds the code of a node or question, or CODE#INPUT for one figure."""

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
