"""The areas of a unit with the people who work on them, for the screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from plans.queries.plan import area_name


@dataclass(frozen=True, slots=True)
class Share:
    """One area: the people named for it, and those among them who no longer belong to the unit."""

    area: int
    title: str
    people: list[User]
    gone: list[User]


def shares(areas: dict[int, str], shared: dict[int, list[User]], own: Iterable[User]) -> list[Share]:
    """Every area in its order, those of nobody too. No query."""
    keys = {user.pk for user in own}
    return [
        Share(
            area,
            area_name(area, areas),
            [user for user in shared.get(area, []) if user.pk in keys],
            [user for user in shared.get(area, []) if user.pk not in keys],
        )
        for area in areas
    ]
