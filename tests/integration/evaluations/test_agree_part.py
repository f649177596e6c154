"""Agreeing with what is left of an indicator or a part, and the sieves that show what is left."""

import pytest

from evaluations.models import Score
from history.models import Entry
from tests.factories import EvaluationFactory, PeriodFactory, answer, fill, person
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, cast, make_sheet, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db

INDICATOR = "A.I.1.i"  # two questions
CODES = ("A.I.1.i.a", CHOICE)


@pytest.fixture
def review(db):
    evaluation = make_sheet("in_review")
    fill(evaluation, "unit", "A", codes={*CODES, "A.I.1.ii.a", "A.I.2.i.a"})
    return evaluation


@pytest.fixture
def evaluator(client, review):
    user = person(Role.EVALUATOR, review.unit)
    client.force_login(user, backend="accounts.backends.Backend")
    return user


def press(client, evaluation, node=INDICATOR, codes=CODES, version=1, **options):
    data = {f"{code}.u": str(version) for code in codes}
    return client.post(url(evaluation, f"setuju-bagian/{node}/"), data, **options)


def test_one_press_agrees_with_an_indicator(client, review, evaluator):
    response = press(client, review)
    assert (response.status_code, response["Location"]) == (302, f"{url(review)}#i-A-I-1-i")
    assert stored(review, "tpi") == {"A.I.1.i.a": ("Ya", "", 1), CHOICE: ("A", "", 1)}
    assert Score.objects.get(assessor="tpi").answered == 2
    entries = Entry.objects.filter(verb="jawaban disimpan").order_by("pk")
    assert [(entry.by, entry.topic, entry.old, entry.new) for entry in entries] == [
        (evaluator, "A.I.1.i.a/tpi", None, {"jawaban": "Ya", "catatan": "", "versi unit": 1}),
        (evaluator, f"{CHOICE}/tpi", None, {"jawaban": "A", "catatan": "", "versi unit": 1}),
    ]


def test_htmx_asks_the_page_to_load_anew(client, review, evaluator):
    response = press(client, review, headers=HTMX)
    assert (response.status_code, response["HX-Refresh"]) == (200, "true")
    assert set(stored(review, "tpi")) == set(CODES)


def test_a_part_above_the_indicators_takes_all_that_is_left_in_it(client, review, evaluator):
    press(client, review, "A.I.1", [*CODES, "A.I.1.ii.a", "A.I.1.ii.b"])
    assert set(stored(review, "tpi")) == {*CODES, "A.I.1.ii.a"}  # the unit has not answered A.I.1.ii.b


def test_what_the_tpi_judged_itself_stays(client, review, evaluator):
    answer(review, CHOICE, "tpi", "C", note="Tanpa seleksi")
    press(client, review)
    assert stored(review, "tpi") == {"A.I.1.i.a": ("Ya", "", 1), CHOICE: ("C", "Tanpa seleksi", 1)}


def test_questions_outside_the_part_are_not_touched(client, review, evaluator):
    press(client, review, codes=[*CODES, "A.I.2.i.a"])
    assert set(stored(review, "tpi")) == set(CODES)


def test_an_answer_that_changed_since_stops_all(client, review, evaluator):
    answer(review, CHOICE, "unit", "B")
    assert press(client, review).status_code == 409
    assert stored(review, "tpi") == {}


@pytest.mark.parametrize("node", ["A", "A.I", "B", "total", "Z.9", "A.I.1.i.a"])
def test_there_is_no_button_for_more_than_a_part(client, review, evaluator, node):
    assert press(client, review, node).status_code == 404


ALLOWED = {"evaluator": 302, "member of another unit": 404}


def test_who_may_agree(client, review):
    statuses = {}
    for who, user in cast(review).items():
        client.force_login(user, backend="accounts.backends.Backend")
        statuses[who] = press(client, review).status_code
    assert statuses == dict.fromkeys(statuses, 403) | ALLOWED


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "reviewed", "approved"])
def test_only_while_the_sheet_is_verified(client, state):
    evaluation = make_sheet(state)
    fill(evaluation, "unit", "A")
    client.force_login(person(Role.EVALUATOR, evaluation.unit), backend="accounts.backends.Backend")
    assert press(client, evaluation).status_code == 409
    assert stored(evaluation, "tpi") == {}


def test_by_get_nothing_happens(client, review, evaluator):
    assert client.get(url(review, f"setuju-bagian/{INDICATOR}/")).status_code == 405


def shown(client, evaluation, sieve) -> list[str]:
    page = client.get(url(evaluation), {"saring": sieve}).context["page"]
    return [view.code for section in page.sections for part in section.indicators for view in part.questions]


def test_sieves_show_what_is_left(client, review, evaluator):
    past = EvaluationFactory(unit=review.unit, state="approved", period=PeriodFactory(quarter=2, state="locked"))
    fill(past, "tpi", "A")
    answer(review, CHOICE, "unit", "B")
    answer(review, CHOICE, "tpi", "C", note="Tanpa seleksi")
    answer(review, "A.I.1.i.a", "tpi", "Ya")
    everything = shown(client, review, "")
    assert len(everything) == 113
    assert shown(client, review, "belum") == [code for code in everything if code not in CODES]
    assert shown(client, review, "berbeda") == [CHOICE]
    assert shown(client, review, "berubah") == [CHOICE]
    assert shown(client, review, "tidak-ada") == everything


def test_an_empty_sieve_says_so(client, review, evaluator):
    response = client.get(url(review), {"saring": "berbeda"})
    assert "Tidak ada pertanyaan yang cocok dengan saringan ini." in response.content.decode()


def test_the_button_counts_what_it_would_agree_with(client, review, evaluator):
    html = client.get(url(review)).content.decode()
    assert [html.count(f"Setuju {number} sisanya") for number in (1, 2, 3)] == [3, 1, 1]
