"""What every page shows around its content. All of it is lazy: a fragment that asks for nothing costs no query."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from evaluations.queries import periods as period_queries
from inbox.queries import unread_count
from units.actors import Actor
from units.models import Organisation, WorkUnit
from units.roles import Permission
from units.views.manage import SECTIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main menu."""

    label: str
    icon: str
    url: str
    active: bool


def site(request) -> dict:
    """Context of every template: `organisation`, `sample_data`, `periods`, `period`, `navigation`, `unread`.

    Three queries at most.
    """
    organisation = SimpleLazyObject(_organisation)
    periods = SimpleLazyObject(lambda: _periods(request))
    period = SimpleLazyObject(lambda: _period(request, periods))
    return {
        "organisation": organisation,
        "sample_data": SimpleLazyObject(lambda: organisation.sample_data),
        "periods": periods,
        "period": period,
        "navigation": SimpleLazyObject(lambda: _navigation(request, periods, period)),
        "unread": SimpleLazyObject(lambda: unread_count(request.user)),
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
    return next((period for period in periods if period.when == key), None)


def _navigation(request, periods: list, period) -> list[Entry]:
    if not _signed_in(request):
        return []
    shown = period or period_queries.current(periods)
    return [
        Entry(item.label, item.icon, _address(item, shown), _is_active(request, item))
        for item in MENU
        if _may(request.actor, item) and (shown or not item.of_a_period)
    ]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the table below. `active` are the beginnings of the addresses' names it stands for."""

    label: str
    icon: str
    name: str
    active: tuple[str, ...]
    permissions: frozenset[Permission] = frozenset()  # one of them is enough; none: everybody
    of_a_period: bool = False
    of_a_unit: bool = False  # for who belongs to one, besides who holds one of the permissions


MENU = (
    Item(
        "Beranda",
        "home",
        "home",
        ("home", "evaluations:board", "insights:leaders", "insights:trends", "insights:questions"),
    ),
    Item(
        "Rekomendasi",
        "bulb",
        "evaluations:recommendations",
        ("evaluations:recommend", "evaluations:follow_up"),
        frozenset({Permission.READ_ALL}),
        of_a_unit=True,
    ),
    Item("Rencana aksi", "list-check", "plans:first", ("plans:",), of_a_unit=True),
    Item(
        "Pendampingan",
        "calendar-user",
        "visits:index",
        ("visits:index", "visits:calendar", "visits:create", "visits:show", "visits:change", "visits:record"),
        frozenset({Permission.READ_ALL}),
        of_a_unit=True,
    ),
    Item(
        "Meja pengendali",
        "clipboard-check",
        "evaluations:desk",
        ("evaluations:desk",),
        frozenset({Permission.COMPARE_EVALUATORS}),
        of_a_period=True,
    ),
    Item(
        "Laporan",
        "file-text",
        "reports:index",
        ("reports:index", "visits:ekspose"),
        frozenset({Permission.READ_REPORTS}),
        of_a_period=True,
    ),
    Item(
        "Periode",
        "calendar-event",
        "evaluations:periods",
        ("evaluations:period",),
        frozenset({Permission.MANAGE_PERIODS}),
    ),
    Item(
        "Pengelolaan",
        "settings",
        "units:manage",
        ("units:", "admin:", "jobs", "evaluations:log"),
        frozenset().union(*(section.permissions for section in SECTIONS)),
    ),
)


def _may(actor: Actor, item: Item) -> bool:
    if item.of_a_unit and actor.unit_ids:
        return True
    everybody = not item.permissions and not item.of_a_unit
    return everybody or any(actor.may(permission) for permission in item.permissions)


def _address(item: Item, period) -> str:
    return reverse(item.name, kwargs={"period": period} if item.of_a_period else None)


def _is_active(request, item: Item) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(item.active)


def _signed_in(request) -> bool:
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and actor.user is not None
