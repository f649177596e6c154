"""All units over the quarters: lines, ranks and what moved, for those who read all units."""

import pytest

from evaluations.actions.periods import lock_period
from evaluations.enums import Assessor
from evaluations.models import Score
from evaluations.queries.board import board
from insights.queries.trends import trends
from tests.factories import NOW, UserFactory, actor, answer, grant, person, stricter_instrument
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast
from tests.integration.insights.trend_case import YES_NO, period_of, sheet_in
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/perkembangan/"


@pytest.fixture
def leader(instrument):
    return actor(person(Role.LEADER))


@pytest.fixture
def units(instrument):
    """Three units in two quarters: 01 falls from the first place to the second, 02 climbs, 03 is not approved yet."""
    for code, before, after, state in [
        ("01", "A", "B", "approved"),
        ("02", "B", "A", "approved"),
        ("03", "C", "C", "in_review"),
    ]:
        sheet_in(2, before, code=code)
        sheet_in(3, after, code=code, state=state, tpi=None if state == "in_review" else {})


def told(found) -> list[tuple]:
    return [
        (line.row.evaluation.unit.code, line.row.rank, line.rank_before, line.climbed, line.change)
        for line in found.lines
    ]


def score(code: str, quarter: int, assessor: str = "tpi"):
    key = {"evaluation__unit__code": code, "evaluation__period__quarter": quarter}
    return Score.objects.get(assessor=assessor, **key).strict


def test_ranks_and_points_are_held_against_the_quarter_before(leader, units):
    found = trends(leader, period_of(3), Assessor.TPI)
    assert told(found) == [
        ("02", 1, 2, 1, score("02", 3) - score("02", 2)),
        ("01", 2, 1, -1, score("01", 3) - score("01", 2)),
        ("03", None, None, None, None),
    ]
    assert [line.row.evaluation.unit.code for line in found.risen] == ["02"]
    assert [line.row.evaluation.unit.code for line in found.fallen] == ["01"]
    assert [line.dropped for line in found.fallen] == [1]


def test_lines_hold_what_was_settled_in_each_quarter(leader, units):
    found = trends(leader, period_of(3), Assessor.TPI)
    assert [{str(when): result.strict for when, result in line.history.items()} for line in found.lines] == [
        {"2024-2": score("02", 2), "2024-3": score("02", 3)},
        {"2024-2": score("01", 2), "2024-3": score("01", 3)},
        {"2024-2": score("03", 2)},
    ]
    assert [str(quarter.when) for quarter in found.quarters] == ["2024-2", "2024-3"]


def test_the_units_own_values_have_ranks_of_their_own(leader, units):
    found = trends(leader, period_of(3), Assessor.UNIT)
    assert told(found)[2] == ("03", 3, 3, 0, 0)


def test_a_verification_half_way_is_compared_with_nothing(leader, units):
    answer(period_of(3).evaluations.get(unit__code="03"), YES_NO, "tpi", "Ya")
    assert told(trends(leader, period_of(3), Assessor.TPI))[2] == ("03", 3, None, None, None)


