"""How hard a unit finds its questions, as the solver takes it."""

from dataclasses import dataclass

from evaluations.queries.instruments import Loaded
from insights.enums import Effort
from insights.models import EffortMark


@dataclass(frozen=True, slots=True)
class Marks:
    """The unit's marks by question code; what has none is easy. `ruled_out` are codes in document order."""

    effort: dict[str, int]
    ruled_out: tuple[str, ...]

    def of(self, code: str) -> int:
        """How hard that question is."""
        return self.effort.get(code, Effort.EASY)


def marks_of(unit_id: int, source: Loaded) -> Marks:
    """The marks of questions that the instrument has; others wait for one that has them. One query."""
    rows = {row.code: row for row in EffortMark.objects.filter(unit=unit_id)}
    known = [rows[code] for code in source.instrument.questions if code in rows]
    return Marks({row.code: row.effort for row in known}, tuple(row.code for row in known if row.is_ruled_out))
