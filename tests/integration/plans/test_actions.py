"""Writing a plan: what can be said, who may, what is kept, who is told."""

from datetime import date, timedelta

import pytest

from evaluations.exceptions import Invalid, NotAllowed, Stale, WrongState
from history.models import Entry
from inbox.models import Message
from plans.actions import add, add_all, change, take
from plans.enums import ActionState
from plans.models import Action
from plans.workflow import STEPS
from tests.factories import NOW, TODAY, ActionFactory, actor, grant, person
from tests.integration.evaluations.people import everybody
from tests.integration.plans.plan_case import LATER, advice, draft, head_of, make_unit, member, stored
from units.models import RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db
WRITERS = {"member", "head", "evaluator and member", "supervisor and member"}


def content(action: Action) -> tuple:
    row = stored(action)
    return row.text, row.area, row.code, row.recommendation, row.owner, row.due_on, row.target, row.note, row.state


def test_an_action_keeps_what_was_said(instrument):
    unit = make_unit()
    owner, by = member(unit), head_of(unit)
    said = draft(owner, text="  Tetapkan SK\r\n", area=2, note="Bersama bagian umum.", year=2025, quarter=1)
    action = add(unit=unit, draft=said, by=by, now=NOW)
    assert content(action) == (
        "Tetapkan SK",
        2,
        "",
        None,
        owner,
        LATER,
        "TW I 2025",
        "Bersama bagian umum.",
        ActionState.PLANNED,
    )
    assert (action.made_by, action.made_at) == (by.user, NOW)


@pytest.mark.parametrize(
    ("fields", "area", "code"),
    [
        ({}, None, ""),
        ({"code": "A.I.4.i.a"}, 4, "A.I.4.i.a"),
        ({"code": "A.I.4.i.a", "area": 4}, 4, "A.I.4.i.a"),
        ({"code": "B.I.a"}, None, "B.I.a"),
        ({"code": "B.I.a", "area": 6}, 6, "B.I.a"),
        ({"code": "A.I.3"}, 3, "A.I.3"),
    ],
)
def test_a_question_brings_its_area_along(instrument, fields, area, code):
    unit = make_unit()
    action = add(unit=unit, draft=draft(member(unit), **fields), by=head_of(unit), now=NOW)
    assert (action.area, action.code) == (area, code)


