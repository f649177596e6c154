"""Why a workbook cannot be used, or nothing is written. `str()` is an Indonesian sentence for the person."""

from evaluations.exceptions import Refused
from files.exceptions import Rejected


class Unreadable(Rejected):
    """The file as a whole cannot be used."""


class NothingWaits(Refused):
    """No workbook waits: it was imported or given up already, or is too old."""


class Changed(Refused):
    """What would happen now is not what the person has seen."""
