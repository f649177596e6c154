"""What the forms of this app share: a refusal of the action stands on the form, and nothing typed is lost."""

from evaluations.exceptions import Refused, Stale
from evaluations.forms.refusals import Refusable

ROWS_UNREADABLE = {"missing_management_form": "Baris isian tidak terbaca. Periksa isinya, lalu simpan sekali lagi."}


class Versioned(Refusable):
    """`status` is that of the answer to a form that was not taken; `stale`: somebody else wrote meanwhile."""

    status = 422
    stale = False

    def refuse(self, error: Refused) -> None:
        """Show what the action refused, and keep what it was for the answer and the page."""
        super().refuse(error)
        self.status, self.stale = error.status, isinstance(error, Stale)

    def version(self, current: int) -> int:
        """The version the page shows next: the one it showed before, unless the person has been told of a newer."""
        return current if self.stale or not self.is_bound else self.seen

    @property
    def seen(self) -> int:
        """The version the sent page showed."""
        text = self.data.get("versi", "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0
