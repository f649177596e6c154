"""The areas of change by name, whatever quarter it is."""

from evaluations.enums import InstrumentState
from evaluations.models import Area


def area_titles() -> dict[int, str]:
    """Number of an area -> its title in the newest published instrument that has it, in their order; one query."""
    rows = Area.objects.filter(instrument__state=InstrumentState.PUBLISHED).order_by("number", "instrument")
    return dict(rows.values_list("number", "title"))
