"""One question over all units of a quarter."""

import pytest

from evaluations.models import Answer, Period
from history import log
from tests.factories import NOW, PeriodFactory, answer, grant, person
from tests.integration.evaluations.pages_case import text
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = f"/tw/2024-3/pertanyaan/{CHOICE}/"


def board(client, user, address=URL):
    client.force_login(user, backend="accounts.backends.Backend")
    response = client.get(address)
    assert response.status_code == 200
    return response.context["board"]


def told(lines) -> list[tuple]:
    return [
        (
            line.evaluation.unit.code,
            line.unit and line.unit.text,
            line.tpi and line.tpi.text,
            line.differs,
            line.is_verified,
        )
        for line in lines
    ]


@pytest.fixture
def sheets(db):
    """Three units: one judged alike, one judged differently, one untouched."""
    rows = [make_sheet("in_review", code) for code in ("01", "02", "03")]
    answer(rows[0], CHOICE, "unit", "A")
    answer(rows[0], CHOICE, "tpi", "A")
    answer(rows[1], CHOICE, "unit", "A", note="Semua terpilih")
    answer(rows[1], CHOICE, "tpi", "C", note="Tanpa seleksi")
    return rows


def test_units_stand_side_by_side(client, sheets):
    found = board(client, person(Role.SUPERVISOR))
    assert told(found.lines) == [
        ("01", "A", "A", False, True),
        ("02", "A", "C", True, True),
        ("03", None, None, False, False),
    ]
    assert [(value, units, tpi) for value, _, units, tpi in found.spread] == [("A", 2, 1), ("B", 0, 0), ("C", 0, 1)]
    assert (found.before, found.after) == ("A.I.1.i.a", "A.I.1.ii.a")


def test_figures_have_no_spread_of_options(client, sheets):
    answer(sheets[0], INDEX, "unit", {"indeks": "3.6"})
    found = board(client, person(Role.LEADER), f"/tw/2024-3/pertanyaan/{INDEX}/")
    assert (found.spread, found.lines[0].unit.text) == ([], "90,00 %")


def test_an_inspector_who_belongs_to_a_unit_does_not_see_its_unreleased_values(client, sheets):
    user = person(Role.LEADER)
    grant(user, Role.UNIT_MEMBER, sheets[1].unit)
    assert told(board(client, user).lines)[1] == ("02", "A", None, False, False)


def test_who_may_compare(client, sheets):
    statuses = {}
    for who, user in cast(sheets[0]).items():
        client.force_login(user, backend="accounts.backends.Backend")
        statuses[who] = client.get(URL).status_code
    refused = {"unit_member", "unit_head", "member of another unit"}
    assert statuses == {who: 403 if who in refused else 200 for who in statuses}


def test_what_does_not_exist(client, sheets):
    client.force_login(person(Role.LEADER), backend="accounts.backends.Backend")
    addresses = ["/tw/2024-3/pertanyaan/Z.9/", f"/tw/2031-1/pertanyaan/{CHOICE}/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(URL).status_code == 405


def test_a_quarter_without_sheets_says_so(client):
    PeriodFactory()
    client.force_login(person(Role.LEADER), backend="accounts.backends.Backend")
    assert "Belum ada penilaian" in client.get(URL).content.decode()


@pytest.mark.parametrize("entries", [0, 200])
@pytest.mark.parametrize("units", [1, 12, 40])
def test_the_comparison_costs_the_same_whatever_stands_in_it(client, django_assert_num_queries, units, entries):
    """Neither more units nor a longer history makes it slower."""
    for number in range(units):
        sheet = make_sheet("in_review", f"u{number}")
        answer(sheet, CHOICE, "unit", "A")
        answer(sheet, CHOICE, "tpi", "A")
        kinds = {"subject": sheet, "topic": f"{CHOICE}/tpi", "by": None, "at": NOW}
        log.write_all([log.entry(verb="jawaban disimpan", **kinds) for _ in range(entries // units)])
    assert Period.objects.count() == 1
    client.force_login(person(Role.SUPERVISOR), backend="accounts.backends.Backend")
    with django_assert_num_queries(9):
        assert client.get(URL).status_code == 200


def test_what_nobody_answered_is_told_as_such(client, instrument):
    carried, gap, _ = (make_sheet("in_review", code) for code in ("01", "02", "03"))
    answer(carried, CHOICE, "unit", "B")
    answer(gap, CHOICE, "unit", None)
    Answer.objects.filter(evaluation=carried).update(is_carried=True)
    Answer.objects.filter(evaluation=gap).update(gap_reason="Tim belum dibentuk")
    answer(gap, CHOICE, "tpi", None)
    client.force_login(person(Role.SUPERVISOR), backend="accounts.backends.Backend")
    assert text(client.get(URL)).partition("Menurut TPI ")[2] == (
        "01 Unit Kerja 01 B dibawa, belum dikonfirmasi belum dinilai "
        "02 Unit Kerja 02 Tidak dijawab karena: Tim belum dibentuk Alasan diterima "
        "03 Unit Kerja 03 belum dijawab belum dinilai"
    )
