"""What the action refused, on the form it was asked with."""

from evaluations.exceptions import Refused


class Refusable:
    """For forms whose fields are named like what the action takes."""

    def refuse(self, error: Refused) -> None:
        """Show what the action refused beside its field, above the form when it has none."""
        field = getattr(error, "field", "")
        self.add_error(field if field in self.fields else None, str(error))
