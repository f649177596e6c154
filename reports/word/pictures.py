"""What pictures are called: on the one hand in the data, on the other when they are handed to the renderer."""

LOGO = "logo"


def area_chart(number: int) -> str:
    """The six areas of the unit with that number."""
    return f"area-{number}"


def units_chart(number: int) -> str:
    """The totals of a portion of the units, counted from 1."""
    return f"nilai-{number}"


def trend_chart(number: int) -> str:
    """The quarters of the unit with that number."""
    return f"perkembangan-{number}"
