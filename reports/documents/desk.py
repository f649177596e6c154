"""What the head of a unit takes to the ministry's desk evaluation (bahan desk evaluasi): two to four pages.

It never tells more than the unit may know. Points are those of nilai ketat. Texts are shortened and lists cut so that
everything fits; what was left out is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.rounding import missing_text, text
from reports.documents.parts import Letterhead
from reports.documents.slides import shortened

# What four pages hold, however long the texts are.
PROOFS, WEAK, ASKED = 2, 6, 10  # proofs per area
ASKED_PER_PLACE = 2
LONG, SHORT, NAME, BRIEF = 180, 90, 60, 40  # letters
FEW = 5  # rows of both tables; with fewer the second page begins with them


@dataclass(frozen=True, slots=True)
class GateLine:
    """A minimum: `required` and `reached` by whom the paper goes by, and `others` (label, points) besides.

    `closes` are sentences on what would close it; empty when it is passed.
    """

    label: str
    is_total: bool
    weight: Fraction
    required: Fraction
    reached: Fraction
    others: tuple[Fraction, ...]
    passed: bool
    closes: tuple[str, ...] = ()

    @property
    def result(self) -> str:
        """How far from the minimum, in words."""
        if self.reached == self.required:
            return "Memenuhi, tepat"
        if self.passed:
            return f"Memenuhi, lebih {text(self.reached - self.required)}"
        return f"Kurang {missing_text(self.required - self.reached)}"


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A piece of evidence at a question; `place` is where the proof stands in it, "" when nobody wrote that.

    `answer` is the option, "" of figures.
    """

    code: str
    answer: str
    title: str
    facts: str
    place: str


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """The strongest evidence of one area, or of a component outside the areas; `more` pieces are left out.

    `is_judged`: the TPI called these sufficient. `nothing` says why there is none.
    """

    title: str
    lines: tuple[ProofLine, ...]
    more: int
    is_judged: bool
    nothing: str


@dataclass(frozen=True, slots=True)
class WeakLine:
    """A weak point: a recommendation (`name` 07/R-3) or a step of the shortest way ("").

    `subject` is the code it is about, `since` what was done: the newest turn and the unit's actions.
    """

    name: str
    subject: str
    text: str
    state: str
    is_overdue: bool
    since: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question that may be asked: what the unit says now, the next option with its criterion, the evidence expected
    and the points it would bring."""

    code: str
    text: str
    present: str
    option: str
    criterion: str
    evidence: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """The whole paper. `basis` tells whose values it goes by and of when, `sides` the heads of the columns of values,
    the first of them the one it goes by."""

    title: str
    letterhead: Letterhead
    is_sample: bool
    unit: str
    head: str
    quarter: str
    predicate: str
    basis: str
    sides: tuple[str, ...]
    total: Fraction
    answered: int
    questions: int
    passed: bool
    verdict: str
    way: str
    gates: tuple[GateLine, ...]
    proofs: tuple[ProofGroup, ...]
    weak: tuple[WeakLine, ...]
    weak_more: int
    asked: tuple[AskedLine, ...]

    @property
    def watermark(self) -> list[str]:
        """Lines printed across every page."""
        return ["DATA CONTOH"] if self.is_sample else []

    @property
    def running(self) -> str:
        """The title as it stands above every page."""
        return shortened(f"Bahan desk evaluasi {self.unit}, {self.quarter}", SHORT)

    @property
    def is_short(self) -> bool:
        """Would everything stand on one page?"""
        return len(self.weak) + len(self.asked) < FEW


def evidence_words(expected: Sequence[str]) -> str:
    """What the instrument expects as evidence, in one line."""
    return shortened("; ".join(expected), LONG)