@pytest.mark.parametrize(
    ("given", "fields", "area", "code"),
    [
        ({}, {}, 1, "A.I.1.i.a"),
        ({"code": "", "area": 5}, {}, 5, ""),
        ({"code": "", "area": 5}, {"area": 2}, 2, ""),
        ({"code": "", "area": 5}, {"code": "A.I.3.i.a"}, 3, "A.I.3.i.a"),
        ({"code": "B.I.a", "area": 6}, {}, 6, "B.I.a"),
    ],
)
def test_a_recommendation_brings_its_question_and_area_along(instrument, given, fields, area, code):
    unit = make_unit()
    row = advice(unit, **given)
    action = add(unit=unit, draft=draft(member(unit), recommendation=row, **fields), by=head_of(unit), now=NOW)
    assert (action.area, action.code, action.recommendation) == (area, code, row)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": " \n "}, "text", "Tulis apa yang akan dikerjakan."),
        ({"text": "x" * 501}, "text", "Rencana aksi terlalu panjang: 501 huruf, paling banyak 500."),
        ({"note": "x" * 2001}, "note", "Catatan terlalu panjang: 2001 huruf, paling banyak 2000."),
        (
            {"due_on": TODAY - timedelta(days=1)},
            "due_on",
            "Batas waktu sudah lewat. Pilih hari ini atau sesudahnya.",
        ),
        ({"due_on": date(2101, 1, 1)}, "due_on", "Batas waktu paling lambat tahun 2100."),
        ({"year": 2009}, "target", "Triwulan sasaran tidak dikenal."),
        ({"quarter": 5}, "target", "Triwulan sasaran tidak dikenal."),
        ({"area": 7}, "area", "Area perubahan 7 tidak ada."),
        ({"code": "Z.9"}, "code", "Pertanyaan Z.9 tidak ada."),
        (
            {"code": "A.I.1.i.a", "area": 2},
            "area",
            "Pertanyaan A.I.1.i.a berada pada area 1. Ubah areanya atau pertanyaannya.",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(instrument, fields, field, sentence):
    unit = make_unit()
    with pytest.raises(Invalid) as refused:
        add(unit=unit, draft=draft(member(unit), **fields), by=head_of(unit), now=NOW)
    assert (refused.value.field, str(refused.value)) == (field, sentence)
    assert not Action.objects.exists()


def test_today_still_counts(instrument):
    unit = make_unit()
    assert add(unit=unit, draft=draft(member(unit), due_on=TODAY), by=head_of(unit), now=NOW).due_on == TODAY


def strangers(unit) -> dict:
    gone = person(Role.LEADER)
    grant(gone, Role.UNIT_MEMBER, unit, until=TODAY - timedelta(days=1))
    return {
        "of another unit": member(make_unit("08")),
        "no longer there": gone,
        "inactive": member(unit, is_active=False),
        "evaluator": person(Role.EVALUATOR, unit),
    }


@pytest.mark.parametrize("who", ["of another unit", "no longer there", "inactive", "evaluator"])
def test_only_the_units_own_people_can_own_an_action(instrument, who):
    unit = make_unit()
    owner = strangers(unit)[who]
    with pytest.raises(Invalid) as refused:
        add(unit=unit, draft=draft(owner), by=head_of(unit), now=NOW)
    assert (refused.value.field, str(refused.value)) == ("owner", f"{owner} bukan anggota Unit 07.")


def test_only_advice_the_unit_was_told_can_be_followed(instrument):
    unit, other = make_unit(), make_unit("08")
    for row in (advice(other), advice(unit, sent_at=None, number=None)):
        with pytest.raises(Invalid) as refused:
            add(unit=unit, draft=draft(member(unit), recommendation=row), by=head_of(unit), now=NOW)
        assert str(refused.value) == "Rekomendasi ini tidak ada pada unit ini."


# --- who may -----------------------------------------------------------------------------------------
def attempt(deed: str, action: Action, by) -> None:
    new = draft(action.owner, text="Lain", due_on=action.due_on)
    if deed == "add":
        add(unit=action.unit, draft=new, by=by, now=NOW)
    elif deed == "change":
        change(action=action, draft=new, by=by, now=NOW)
    else:
        take(action=action, step=deed, by=by, now=NOW, reason="Digabung.")


@pytest.mark.parametrize("deed", ["add", "change", *STEPS])
def test_who_may_write_a_plan(instrument, deed):
    unit = make_unit()
    found = set()
    for who, user in everybody(unit).items():
        action = ActionFactory(unit=unit, state="done" if deed == "resume" else "planned")
        try:
            attempt(deed, action, actor(user))
        except NotAllowed:
            assert stored(action).text == action.text
            assert stored(action).state == action.state
        else:
            found.add(who)
    assert found == WRITERS


@pytest.mark.parametrize("deed", ["add", "change", "start"])
def test_an_owner_who_left_the_unit_may_no_more(instrument, deed):
    unit = make_unit()
    action = ActionFactory(unit=unit)
    RoleGrant.objects.filter(user=action.owner).update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        attempt(deed, action, actor(action.owner))


# --- steps -------------------------------------------------------------------------------------------
S = ActionState
MOVES = {
    ("start", S.PLANNED): S.RUNNING,
    ("finish", S.PLANNED): S.DONE,
    ("finish", S.RUNNING): S.DONE,
    ("resume", S.DONE): S.RUNNING,
    ("resume", S.DROPPED): S.RUNNING,
    ("drop", S.PLANNED): S.DROPPED,
    ("drop", S.RUNNING): S.DROPPED,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(step, state):
    action = ActionFactory(state=state)
    by = head_of(action.unit)
    target = MOVES.get((step, state))
    if target is None:
        with pytest.raises(WrongState):
            take(action=action, step=step, by=by, now=NOW, reason="Digabung.")
        assert stored(action).state == state
        return
    row = stored(take(action=action, step=step, by=by, now=NOW, reason="Digabung."))
    closed = (NOW, by.user) if target in {S.DONE, S.DROPPED} else (None, None)
    assert (row.state, row.closed_at, row.closed_by) == (target, *closed)
    assert row.reason == ("Digabung." if target == S.DROPPED else "")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_dropping_asks_why(reason):
    action = ActionFactory()
    with pytest.raises(Invalid, match=r"^Tulis alasannya\.$"):
        take(action=action, step="drop", by=head_of(action.unit), now=NOW, reason=reason)


def test_a_refused_step_says_how_it_stands():
    action = ActionFactory(state="done")
    with pytest.raises(WrongState) as refused:
        take(action=action, step="drop", by=head_of(action.unit), now=NOW, reason="x")
    assert str(refused.value) == "Rencana aksi ini berstatus selesai, jadi tidak dapat dibatalkan."


# --- changing ----------------------------------------------------------------------------------------
def test_the_second_writer_is_told(instrument):
    action = ActionFactory()
    by = head_of(action.unit)
    change(action=action, draft=draft(action.owner, text="Satu", due_on=action.due_on), by=by, now=NOW, seen=1)
    with pytest.raises(Stale) as refused:
        change(action=action, draft=draft(action.owner, text="Dua", due_on=action.due_on), by=by, now=NOW, seen=1)
    assert (stored(action).text, refused.value.current.version) == ("Satu", 2)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_closed_stays_as_it_was(instrument, state):
    action = ActionFactory(state=state)
    with pytest.raises(WrongState):
        change(action=action, draft=draft(action.owner), by=head_of(action.unit), now=NOW)


def test_what_stood_there_already_is_not_asked_again(instrument):
    """An owner who left and a day that is over do not keep anybody from correcting a word."""
    action = ActionFactory(due_on=TODAY - timedelta(days=3), code="LAMA.1", area=None)
    RoleGrant.objects.filter(user=action.owner).update(ends_on=TODAY - timedelta(days=1))
    said = draft(action.owner, text="Lain", due_on=action.due_on, code="LAMA.1")
    assert stored(change(action=action, draft=said, by=head_of(action.unit), now=NOW)).text == "Lain"


def test_saving_the_same_again_changes_nothing(instrument):
    unit = make_unit()
    owner, by = member(unit), head_of(unit)
    action = add(unit=unit, draft=draft(owner), by=by, now=NOW)
    before = Entry.objects.count()
    change(action=action, draft=draft(owner), by=by, now=NOW)
    assert (stored(action).version, Entry.objects.count()) == (1, before)


# --- what is kept, who is told -----------------------------------------------------------------------
def test_every_deed_is_in_the_history(instrument):
    unit = make_unit()
    first, second, by = member(unit), member(unit), head_of(unit)
    action = add(unit=unit, draft=draft(first), by=by, now=NOW)
    change(action=action, draft=draft(second, due_on=LATER + timedelta(days=1)), by=by, now=NOW)
    take(action=action, step="drop", reason="Digabung.", by=by, now=NOW)
    entries = Entry.objects.filter(subject="action", subject_id=action.pk).order_by("pk")
    assert [(row.verb, row.old, row.new, row.reason) for row in entries] == [
        (
            "rencana aksi ditambahkan",
            None,
            {
                "unit_id": unit.pk,
                "text": "Tetapkan SK Tim ZI",
                "area": None,
                "code": "",
                "recommendation_id": None,
                "owner_id": first.pk,
                "due_on": "2024-09-20",
                "year": 2024,
                "quarter": 3,
                "note": "",
            },
            "",
        ),
        (
            "rencana aksi diubah",
            {"owner_id": first.pk, "due_on": "2024-09-20"},
            {"owner_id": second.pk, "due_on": "2024-09-21"},
            "",
        ),
        ("rencana aksi dibatalkan", "planned", "dropped", "Digabung."),
    ]
    assert set(entries.values_list("by", flat=True)) == {by.user.pk}


def told() -> list[tuple]:
    return [(row.user, row.event, row.title, row.text, row.url) for row in Message.objects.order_by("pk")]


def test_a_new_owner_is_told_at_once(instrument):
    unit = make_unit()
    first, second, by = member(unit), member(unit), head_of(unit)
    action = add(unit=unit, draft=draft(first), by=by, now=NOW)
    change(action=action, draft=draft(second), by=by, now=NOW)
    title = "Unit 07: Anda ditunjuk mengerjakan rencana aksi"
    text = f"{by.user.full_name} menunjuk Anda:\n“Tetapkan SK Tim ZI”\n\nBatas waktu: 20 September 2024."
    url = f"/rencana/{action.pk}/"
    assert told() == [
        (first, "action_assigned", title, text, url),
        (second, "action_assigned", title, text, url),
    ]


def test_who_takes_an_action_on_is_not_told_and_neither_is_who_keeps_it(instrument):
    unit = make_unit()
    owner = member(unit)
    by = actor(owner)
    action = add(unit=unit, draft=draft(owner), by=by, now=NOW)
    change(action=action, draft=draft(owner, text="Lain"), by=head_of(unit), now=NOW)
    assert told() == []


def test_going_back_to_a_former_owner_tells_them_again(instrument):
    unit = make_unit()
    first, second, by = member(unit), member(unit), head_of(unit)
    action = add(unit=unit, draft=draft(first), by=by, now=NOW)
    for owner in (second, first):
        change(action=action, draft=draft(owner), by=by, now=NOW)
    assert [row[0] for row in told()] == [first, second, first]


def test_many_actions_at_once_make_one_message_each_person(instrument):
    unit = make_unit()
    first, second, by = member(unit), member(unit), head_of(unit)
    drafts = [draft(first, text=f"Langkah {n}") for n in range(1, 8)]
    actions = add_all(unit=unit, drafts=[*drafts, draft(second), draft(by.user)], by=by, now=NOW)
    assert [row.text for row in actions] == [*(f"Langkah {n}" for n in range(1, 8)), *["Tetapkan SK Tim ZI"] * 2]
    lines = "\n".join(f"– Langkah {n}" for n in range(1, 6))
    assert [(row[0], row[2], row[4]) for row in told()] == [
        (first, "Unit 07: Anda ditunjuk mengerjakan 7 rencana aksi", "/rencana/saya/"),
        (second, "Unit 07: Anda ditunjuk mengerjakan rencana aksi", f"/rencana/{actions[7].pk}/"),
    ]
    assert told()[0][3] == (
        f"{by.user.full_name} menunjuk Anda:\n{lines}\n– dan 2 lainnya\n\n"
        "Batas waktu masing-masing ada pada daftar tugas Anda."
    )


def test_of_many_actions_all_are_written_or_none(instrument):
    unit = make_unit()
    owner = member(unit)
    with pytest.raises(Invalid):
        add_all(unit=unit, drafts=[draft(owner), draft(owner, code="Z.9")], by=head_of(unit), now=NOW)
    assert (Action.objects.count(), Message.objects.count()) == (0, 0)
    assert not Entry.objects.filter(subject="action").exists()


@pytest.mark.parametrize("count", [1, 30])
def test_adding_costs_the_same_for_any_number(instrument, django_assert_num_queries, count):
    """The people, what there is to choose from (2), the actions, the history, who was told, the messages, who gets
    mails; 4 savepoints."""
    unit = make_unit()
    owner, by = member(unit), head_of(unit)
    with django_assert_num_queries(12):
        add_all(unit=unit, drafts=[draft(owner)] * count, by=by, now=NOW)
