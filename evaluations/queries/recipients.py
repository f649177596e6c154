"""Who is told: people who hold a role or an assignment today, found by the very rules that let them act."""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef

from evaluations import permissions
from evaluations.models import Evaluation
from evaluations.workflow import Audience
from units.actors import Actor, actors_around

# People, each with the sheets the message is about for them.
Recipients = list[tuple[Actor, list[Evaluation]]]


def everybody(sheets: Iterable[Evaluation], *, today: date) -> list[Actor]:
    """All who could have to do with one of the sheets; two queries however many sheets."""
    return actors_around([sheet.unit_id for sheet in sheets], today=today)


def recipients(audience: Audience, sheets: list[Evaluation], actors: list[Actor]) -> tuple[Audience, Recipients]:
    """Who of the actors is told about the sheets (of one quarter), and as what: a fallback names who took the place."""
    if audience != Audience.EVALUATORS_OR_SUPERVISORS:
        return audience, _FINDERS[audience](sheets, actors)
    if found := _evaluators(sheets, actors):
        return Audience.EVALUATORS, found
    return Audience.SUPERVISORS, _supervisors(sheets, actors)


def _unit_people(sheets: list[Evaluation], actors: list[Actor]) -> Recipients:
    by_unit = {sheet.unit_id: sheet for sheet in sheets}
    return _with_sheets((actor, [by_unit[unit] for unit in actor.unit_ids if unit in by_unit]) for actor in actors)


def _evaluators(sheets: list[Evaluation], actors: list[Actor]) -> Recipients:
    by_unit = {sheet.unit_id: sheet for sheet in sheets}
    assigned = ((actor, [by_unit[unit] for unit in actor.assigned if unit in by_unit]) for actor in actors)
    return _with_sheets(
        (actor, [sheet for sheet in own if permissions.may_verify(actor, sheet)]) for actor, own in assigned
    )


def _supervisors(sheets: list[Evaluation], actors: list[Actor]) -> Recipients:
    """Those who may approve; one query per sheet, so for one sheet at a time."""
    approvers = {sheet.pk: _approvers(sheet, actors) for sheet in sheets}
    return _with_sheets(
        (actor, [sheet for sheet in sheets if actor.user.pk in approvers[sheet.pk]]) for actor in actors
    )


def _approvers(sheet: Evaluation, actors: list[Actor]) -> set[int]:
    """Keys of the people `permissions.may_supervise` lets approve the sheet; one query however many they are."""
    candidates = [actor for actor in actors if permissions.may_supervise(actor, sheet, worked_on=False)]
    if not candidates:
        return set()
    worked = {
        f"by_{actor.user.pk}": ExpressionWrapper(
            permissions.has_worked_on(actor, OuterRef("pk")), output_field=BooleanField()
        )
        for actor in candidates
    }
    row = Evaluation.objects.order_by().filter(pk=sheet.pk).values(**worked).get()
    return {actor.user.pk for actor in candidates if not row[f"by_{actor.user.pk}"]}


def _readers(sheets: list[Evaluation], actors: list[Actor]) -> Recipients:
    own = {actor.user.pk: found for actor, found in _unit_people(sheets, actors)}
    return _with_sheets((actor, sheets if actor.reads_all else own.get(actor.user.pk, [])) for actor in actors)


def _with_sheets(found: Iterable[tuple[Actor, list[Evaluation]]]) -> Recipients:
    """Without people who have none of the sheets; the sheets in the order of their units."""
    return [(actor, sorted(own, key=lambda sheet: sheet.unit.code)) for actor, own in found if own]


_FINDERS = {
    Audience.UNIT: _unit_people,
    Audience.EVALUATORS: _evaluators,
    Audience.SUPERVISORS: _supervisors,
    Audience.READERS: _readers,
}
