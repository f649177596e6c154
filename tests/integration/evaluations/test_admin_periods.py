"""Planning, changing, opening and locking a quarter in the administration; sheets, scores and history to read."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from evaluations.enums import EvaluationState, PeriodState
from evaluations.models import Evaluation, Instrument, Period
from history.models import Entry
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person
from units.roles import Role

pytestmark = pytest.mark.django_db
LIST = "admin:evaluations_period_changelist"
DEADLINES = {"fill_deadline": "2024-10-31", "verify_deadline": "2024-11-15", "repair_deadline": "2024-11-30"}


@pytest.fixture
def administrator(client, instrument):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def _change(period):
    return reverse("admin:evaluations_period_change", args=[period.pk])


def _act(client, action, *periods):
    data = {"action": action, "_selected_action": [period.pk for period in periods]}
    response = client.post(reverse(LIST), data)
    return [str(message) for message in get_messages(response.wsgi_request)][-len(periods) :]


def _entries():
    rows = Entry.objects.filter(subject="period").order_by("pk")
    return [(entry.verb, entry.source, entry.by, entry.old, entry.new) for entry in rows]


def test_a_quarter_is_planned_with_history(client, administrator, instrument):
    data = {"year": 2024, "quarter": 3, "instrument": instrument.pk, **DEADLINES}
    assert client.post(reverse("admin:evaluations_period_add"), data).status_code == 302
    period = Period.objects.get()
    assert (str(period), period.state, period.fill_deadline) == ("TW III 2024", "planned", date(2024, 10, 31))
    new = {"year": 2024, "quarter": 3, "instrument_id": instrument.pk, **DEADLINES}
    assert _entries() == [("periode direncanakan", "admin", administrator, None, new)]
    assert client.get(_change(period)).status_code == 200


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (
            {"verify_deadline": "2024-10-30"},
            {"__all__": ["Batas pengisian, verifikasi, dan perbaikan harus berurutan."]},
        ),
        ({"year": 1999}, {"__all__": ["Tahun harus antara 2010 dan 2100."]}),
        ({"quarter": 5}, {"quarter": ["Masukkan pilihan yang valid. 5 bukan salah satu dari pilihan yang tersedia."]}),
        ({"year": 2023, "quarter": 1}, {"__all__": ["Periode untuk triwulan dan tahun ini sudah ada."]}),
        ({"fill_deadline": "besok"}, {"fill_deadline": ["Masukkan tanggal yang valid."]}),
    ],
)
def test_a_bad_plan_is_shown_and_not_saved(client, administrator, instrument, data, errors):
    PeriodFactory(year=2023, quarter=1)
    whole = {"year": 2024, "quarter": 3, "instrument": instrument.pk, **DEADLINES, **data}
    response = client.post(reverse("admin:evaluations_period_add"), whole)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == errors
    assert (Period.objects.count(), _entries()) == (1, [])


def test_a_draft_instrument_is_not_offered(client, administrator, instrument):
    draft = Instrument.objects.create(identifier="draf", version=1, title="Draf", legal_basis="-")
    data = {"year": 2024, "quarter": 3, "instrument": draft.pk, **DEADLINES}
    response = client.post(reverse("admin:evaluations_period_add"), data)
    assert list(response.context["adminform"].form.errors) == ["instrument"]
    assert Period.objects.count() == 0


def test_an_open_quarter_changes_only_its_deadlines(client, administrator):
    period = PeriodFactory()
    data = {"year": 2025, "quarter": 1, "instrument": 0, **DEADLINES}
    assert client.post(_change(period), data).status_code == 302
    period.refresh_from_db()
    assert (str(period), period.repair_deadline) == ("TW III 2024", date(2024, 11, 30))
    assert [entry[0] for entry in _entries()] == ["periode diubah"]


@pytest.mark.parametrize("state", [PeriodState.LOCKED, PeriodState.REPORTED])
def test_a_locked_quarter_is_read_only(client, administrator, state):
    period = PeriodFactory(state=state)
    page = client.get(_change(period))
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert client.post(_change(period), DEADLINES).status_code == 403
    period.refresh_from_db()
    assert (period.repair_deadline, _entries()) == (date(2099, 12, 31), [])


def test_open_makes_sheets_for_the_active_units(client, administrator):
    active, _ = WorkUnitFactory(), WorkUnitFactory(is_active=False)
    period = PeriodFactory(state=PeriodState.PLANNED)
    assert _act(client, "open_periods", period) == ["TW III 2024: dibuka."]
    assert list(Evaluation.objects.values_list("period", "unit")) == [(period.pk, active.pk)]
    assert _entries() == [("periode dibuka", "admin", administrator, "planned", "open")]
    assert _act(client, "open_periods", period) == [
        "TW III 2024: Periode TW III 2024 berstatus “Dibuka”, jadi langkah ini tidak berlaku."
    ]
    assert Evaluation.objects.count() == 1


def test_only_a_supervisor_locks(client, administrator):
    period = PeriodFactory()
    _act(client, "lock_periods", period)
    period.refresh_from_db()
    assert period.state == "open"
    client.force_login(person(Role.SUPERVISOR))
    assert _act(client, "lock_periods", period) == ["TW III 2024: dikunci."]
    period.refresh_from_db()
    assert period.state == "locked"


def test_an_evaluator_neither_opens_nor_locks(client, instrument):
    period = PeriodFactory()
    client.force_login(person(Role.EVALUATOR))
    _act(client, "lock_periods", period)
    assert client.post(_change(period), DEADLINES).status_code == 403
    period.refresh_from_db()
    assert (period.state, period.repair_deadline) == ("open", date(2099, 12, 31))


# --- to read ---------------------------------------------------------------------------------------
def test_a_score_is_shown_in_words(client, administrator):
    evaluation = EvaluationFactory(state=EvaluationState.IN_REVIEW)
    fill(evaluation, "unit", "B")
    score = evaluation.scores.get()
    page = client.get(reverse("admin:evaluations_score_change", args=[score.pk])).content.decode()
    assert page.count("<td>Manajemen Perubahan</td>") == 3  # the area, its part in Pemenuhan and in Reform
    assert page.count("<td>WBK</td>") == len(score.detail["gates"]["WBK"])
    assert page.count("<td>") - page.count("</td>") == 0


def test_history_is_found_and_read(client, administrator):
    period = PeriodFactory(state=PeriodState.PLANNED)
    _act(client, "open_periods", period)
    found = client.get(reverse("admin:history_entry_changelist"), {"q": "periode dibuka", "subject": "period"})
    (entry,) = found.context["cl"].result_list
    assert entry.verb == "periode dibuka"
    assert client.get(reverse("admin:history_entry_change", args=[entry.pk])).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("evaluations_period", 7),
        ("evaluations_evaluation", 8),
        ("evaluations_score", 8),
        ("history_entry", 9),
        ("evaluations_question", 7),
        ("evaluations_instrument", 6),
    ],
)
def test_list_queries_do_not_grow(client, administrator, django_assert_num_queries, model, queries, rows):
    for quarter in range(1, rows + 1):
        evaluation = EvaluationFactory(period=PeriodFactory(quarter=quarter))
        fill(evaluation, "unit", codes=["A.I.1.i.a"])
        period = PeriodFactory(year=2025, quarter=quarter, state=PeriodState.PLANNED)
        _act(client, "open_periods", period)
    with django_assert_num_queries(queries):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
