"""The board of a quarter on the real view."""

import re

import pytest
from django.test import Client

from tests.factories import (
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    answer,
    fill,
    grant,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/"


def units_on(response) -> list[str]:
    """Codes of the rows in their order."""
    return re.findall(r'href="/tw/\d{4}-\d/unit/([\w-]+)/">[\w-]+ ', response.content.decode())


def test_who_may_open_the_board(client):
    people = cast(make_sheet()) | {"no role": UserFactory(), "anonymous": None}
    assert statuses(client, people, URL) == {
        "unit_member": 200,
        "unit_head": 200,
        "member of another unit": 200,
        "evaluator": 200,
        "unassigned evaluator": 200,
        "supervisor": 200,
        "leader": 200,
        "administrator": 200,
        "no role": 404,
        "anonymous": 302,
    }


def test_a_planned_quarter_exists_only_for_those_who_plan_it(client):
    PeriodFactory(quarter=4, state="planned")
    people = cast(make_sheet())
    assert statuses(client, people, "/tw/2024-4/") == {
        "unit_member": 404,
        "unit_head": 404,
        "member of another unit": 404,
        "evaluator": 404,
        "unassigned evaluator": 404,
        "supervisor": 200,
        "leader": 404,
        "administrator": 200,
    }


@pytest.mark.parametrize("address", ["/tw/2031-1/", "/tw/2024-5/", "/tw/24-3/"])
def test_a_quarter_that_does_not_exist_is_not_found(client, address):
    assert sign_in(client, person(Role.LEADER)).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_board_is_only_read(client, method):
    make_sheet()
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(URL).status_code == 405


def test_posting_without_a_token_is_refused():
    make_sheet()
    client = sign_in(Client(enforce_csrf_checks=True), person(Role.SUPERVISOR))
    assert client.post(URL).status_code == 403


def test_a_unit_sees_its_own_row_without_the_tpi_before_it_may(client):
    own, other = make_sheet("in_review", "07"), make_sheet("approved", "08")
    for sheet in (own, other):
        fill(sheet, "unit", "A")
        fill(sheet, "tpi", "B")
    response = sign_in(client, person(Role.UNIT_MEMBER, own.unit)).get(URL + "?penilai=tpi")
    row = response.context["rows"][0]
    assert units_on(response) == ["07"]
    assert (row.unit.strict, row.tpi, row.shown, row.rank) == (100, None, None, None)


def test_a_unit_is_not_ranked_among_the_few_it_sees(client):
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    response = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(URL)
    assert ([row.rank for row in response.context["rows"]], "Belum selesai 1" in text(response)) == ([None], False)
    response = sign_in(client, person(Role.LEADER)).get(URL)
    assert ([row.rank for row in response.context["rows"]], "Belum selesai 1" in text(response)) == ([1], True)


def test_each_sheet_is_told_in_the_words_of_its_audience(client):
    """One's own sheet in the unit's words, on the board, the home page and the unit's page alike."""
    own = make_sheet("submitted", "07")
    make_sheet("submitted", "08")
    both = person(Role.UNIT_MEMBER, own.unit)
    grant(both, Role.LEADER)
    found = {}
    for name, user in {"own": person(Role.UNIT_MEMBER, own.unit), "both": both, "leader": person(Role.LEADER)}.items():
        sign_in(client, user)
        pages = [client.get(address).context for address in (URL, URL + "unit/07/")]
        cards = client.get("/").context.get("cards", [])
        found[name] = [
            *(row.audience for row in pages[0]["rows"]),
            pages[1]["audience"],
            *(card["row"].audience for card in cards),
        ]
    assert found == {
        "own": ["unit", "unit", "unit"],
        "both": ["unit", "inspectorate", "unit"],
        "leader": ["inspectorate", "inspectorate", "inspectorate"],
    }


def test_rows_are_ranked_and_follow_the_address(client):
    for code, grade in {"07": "B", "08": "A", "09": "C"}.items():
        fill(make_sheet(code=code), "unit", grade)
    make_sheet(code="10")
    sign_in(client, person(Role.LEADER))
    queries = ["", "?urut=unit", "?urut=-unit", "?urut=nilai-unit"]
    found = {query: units_on(client.get(URL + query)) for query in queries}
    assert found == {
        "": ["08", "07", "09", "10"],
        "?urut=unit": ["07", "08", "09", "10"],
        "?urut=-unit": ["10", "09", "08", "07"],
        "?urut=nilai-unit": ["09", "07", "08", "10"],
    }


def test_the_ordered_column_says_so(client):
    fill(make_sheet(), "unit", "A")
    page = sign_in(client, person(Role.LEADER)).get(URL + "?urut=-nilai-unit").content.decode()
    assert re.findall(r'<th [^>]*aria-sort="(\w+)"', page) == ["descending"]
    assert page.count("urut=nilai-unit") == 1


def test_an_unknown_order_or_filter_is_ignored(client):
    make_sheet()
    sign_in(client, person(Role.LEADER))
    plain, odd = client.get(URL), client.get(URL + "?urut=xyz&penilai=&status=%00&lulus=ya&lain=1")
    assert (odd.status_code, odd.context["view"], text(odd)) == (200, plain.context["view"], text(plain))


def test_filters_choose_rows_and_tell_when_nothing_is_left(client):
    fill(make_sheet("submitted", "07"), "unit", "A")
    make_sheet("draft", "08")
    sign_in(client, person(Role.LEADER))
    assert units_on(client.get(URL + "?status=submitted")) == ["07"]
    assert units_on(client.get(URL + "?lulus=belum")) == ["08"]
    empty = client.get(URL + "?status=approved")
    assert (units_on(empty), "Tidak ada unit yang cocok" in text(empty)) == ([], True)


def test_tiles_count_every_unit_whatever_the_filter(client):
    passed, failed = make_sheet("approved", "07"), make_sheet("approved", "08")
    for sheet, grade in ((passed, "A"), (failed, "E")):
        fill(sheet, "unit", grade)
        fill(sheet, "tpi", grade)
    make_sheet("draft", "09")
    page = text(sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi&status=draft"))
    assert "Unit kerja 3 Disetujui 2 Belum selesai 1 Memenuhi WBK 1 Memenuhi WBBM 1" in page


def test_failing_gates_are_named_with_the_missing_points(client):
    sheet = make_sheet("draft", "07")
    fill(sheet, "unit", "A", codes={"A.I.1.i.a"})
    row = sign_in(client, person(Role.LEADER)).get(URL)
    page = text(row)
    assert "WBK: 12 belum" in page
    assert "Pelayanan Publik yang Prima: kurang 14,00" in page
    assert [cell.predicate for cell in row.context["rows"][0].verdicts] == ["WBK"]


def test_a_unit_that_aims_at_wbbm_is_held_against_it(client):
    sheet = make_sheet("draft", "07")
    sheet.target = "WBBM"
    sheet.save()
    fill(sheet, "unit", "A")
    row = sign_in(client, person(Role.LEADER)).get(URL).context["rows"][0]
    assert [(cell.predicate, cell.passed) for cell in row.verdicts] == [("WBK", True), ("WBBM", True)]
    assert {cell.minimum for cell in row.areas} == {75}


def test_an_unfinished_sheet_of_a_locked_quarter_stands_last(client):
    period = PeriodFactory(quarter=2, state="locked")
    for code, state, grade in [("07", "approved", "C"), ("08", "in_review", "A")]:
        sheet = make_sheet(state, code, quarter=2)
        fill(sheet, "unit", grade)
        fill(sheet, "tpi", grade)
    response = sign_in(client, person(Role.LEADER)).get(f"/tw/{period.year}-{period.quarter}/")
    assert units_on(response) == ["07", "08"]
    assert text(response).count("Tidak selesai") == 1


def test_change_compares_finished_verification_with_the_quarter_before(client):
    PeriodFactory(quarter=2, state="locked")
    sheets = {}
    for quarter, state, grade in [(2, "approved", "B"), (3, "in_review", "A")]:
        sheets[quarter] = EvaluationFactory(
            period=make_sheet(code=f"x{quarter}", quarter=quarter).period,
            state=state,
            **({"unit": sheets[2].unit} if sheets else {}),
        )
        fill(sheets[quarter], "unit", grade)
        fill(sheets[quarter], "tpi", grade, codes=None if quarter == 2 else {"A.I.1.i.a"})
    sign_in(client, person(Role.LEADER))

    def change():
        rows = client.get(URL + "?penilai=tpi").context["rows"]
        return next(row.change for row in rows if row.evaluation == sheets[3])

    assert change() is None
    fill(sheets[3], "tpi", "A")
    before = sheets[2].scores.get(assessor="tpi").strict
    assert change() == sheets[3].scores.get(assessor="tpi").strict - before


def test_a_quarter_scored_otherwise_is_not_put_beside_this_one(client):
    earlier = PeriodFactory(quarter=2, state="locked", instrument=stricter_instrument())
    sheet = make_sheet("in_review")
    fill(EvaluationFactory(period=earlier, unit=sheet.unit, state="approved"), "tpi", "B")
    for assessor in ("unit", "tpi"):
        fill(sheet, assessor, "A")
    sign_in(client, person(Role.LEADER))
    rows = [client.get(f"{URL}?penilai={assessor}").context["rows"][0] for assessor in ("unit", "tpi")]
    assert [(row.previous, row.change, row.scored_otherwise) for row in rows] == [(None, None, True)] * 2


def test_names_are_text_not_markup(client):
    sheet = make_sheet()
    sheet.unit.name = "<b>Unit</b> & <script>alert(1)</script>"
    sheet.unit.save()
    page = sign_in(client, person(Role.LEADER)).get(URL).content.decode()
    assert (page.count("<script>alert"), page.count("<b>Unit")) == (0, 0)


def test_details_are_parsed_only_where_they_are_shown(client):
    """The longest part of a page of 200 units was parsing what nobody sees."""
    sheet = make_sheet("in_review")
    for assessor in ("unit", "tpi"):
        fill(sheet, assessor, "B")
    row = sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi").context["rows"][0]
    assert ("detail" in vars(row.tpi), "detail" in vars(row.unit)) == (True, False)
    assert [row.unit.detail, row.tpi.detail] == [
        sheet.scores.get(assessor=assessor).detail for assessor in ("unit", "tpi")
    ]


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize("assessor", ["unit", "tpi"])
def test_queries_do_not_grow_with_units(client, django_assert_num_queries, units, assessor):
    PeriodFactory(quarter=2, state="locked")
    for number in range(units):
        sheet = make_sheet("approved", f"{number:02}", quarter=2)
        answer(sheet, "A.I.1.i.a", "tpi", "Ya")
        sheet = EvaluationFactory(period=make_sheet(code=f"y{number}").period, unit=sheet.unit)
        answer(sheet, "A.I.1.i.a", "unit", "Ya")
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(10):
        client.get(f"{URL}?penilai={assessor}")
