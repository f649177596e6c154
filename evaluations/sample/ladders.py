"""The answers a unit could give to each question of Pengungkit, best first, with the points they bring.

A rung is one answer, or for the two questions on changes (which share a figure) one pair of answers. The builder
climbs up and down these ladders until an area stands where its target wants it.
"""

from dataclasses import dataclass
from fractions import Fraction

from evaluations.sample.targets import Target
from evaluations.scoring.types import Instrument, Node

RUNGS = 8  # steps of a ladder of figures, from everything done to nothing done
CHANGES = ("A.II.1.i.a", "A.II.1.i.b")
DISCIPLINE = "A.II.3.iii.a"
# Share of the agents' changes made, and share of those built in, in eighths, best first.
CHANGE_STEPS = ((8, 8), (8, 7), (8, 6), (7, 6), (7, 5), (7, 4), (6, 4), (6, 3), (5, 3), (5, 2), (4, 2), (3, 1), (2, 0))

Value = str | dict[str, int | str]  # an option, or figures as a form sends them
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Rung:
    """Answers by question code, and the points of the sheet they bring."""

    values: Values
    points: Fraction


Ladder = tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """The fixed counts of a unit."""

    agents: int
    goals: int
    services: int
    officials: int
    supervisors: int
    staff: int

    @classmethod
    def of(cls, size: int) -> "Size":
        """Counts that fit a unit of that rough size."""
        return cls(
            agents=4 + size // 2,
            goals=6 + size // 3,
            services=size + 4,
            officials=1 + size // 6,
            supervisors=3 + size // 4,
            staff=size * 4,
        )


def ladders(instrument: Instrument, area: int, target: Target, quarter: int) -> list[Ladder]:
    """Every ladder of an area in document order; `quarter` is the place in QUARTERS."""
    indicators = [node for node in instrument.indicators if _area_of(instrument, node) == area]
    return [
        tuple(_rung(instrument, values) for values in answers)
        for node in indicators
        for answers in _indicator(node, target, quarter)
    ]


def _area_of(instrument: Instrument, node: Node) -> int | None:
    """An indicator's area is that of the node above it."""
    return instrument.nodes[instrument.parents[node.code]].area if node.code in instrument.parents else None


def _indicator(node: Node, target: Target, quarter: int) -> list[list[Values]]:
    codes = tuple(question.code for question in node.questions)
    if codes == CHANGES:
        return [_changes(Size.of(target.size).agents)]
    return [
        [{question.code: value} for value in _figures(question.code, target, quarter)]
        if question.is_numeric
        else [{question.code: option} for option in question.scale.values]
        for question in node.questions
    ]


def _rung(instrument: Instrument, values: Values) -> Rung:
    """The values with what they add to the sheet: each question its share of the indicator's weight."""
    points = Fraction(0)
    for code, value in values.items():
        question = instrument.questions[code]
        node = instrument.nodes[question.indicator]
        points += question.value(value) * node.weight / len(node.questions)
    return Rung(values, points)


def _changes(agents: int) -> list[Values]:
    made_code, built_in_code = CHANGES
    rungs = []
    for made_share, built_in_share in CHANGE_STEPS:
        made = agents * made_share // RUNGS
        built_in = agents * built_in_share // RUNGS
        rungs.append(
            {
                made_code: {"agen_perubahan": agents, "perubahan": made},
                built_in_code: {"perubahan": made, "perubahan_terintegrasi": built_in},
            }
        )
    return rungs


def _figures(code: str, target: Target, quarter: int) -> list[Value]:
    return FIGURES[code](Size.of(target.size), target, quarter)


def _steps(whole: int) -> list[int]:
    """The whole and ever smaller parts of it, no two alike, down to about a quarter."""
    return sorted({whole * part // RUNGS for part in range(2, RUNGS + 1)}, reverse=True)


def _goals(size: Size, target: Target, quarter: int) -> list[Value]:
    return [{"sasaran_kinerja": size.goals, "sasaran_tercapai": reached} for reached in _steps(size.goals)]


def _services(size: Size, target: Target, quarter: int) -> list[Value]:
    return [{"layanan_terdaftar": size.services, "layanan_dipermudah": eased} for eased in _steps(size.services)]


def _complaints(size: Size, target: Target, quarter: int) -> list[Value]:
    """Complaints since January; what is not settled is being handled."""
    received = (2 + target.size // 5) * (quarter % 4 + 1)
    return [
        {"pengaduan_harus": received, "pengaduan_proses": received - settled, "pengaduan_selesai": settled}
        for settled in _steps(received)
    ]


def _wealth_of_officials(size: Size, target: Target, quarter: int) -> list[Value]:
    obliged = {"kepala_satker": 1, "pejabat_wajib": size.officials, "lainnya_wajib": size.supervisors}
    return [{**obliged, "sudah_lapor": reported} for reported in _steps(sum(obliged.values()))]


def _wealth_of_staff(size: Size, target: Target, quarter: int) -> list[Value]:
    obliged = {"administrator": size.officials, "pengawas": size.supervisors, "fungsional_pelaksana": size.staff}
    return [{**obliged, "sudah_lapor": reported} for reported in _steps(sum(obliged.values()))]


def _discipline(size: Size, target: Target, quarter: int) -> list[Value]:
    """One rung only: breaches are counted, not chosen. Last year's figure is what that year ended with."""
    before = target.discipline_before if quarter < 4 else target.discipline[3]
    now = target.discipline[quarter]
    return [{"pelanggaran_sebelumnya": before, "pelanggaran_tahun_ini": now, "pelanggaran_disanksi": now}]


FIGURES = {
    DISCIPLINE: _discipline,
    "A.II.4.i.a": _goals,
    "A.II.5.ii.a": _complaints,
    "A.II.5.iii.a": _wealth_of_officials,
    "A.II.5.iii.b": _wealth_of_staff,
    "A.II.6.i.b": _services,
}
