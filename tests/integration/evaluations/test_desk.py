"""The supervisor's desk: what waits, where units and the TPI lie apart, who judges how."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.queries.desk import desk
from evaluations.queries.differences import differences
from tests.factories import (
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    actor,
    answer,
    assign,
    fill,
    grant,
    person,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/meja/"
YES_NO = "A.I.1.i.a"
TODAY = timezone.localdate


def judged(code: str, state: str = "reviewed", by=None, **values) -> Evaluation:
    """A unit's sheet with full points everywhere; the TPI agrees but for these questions (dots as _)."""
    sheet = make_sheet(state, code)
    fill(sheet, "unit", "A")
    for question, value in values.items():
        answer(sheet, question.replace("_", "."), "tpi", value, note="Berbeda", by=by)
    fill(sheet, "tpi", "A", by=by)
    return sheet


def found(user, sheet: Evaluation):
    return desk(actor(user, TODAY()), sheet.period, today=TODAY())


# --- units ----------------------------------------------------------------------------------------


def test_every_unit_is_told_as_on_its_own_page(instrument):
    sheets = [
        judged("01", A_I_1_i_b="C", B_I_a={"indeks": "3"}),
        judged("02", "approved"),
        judged("03", "in_review", A_I_1_i_b="B"),
        make_sheet("submitted", "04"),
    ]
    answer(sheets[2], YES_NO, "unit", "Tidak")  # changed since: no longer verified, now different
    fill(sheets[3], "unit", "B")
    rows = found(person(Role.SUPERVISOR), sheets[0]).rows
    told = {row.evaluation.unit.code: (len(row.effects), row.difference, row.worst and row.worst.code) for row in rows}
    assert told == {
        "01": (2, Fraction(-1, 4) - Fraction(35, 8), INDEX),
        "02": (0, 0, None),
        "03": (2, Fraction(-1, 8) + Fraction(1, 4), CHOICE),
        "04": (0, None, None),
    }
    pages = [differences(sheet) for sheet in sheets[:3]]
    assert [(len(page.judged), page.judged_total) for page in pages] == [told[code][:2] for code in ("01", "02", "03")]
    assert [(row.is_verified, row.tpi is None) for row in rows] == [
        (True, False),
        (True, False),
        (False, False),
        (False, True),
    ]


def test_the_difference_of_a_verified_sheet_is_that_of_its_stored_totals(instrument):
    sheet = judged("01", A_I_1_i_b="C", A_I_1_i_a="Tidak")
    (row,) = found(person(Role.LEADER), sheet).rows
    assert row.difference == row.tpi - row.unit == Fraction(-1, 2)


def test_what_the_unit_left_open_is_found_without_a_row_of_its_own(instrument):
    sheet = make_sheet("in_review")
    answer(sheet, CHOICE, "tpi", "A", note="Dilihat sendiri")
    (row,) = found(person(Role.LEADER), sheet).rows
    assert [(effect.code, effect.points) for effect in row.effects] == [(CHOICE, Fraction(1, 4))]


def test_other_quarters_stay_out(instrument):
    sheet = judged("01")
    old = EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=sheet.unit, state="approved")
    answer(old, CHOICE, "unit", "A")
    answer(old, CHOICE, "tpi", "C")
    assert [len(row.effects) for row in found(person(Role.LEADER), sheet).rows] == [0]


def test_the_order_follows_the_address(client):
    sheets = [judged("01"), judged("02", A_I_1_i_b="C"), make_sheet("draft", "03"), judged("04", A_I_1_i_b="B")]
    sign_in(client, person(Role.LEADER))
    orders = {
        query: [row.evaluation.unit.code for row in client.get(URL + query).context["rows"]]
        for query in ("", "?urut=selisih", "?urut=x")
    }
    assert len(sheets) == 4
    by_code = ["01", "02", "03", "04"]
    assert orders == {"": by_code, "?urut=selisih": ["02", "04", "01", "03"], "?urut=x": by_code}


# --- waiting --------------------------------------------------------------------------------------


def test_the_longest_waiting_stand_first(client):
    for code, days in {"01": 1, "02": 9, "03": 0}.items():
        sheet = judged(code)
        Evaluation.objects.filter(pk=sheet.pk).update(reviewed_at=timezone.now() - timedelta(days=days))
    judged("04", "approved")
    response = sign_in(client, person(Role.SUPERVISOR)).get(URL)
    waiting = [(row.evaluation.unit.code, row.waiting) for row in response.context["desk"].waiting]
    assert waiting == [("02", 9), ("01", 1), ("03", 0)]
    page = text(response)
    assert ("3 penilaian" in page, "menunggu 9 hari" in page, "sejak hari ini" in page) == (True, True, True)


def test_only_what_the_supervisor_may_approve_is_offered(client):
    user = person(Role.SUPERVISOR)
    sheets = [judged(f"{number:02}") for number in range(4)]
    answer(sheets[0], CHOICE, "tpi", "C", note="x", by=user)
    assign(user, sheets[1].unit)
    Evaluation.objects.filter(pk=sheets[2].pk).update(reviewed_by=user)
    rows = found(user, sheets[0]).rows
    assert [row.may_approve for row in rows] == [False, False, False, True]
    page = text(sign_in(client, user).get(URL))
    assert (page.count("Disetujui pengendali lain"), page.count("Tinjau selisih")) == (3, 1)


