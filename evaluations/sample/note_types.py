"""The form of the sentences on one indicator."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a unit writes to a good answer and to a middling one, and why the TPI gave less than the unit.

    Each tuple follows the indicator's questions; "" or no place = the unit wrote nothing, the TPI something general.
    """

    strong: tuple[str, ...]
    partial: tuple[str, ...]
    lowered: tuple[str, ...]
