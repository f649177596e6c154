"""How completely the answers of a quarter are proven, unit by unit."""

from dataclasses import dataclass
from fractions import Fraction

from evaluations.enums import Assessor
from evaluations.models import Evaluation, Period
from insights.queries.question_spread import Sheets
from insights.queries.results import Result, results
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class ProofLine:
    """How well a unit's answers are proven. `claimed`: answers worth more than 0, which want evidence.

    `proven`: those with sufficient evidence; None while the reader may not know.
    """

    evaluation: Evaluation
    claimed: int
    proven: int | None

    @property
    def lacking(self) -> int | None:
        return None if self.proven is None else self.claimed - self.proven

    @property
    def share(self) -> Fraction | None:
        """0..1; None without a claim, or while it may not be known."""
        return Fraction(self.proven, self.claimed) if self.claimed and self.proven is not None else None


@dataclass(frozen=True, slots=True)
class Proofs:
    """The completeness of evidence of all units, the least complete first, what is unknown last."""

    lines: list[ProofLine]

    @property
    def claimed(self) -> int:
        return sum(line.claimed for line in self.lines if line.proven is not None)

    @property
    def proven(self) -> int:
        return sum(line.proven or 0 for line in self.lines)


def proofs(actor: Actor, period: Period, sheets: Sheets) -> Proofs:
    """The completeness of evidence in the sheets of a quarter. Two queries, however many sheets."""
    told = results(actor, [row.unit_id for row in sheets.rows], [period.when], assessor=Assessor.UNIT)
    unit = sheets.columns[Assessor.UNIT]
    lines = [_proof_line(row, unit[row.pk], told[row.unit_id].get(period.when)) for row in sheets.rows]
    return Proofs(sorted((line for line in lines if line.claimed), key=_by_share))


def _proof_line(row: Evaluation, values: dict[str, tuple[Fraction, str]], result: Result | None) -> ProofLine:
    claimed = sum(points > 0 for points, _ in values.values())
    known = result is not None and result.unproven is not None
    return ProofLine(row, claimed, claimed - result.unproven if known else None)


def _by_share(line: ProofLine) -> tuple:
    return line.share is None, line.share or 0, line.evaluation.unit_code
