"""The page of a unit in a quarter."""

import re

import pytest
from django.test import Client

from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.standing import Standing
from evaluations.queries.unit import available_steps, verdict_sentence
from evaluations.workflow import STEPS as STEPS_OF_THE_WORKFLOW
from history import log
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/unit/07/"
EVERYBODY = ["unit_member", "unit_head", "evaluator", "unassigned evaluator", "supervisor", "leader", "administrator"]


def test_who_may_open_the_page(client):
    people = cast(make_sheet()) | {"no role": UserFactory(), "anonymous": None}
    expected = dict.fromkeys(EVERYBODY, 200) | {"member of another unit": 404, "no role": 404, "anonymous": 302}
    assert statuses(client, people, URL) == expected


def test_a_planned_quarter_exists_only_for_those_who_plan_it_and_read_all(client):
    sheet = make_sheet(state="draft", quarter=4)
    sheet.period.state, sheet.period.opened_at, sheet.period.opened_by = "planned", None, None
    sheet.period.save()
    found = statuses(client, cast(sheet), "/tw/2024-4/unit/07/")
    assert (found["unit_member"], found["unit_head"], found["member of another unit"]) == (404, 404, 404)
    assert (found["supervisor"], found["administrator"]) == (200, 200)


@pytest.mark.parametrize("address", ["/tw/2024-3/unit/99/", "/tw/2023-1/unit/07/", "/tw/2024-9/unit/07/"])
def test_what_does_not_exist_is_not_found(client, address):
    make_sheet()
    assert sign_in(client, person(Role.LEADER)).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client, method):
    make_sheet()
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(URL).status_code == 405


def test_posting_without_a_token_is_refused():
    make_sheet()
    client = sign_in(Client(enforce_csrf_checks=True), person(Role.SUPERVISOR))
    assert client.post(URL).status_code == 403


# State -> who is offered which steps; everybody else none.
STEPS = {
    "draft": {"unit_head": ["submit"]},
    "submitted": {"evaluator": ["start_review"]},
    "in_review": {"evaluator": ["return", "finish_review"]},
    "returned": {"unit_head": ["submit"]},
    "reviewed": {"supervisor": ["send_back", "approve"]},
    "approved": {"supervisor": ["reopen"]},
}


@pytest.mark.parametrize(
    ("who", "state", "action", "asks_why"),
    [("unit_head", "draft", "submit", False), ("supervisor", "reviewed", "send_back", True)],
)
def test_a_step_is_confirmed_in_a_dialog(client, who, state, action, asks_why):
    page = sign_in(client, cast(make_sheet(state=state))[who]).get(URL).content.decode()
    dialog = re.search(rf'<dialog class="dialog" id="langkah-{action}".*?</dialog>', page, re.DOTALL)[0]
    step = STEPS_OF_THE_WORKFLOW[action]
    assert re.findall(r'<form method="post" action="([^"]+)"', dialog) == [f"/tw/2024-3/unit/07/langkah/{action}/"]
    assert re.findall(r"judul\">([^<]+)</h2>", dialog) == [f"{step.label}?"]
    assert re.findall(r'type="submit">([^<]+)<', dialog) == [step.label]
    assert dialog.count("csrfmiddlewaretoken") == 1
    assert re.findall(r'<label[^>]+for="([^"]+)">([^<]+)<', dialog) == (
        [(f"langkah-{action}-alasan", "Alasan (wajib)")] if asks_why else []
    )


@pytest.mark.parametrize("state", STEPS)
def test_each_person_is_offered_the_steps_they_may_take(state):
    sheet = make_sheet(state)
    people = cast(sheet)
    found = {name: [step.action for step in available_steps(actor(user), sheet)] for name, user in people.items()}
    assert found == {name: [] for name in people} | STEPS[state]


@pytest.mark.parametrize("state", STEPS)
def test_a_locked_quarter_offers_no_step(state):
    sheet = make_sheet(state, quarter=2)
    sheet.period.state = "locked"
    assert [available_steps(actor(user), sheet) for user in cast(sheet).values()] == [[]] * 8


def test_a_step_is_a_form_with_token_and_reason(client):
    sheet = make_sheet("in_review")
    page = sign_in(client, person(Role.EVALUATOR, sheet.unit)).get(URL).content.decode()
    assert page.count(f'method="post" action="{URL}langkah/return/"') == 1
    assert page.count('name="reason"') == 1
    assert page.count(f'action="{URL}langkah/approve/"') == 0


