"""Planning, opening and locking a quarter."""

from datetime import date
from functools import partial

import pytest

from evaluations.actions.periods import lock_period, open_period, reopen_period, save_period
from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, NotAllowed, Refused, WrongState
from evaluations.models import Evaluation, Instrument, Period
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, person
from tests.integration.evaluations.people import everybody
from units.roles import Role

pytestmark = pytest.mark.django_db
DEADLINES = {
    "fill_deadline": date(2024, 10, 31),
    "verify_deadline": date(2024, 11, 15),
    "repair_deadline": date(2024, 11, 30),
}


@pytest.fixture
def administrator(instrument):
    return person(Role.ADMINISTRATOR)


def _save(user, instrument, period=None, **changes):
    fields = {"year": 2024, "quarter": 3, "instrument": instrument, **DEADLINES, **changes}
    return save_period(period=period, by=actor(user), now=NOW, **fields)


def _entries():
    return list(Entry.objects.filter(subject="period").order_by("pk").values_list("verb", "topic", "old", "new", "by"))


def test_planned_then_changed(administrator, instrument):
    period = _save(administrator, instrument)
    assert (period.state, period.opened_at, str(period)) == ("planned", None, "TW III 2024")
    _save(administrator, instrument, period, quarter=4, repair_deadline=date(2024, 12, 24))
    first = {
        "year": 2024,
        "quarter": 3,
        "instrument_id": instrument.pk,
        "fill_deadline": "2024-10-31",
        "verify_deadline": "2024-11-15",
        "repair_deadline": "2024-11-30",
    }
    second = first | {"quarter": 4, "repair_deadline": "2024-12-24"}
    assert _entries() == [
        ("periode direncanakan", "", None, first, administrator.pk),
        ("periode diubah", "", first, second, administrator.pk),
    ]


def test_the_same_again_is_no_history(administrator, instrument):
    period = _save(administrator, instrument)
    _save(administrator, instrument, period)
    assert [entry[0] for entry in _entries()] == ["periode direncanakan"]


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"year": 2009}, "Tahun harus antara 2010 dan 2100.", ""),
        ({"quarter": 5}, "Nilai 5 bukan pilihan yang valid.", "quarter"),
        ({"verify_deadline": date(2024, 10, 30)}, "Batas pengisian, verifikasi, dan perbaikan harus berurutan.", ""),
        ({"repair_deadline": date(2024, 11, 14)}, "Batas pengisian, verifikasi, dan perbaikan harus berurutan.", ""),
        ({"year": 2023, "quarter": 1}, "Periode untuk triwulan dan tahun ini sudah ada.", ""),
    ],
)
def test_what_no_quarter_can_be(administrator, instrument, changes, sentence, field):
    PeriodFactory(year=2023, quarter=1)
    with pytest.raises(Invalid) as refused:
        _save(administrator, instrument, **changes)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert (Period.objects.count(), _entries()) == (1, [])


def test_a_draft_instrument_is_refused(administrator):
    draft = Instrument.objects.create(identifier="draf", version=1, title="Draf", legal_basis="-")
    with pytest.raises(Invalid) as refused:
        _save(administrator, draft)
    assert (str(refused.value), refused.value.field) == ("Pilih instrumen yang sudah terbit.", "instrument")


def test_an_open_quarter_keeps_its_quarter_and_instrument(administrator, instrument):
    period = PeriodFactory()
    with pytest.raises(WrongState) as refused:
        _save(administrator, instrument, period, quarter=4)
    assert str(refused.value) == "Triwulan dan instrumen periode yang sudah dibuka tidak dapat diganti."
    assert _save(administrator, instrument, period).repair_deadline == date(2024, 11, 30)


@pytest.mark.parametrize("state", [PeriodState.LOCKED, PeriodState.REPORTED])
def test_a_locked_quarter_does_not_change(administrator, instrument, state):
    period = PeriodFactory(state=state)
    with pytest.raises(WrongState) as refused:
        _save(administrator, instrument, period)
    assert str(refused.value) == "Periode TW III 2024 sudah dikunci. Tidak ada yang dapat diubah."


