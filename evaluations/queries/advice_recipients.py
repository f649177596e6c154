"""Who is told about recommendations: people who may act on them today, found by the very rules that let them act."""

from collections.abc import Callable, Collection, Iterable

from evaluations import permissions
from evaluations.models import AreaOwner, Recommendation
from units.actors import Actor
from units.roles import Role

# People, each with the recommendations of one unit that the message is about for them.
Recipients = list[tuple[Actor, list[Recommendation]]]


def unit_side(rows: Collection[Recommendation], actors: list[Actor]) -> Recipients:
    """Of each recommendation's unit: the responsible person, else the area's people, else everybody; always the head.

    One query however many recommendations.
    """
    owners, people = _owners(rows), _by_unit(rows, actors, permissions.acts_for)
    return _by_person(
        (actor, row)
        for row in rows
        for named in [_named(row, people[row.unit_id], owners.get((row.unit_id, row.area), set()))]
        for actor in people[row.unit_id]
        if actor.user.pk in named or Role.UNIT_HEAD in actor.unit_roles[row.unit_id]
    )


def tpi_side(rows: Collection[Recommendation], actors: list[Actor]) -> Recipients:
    """Of each recommendation's unit: its evaluators, supervisors where there are none."""
    evaluators = _by_unit(rows, actors, permissions.verifies)
    advisers = _by_unit(rows, actors, permissions.may_advise)
    return _by_person((actor, row) for row in rows for actor in evaluators[row.unit_id] or advisers[row.unit_id])


def _by_unit(
    rows: Collection[Recommendation], actors: list[Actor], may: Callable[[Actor, int], bool]
) -> dict[int, list[Actor]]:
    """Unit id -> who of the actors may."""
    return {unit: [actor for actor in actors if may(actor, unit)] for unit in {row.unit_id for row in rows}}


def _owners(rows: Collection[Recommendation]) -> dict[tuple[int, int | None], set[int]]:
    """(Unit id, number of an area) -> keys of the people named for it."""
    found: dict[tuple[int, int | None], set[int]] = {}
    owned = AreaOwner.objects.filter(unit__in={row.unit_id for row in rows}).order_by()
    for unit, area, user in owned.values_list("unit", "area", "user"):
        found.setdefault((unit, area), set()).add(user)
    return found


def _named(row: Recommendation, own: list[Actor], owners: set[int]) -> set[int]:
    """Keys of those of the unit's people whom the recommendation is for."""
    people = {actor.user.pk for actor in own}
    return people & {row.responsible_id} or people & owners or people


def _by_person(pairs: Iterable[tuple[Actor, Recommendation]]) -> Recipients:
    found: dict[tuple[int, int], tuple[Actor, list[Recommendation]]] = {}
    for actor, row in pairs:
        found.setdefault((row.unit_id, actor.user.pk), (actor, []))[1].append(row)
    return list(found.values())
