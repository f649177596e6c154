"""A progress ring: how much of a whole is reached, with minimums as notches."""

import math
from collections.abc import Sequence

from charts.base import EMPTY, NOTHING, Chart, Mark, Row, Share, Table, clamped, draw, wrapped

# All lengths are whole units of the view box.
SIDE, MIDDLE, RADIUS = 160, 80, 62
INNER, OUTER, LABEL = 53, 71, 18
LABEL_CHARACTERS = 20


def progress_ring(
    share: Share | None, *, value: str, label: str, key: str, title: str, marks: Sequence[Mark] = ()
) -> Chart:
    """`share` is 0..1 of the whole, None where there is no value; `value` stands in the middle, `label` below it."""
    return draw(
        "charts/ring.svg",
        key=key,
        title=title,
        description=_description(share, value, label, marks),
        size=(SIDE, SIDE + LABEL * len(marks)),
        table=_table(share, value, label, marks),
        arc="" if share is None else _arc(clamped(share)),
        dotted=share is None,
        value=NOTHING if share is None else value,
        label=wrapped(label, LABEL_CHARACTERS, 1)[0],
        notches=[_notch(mark, place) for place, mark in enumerate(marks)],
    )


def _at(share: Share, radius: int) -> str:
    """A place on the circle, clockwise from the top, to a tenth: this is where ink goes, not what a score is."""
    angle = 2 * math.pi * float(share)
    return f"{MIDDLE + radius * math.sin(angle):.1f} {MIDDLE - radius * math.cos(angle):.1f}"


def _arc(share: Share) -> str:
    """The reached part as a path: a whole circle is two halves, nothing is no path."""
    if share <= 0:
        return ""
    if share >= 1:
        half = f"A{RADIUS} {RADIUS} 0 0 1"
        return f"M{_at(0, RADIUS)} {half} {MIDDLE} {MIDDLE + RADIUS} {half} {MIDDLE} {MIDDLE - RADIUS}"
    return f"M{_at(0, RADIUS)} A{RADIUS} {RADIUS} 0 {int(share * 2 > 1)} 1 {_at(share, RADIUS)}"


def _notch(mark: Mark, place: int) -> dict:
    """The first minimum crosses the ring as one line, the second as a double one; below the ring they are named."""
    share = clamped(mark.share)
    return {
        "d": f"M{_at(share, INNER)} L{_at(share, OUTER)}",
        "double": place > 0,
        "y": SIDE + LABEL * place + 6,
        "text": mark.label,
    }


def _description(share: Share | None, value: str, label: str, marks: Sequence[Mark]) -> str:
    told = EMPTY if share is None else f"{value} {label}".strip()
    return f"{told}." + (f" Nilai minimal: {'; '.join(mark.label for mark in marks)}." if marks else "")


def _table(share: Share | None, value: str, label: str, marks: Sequence[Mark]) -> Table:
    rows = [Row("Capaian", (EMPTY if share is None else f"{value} {label}".strip(),))]
    rows += [Row(f"Nilai minimal {mark.name}", (mark.label,)) for mark in marks]
    return Table(("Ukuran", "Nilai"), tuple(rows))
