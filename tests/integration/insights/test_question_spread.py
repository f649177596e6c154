"""How all units answered each question, what is weakest with its recommendations, and how complete the evidence is."""

from fractions import Fraction

import pytest

from evaluations.actions.periods import lock_period
from evaluations.actions.scores import rescore
from evaluations.models import Answer, FollowUp, Recommendation
from evaluations.queries.instruments import loaded
from insights.queries.proofs import proofs
from insights.queries.question_spread import sheets_of, spreads, with_advice
from tests.factories import (
    NOW,
    EvidenceUseFactory,
    RecommendationFactory,
    UserFactory,
    actor,
    answer,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.insights.trend_case import CHOICE, INDEX, YES_NO, period_of, sheet_in
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/perkembangan/pertanyaan/"
SHARE = Fraction(1, 4)  # points of YES_NO and of CHOICE


@pytest.fixture
def leader(instrument):
    return actor(person(Role.LEADER))


@pytest.fixture
def three(instrument):
    """Three units: CHOICE is A, B and open; the index is 4, 3 and 2; all else is full."""
    return [
        sheet_in(3, code="01", state="in_review", tpi=None, unit={INDEX: {"indeks": "4"}}),
        sheet_in(3, code="02", state="in_review", tpi=None, unit={CHOICE: "B", INDEX: {"indeks": "3"}}),
        sheet_in(3, code="03", state="in_review", tpi=None, unit={CHOICE: None, INDEX: {"indeks": "2"}}),
    ]


def spread_of(reader, code: str, assessor: str = "unit"):
    period = period_of(3)
    found = spreads(period, sheets_of(reader, period), assessor)
    return next(spread for spread in found.questions if spread.question.code == code)


def words(text_: str) -> str:
    return text_.replace("\N{NO-BREAK SPACE}", " ")


def test_units_are_counted_at_each_option(leader, three):
    found = spread_of(leader, CHOICE)
    assert found.counted == [("A", 1), ("B", 1), ("C", 0)]
    assert (found.units, found.unanswered, found.mean) == (3, 1, Fraction(3, 4))
    assert (found.sentence, found.effect) == ("1 dari 3 unit sudah A", SHARE / 2)


def test_figures_are_counted_in_steps_of_what_they_are_worth(leader, three):
    found = spread_of(leader, INDEX)
    steps = [(words(name), count) for name, count in found.counted]
    assert steps == [("100 %", 1), ("75–99 %", 1), ("50–74 %", 1), ("25–49 %", 0), ("0–24 %", 0)]
    assert (words(found.sentence), found.effect) == ("1 dari 3 unit sudah 100 %", Fraction(35, 2) * Fraction(3, 4))


def test_a_carried_answer_and_a_unit_that_wrote_nothing_do_not_count(leader, three):
    Answer.objects.filter(evaluation=three[0], question__code=CHOICE).update(is_carried=True)
    sheet_in(3, code="04", state="draft", unit=None, tpi=None)
    found = spread_of(leader, CHOICE)
    assert (found.counted, found.units, found.unanswered) == ([("A", 0), ("B", 1), ("C", 0)], 3, 2)


def weakest(reader, order: str = "poin", quarter: int = 3):
    period = period_of(quarter)
    return with_advice(reader, spreads(period, sheets_of(reader, period), "unit"), order)


def test_the_weakest_are_those_with_most_to_gain_or_worth_least(leader, three):
    answer(three[0], YES_NO, "unit", "Tidak")
    answer(three[1], YES_NO, "unit", "Tidak")
    assert [weak.spread.question.code for weak in weakest(leader)] == [INDEX, YES_NO, CHOICE]
    assert [weak.spread.question.code for weak in weakest(leader, "capaian")] == [YES_NO, INDEX, CHOICE]


def test_what_hardly_anybody_answered_is_not_called_weak(leader, three):
    for sheet in three:
        answer(sheet, YES_NO, "unit", None)
    answer(three[0], YES_NO, "unit", "Tidak")
    assert [weak.spread.question.code for weak in weakest(leader, "capaian")] == [INDEX, CHOICE]


def advice(reader, quarter: int = 3) -> dict[str, list[str]]:
    return {weak.spread.question.code: [str(row) for row in weak.advice] for weak in weakest(reader, quarter=quarter)}


def test_open_recommendations_stand_beside_their_question(leader, three):
    first = RecommendationFactory(evaluation=three[1], number=1, code=CHOICE)
    RecommendationFactory(evaluation=three[0], number=1, code=INDEX, state="settled")
    FollowUp.objects.create(
        recommendation=Recommendation.objects.get(code=INDEX),
        number=1,
        action="settle",
        state="settled",
        text="Tuntas.",
        at=NOW,
        by=UserFactory(),
    )
    RecommendationFactory(evaluation=three[2], code=CHOICE, sent_at=None)  # nobody was told
    RecommendationFactory(evaluation=three[2], number=1, code="A.I.1.i")  # about something else
    assert advice(leader) == {INDEX: [], CHOICE: [str(first)]}


def test_advice_given_on_another_instrument_stays_out(leader, three):
    period_of(2, instrument=stricter_instrument())
    RecommendationFactory(evaluation=sheet_in(2, code="01"), number=1, code=CHOICE)
    assert advice(leader)[CHOICE] == []


def test_a_locked_quarter_tells_what_was_open_and_answered_then(leader, three):
    row = RecommendationFactory(evaluation=three[1], number=1, code=CHOICE)
    period = period_of(3)
    lock_period(period=period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    before = [(weak.spread.question.code, weak.spread.counted, weak.spread.effect) for weak in weakest(leader)]
    Answer.objects.all().delete()
    Recommendation.objects.update(state="settled", closed_at=NOW, closed_by=UserFactory())
    FollowUp.objects.create(
        recommendation=row,
        number=1,
        action="settle",
        state="settled",
        text="Tuntas.",
        at=NOW.replace(month=12),
        by=UserFactory(),
    )
    assert [(weak.spread.question.code, weak.spread.counted, weak.spread.effect) for weak in weakest(leader)] == before
    assert advice(leader)[CHOICE] == [str(row)]


# --- evidence -------------------------------------------------------------------------------------


def complete(reader) -> list[tuple]:
    period = period_of(3)
    found = proofs(reader, period, sheets_of(reader, period))
    return [(line.evaluation.unit.code, line.proven, line.claimed, line.lacking) for line in found.lines]


def test_evidence_is_counted_against_what_is_claimed(leader, three):
    for code in (YES_NO, INDEX):
        EvidenceUseFactory(evaluation=three[2], code=code)
    answer(three[1], YES_NO, "unit", "Tidak")  # claims nothing
    sheet_in(3, code="04", state="draft", unit=None, tpi=None)
    rescore(three[2])
    assert complete(leader) == [("01", 0, 113, 113), ("02", 0, 112, 112), ("03", 2, 112, 110)]


def test_evidence_stays_as_recorded_once_the_quarter_is_locked(leader, three):
    EvidenceUseFactory(evaluation=three[0])
    rescore(three[0])
    before = complete(leader)
    lock_period(period=period_of(3), by=actor(person(Role.SUPERVISOR)), now=NOW)
    Answer.objects.all().delete()
    assert complete(leader) == before


# --- the page -------------------------------------------------------------------------------------


def test_the_page_tells_spread_weakness_advice_and_evidence(client, three):
    row = RecommendationFactory(evaluation=three[1], number=7, code=CHOICE, text="Seleksi anggota tim.")
    response = sign_in(client, person(Role.LEADER)).get(URL)
    page = words(text(response))
    assert "1 dari 3 unit sudah A; 1 belum bernilai 75,00 % 0,13" in page
    assert "02/R-7 Unit Kerja 02: Seleksi anggota tim." in page
    assert "Bukti sudah memadai untuk 0 dari 338 jawaban." in page
    assert f'href="/rekomendasi/{row.pk}/"' in response.text
    assert f'href="/tw/2024-3/pertanyaan/{CHOICE}/"' in response.text


def test_every_part_of_the_sheet_can_be_looked_at(client, three):
    client = sign_in(client, person(Role.LEADER))
    titles, codes = [], []
    for key, title, _ in client.get(URL).context["parts"]:
        group = client.get(f"{URL}?bagian={key}").context["group"]
        titles.append((title, group.title))
        codes += [line.question.code for line in group.lines]
    assert [shown for shown, _ in titles] == [found for _, found in titles]
    assert (len(titles), sorted(codes)) == (7, sorted(loaded(period_of(3).instrument).instrument.questions))


def test_the_empty_states_say_what_is_missing(client, instrument):
    sheet_in(3, state="draft", unit=None, tpi=None)
    client = sign_in(client, person(Role.LEADER))
    assert "Belum ada jawaban Sebaran tampil begitu unit pertama menjawab." in text(client.get(URL))
    assert "TPI belum menilai" in text(client.get(URL + "?penilai=tpi"))
    assert "Belum ada jawaban yang memerlukan bukti." in text(client.get(URL))


def test_a_perfect_quarter_has_no_weak_question(client, instrument):
    sheet_in(3)
    assert "Semua jawaban sudah bernilai penuh." in text(sign_in(client, person(Role.LEADER)).get(URL))


@pytest.mark.parametrize("assessor", ["unit", "tpi"])
@pytest.mark.parametrize(("state", "queries"), [("open", 13), ("locked", 14)])
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units(client, django_assert_num_queries, units, state, queries, assessor):
    for number in range(units):
        sheet = sheet_in(3, "B", code=f"0{number}")
        for place in range(number + 1):
            RecommendationFactory(evaluation=sheet, number=place + 1, code=INDEX)
    if state == "locked":
        lock_period(period=period_of(3), by=actor(person(Role.SUPERVISOR)), now=NOW)
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(queries):
        assert client.get(f"{URL}?penilai={assessor}").status_code == 200


def test_advice_on_one_question_is_told_in_part_and_counted_in_full(client, three):
    for place in range(7):
        RecommendationFactory(evaluation=three[place % 2], number=place + 1, code=CHOICE)
    response = sign_in(client, person(Role.LEADER)).get(URL)
    page = text(response)
    weak = next(weak for weak in response.context["weakest"] if weak.spread.question.code == CHOICE)
    assert ([str(row) for row in weak.advice], weak.more) == (["01/R-1", "01/R-3", "01/R-5", "01/R-7", "02/R-2"], 2)
    assert ("7 rekomendasi" in page, "dan 2 lainnya, lihat daftar rekomendasi" in page) == (True, True)


def test_evidence_of_many_units_is_paged(client, instrument, monkeypatch):
    monkeypatch.setattr("insights.views.trends.PER_PAGE", 2)
    for code in ("01", "02", "03"):
        sheet_in(3, code=code, state="in_review", tpi=None)
    client = sign_in(client, person(Role.LEADER))
    pages = [client.get(f"{URL}?hal={number}&urut=capaian") for number in (1, 2)]
    assert [[line.evaluation.unit.code for line in page.context["page"]] for page in pages] == [["01", "02"], ["03"]]
    assert "Bukti sudah memadai untuk 0 dari 339 jawaban." in text(pages[1])
    assert 'href="?penilai=unit&amp;urut=capaian&amp;bagian=0&amp;hal=2"' in pages[0].content.decode()