def test_open_gives_every_active_unit_a_sheet(administrator):
    units = [WorkUnitFactory(), WorkUnitFactory()]
    WorkUnitFactory(is_active=False)
    period = open_period(period=PeriodFactory(state="planned"), by=actor(administrator), now=NOW)
    assert (period.state, period.opened_at, period.opened_by) == ("open", NOW, administrator)
    rows = Evaluation.objects.order_by("unit__pk").values_list("period", "unit", "state", "submitted_at")
    assert list(rows) == [(period.pk, unit.pk, "draft", None) for unit in units]
    assert _entries() == [("periode dibuka", "status", "planned", "open", administrator.pk)]


def test_lock_leaves_the_sheets_as_they_are(administrator):
    WorkUnitFactory()
    period = open_period(period=PeriodFactory(state="planned"), by=actor(administrator), now=NOW)
    supervisor = person(Role.SUPERVISOR)
    period = lock_period(period=period, by=actor(supervisor), now=NOW)
    assert (period.state, period.locked_at, period.locked_by) == ("locked", NOW, supervisor)
    evaluation = Evaluation.objects.select_related("period").get()
    assert (evaluation.state, evaluation.is_unfinished) == ("draft", True)
    assert _entries()[-1] == ("periode dikunci", "status", "open", "locked", supervisor.pk)


def test_reopening_tells_why_and_leaves_the_sheets_as_they_are(instrument):
    supervisor = person(Role.SUPERVISOR)
    sheet = EvaluationFactory(state="in_review", period=PeriodFactory(state="locked"))
    period = reopen_period(period=sheet.period, reason=" Salah kunci\r\n", by=actor(supervisor), now=NOW)
    assert (period.state, period.locked_at, period.locked_by, period.opened_at) == ("open", None, None, NOW)
    sheet.refresh_from_db()
    assert sheet.state == "in_review"
    assert _entries() == [("periode dibuka kembali", "status", "locked", "open", supervisor.pk)]
    assert Entry.objects.get(subject="period").reason == "Salah kunci"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (" ", "Tulis alasan membuka kembali periode."),
        ("x" * 2001, "Alasan terlalu panjang: 2001 huruf, paling banyak 2000."),
    ],
)
def test_reopening_needs_a_reason(instrument, reason, sentence):
    period = PeriodFactory(state="locked")
    with pytest.raises(Invalid) as refused:
        reopen_period(period=period, reason=reason, by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert (str(refused.value), refused.value.field) == (sentence, "reason")
    assert (Period.objects.get().state, _entries()) == ("locked", [])


SUPERVISORS = {"supervisor", "supervisor who verified", "supervisor and member", "supervisor and evaluator"}
reopen = partial(reopen_period, reason="Salah kunci")
# Step -> from which state, to which, by whom.
STEPS = {
    open_period: (
        "planned",
        "open",
        {
            "administrator",
            *SUPERVISORS,
        },
    ),
    lock_period: ("open", "locked", SUPERVISORS),
    reopen: ("locked", "open", SUPERVISORS),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", PeriodState.values)
def test_state_step_person(instrument, step, state):
    source, target, allowed = STEPS[step]
    people = everybody(WorkUnitFactory())
    results = {}
    for quarter, (who, user) in enumerate(people.items()):
        period = PeriodFactory(state=state, year=2024 + quarter, quarter=1)
        try:
            results[who] = step(period=period, by=actor(user), now=NOW).state
        except Refused as refusal:
            results[who] = type(refusal)
    result = target if state == source else WrongState
    assert results == {who: result if who in allowed else NotAllowed for who in people}


def test_planning_is_for_those_who_manage_quarters(instrument):
    people = everybody(WorkUnitFactory())
    allowed = STEPS[open_period][2]
    results = {}
    for number, (who, user) in enumerate(people.items()):
        try:
            results[who] = _save(user, instrument, year=2030 + number).state
        except Refused as refusal:
            results[who] = type(refusal)
    assert results == {who: "planned" if who in allowed else NotAllowed for who in people}