@pytest.mark.parametrize(
    ("state", "who", "button"),
    [
        ("draft", "unit_member", "Isi LKE"),
        ("returned", "unit_head", "Isi LKE"),
        ("submitted", "unit_member", "Lihat LKE"),
        ("in_review", "evaluator", "Verifikasi"),
        ("in_review", "unassigned evaluator", "Lihat LKE"),
        ("draft", "leader", "Lihat LKE"),
        ("approved", "supervisor", "Lihat LKE"),
    ],
)
def test_the_link_to_the_sheet_says_what_the_person_will_do(client, state, who, button):
    sheet = make_sheet(state)
    page = sign_in(client, cast(sheet)[who]).get(URL).content.decode()
    link = page.partition('<div class="head-actions')[2].partition(f'href="{URL}lke/">')[2].partition("</a>")[0]
    assert link.rpartition("</svg>")[2] == button


def test_failing_gates_are_named_in_one_sentence():
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    for code in ("B.I.a", "B.II.a"):
        answer(sheet, code, "unit", {"indeks": "3.50"} if code == "B.I.a" else {"indeks": "3.00"})
    standing = Standing(sheet.scores.get(), loaded(sheet.period.instrument))
    assert verdict_sentence(standing, "WBK") == (
        "Belum memenuhi WBK: kurang 0,44 poin pada Nilai Survei Persepsi Anti Korupsi (survei eksternal); "
        "kurang 0,88 poin pada Pelayanan Publik yang Prima."
    )
    assert verdict_sentence(standing, "WBBM", named=False) == "Belum memenuhi WBBM: 2 nilai minimal belum tercapai."


def test_of_many_failing_gates_the_sentence_names_the_farthest():
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    answer(sheet, "B.I.a", "unit", {"indeks": "0"})
    answer(sheet, "B.II.a", "unit", {"indeks": "0"})
    standing = Standing(sheet.scores.get(), loaded(sheet.period.instrument))
    assert verdict_sentence(standing, "WBK") == (
        "Belum memenuhi WBK: 4 nilai minimal belum tercapai, terutama Nilai Survei Persepsi Anti Korupsi "
        "(survei eksternal) (kurang 15,75 poin), Pelayanan Publik yang Prima (kurang 14,00 poin), dan "
        "Birokrasi yang Bersih dan Akuntabel (kurang 13,25 poin)."
    )


def test_too_many_for_a_sentence_they_are_listed_before_anything_else(client):
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    answer(sheet, "B.I.a", "unit", {"indeks": "0"})
    answer(sheet, "B.II.a", "unit", {"indeks": "0"})
    page = sign_in(client, cast(sheet)["unit_head"]).get(URL).content.decode()
    summary = page.partition('id="ringkasan"')[2].partition("</section>")[0]
    listed = summary.partition("gap-list")[2].partition("</ul>")[0]
    assert "Belum memenuhi WBK: 4 nilai minimal belum tercapai." in summary
    assert re.findall(r"<span>(.*?)</span><strong>(.*?)</strong>", listed) == [
        ("Nilai total", "kurang 10,00"),
        ("Birokrasi yang Bersih dan Akuntabel", "kurang 13,25"),
        ("Nilai Survei Persepsi Anti Korupsi (survei eksternal)", "kurang 15,75"),
        ("Pelayanan Publik yang Prima", "kurang 14,00"),
    ]


def test_a_complete_good_sheet_meets_both_predicates(client):
    fill(make_sheet(), "unit", "A")
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Memenuhi semua nilai minimal WBK. Memenuhi semua nilai minimal WBBM." in page
    assert "Nilai LKE" not in page.partition("Enam area")[0]


def test_an_incomplete_sheet_explains_both_figures(client):
    answer(make_sheet(), "A.I.1.i.a", "unit", "Ya")
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Nilai ketat menghitung pertanyaan tanpa nilai sebagai 0" in page
    assert "112 isian unit belum ada" not in page  # numeric questions lack each of their figures
    assert "A.I.1.i.b: belum dijawab." in page


def test_a_unit_does_not_see_the_tpi_before_the_sheet_comes_back(client):
    sheet = make_sheet("in_review")
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "C")
    by = person(Role.EVALUATOR, sheet.unit)
    for topic in ("A.I.1.i.b/unit", "A.I.1.i.c/tpi"):
        log.write(verb="jawaban disimpan", subject=sheet, topic=topic, by=by, at=NOW)
    log.write(
        verb="dikembalikan kepada evaluator",
        subject=sheet,
        topic="status",
        by=by,
        at=NOW,
        old="reviewed",
        new="in_review",
        reason="Rahasia pengendali",
    )
    member = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    context = member.get(URL + "?penilai=tpi").context
    page = text(member.get(URL + "?penilai=tpi"))
    assert (context["standings"].tpi, context["assessor"], context["judged"].strict) == (None, "unit", 100)
    assert ("A.I.1.i.b" in page, "A.I.1.i.c" in page, "Rahasia pengendali" in page) == (True, False, False)
    inside = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert ("A.I.1.i.c" in inside, "Rahasia pengendali" in inside) == (True, True)


