"""One door per object: 404 for what is not there or not yours; refusals become messages or status codes."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluations import permissions
from evaluations.models import Evaluation, EvidenceUse, EvidenceVersion, Period, Recommendation
from evaluations.quarters import Quarter
from evaluations.queries import evaluations, periods, recommendations
from evaluations.queries.evidence_page import use_of
from evaluations.queries.snapshots import as_recorded


def period_for(request, key: Quarter) -> Period:
    """The quarter, if the actor may see it; else 404."""
    return get_object_or_404(periods.visible(request.actor), **key._asdict())


def evaluation_for(request, key: Quarter, unit: str) -> Evaluation:
    """The evaluation of a unit (by its code of today) in a quarter, if the actor may read it; else 404.

    That of a locked quarter is as it was recorded.
    """
    rows = evaluations.visible(request.actor)
    row = get_object_or_404(rows, period__year=key.year, period__quarter=key.quarter, unit__code=unit)
    return as_recorded([row])[0]


def recommendation_for(request, pk: int) -> Recommendation:
    """The recommendation, if the actor may read it; else 404: for a unit's people also what it was not told yet."""
    rows = recommendations.visible(request.actor)
    return get_object_or_404(
        rows.select_related("evaluation__period__instrument", "made_by", "sent_by", "closed_by"), pk=pk
    )


def question_or_404(loaded, code: str):
    """The engine's question of that code; else 404."""
    try:
        return loaded.instrument.questions[code]
    except KeyError:
        raise Http404("Pertanyaan tidak ada.") from None


def part_or_404(loaded, code: str) -> list[str]:
    """The question codes of an indicator or of the part above it; else 404. Never those of the whole sheet."""
    node = loaded.instrument.nodes.get(code)
    indicators = [node] if node and node.is_indicator else node.children if node else ()
    if not indicators or not all(child.is_indicator for child in indicators):
        raise Http404("Bagian tidak ada.")
    return [question.code for child in indicators for question in child.questions]


def use_or_404(request, evaluation: Evaluation, pk: int) -> EvidenceUse:
    """A piece of evidence at a question of that sheet, without the verdict where the actor may not see it; else 404."""
    verdicts = permissions.sees_verdicts(request.actor, evaluation)
    use = use_of(evaluation, pk, verdicts=verdicts)
    if use is None:
        raise Http404("Data dukung tidak ada.")
    return use


def version_or_404(use: EvidenceUse, number: str) -> EvidenceVersion:
    """The version that stands there, or an earlier one by its number; else 404. Later ones belong to later quarters."""
    if not number or number == str(use.version.number):
        return use.version
    versions = {str(version.number): version for version in use.evidence.versions.all()}
    if number not in versions or versions[number].number > use.version.number:
        raise Http404("Versi tidak ada.")
    return versions[number]
