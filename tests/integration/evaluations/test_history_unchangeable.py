"""No page of the application and none of the administration changes or removes an entry of the history."""

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from history import log
from history.models import Entry
from tests.factories import NOW, WorkUnitFactory, actor, person
from tests.integration.evaluations.pages_case import sign_in
from units.roles import Role

pytestmark = pytest.mark.django_db


def _every_address(resolver=None, prefix=""):
    """Every address of the site as a template with named holes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _every_address(pattern, route)
        else:
            yield route, pattern


def _entry_addresses(entry: Entry) -> list[str]:
    """The addresses at which something might be done to an entry: all of the history's own, and the admin's of it."""
    names = ["changelist", "add"]
    pages = [reverse(f"admin:history_entry_{name}") for name in names]
    pages += [reverse(f"admin:history_entry_{name}", args=[entry.pk]) for name in ("change", "delete", "history")]
    return [*pages, "/pengelolaan/riwayat/", "/pengelolaan/riwayat/unduh/"]


def test_these_are_all_addresses_that_know_the_history():
    """An address with the history in its name that the test below does not try would be a hole in it."""
    found = {route for route, _ in _every_address() if "riwayat" in route or "history/entry" in route}
    own = {  # reading one question's or one section's, GET only
        "tw/<period:period>/unit/<slug:unit>/lke/<str:code>/riwayat/",
        "tw/<period:period>/laporan/narasi/<place:place>/riwayat/",
    }
    admin_entry = {route for route in found if route.startswith("kelola/")}
    assert found - own - admin_entry == {"pengelolaan/riwayat/", "pengelolaan/riwayat/unduh/"}
    assert {route.removeprefix("kelola/history/entry/") for route in admin_entry} == {
        "",
        "add/",
        "<path:object_id>/",
        "<path:object_id>/change/",
        "<path:object_id>/delete/",
        "<path:object_id>/history/",
    }


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERVISOR])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_page_changes_or_deletes_an_entry(client, role, method):
    entry = log.write(verb="asli", subject=WorkUnitFactory(), by=None, at=NOW)
    sign_in(client, person(role))
    before = {row["id"]: row for row in Entry.objects.values()}
    values = {
        "action": "delete_selected",
        "_selected_action": entry.pk,
        "post": "yes",
        "verb": "diubah",
        "new": "{}",
        "_save": "Simpan",
    }
    for address in _entry_addresses(entry):
        getattr(client, method)(address, values)
    after = {row["id"]: row for row in Entry.objects.values()}
    assert {pk: after.get(pk) for pk in before} == before
    assert {row["verb"] for pk, row in after.items() if pk not in before} <= {"riwayat diunduh"}


def test_the_admin_offers_neither_adding_nor_changing_nor_deleting(rf):
    model_admin = admin.site._registry[Entry]
    for role in Role:
        request = rf.get("/")
        request.actor = actor(person(role, WorkUnitFactory() if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None))
        assert not any(
            (
                model_admin.has_add_permission(request),
                model_admin.has_change_permission(request),
                model_admin.has_delete_permission(request),
                model_admin.get_actions(request),
            )
        )
