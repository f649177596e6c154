"""More time for one unit, with a reason."""

from datetime import date

import pytest

from evaluations.actions.deadlines import extend_deadline
from evaluations.exceptions import Invalid, NotAllowed, WrongState
from evaluations.models import Evaluation, Period
from evaluations.policies import deadline_for
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, actor, grant, person
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, cast, form, make_sheet, url
from units.roles import Role

pytestmark = pytest.mark.django_db
PAST = {"fill_deadline": date(2024, 8, 1), "verify_deadline": date(2024, 8, 10), "repair_deadline": date(2024, 8, 20)}
LATER = date(2099, 1, 31)


def extend(evaluation, user, work="fill", until=LATER, reason="Bencana banjir"):
    return extend_deadline(evaluation=evaluation, work=work, until=until, reason=reason, by=actor(user), now=NOW)


@pytest.mark.parametrize(
    ("state", "assessor", "work"),
    [("draft", "unit", "fill"), ("in_review", "tpi", "verify"), ("returned", "unit", "repair")],
)
def test_one_units_deadline_moves_and_no_other(instrument, state, assessor, work):
    evaluation, other = make_sheet(state, "07", **PAST), make_sheet(state, "08")
    before = deadline_for(other, assessor)
    supervisor = person(Role.SUPERVISOR)
    moved = extend(evaluation, supervisor, work)
    other.refresh_from_db()
    assert (deadline_for(moved, assessor), deadline_for(other, assessor)) == (LATER, before)
    entry = Entry.objects.get(subject="evaluation")
    assert (entry.verb, entry.by, entry.old, entry.new, entry.reason) == (
        "batas waktu diperpanjang",
        supervisor,
        before.isoformat(),
        "2099-01-31",
        "Bencana banjir",
    )


def test_the_unit_writes_again_after_the_extension(client):
    evaluation = make_sheet(**PAST)
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    client.force_login(member, backend="accounts.backends.Backend")
    send = lambda: client.post(url(evaluation, f"{CHOICE}/"), form(CHOICE, "A"), headers=HTMX).status_code  # noqa: E731
    assert send() == 409
    extend(evaluation, person(Role.ADMINISTRATOR))
    assert send() == 200


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"reason": " "}, "Tulis alasan perpanjangan.", "reason"),
        ({"until": date(2024, 8, 1)}, "Tanggal baru harus sesudah batas yang berlaku, 1 Agustus 2024.", "until"),
    ],
)
def test_what_is_no_extension(instrument, changes, sentence, field):
    evaluation = make_sheet(**PAST)
    with pytest.raises(Invalid) as refused:
        extend(evaluation, person(Role.SUPERVISOR), **changes)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert Entry.objects.filter(subject="evaluation").count() == 0


@pytest.mark.parametrize("state", ["planned", "locked", "reported"])
def test_only_in_an_open_quarter(instrument, state):
    evaluation = EvaluationFactory(period=PeriodFactory(state=state))
    with pytest.raises(WrongState):
        extend(evaluation, person(Role.SUPERVISOR))


def test_nobody_extends_the_deadline_of_their_own_unit(instrument):
    evaluation = make_sheet()
    supervisor = person(Role.SUPERVISOR)
    grant(supervisor, Role.UNIT_MEMBER, evaluation.unit)
    with pytest.raises(NotAllowed):
        extend(evaluation, supervisor)


PAGE = "/tw/2024-3/unit/07/batas/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_extend(client, method):
    evaluation = make_sheet()
    statuses = {}
    for who, user in cast(evaluation).items():
        client.force_login(user, backend="accounts.backends.Backend")
        statuses[who] = getattr(client, method)(PAGE).status_code
    allowed = dict.fromkeys(["supervisor", "administrator"], 200)
    assert statuses == dict.fromkeys(statuses, 403) | {"member of another unit": 404} | allowed
    assert Evaluation.objects.get(unit__code="07").fill_until is None


def test_the_form_extends_and_explains_what_it_refuses(client):
    make_sheet(**PAST)
    client.force_login(person(Role.SUPERVISOR), backend="accounts.backends.Backend")
    refused = client.post(PAGE, {"work": "fill", "until": "2024-07-01", "reason": "Banjir"})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "until": ["Tanggal baru harus sesudah batas yang berlaku, 1 Agustus 2024."]
    }
    response = client.post(PAGE, {"work": "fill", "until": "2099-01-31", "reason": "Banjir"})
    assert (response.status_code, response["Location"]) == (302, "/tw/2024-3/unit/07/")
    assert Evaluation.objects.get().fill_until == LATER
    assert "Perpanjang batas" in client.get("/tw/2024-3/unit/07/").content.decode()
    assert client.put(PAGE).status_code == 405


def test_an_extension_never_leaves_less_time_than_the_others_have(client):
    evaluation = make_sheet(**PAST)
    client.force_login(person(Role.UNIT_MEMBER, evaluation.unit), backend="accounts.backends.Backend")
    extend(evaluation, person(Role.SUPERVISOR), until=date(2024, 8, 15))
    Period.objects.update(fill_deadline=LATER, verify_deadline=LATER, repair_deadline=LATER)
    assert client.post(url(evaluation, f"{CHOICE}/"), form(CHOICE, "A"), headers=HTMX).status_code == 200
