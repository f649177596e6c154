"""Nouns of apps above this one in the history: an app adds its own when it is set up (its apps.py).

The history tells everybody's objects, but an app imports only those below it, so it cannot look for them itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from evaluations.models import Period
from evaluations.queries.history_links import PAGES
from evaluations.queries.history_log import KINDS, OF_PERIOD, OF_UNIT
from evaluations.queries.history_words import HIDDEN_OF, NAMED
from units.models import WorkUnit
from units.roles import Permission


@dataclass(frozen=True, slots=True)
class Noun:
    """How entries about one kind of object are told and found.

    `fetched` is what its name needs besides the row itself. `page` is the name of the page that shows it, for holders
    of `permission`, with `arguments` of the row. `of_unit` and `of_period` give the rows that are about a unit or a
    quarter, for the filters. `hidden` are keys of its values that are not for people, and with "topic" the topic.
    """

    model: type[models.Model]
    page: str
    fetched: tuple[str, ...] = ()
    permission: Permission = Permission.READ_ALL
    arguments: Callable[[models.Model], list] = lambda row: [row.pk]
    of_unit: Callable[[WorkUnit], models.QuerySet] | None = None
    of_period: Callable[[Period], models.QuerySet] | None = None
    hidden: frozenset[str] = frozenset()


def register(kind: str, label: str, *nouns: Noun) -> None:
    """Let the history tell these nouns. `kind` is what its filter calls them in the address, `label` on the page."""
    KINDS[kind] = (label, tuple(noun.model._meta.model_name for noun in nouns))
    for noun in nouns:
        NAMED[noun.model] = noun.fetched
        HIDDEN_OF[noun.model._meta.model_name] = noun.hidden
        PAGES[noun.model] = (noun.page, noun.permission, noun.arguments)
        if noun.of_unit:
            OF_UNIT[noun.model] = noun.of_unit
        if noun.of_period:
            OF_PERIOD[noun.model] = noun.of_period
