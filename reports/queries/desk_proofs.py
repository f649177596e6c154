"""The strongest evidence of a sheet, area by area."""

from collections.abc import Iterable, Mapping

from evaluations.enums import EvidenceVerdict
from evaluations.models import Evaluation, EvidenceUse
from evaluations.queries.evidence import evidence_of, is_sufficient
from evaluations.queries.evidence_view import proof_of
from evaluations.queries.instruments import loaded
from evaluations.scoring.engine import effect
from evaluations.scoring.types import Answer, Instrument
from insights.documents.places import Place, places
from insights.documents.values import said
from insights.shortest.moves import worth
from reports.documents.desk import BRIEF, NAME, PROOFS, SHORT, ProofGroup, ProofLine
from reports.documents.slides import shortened

NONE = "Belum ada data dukung yang berlaku pada jawaban yang bernilai."
NONE_JUDGED = "Belum ada data dukung yang dinilai memadai oleh TPI."

Found = list[tuple[str, EvidenceUse]]  # question code, what stands there


def proofs_of_sheet(evaluation: Evaluation, answers: Mapping[str, Answer], *, verdicts: bool) -> tuple[ProofGroup, ...]:
    """Where the TPI judged evidence of an area, what it called sufficient there; else the unit's own, undoubted.

    Strong is what proves many points and tells its place in the document. Without `verdicts` the TPI's are unknown.
    """
    instrument = loaded(evaluation.period.instrument).instrument
    where = places(instrument)
    found: dict[Place, Found] = {place: [] for place in where.values()}
    for code, uses in evidence_of(evaluation, verdicts=verdicts).items():
        if code in where and worth(instrument.questions[code], answers.get(code)):
            found[where[code]] += [(code, use) for use in uses if use.withdrawn_at is None]
    return tuple(_group(instrument, evaluation, place, some, answers) for place, some in found.items())


def _group(
    instrument: Instrument, evaluation: Evaluation, place: Place, found: Found, answers: Mapping[str, Answer]
) -> ProofGroup:
    judged = any(use.present_verdict for _, use in found)
    good = [one for one in found if is_sufficient(one[1], evaluation.period) and (not judged or _is_approved(one[1]))]

    def strength(one: tuple[str, EvidenceUse]) -> tuple:
        code, use = one
        points = effect(instrument, code, None, worth(instrument.questions[code], answers.get(code)))
        return not use.place, -points

    chosen = list(_once(sorted(good, key=strength)))
    lines = tuple(_line(instrument, code, use, answers.get(code)) for code, use in chosen[:PROOFS])
    nothing = "" if lines else NONE_JUDGED if judged else NONE
    return ProofGroup(place.title, lines, max(len(chosen) - PROOFS, 0), judged, nothing)


def _is_approved(use: EvidenceUse) -> bool:
    return use.present_verdict == EvidenceVerdict.SUFFICIENT


def _once(found: Found) -> Iterable[tuple[str, EvidenceUse]]:
    """Every piece of evidence at the place where it is strongest."""
    seen = set()
    for code, use in found:
        if use.evidence_id not in seen:
            seen.add(use.evidence_id)
            yield code, use


def _line(instrument: Instrument, code: str, use: EvidenceUse, answer: Answer) -> ProofLine:
    proof, question = proof_of(use, use.evaluation.period), instrument.questions[code]
    return ProofLine(
        code=code,
        answer="" if question.is_numeric else said(question, answer).text,
        title=shortened(proof.title, SHORT),
        facts=shortened(proof.facts, BRIEF),
        place=shortened(use.place, NAME),
    )
