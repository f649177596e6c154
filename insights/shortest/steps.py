"""One step of a way: a question, what it is and what it is to become."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.types import Answer

# The marks a unit may give a question: mudah, sedang, sulit.
EFFORTS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Step:
    """A question raised. Values are 0..1 (an open question 0), points those of nilai ketat's total.

    `needed` is the value from which every gate passes, all other steps taken; `value` is at least that. `changed` are
    the keys of the figures given or changed, `assumed` those of them that the unit has to find out: how much there is
    to measure by; then any figures with a value of at least `needed` will do. `gates` are the codes of the gates that
    fail without this step, at least one.
    """

    code: str
    before: Answer
    after: Answer
    levels: int
    effort: int
    before_value: Fraction
    value: Fraction
    needed: Fraction
    points: Fraction
    changed: tuple[str, ...]
    assumed: tuple[str, ...]
    gates: tuple[str, ...]

    @property
    def cost(self) -> int:
        """Levels times effort."""
        return self.levels * self.effort


def taken(answers: Mapping[str, Answer], steps: Iterable[Step]) -> dict[str, Answer]:
    """The sheet with the steps taken; the rest stays as it is."""
    return {**answers, **{step.code: step.after for step in steps}}