def test_a_locked_quarter_waits_for_nobody(instrument):
    period = PeriodFactory(state="locked")
    sheet = EvaluationFactory(period=period, state="reviewed")
    assert found(person(Role.SUPERVISOR), sheet).waiting == []


# --- evaluators -----------------------------------------------------------------------------------


def test_evaluators_are_compared_over_the_whole_quarter(client):
    ani, budi = (person(Role.EVALUATOR, full_name=name) for name in ("Ani", "Budi"))
    first = judged("01", by=ani, A_I_1_i_b="C")  # 1 taken off among 113
    judged("02", by=ani)
    judged("03", by=budi, A_I_1_i_a="Tidak", A_I_1_i_b="B")  # 1,5 among 113
    one = found(person(Role.SUPERVISOR), first).deviations
    assert [(line.name, line.judged, line.changed, line.mean, line.mean_size) for line in one.evaluators] == [
        ("Ani", 226, 1, Fraction(-100, 226), Fraction(100, 226)),
        ("Budi", 113, 2, Fraction(-150, 113), Fraction(150, 113)),
    ]
    assert (one.all.judged, one.all.mean) == (339, Fraction(-250, 339))
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "evaluator memeriksa unit yang berbeda, jadi sebagian perbedaan berasal dari unitnya" in page


def test_equal_answers_judged_unequally_lead_to_the_question(client):
    judged("01", A_I_1_i_b="C")
    judged("02")
    response = sign_in(client, person(Role.SUPERVISOR)).get(URL)
    (one,) = response.context["desk"].unequal
    assert (one.question.code, one.unit, sorted(one.spread)) == (CHOICE, "A", [("A", 1), ("C", 1)])
    assert f'href="/tw/2024-3/pertanyaan/{CHOICE}/"' in response.text


def test_a_long_list_of_unequal_judgements_is_folded(client, instrument):
    first, second = make_sheet("reviewed", "01"), make_sheet("reviewed", "02")
    for sheet, grade in ((first, "A"), (second, "C")):
        fill(sheet, "unit", "A")
        fill(sheet, "tpi", grade)
    response = sign_in(client, person(Role.SUPERVISOR)).get(URL)
    shown = response.context["desk"]
    assert (len(shown.unequal_first), len(shown.unequal_others)) == (10, 103)
    assert "Tampilkan 103 lainnya" in text(response)
    assert shown.unequal_first[0].span == max(one.span for one in shown.unequal)


def test_of_ones_own_unit_the_desk_tells_no_unreleased_judgement(client):
    user = person(Role.LEADER)
    own, released = judged("01", "reviewed", A_I_1_i_b="C"), judged("02", "approved", A_I_1_i_a="Tidak")
    for sheet in (own, released):
        grant(user, Role.UNIT_MEMBER, sheet.unit)
    shown = found(user, own)
    assert [(row.tpi is None, row.difference, row.worst and row.worst.code) for row in shown.rows] == [
        (True, None, None),
        (False, Fraction(-1, 4), YES_NO),
    ]
    assert (shown.deviations.all.judged, shown.unequal) == (113, [])


# --- the page -------------------------------------------------------------------------------------


def test_colleagues_figures_are_for_supervisors_and_leaders(client):
    people = cast(judged("07")) | {"no role": UserFactory(), "anonymous": None}
    assert statuses(client, people, URL) == {
        **dict.fromkeys(people, 403),
        "supervisor": 200,
        "leader": 200,
        "no role": 404,
        "anonymous": 302,
    }


def test_a_leader_reads_and_decides_nothing(client):
    judged("01")
    page = sign_in(client, person(Role.LEADER)).get(URL)
    assert ("<form" in page.text.partition("<main")[2].partition("</main")[0], "Tinjau" in text(page)) == (False, False)


@pytest.mark.parametrize("address", ["/tw/2031-1/meja/", "/tw/2024-9/meja/"])
def test_a_quarter_that_does_not_exist_is_not_found(client, address):
    assert sign_in(client, person(Role.SUPERVISOR)).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_desk_is_only_read(client, method):
    PeriodFactory()
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(URL).status_code == 405


def test_an_empty_quarter_and_one_without_judgements_say_so(client):
    period = PeriodFactory()
    sign_in(client, person(Role.SUPERVISOR))
    assert "Belum ada penilaian" in text(client.get(URL))
    EvaluationFactory(period=period)
    page = text(client.get(URL))
    assert "Tidak ada hasil verifikasi yang menunggu persetujuan." in page
    assert "Belum ada pertanyaan yang dinilai TPI pada periode ini." in page
    assert "Belum ada jawaban yang sama yang dinilai berbeda." in page


@pytest.mark.parametrize("units", [1, 12, 40])
def test_queries_do_not_grow_with_units(client, django_assert_num_queries, units):
    for number in range(units):
        sheet = make_sheet("reviewed", f"{number:02}")
        for assessor, value in (("unit", "A"), ("tpi", "C")):
            answer(sheet, CHOICE, assessor, value)
            answer(sheet, INDEX, assessor, {"indeks": "3" if assessor == "tpi" else "4"})
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(10):
        response = client.get(URL)
    assert [len(row.effects) for row in response.context["rows"]] == [2] * units