def test_another_instrument_is_marked_and_not_compared(client, leader):
    sheet_in(2, code="01")
    period_of(3, instrument=stricter_instrument())
    sheet_in(3, "B", code="01")
    found = trends(leader, period_of(3), Assessor.TPI)
    assert told(found) == [("01", 1, None, None, None)]
    assert ([quarter.changed for quarter in found.quarters], found.scored_otherwise) == ([False, True], True)
    page = text(sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi"))
    assert "Triwulan lalu dinilai dengan instrumen yang menilai dengan cara lain" in page
    assert "Instrumen berubah: nilai sebelum dan sesudah garis bertanda tidak dibandingkan." in page


def test_a_unit_that_was_not_there_before_climbs_from_nowhere(leader, units):
    sheet_in(3, "B", code="04")
    assert ("04", 2, None, None, None) in told(trends(leader, period_of(3), Assessor.TPI))


@pytest.mark.parametrize("assessor", Assessor.values)
def test_ranks_before_are_those_of_that_quarters_board(leader, units, assessor):
    """With a unit that left, two equal ones, one that never finished and one that nobody judged."""
    sheet_in(2, "A", code="04")
    sheet_in(2, "E", code="05", state="in_review")
    sheet_in(3, "B", code="05")
    sheet_in(2, code="06", state="draft", unit=None, tpi=None)
    sheet_in(3, "B", code="06")
    lock_period(period=period_of(2), by=actor(person(Role.SUPERVISOR)), now=NOW)
    ranks = {row.evaluation.unit.code: row.rank for row in board(leader, period_of(2), assessor)}
    found = {line.row.evaluation.unit.code: line.rank_before for line in trends(leader, period_of(3), assessor).lines}
    assert (ranks["01"], ranks["04"], ranks["02"], ranks["06"]) == (1, 1, 3, None)
    compared = {code: rank for code, rank in found.items() if rank}
    assert compared == {code: ranks[code] for code in compared}
    assert {"01", "02"} <= set(compared)


def test_the_first_quarter_stands_alone(client, leader):
    sheet_in(3)
    found = trends(leader, period_of(3), Assessor.TPI)
    assert (told(found), found.compared) == ([("07", 1, None, None, None)], False)
    page = text(sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi"))
    assert "TW II 2024 tidak dapat menjadi pembanding, sehingga perubahan tidak ditampilkan." in page


def test_locked_quarters_are_told_as_they_were_recorded(leader, units):
    lock_period(period=period_of(2), by=actor(person(Role.SUPERVISOR)), now=NOW)
    before = told(trends(leader, period_of(3), Assessor.TPI))
    Score.objects.filter(evaluation__period__quarter=2).update(strict=1, official=1)
    assert told(trends(leader, period_of(3), Assessor.TPI)) == before


# --- the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [URL, URL + "pertanyaan/"])
def test_who_may_read_it(client, address):
    people = cast(sheet_in(3)) | {"no role": UserFactory(), "anonymous": None}
    refused = {"unit_member", "unit_head", "member of another unit"}
    expected = {who: 403 if who in refused else 200 for who in people} | {"no role": 404, "anonymous": 302}
    assert statuses(client, people, address) == expected


def test_units_are_told_whose_page_it_is(client):
    sheet = sheet_in(3)
    page = text(sign_in(client, person(Role.UNIT_HEAD, sheet.unit)).get(URL))
    assert "Perkembangan semua unit hanya untuk Inspektorat dan pimpinan." in page


@pytest.mark.parametrize("address", ["", "pertanyaan/"])
def test_an_inspector_who_belongs_to_a_unit_does_not_see_its_unreleased_values(client, address):
    own = sheet_in(3, "B", code="01", state="in_review")
    sheet_in(3, code="02")
    user = person(Role.LEADER)
    grant(user, Role.UNIT_MEMBER, own.unit)
    found = sign_in(client, user).get(f"{URL}{address}?penilai=tpi").context
    if address:
        assert (found["spreads"].units, found["proofs"].lines[-1].proven) == (1, None)
    else:
        (line,) = [line for line in found["trends"].lines if line.row.evaluation.unit.code == "01"]
        assert (line.row.shown, line.history, line.row.rank) == (None, {}, None)


@pytest.mark.parametrize("address", [URL, URL + "pertanyaan/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_pages_are_only_read(client, method, address):
    sheet_in(3)
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(address).status_code == 405


@pytest.mark.parametrize("address", ["/tw/2031-1/perkembangan/", "/tw/2024-5/perkembangan/pertanyaan/"])
def test_a_quarter_that_does_not_exist_is_not_found(client, address):
    sheet_in(3)
    assert sign_in(client, person(Role.LEADER)).get(address).status_code == 404


@pytest.mark.parametrize("address", [URL, URL + "pertanyaan/"])
def test_a_quarter_without_sheets_says_so(client, address):
    period_of(3)
    assert "Belum ada penilaian" in text(sign_in(client, person(Role.LEADER)).get(address))


@pytest.mark.parametrize("query", ["?penilai=x&hal=abc", "?hal=99", "?urut=x&bagian=99"])
@pytest.mark.parametrize("address", [URL, URL + "pertanyaan/"])
def test_nonsense_in_the_address_is_ignored(client, units, query, address):
    response = sign_in(client, person(Role.LEADER)).get(address + query)
    assert (response.status_code, response.context["assessor"]) == (200, "unit")


def test_the_page_ranks_draws_and_maps_every_unit(client, units):
    response = sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi")
    page = text(response)
    assert "1 naik 1 dari 2 02 Unit Kerja 02" in page
    assert "1 unit turun, terbanyak Unit Kerja 01" in page
    assert "Periode masih terbuka: semua angka TW III 2024 di halaman ini sementara." in page
    chart, heat = response.context["lines_chart"], response.context["map"]
    names = ["02 Unit Kerja 02", "01 Unit Kerja 01", "03 Unit Kerja 03"]
    assert [row.label for row in heat.table.rows] == names
    assert [row.label for row in chart.table.rows][-3:] == names
    assert heat.table.rows[0].cells == ("100,00 % ✓✓",) * 6
    assert heat.table.rows[2].cells == ("–",) * 6


def test_many_units_come_in_pages_with_the_first_named(client, instrument):
    for number in range(26):
        sheet_in(3, code=f"{number:02}", state="draft", unit=None, tpi=None)
    client = sign_in(client, person(Role.LEADER))
    pages = [client.get(f"{URL}?hal={number}").context["page"].object_list for number in (1, 2)]
    assert [len(page) for page in pages] == [24, 2]
    assert "Dua belas unit teratas di halaman ini diberi nama; yang lain tipis." in text(client.get(URL))


def test_the_board_leads_here_whoever_reads_all_units(client):
    sheet = sheet_in(3)
    for user, leads in {person(Role.LEADER): True, person(Role.UNIT_HEAD, sheet.unit): False}.items():
        assert (f'href="{URL}"' in sign_in(client, user).get("/tw/2024-3/").text) is leads


@pytest.mark.parametrize("quarters", [2, 3])
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units_or_quarters(client, django_assert_num_queries, units, quarters):
    for number in range(4 - quarters, 4):
        for unit in range(units):
            answer(sheet_in(number, code=f"0{unit}", unit=None, tpi=None), YES_NO, "tpi", "Ya")
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(14):
        assert client.get(URL + "?penilai=tpi").status_code == 200
