"""Recommendations beside the sheet they concern: on the unit's page, at each question, and texts to write one from."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import Evaluation, Recommendation
from evaluations.queries.audience import UNIT
from evaluations.queries.recommendations import alive
from evaluations.queries.recorded_advice import recorded_advice

SNIPPETS = 8
READ = 200  # earlier recommendations among which different texts are looked for


def advice_of(evaluation: Evaluation, audience: str) -> list[Recommendation]:
    """What is open for the sheet's unit, and everything given in the sheet; as recorded for a locked quarter.

    What the unit does not know yet stays out for its own people (`audience`). One query, or none beyond the snapshot's.
    """
    if evaluation.recorded:
        return recorded_advice(evaluation)
    rows = Recommendation.objects.filter(alive() | Q(evaluation=evaluation.pk), unit=evaluation.unit_id)
    if audience == UNIT:
        rows = rows.filter(sent_at__isnull=False)
    found = list(rows.select_related("unit", "responsible").order_by("pk"))
    return sorted(found, key=lambda row: (row.is_closed, row.year, row.quarter, row.number or row.pk))


def by_code(rows: list[Recommendation]) -> dict[str, list[Recommendation]]:
    """Code of a question or node -> its recommendations, in their order."""
    found: dict[str, list[Recommendation]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text that was sent before, and how often."""

    text: str
    count: int


def snippets(evaluation: Evaluation, code: str) -> list[Snippet]:
    """What units were recommended before on the same question or node, the newest first; one query.

    In instruments that score alike: there the code means the same.
    """
    fingerprint = evaluation.period.instrument.fingerprint
    rows = Recommendation.objects.filter(
        code=code, sent_at__isnull=False, evaluation__period__instrument__fingerprint=fingerprint
    )
    counted: dict[str, int] = {}
    for text in rows.order_by("-sent_at", "-pk").values_list("text", flat=True)[:READ]:
        counted[text] = counted.get(text, 0) + 1
    return [Snippet(text, count) for text, count in counted.items()][:SNIPPETS]
