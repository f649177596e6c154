"""Everything about the evidence of one question, for its panel and its page."""

from dataclasses import dataclass
from functools import cached_property

from evaluations import permissions
from evaluations.enums import Assessor
from evaluations.models import Evaluation, EvidenceUse
from evaluations.queries.evidence import evidence_of, twins, uses_of
from evaluations.queries.evidence_view import Proof, proof_of, proofs_of
from evaluations.queries.instruments import loaded
from evaluations.queries.question_view import dashed
from evaluations.scoring.types import Question
from units.actors import Actor


@dataclass(frozen=True)
class EvidencePage:
    """What stands at a question as an actor may see it. `writer` is whose part is open in it ("" = none)."""

    evaluation: Evaluation
    question: Question
    actor: Actor
    writer: str
    why_not: str = ""  # nothing may be changed

    @property
    def slug(self) -> str:
        """The code as it may stand in an element's id."""
        return dashed(self.question.code)

    @property
    def adds(self) -> bool:
        """May the reader add evidence now?"""
        return self.writer == Assessor.UNIT

    @property
    def judges(self) -> bool:
        """May the reader judge evidence now?"""
        return self.writer == Assessor.TPI

    @cached_property
    def _proofs(self) -> tuple[Proof, ...]:
        """Live ones first; two queries, and two for those who are told of other units."""
        sees = permissions.sees_verdicts(self.actor, self.evaluation)
        uses = uses_of(self.evaluation, self.question.code, verdicts=sees)
        told = twins(self.evaluation) if permissions.sees_twins(self.actor, self.evaluation) else {}
        return proofs_of(uses, self.evaluation.period, told)

    @property
    def live(self) -> list[Proof]:
        """What stands there."""
        return [proof for proof in self._proofs if not proof.use.withdrawn_at]

    @property
    def withdrawn(self) -> list[Proof]:
        """What was taken away."""
        return [proof for proof in self._proofs if proof.use.withdrawn_at]

    def proof(self, use: EvidenceUse) -> Proof:
        """One use, live or withdrawn, with what is told of it."""
        return next((proof for proof in self._proofs if proof.use.pk == use.pk), proof_of(use, self.evaluation.period))

    def next_unjudged(self, use: EvidenceUse) -> Proof | None:
        """The next piece of evidence of the sheet, from that one on and around, without a verdict; one query."""
        questions = loaded(self.evaluation.period.instrument).instrument.questions
        found = evidence_of(self.evaluation)
        rows = [row for code in questions for row in found.get(code, ())]
        at = next((place for place, row in enumerate(rows) if row.pk == use.pk), -1) + 1
        waiting = (row for row in rows[at:] + rows[:at] if row.pk != use.pk and not row.present_verdict)
        return next((proof_of(row, self.evaluation.period) for row in waiting), None)


def use_of(evaluation: Evaluation, pk: int, *, verdicts: bool) -> EvidenceUse | None:
    """One use of the sheet with all its versions, None when it is not there; three queries."""
    row = EvidenceUse.objects.filter(evaluation=evaluation.pk, pk=pk).values("question_id").first()
    if row is None:
        return None
    code = loaded(evaluation.period.instrument).codes[row["question_id"]]
    return next((use for use in uses_of(evaluation, code, verdicts=verdicts) if use.pk == pk), None)
