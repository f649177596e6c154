"""What every page shows around its content. All of it is lazy: a fragment that asks for nothing costs no query."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from evaluations.queries import periods as period_queries
from units.actors import Actor
from units.models import Organisation, WorkUnit
from units.roles import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main menu."""

    label: str
    icon: str
    url: str
    active: bool


def site(request) -> dict:
    """Context of every template: `organisation`, `sample_data`, `periods`, `period`, `navigation`. Two queries."""
    organisation = SimpleLazyObject(_organisation)
    periods = SimpleLazyObject(lambda: _periods(request))
    return {
        "organisation": organisation,
        "sample_data": SimpleLazyObject(lambda: organisation.sample_data),
        "periods": periods,
        "period": SimpleLazyObject(lambda: _period(request, periods)),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
    }


def _organisation() -> Organisation:
    """The organisation (defaults while none was saved), told in the same query whether samples are loaded."""
    samples = WorkUnit.objects.filter(is_sample=True)
    found = Organisation.objects.annotate(sample_data=Exists(samples)).first()
    if found is None:
        found = Organisation()
        found.sample_data = samples.exists()
    return found


def _periods(request) -> list:
    if not _signed_in(request):
        return []
    return list(period_queries.visible(request.actor).select_related(None))


def _period(request, periods: list):
    """The quarter named by the address, None on pages without one."""
    key = getattr(request.resolver_match, "kwargs", {}).get("period")
    if key is None:
        return None
    return next((period for period in periods if (period.year, period.quarter) == (key.year, key.quarter)), None)


def _navigation(request) -> list[Entry]:
    if not _signed_in(request):
        return []
    return [
        Entry(label, icon, reverse(name), _is_active(request, name))
        for label, icon, name, permissions in MENU
        if not permissions or any(request.actor.may(permission) for permission in permissions)
    ]


# Label, icon, address, and the permissions of which one is enough (none: everybody).
MENU: tuple[tuple[str, str, str, frozenset[Permission]], ...] = (
    ("Beranda", "home", "home", frozenset()),
    ("Periode", "calendar-event", "evaluations:periods", frozenset({Permission.MANAGE_PERIODS})),
    ("Pengelolaan", "settings", "admin:index", frozenset(
        {Permission.MANAGE_UNITS, Permission.MANAGE_USERS, Permission.MANAGE_PERIODS, Permission.MANAGE_INSTRUMENTS}
    )),
)


def _is_active(request, name: str) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if name == "home":
        return match.view_name in {"home", "evaluations:board"}
    return match.view_name == name


def _signed_in(request) -> bool:
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and actor.user is not None
