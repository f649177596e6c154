"""The plan as a quarter's calendar."""

from datetime import date

import pytest

from tests.factories import ActionFactory, person
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.plans.plan_case import advice, make_unit, member
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
CALENDAR = "/unit/07/rencana/?tampil=kalender&triwulan=2099-3"


def shown(response) -> dict[date, list[str]]:
    days = [day for month in response.context["months"] for day in month.days]
    return {day.date: [entry.text for entry in day.entries] for day in days if day.entries}


def test_actions_and_recommendations_stand_on_their_last_days(client):
    unit = make_unit()
    owner = member(unit)
    ActionFactory(unit=unit, owner=owner, due_on="2099-07-01", text="a")
    ActionFactory(unit=unit, owner=owner, due_on="2099-09-30", text="b", state="done")
    ActionFactory(unit=unit, owner=owner, due_on="2099-10-01", text="triwulan lain")
    ActionFactory(due_on="2099-07-01", text="unit lain")
    advice(unit, due_on="2099-07-01", text="c")
    advice(make_unit("08"), due_on="2099-07-01", text="saran untuk unit lain")
    advice(unit, due_on="2099-07-02", text="belum disampaikan", sent_at=None, number=None)
    assert shown(sign_in(client, owner).get(CALENDAR)) == {date(2099, 7, 1): ["a", "c"], date(2099, 9, 30): ["b"]}


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SUPERVISOR, Role.LEADER])
def test_what_the_unit_was_not_told_is_in_nobodys_calendar(client, role):
    unit = make_unit()
    advice(unit, due_on="2099-07-02", text="belum disampaikan", sent_at=None, number=None)
    user = person(role, unit if role == Role.EVALUATOR else None)
    assert shown(sign_in(client, user).get(CALENDAR)) == {}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"action", "done", "area 2", "advice", "settled"}),
        ("&status=belum", {"action", "area 2", "advice"}),
        ("&status=done", {"done"}),
        ("&status=lewat", set()),
        ("&area=2", {"area 2"}),
        ("&area=1", {"action", "done", "advice", "settled"}),
        ("&orang={other}", {"advice"}),
    ],
)
def test_filters_hold_for_both(client, query, expected):
    unit = make_unit()
    owner, other = member(unit), member(unit)
    for words, fields in {"action": {}, "done": {"state": "done"}, "area 2": {"area": 2}}.items():
        ActionFactory(**{"unit": unit, "owner": owner, "text": words, **fields})
    advice(unit, due_on="2099-07-01", text="advice", responsible=other)
    advice(unit, due_on="2099-07-01", text="settled", state="settled")
    found = shown(sign_in(client, owner).get(CALENDAR + query.format(other=other.pk)))
    assert {words for day in found.values() for words in day} == expected


def test_what_is_late_says_so(client):
    unit = make_unit()
    owner = member(unit)
    ActionFactory(unit=unit, owner=owner, due_on="2020-02-03", text="Susun SOP")
    advice(unit, due_on="2020-02-04", text="Lengkapi SOP", state="done_by_unit")
    page = text(sign_in(client, owner).get("/unit/07/rencana/?tampil=kalender&triwulan=2020-1"))
    assert f"Susun SOP lewat batas, direncanakan, {owner.full_name}" in page
    assert "Lengkapi SOP Rekomendasi, lewat batas" not in page  # the TPI's turn


@pytest.mark.parametrize("asked", ["", "&triwulan=2024-9", "&triwulan=x", "&triwulan=9999-1"])
def test_without_a_quarter_it_is_the_running_one(client, asked):
    response = sign_in(client, member(make_unit())).get("/unit/07/rencana/?tampil=kalender" + asked)
    assert response.context["is_now"] is True


def test_one_goes_from_quarter_to_quarter_and_keeps_the_filter(client):
    response = sign_in(client, member(make_unit())).get(CALENDAR + "&area=2")
    page = response.content.decode()
    for quarter in ("2099-2", "2099-4"):
        assert f"?tampil=kalender&amp;area=2&amp;triwulan={quarter}" in page


def test_an_empty_month_says_so(client):
    page = text(sign_in(client, member(make_unit())).get(CALENDAR))
    assert page.count("Tidak ada yang jatuh tempo.") == 3
