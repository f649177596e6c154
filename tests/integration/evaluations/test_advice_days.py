"""Moving the last day of a recommendation: who may, what is refused, what is kept, who is told, what others count."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from evaluations.actions.advice_days import move_day
from evaluations.actions.advice_reminders import remind_of_advice
from evaluations.actions.snapshots import record_period
from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, NotAllowed, Refused, WrongState
from evaluations.models import FollowUp, Recommendation, Snapshot
from evaluations.queries.monitoring import given, monitoring
from evaluations.queries.recommendations import days_at_first
from history.models import Entry
from inbox.models import Message
from tests.factories import NOW, TODAY, WIB, EvaluationFactory, PeriodFactory, UserFactory, actor, person
from tests.integration.evaluations.advice_case import STATES, UNSENT, advice, take
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import make_sheet
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

TPI = {"evaluator", "supervisor", "supervisor who verified", "supervisor and evaluator"}
ALIVE = {"open", "in_progress", "done_by_unit"}
DUE, LATER = date(2024, 9, 10), date(2024, 10, 15)
WHY = "Menunggu perubahan anggaran."
DAY = timedelta(days=1)


def move(row, by, due_on=LATER, reason=WHY, now=NOW) -> FollowUp:
    return move_day(recommendation=row, due_on=due_on, reason=reason, by=actor(by), now=now)


@pytest.fixture
def sheet():
    return make_sheet("approved", "rsud")


@pytest.fixture
def evaluator(sheet):
    return person(Role.EVALUATOR, sheet.unit, full_name="Eva Luator")


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit)


# --- who and when ---------------------------------------------------------------------------------
def _tried(act):
    """What comes of it, or the class of the refusal; rolled back."""
    try:
        with transaction.atomic():
            done = act()
            transaction.set_rollback(True)
            return done
    except Refused as refusal:
        return type(refusal)


@pytest.mark.parametrize("state", STATES)
def test_state_and_person(state):
    """Who judges may, of what the unit knows and nobody closed; the state stays."""
    evaluation = EvaluationFactory()
    people, row = everybody(evaluation.unit), advice(evaluation, state, due_on=DUE)
    outcome = {who: _tried(lambda by=user: move(row, by).state) for who, user in people.items()}
    result = state if state in ALIVE else WrongState
    assert outcome == {who: result if who in TPI else NotAllowed for who in people}


@pytest.mark.parametrize("period", [PeriodState.OPEN, PeriodState.LOCKED, PeriodState.REPORTED])
def test_it_asks_for_no_open_quarter(period):
    evaluation = EvaluationFactory(period=PeriodFactory(state=period))
    assert move(advice(evaluation, due_on=DUE), person(Role.SUPERVISOR)).due_after == LATER


# --- what is kept ---------------------------------------------------------------------------------
def test_thread_and_history_keep_both_days_and_the_reason(sheet, evaluator):
    row = advice(sheet, "in_progress", due_on=DUE)
    move(row, evaluator, reason=f" {WHY}\r\n")
    move(row, evaluator, date(2024, 11, 1), "Menunggu lagi.", now=NOW + DAY)
    row.refresh_from_db()
    assert (row.due_on, row.state) == (date(2024, 11, 1), "in_progress")
    turns = row.follow_ups.values_list("number", "action", "state", "text", "due_before", "due_after", "at", "by")
    assert list(turns.order_by("number")) == [
        (1, "move", "in_progress", WHY, DUE, LATER, NOW, evaluator.pk),
        (2, "move", "in_progress", "Menunggu lagi.", LATER, date(2024, 11, 1), NOW + DAY, evaluator.pk),
    ]
    entry = Entry.objects.filter(subject="recommendation").order_by("pk").first()
    told = (entry.verb, entry.topic, entry.old, entry.new, entry.reason, entry.by)
    days = ({"due_on": "2024-09-10"}, {"due_on": "2024-10-15"})
    assert told == ("mengubah batas waktu", "tindak lanjut 1", *days, WHY, evaluator)
    assert days_at_first([row.pk]) == {row.pk: DUE}


def test_where_no_last_day_stood_one_is_set(sheet, evaluator):
    row = advice(sheet, due_on=None)
    turn = move(row, evaluator, TODAY)  # today is soon enough
    assert (turn.due_before, turn.due_after, Recommendation.objects.get().due_on) == (None, TODAY, TODAY)


@pytest.mark.parametrize(
    ("stands", "due_on", "reason", "sentence", "field"),
    [
        (DUE, DUE, WHY, "Batas waktu baru harus sesudah batas yang berlaku, 10 September 2024.", "due_on"),
        (DUE, TODAY - DAY, WHY, "Batas waktu baru harus sesudah batas yang berlaku, 10 September 2024.", "due_on"),
        (
            TODAY - 9 * DAY,
            TODAY - DAY,
            WHY,
            "Batas waktu baru tidak boleh sebelum hari ini, 21 Agustus 2024.",
            "due_on",
        ),
        (None, TODAY - DAY, WHY, "Batas waktu baru tidak boleh sebelum hari ini, 21 Agustus 2024.", "due_on"),
        (DUE, LATER, " \r\n", "Tulis alasan mengubah batas waktu.", "reason"),
        (DUE, LATER, "a" * 2001, "Alasan terlalu panjang: 2001 huruf, paling banyak 2000.", "reason"),
    ],
)
def test_what_is_refused_changes_nothing(sheet, evaluator, stands, due_on, reason, sentence, field):
    row = advice(sheet, due_on=stands)
    with pytest.raises(Invalid) as refused:
        move(row, evaluator, due_on, reason)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    row.refresh_from_db()
    assert (row.due_on, FollowUp.objects.count(), Message.objects.count()) == (stands, 0, 0)


# --- who is told ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stands", "days"),
    [(DUE, "dari 10 September 2024 menjadi 15 Oktober 2024"), (None, "menjadi 15 Oktober 2024")],
)
def test_the_units_people_are_told(sheet, evaluator, member, stands, days):
    head = person(Role.UNIT_HEAD, sheet.unit)
    row = advice(sheet, due_on=stands, area=None, text="Tetapkan SK.", number=3)
    move(row, evaluator)
    assert set(Message.objects.values_list("user", flat=True)) == {head.pk, member.pk}
    assert set(Message.objects.values_list("event", "title", "text", "url")) == {
        (
            "judged",
            f"{sheet.unit.name}: batas waktu rsud/R-3 diubah",
            f"TPI mengubah batas waktu rekomendasi “Tetapkan SK.” {days}, dengan alasan:\n“{WHY}”",
            f"/rekomendasi/{row.pk}/",
        )
    }


def test_the_new_day_is_reminded_of_anew(sheet, evaluator, member):
    """The old one is reminded of no more, even at the same distance."""

    def run(day: date) -> int:
        return remind_of_advice(now=datetime.combine(day, time(7), tzinfo=WIB))

    row = advice(sheet, due_on=DUE, area=None)
    assert run(DUE - 3 * DAY) == 1
    move(row, evaluator, LATER, now=NOW)
    assert [run(day) for day in (DUE - DAY, DUE + DAY)] == [0, 0]
    assert [run(day) for day in (LATER - 3 * DAY, LATER - 3 * DAY, LATER - DAY)] == [1, 0, 1]
    assert run(LATER + DAY) == 2  # the unit and the TPI
    told = Message.objects.filter(user=member, event__startswith="advice").order_by("pk").values_list("text", flat=True)
    assert ["15 Oktober 2024" in words for words in told] == [False, True, True, True]


# --- what others count ----------------------------------------------------------------------------
OPENED, LOCKED = datetime(2024, 7, 10, 8, tzinfo=WIB), datetime(2024, 10, 1, 8, tzinfo=WIB)


@pytest.mark.parametrize(
    ("first", "moved", "then", "at_first"),
    [
        (DUE, [], DUE, None),
        (DUE, [(LOCKED - DAY, LATER)], LATER, DUE),
        (DUE, [(LOCKED + DAY, LATER)], DUE, None),
        (DUE, [(LOCKED - DAY, LATER), (LOCKED + DAY, LATER + DAY), (LOCKED + 2 * DAY, LATER + 2 * DAY)], LATER, DUE),
        (None, [(LOCKED + DAY, LATER)], None, None),
        (None, [(LOCKED - DAY, LATER)], LATER, None),
    ],
)
def test_a_locked_quarter_counts_against_the_day_that_held(first, moved, then, at_first):
    earlier = EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"))
    period = PeriodFactory(state="locked", opened_at=OPENED, locked_at=LOCKED)
    EvaluationFactory(period=period, unit=earlier.unit)
    supervisor = person(Role.SUPERVISOR)
    row = advice(earlier, due_on=first, sent_at=OPENED)
    take(row, "report", person(Role.UNIT_MEMBER, earlier.unit), "Rancangan.", now=OPENED + DAY)
    for at, day in moved:
        move(row, supervisor, day, now=at)
    [found] = monitoring(period, [earlier.unit])[earlier.unit_id]
    assert (found.due_on, found.due_at_first, str(found.state)) == (then, at_first, "in_progress")
    assert found.followed_up.action == "report"  # moving a day is no follow-up
    newest = PeriodFactory(quarter=4, opened_at=LOCKED)
    [now_open] = monitoring(newest, [earlier.unit])[earlier.unit_id]
    assert now_open.due_on == (moved[-1][1] if moved else first)


def test_it_is_as_many_queries_in_a_locked_quarter(django_assert_num_queries):
    period = PeriodFactory(state="locked", opened_at=OPENED, locked_at=LOCKED)
    sheet, supervisor = EvaluationFactory(period=period), person(Role.SUPERVISOR)
    for _ in range(3):
        move(advice(sheet, due_on=DUE, sent_at=OPENED), supervisor, now=LOCKED + DAY)
    with django_assert_num_queries(2):
        assert [one.due_on for one in given(period, [sheet.unit])[sheet.unit_id]] == [DUE] * 3


def test_a_snapshot_says_which_day_was_moved(sheet, evaluator):
    row = advice(sheet, due_on=DUE)
    take(row, "report", person(Role.UNIT_MEMBER, sheet.unit))
    move(row, evaluator)
    record_period(period=sheet.period, by=UserFactory(), now=NOW, source="screen")
    [told] = Snapshot.objects.get(evaluation=sheet).sheet["recommendations"]
    assert told["due_on"] == "2024-10-15"
    days = [(turn["action"], turn.get("due_before"), turn.get("due_after")) for turn in told["follow_ups"]]
    assert days == [("report", None, None), ("move", "2024-09-10", "2024-10-15")]


# --- the page -------------------------------------------------------------------------------------
AHEAD = timezone.localdate() + 30 * DAY


def address(row) -> str:
    return f"/rekomendasi/{row.pk}/batas/"


def typed(**changes) -> dict:
    return {"due_on": AHEAD.isoformat(), "reason": WHY} | changes


def test_through_the_page(client, sheet, evaluator, member):
    row = advice(sheet, due_on=DUE)
    page = text(sign_in(client, evaluator).get(f"/rekomendasi/{row.pk}/"))
    assert "Ubah batas waktu" in page
    assert "Batas yang berlaku: 10 September 2024" in page
    page = text(client.post(address(row), typed(), follow=True))
    assert "Batas waktu diubah; unit diberi tahu." in page
    told = f"Eva Luator mengubah batas waktu TPI, {date_format(timezone.localdate())}"
    moved = f"Dari 10 September 2024 menjadi {date_format(AHEAD)} {WHY}"
    for words in (told, moved):
        assert words in page
    page = text(sign_in(client, member).get(f"/rekomendasi/{row.pk}/"))
    assert moved in page
    assert "Ubah batas waktu" not in page


def test_where_none_stood_the_page_says_so(client, sheet, evaluator):
    row = advice(sheet, due_on=None)
    assert "belum mempunyai batas waktu" in text(sign_in(client, evaluator).get(f"/rekomendasi/{row.pk}/"))
    client.post(address(row), typed())
    assert f"Tanpa batas waktu, menjadi {date_format(AHEAD)}" in text(client.get(f"/rekomendasi/{row.pk}/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": ""}, "Batas waktu baru"),
        ({"due_on": "besok"}, "Batas waktu baru"),
        ({"reason": ""}, "Alasan"),
        ({"reason": "\x00"}, "Alasan"),
        ({"due_on": (AHEAD - DAY).isoformat()}, "Batas waktu baru harus sesudah batas yang berlaku"),
    ],
)
def test_what_cannot_be_taken_is_told_at_the_form(client, sheet, evaluator, changes, sentence):
    row = advice(sheet, due_on=AHEAD)
    sent = typed(due_on=(AHEAD + DAY).isoformat()) | changes
    response = sign_in(client, evaluator).post(address(row), sent)
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert response.context["move_form"].errors
    assert response.content.decode().count("autofocus") == 1
    assert 'class="card fold d-print-none" open' in response.content.decode()
    assert FollowUp.objects.count() == 0


def test_who_closed_it_meanwhile_is_told_with_what_was_typed(client, sheet, evaluator):
    row = advice(sheet, due_on=DUE)
    take(row, "settle", evaluator, now=NOW)
    response = sign_in(client, evaluator).post(address(row), typed())
    assert response.status_code == 409
    for words in ("tidak dapat dilakukan: rekomendasi berstatus “Dinyatakan tuntas”", WHY):
        assert words in text(response)
    assert FollowUp.objects.count() == 1


def test_what_the_unit_does_not_know_is_changed_instead(client, sheet, evaluator):
    row = advice(sheet, UNSENT, due_on=DUE)
    assert "Batas yang berlaku" not in text(sign_in(client, evaluator).get(f"/rekomendasi/{row.pk}/"))
    response = client.post(address(row), typed())
    assert (response.status_code, "Sampaikan dahulu rekomendasi ini" in text(response)) == (409, True)


def test_who_reaches_the_address(client, sheet):
    people, row = everybody(sheet.unit), advice(sheet, due_on=DUE)
    hidden = {"head of another unit", "without a role", "inactive head"}
    found = {}
    for who, user in people.items():
        client.logout()
        if user.is_active:
            sign_in(client, user)
        found[who] = client.post(address(row), {"due_on": "", "reason": ""}).status_code
    expected = {who: 422 if who in TPI else 404 if who in hidden else 403 for who in people} | {"inactive head": 302}
    assert found == expected
    assert sign_in(client, people["evaluator"]).get(address(row)).status_code == 405
