"""Why a workbook cannot be used, or nothing is written. `str()` is an Indonesian sentence for the person."""

from files.exceptions import Rejected


class Unreadable(Rejected):
    """The file as a whole cannot be used."""