def test_a_returned_sheet_tells_why(client):
    sheet = make_sheet("returned")
    page = text(sign_in(client, person(Role.UNIT_HEAD, sheet.unit)).get(URL))
    assert "Dikembalikan untuk perbaikan Lengkapi bukti." in page


def test_the_page_judges_by_the_tpi_once_it_has_finished(client):
    sheet = make_sheet("reviewed")
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "C")
    sign_in(client, person(Role.LEADER))
    found = {query: client.get(URL + query).context["assessor"] for query in ("", "?penilai=unit", "?penilai=x")}
    assert found == {"": "tpi", "?penilai=unit": "unit", "?penilai=x": "tpi"}


def test_trend_and_change_use_approved_quarters_only(client):
    unit = None
    for quarter, state, grade in [(1, "approved", "C"), (2, "approved", "B"), (3, "approved", "A")]:
        period = PeriodFactory(quarter=quarter, state="open" if quarter == 3 else "locked")
        sheet = EvaluationFactory(period=period, state=state, **({"unit": unit} if unit else {"unit__code": "07"}))
        unit = sheet.unit
        fill(sheet, "unit", grade)
        fill(sheet, "tpi", grade)
    sign_in(client, person(Role.LEADER))
    context = client.get(URL).context
    assert [str(line.period) for line in context["trend"]] == ["TW I 2024", "TW II 2024", "TW III 2024"]
    assert context["trend"][0].change is None
    assert {line.change for line in context["areas"]} == {line.tpi - line.previous for line in context["areas"]}
    Evaluation.objects.filter(period__quarter=2).update(state="in_review")
    context = client.get(URL).context
    assert ([str(line.period) for line in context["trend"]], context["standings"].previous) == (
        ["TW I 2024", "TW III 2024"],
        None,
    )


def test_a_quarter_scored_otherwise_is_not_put_beside_this_one(client):
    earlier = PeriodFactory(quarter=2, state="locked", instrument=stricter_instrument())
    sheet = make_sheet("in_review")
    fill(EvaluationFactory(period=earlier, unit=sheet.unit, state="approved"), "tpi", "B")
    for assessor in ("unit", "tpi"):
        fill(sheet, assessor, "A")
    context = sign_in(client, person(Role.LEADER)).get(URL).context
    assert {(line.previous, line.change) for line in context["areas"]} == {(None, None)}
    assert {node.previous for node in context["nodes"]} == {None}


def test_every_node_is_listed_and_adds_up(client):
    fill(make_sheet(), "unit", "B")
    nodes = sign_in(client, person(Role.LEADER)).get(URL).context["nodes"]
    top = [node for node in nodes if node.level == 0]
    assert ([node.code for node in top], sum(node.weight for node in top)) == (["A", "B"], 100)
    assert sum(node.questions for node in nodes) == 113


def test_an_empty_sheet_says_how_to_begin(client):
    sheet = make_sheet()
    assert "Buka LKE, lalu jawab pertanyaan pertama" in text(
        sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(URL)
    )


def test_reasons_and_names_are_text_not_markup(client):
    sheet = make_sheet("returned")
    sheet.return_reason = sheet.unit.head_name = "<script>alert(1)</script>"
    sheet.save()
    sheet.unit.save()
    page = sign_in(client, person(Role.LEADER)).get(URL).content.decode()
    assert (page.count("<script>alert"), page.count("&lt;script&gt;alert")) == (0, 2)


@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units(client, django_assert_num_queries, units):
    PeriodFactory(quarter=2, state="locked")
    for number in range(units):
        sheet = make_sheet("in_review", f"{7 + number:02}")
        fill(sheet, "unit", "B")
        period = make_sheet(code=f"x{number}", quarter=2).period
        before = EvaluationFactory(period=period, unit=sheet.unit, state="approved")
        fill(before, "tpi", "B")
        log.write(verb="diajukan", subject=sheet, topic="status", by=UserFactory(), at=NOW)
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(13):
        client.get(URL)
