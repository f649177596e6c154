"""Number, date and edition of a paper: what the office adds to the figures when it issues one."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Imprint:
    """How a paper is issued. Without a `letter_number` it is a draft or a preview, with dots for the number.

    `edition` counts from 1; a later one names the one it `replaced` ("edisi 1 tanggal 21 Agustus 2024") and the
    `reason`. `address` is the public page that verifies the paper, `qr` its QR code as a data: address.
    """

    letter_number: str
    dated: date
    addressee: str = ""
    edition: int = 1
    replaced: str = ""
    reason: str = ""
    address: str = ""
    qr: str = ""

    @property
    def is_issued(self) -> bool:
        """Does it carry a number?"""
        return bool(self.letter_number)

    @property
    def is_correction(self) -> bool:
        """Does it take the place of an earlier edition?"""
        return self.edition > 1


def draft(today: date) -> Imprint:
    """The imprint of a paper that nobody issued: no number, today's date."""
    return Imprint("", today)
