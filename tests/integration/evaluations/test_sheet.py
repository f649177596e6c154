"""The LKE sheet in the browser's eyes: who sees it, what it shows, what one look costs."""

import re

import pytest

from evaluations.queries.instruments import loaded
from tests.factories import (
    EvaluationFactory,
    PeriodFactory,
    RepairRequestFactory,
    WorkUnitFactory,
    answer,
    fill,
    person,
)
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, INDEX, cast, make_sheet, url
from units.roles import Role

pytestmark = pytest.mark.django_db


def page(client, evaluation, user):
    client.force_login(user, backend="accounts.backends.Backend")
    return client.get(url(evaluation))


def text_of(response) -> str:
    """What a person reads, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


READERS = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "unassigned evaluator": 200,
    "supervisor": 200,
    "leader": 200,
    "administrator": 200,
}


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_who_may_open_a_sheet(client, who, status):
    evaluation = make_sheet()
    assert page(client, evaluation, cast(evaluation)[who]).status_code == status


def test_without_login_the_sheet_asks_to_sign_in(client):
    evaluation = make_sheet()
    response = client.get(url(evaluation))
    assert (response.status_code, response["Location"]) == (302, f"/akun/masuk/?next={url(evaluation)}")


@pytest.mark.parametrize("address", ["/tw/2024-3/unit/99/lke/", "/tw/2031-1/unit/07/lke/", "/tw/2024-5/unit/07/lke/"])
def test_a_sheet_that_does_not_exist(client, address):
    evaluation = make_sheet()
    client.force_login(person(Role.LEADER), backend="accounts.backends.Backend")
    assert client.get(url(evaluation)).status_code == 200
    assert client.get(address).status_code == 404


def test_a_sheet_is_only_read_by_get(client):
    evaluation = make_sheet()
    client.force_login(person(Role.UNIT_MEMBER, evaluation.unit), backend="accounts.backends.Backend")
    assert client.post(url(evaluation)).status_code == 405


WRITERS = {  # state -> who gets open controls, and for which column
    "draft": {"unit_member": "unit", "unit_head": "unit"},
    "submitted": {},
    "in_review": {"evaluator": "tpi"},
    "returned": {"unit_member": "unit", "unit_head": "unit"},
    "reviewed": {},
    "approved": {},
}


@pytest.mark.parametrize(("state", "writers"), WRITERS.items())
def test_whose_controls_are_open(client, state, writers):
    evaluation = make_sheet(state)
    people = cast(evaluation)
    del people["member of another unit"]
    found = {who: page(client, evaluation, user).context["page"].writer for who, user in people.items()}
    assert found == dict.fromkeys(people, "") | writers


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ({"state": "locked"}, "Periode TW III 2024 sudah dikunci. Tidak ada yang dapat diubah."),
        (
            {"fill_deadline": "2024-10-31"},
            "Batas waktu 31 Oktober 2024 sudah lewat. Hubungi Inspektorat bila perlu perpanjangan.",
        ),
    ],
)
def test_a_closed_sheet_says_why(client, period, sentence):
    evaluation = EvaluationFactory(period=PeriodFactory(**period))
    response = page(client, evaluation, person(Role.UNIT_MEMBER, evaluation.unit))
    assert (response.context["page"].writer, response.context["pen"].why_not) == ("", sentence)
    assert sentence in text_of(response)


def test_every_option_is_shown_with_its_criterion_and_points(client):
    evaluation = make_sheet()
    response = page(client, evaluation, person(Role.UNIT_MEMBER, evaluation.unit))
    questions = loaded(evaluation.period.instrument).instrument.questions
    shown = {
        view.code: [(option.value, option.criterion, option.points) for option in view.options]
        for section in response.context["page"].sections
        for part in section.indicators
        for view in part.questions
        if not view.question.is_numeric
    }
    assert shown == {
        code: [(option.value, question.criteria[option.value], option.points) for option in question.scale.options]
        for code, question in questions.items()
        if not question.is_numeric
    }
    html = response.content.decode()
    assert html.count('type="radio"') == sum(len(options) for options in shown.values())
    assert html.count('class="form-control figure"') == sum(len(q.inputs) for q in questions.values())


def test_the_outline_counts_and_scores_each_part(client):
    evaluation = make_sheet()
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")
    answer(evaluation, CHOICE, "unit", "B")
    response = page(client, evaluation, person(Role.UNIT_MEMBER, evaluation.unit))
    first = response.context["page"].sections[0]
    assert (first.node.code, first.done, len(first.codes), str(first.strict)) == ("A.I.1", 2, 12, "3/8")
    assert "A.I.1 Manajemen Perubahan 2/12 0,38 dari 4,00" in text_of(response)
    assert [path for path, _ in response.context["page"].groups] == [
        "Pengungkit · Pemenuhan",
        "Pengungkit · Reform",
        "Hasil",
    ]


def test_figures_show_their_percentage_and_decimal_comma(client):
    evaluation = make_sheet()
    answer(evaluation, FIGURES, "unit", {"kepala_satker": 1, "pejabat_wajib": 4, "lainnya_wajib": 7, "sudah_lapor": 11})
    answer(evaluation, INDEX, "unit", {"indeks": "3.6"})
    html = page(client, evaluation, person(Role.UNIT_MEMBER, evaluation.unit)).content.decode()
    assert re.findall(r'id="p-(?:A-II-5-iii-a|B-I-a)">\s*([^<\s][^<]*?)\s*<', html) == ["91,67 %", "90,00 %"]
    assert re.findall(r'name="B\.I\.a\.f\.indeks" value="([^"]*)"', html) == ["3,6"]


def test_a_unit_sees_the_tpis_values_only_once_returned_or_approved(client):
    seen = {}
    for number, state in enumerate(WRITERS, start=1):
        evaluation = make_sheet(state, code=f"{number:02}")
        answer(evaluation, CHOICE, "unit", "A")
        answer(evaluation, CHOICE, "tpi", "C", note="Rahasia sampai dikembalikan")
        response = page(client, evaluation, person(Role.UNIT_MEMBER, evaluation.unit))
        seen[state] = "Rahasia sampai dikembalikan" in text_of(response)
        assert (response.context["page"].question(CHOICE).tpi is not None) == seen[state]
    assert seen == {
        "draft": False,
        "submitted": False,
        "in_review": False,
        "returned": True,
        "reviewed": False,
        "approved": True,
    }


def test_the_verifier_sees_the_units_answer_note_and_last_quarter(client):
    evaluation = make_sheet("in_review")
    past = EvaluationFactory(unit=evaluation.unit, state="approved", period=PeriodFactory(quarter=2, state="locked"))
    answer(past, CHOICE, "tpi", "C", note="Tahun lalu tanpa seleksi")
    answer(evaluation, CHOICE, "unit", "A", note="Seleksi terbuka pada Juli")
    response = page(client, evaluation, person(Role.EVALUATOR, evaluation.unit))
    view = response.context["page"].question(CHOICE)
    assert [(name, other.text, other.answer.note) for name, other in view.other_views] == [
        ("Unit", "A", "Seleksi terbuka pada Juli"),
        ("TW lalu", "C", "Tahun lalu tanpa seleksi"),
    ]
    assert [option.chosen_by for option in view.options] == [["Unit"], [], ["TW lalu"]]
    assert "Setuju (A)" in text_of(response)


def test_text_of_users_is_escaped(client):
    evaluation = make_sheet("in_review")
    answer(evaluation, CHOICE, "unit", "A", note="<script>alert(1)</script> & 'kutip'")
    html = page(client, evaluation, person(Role.EVALUATOR, evaluation.unit)).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x27;kutip&#x27;" in html


@pytest.mark.parametrize("units", [1, 40])
def test_the_whole_sheet_costs_the_same_queries_for_1_and_40_units(client, django_assert_num_queries, units):
    period = PeriodFactory()
    PeriodFactory(quarter=2, state="locked")
    for number in range(units):
        evaluation = EvaluationFactory(period=period, unit=WorkUnitFactory(code=f"u{number}"), state="in_review")
        answer(evaluation, CHOICE, "unit", "A")
    fill(evaluation, "unit")
    fill(evaluation, "tpi", "B")
    for code in (CHOICE, FIGURES):
        RepairRequestFactory(evaluation=evaluation, code=code)
    user = person(Role.EVALUATOR, evaluation.unit)
    client.force_login(user, backend="accounts.backends.Backend")
    with django_assert_num_queries(13):
        assert client.get(url(evaluation)).status_code == 200
