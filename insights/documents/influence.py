"""What still counts most, and the reachable band, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Instrument
from insights.documents.places import Place, places
from insights.documents.values import said
from insights.enums import Effort
from insights.shortest.band import Band
from insights.shortest.influence import Influence


@dataclass(frozen=True, slots=True)
class InfluenceLine:
    """A question, its present and its best answer as written, the points in between, and the unit's mark."""

    code: str
    text: str
    place: Place
    present: str
    best: str
    points: Fraction
    effort: int
    is_ruled_out: bool

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on the sheet."""
        return self.code.replace(".", "-")

    @property
    def effort_label(self) -> str:
        return Effort(self.effort).label


def influence_lines(
    instrument: Instrument, found: Iterable[Influence], effort: Mapping[str, int], ruled_out: Iterable[str]
) -> list[InfluenceLine]:
    """The questions in words, in the order they were found."""
    where, out = places(instrument), set(ruled_out)
    return [
        InfluenceLine(
            code=each.code,
            text=instrument.questions[each.code].text,
            place=where[each.code],
            present=said(instrument.questions[each.code], each.present).text,
            best=_best(instrument, each),
            points=each.points,
            effort=effort.get(each.code, Effort.EASY),
            is_ruled_out=each.code in out,
        )
        for each in found
    ]


def _best(instrument: Instrument, each: Influence) -> str:
    """The best answer as written; of figures those that change, "" when none does."""
    question = instrument.questions[each.code]
    if not question.is_numeric:
        return said(question, each.best).text
    present = each.present or {}
    changed = [item for item in question.inputs if each.best[item.key] != present.get(item.key)]
    words = [f"{item.label}: {exact_text(Fraction(each.best[item.key]))}" for item in changed]
    return "; ".join(words)


@dataclass(frozen=True, slots=True)
class DecidingLine:
    """An open question, the points it can still bring, and the gates that fail if it stays open, by predicate."""

    code: str
    text: str
    points: Fraction
    gates: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on the sheet."""
        return self.code.replace(".", "-")


def deciding_lines(instrument: Instrument, band: Band) -> list[DecidingLine]:
    """Every open question, the most points first."""
    labels = {gate.code: gate.label for gates in band.gates.values() for gate in gates}
    return [
        DecidingLine(
            each.code,
            instrument.questions[each.code].text,
            each.points,
            tuple((key, tuple(labels[code] for code in codes)) for key, codes in each.gates.items() if codes),
        )
        for each in band.deciding
    ]
