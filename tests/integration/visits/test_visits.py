"""Planning, moving, cancelling, recording: what happens, what is refused, and what the history keeps."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.exceptions import Invalid, NotAllowed, Stale, WrongState
from evaluations.models import Recommendation
from history.models import Entry
from inbox.models import Message
from tests.factories import NOW, TODAY, PeriodFactory, UserFactory, WorkUnitFactory, actor, grant, person
from tests.integration.visits.visit_case import advise, evaluator, make_plan, make_visit
from units.roles import Role
from visits.actions.drafts import Outcome
from visits.actions.recording import record_visit
from visits.actions.visits import cancel_visit, change_visit, plan_visit
from visits.models import Visit, VisitAdvice
from visits.queries import in_quarter

pytestmark = pytest.mark.django_db
FUTURE = TODAY + timedelta(days=7)
SAID = Outcome("Kepala unit", "Pengawasan belum berkala.")


def plan(by, *units, **changes):
    lead = changes.pop("lead", by)
    return plan_visit(plan=make_plan(list(units), lead, **changes), by=actor(by), now=NOW)


def record(visit, by, outcome=SAID, seen=None, now=NOW, **changes):
    fields = {"kind": visit.kind, "topic": visit.topic, "day": visit.day, "until": visit.until, "place": visit.place}
    units = changes.pop("units", visit.unit_rows)
    members = tuple(row.user for row in visit.member_rows if not row.is_lead)
    new = make_plan(units, visit.lead, **{**fields, "starts_at": visit.starts_at, "members": members} | changes)
    return record_visit(visit=visit, plan=new, outcome=outcome, seen=seen or visit.version, by=actor(by), now=now)


def entries(visit) -> list[tuple]:
    rows = Entry.objects.filter(subject="visit", subject_id=visit.pk).order_by("pk")
    return [(row.verb, row.topic, row.by.username, row.reason) for row in rows]


# --- planning -------------------------------------------------------------------------------------
def test_a_plan_is_kept_with_its_units_and_team():
    unit, colleague = WorkUnitFactory(), person(Role.EVALUATOR)
    user = evaluator(unit)
    visit = plan(user, unit, members=(colleague, user), until=date(2024, 8, 20))
    assert (visit.state, visit.day, visit.until, visit.starts_at, visit.version) == (
        "planned",
        date(2024, 8, 20),
        None,
        time(9),
        1,
    )
    assert (visit.unit_rows, [row.user for row in visit.member_rows], visit.lead) == ([unit], [user, colleague], user)
    entry = Entry.objects.get(subject="visit")
    assert (entry.verb, entry.by, entry.old, entry.new["unit kerja"], entry.new["tim"]) == (
        "kegiatan direncanakan",
        user,
        None,
        [unit.name],
        [user.full_name, colleague.full_name],
    )


WHO = {
    "evaluator of the unit": (Role.EVALUATOR, True, False, True),
    "other evaluator": (Role.EVALUATOR, False, False, False),
    "evaluator who belongs to it": (Role.EVALUATOR, True, True, False),
    "supervisor": (Role.SUPERVISOR, False, False, True),
    "supervisor who belongs to it": (Role.SUPERVISOR, False, True, False),
    "leader": (Role.LEADER, False, False, False),
    "administrator": (Role.ADMINISTRATOR, False, False, False),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_plan_for_a_unit(who):
    role, assigned, belongs, allowed = WHO[who]
    unit = WorkUnitFactory()
    user = person(role, unit if assigned else None)
    if belongs:
        grant(user, Role.UNIT_MEMBER, unit)
    if allowed:
        assert plan(user, unit).unit_rows == [unit]
        return
    with pytest.raises(NotAllowed):
        plan(user, unit, lead=person(Role.EVALUATOR))
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"topic": " "}, "topic", "Tulis topiknya."),
        ({"place": ""}, "place", "Tulis tempatnya."),
        ({"until": date(2024, 8, 19)}, "until", "Hari terakhir tidak boleh sebelum hari pertama."),
        ({"kind": "wisata"}, "kind", "Nilai 'wisata' bukan pilihan yang valid."),
    ],
)
def test_what_is_no_plan(changes, field, sentence):
    with pytest.raises(Invalid) as refused:
        plan(person(Role.SUPERVISOR), WorkUnitFactory(), **changes)
    assert (refused.value.field, str(refused.value)) == (field, sentence)
    assert (Visit.objects.count(), Entry.objects.filter(subject="visit").count()) == (0, 0)


def test_a_visit_is_to_one_unit_and_a_training_to_several():
    user, units = person(Role.SUPERVISOR), [WorkUnitFactory(), WorkUnitFactory()]
    with pytest.raises(Invalid, match="Pendampingan dilakukan pada satu unit kerja"):
        plan(user, *units, kind="assistance")
    with pytest.raises(Invalid, match="paling sedikit satu unit"):
        plan(user, kind="training")
    assert plan(user, *units, kind="training").unit_rows == units


def test_a_team_is_of_people_who_may_visit_that_unit():
    user, unit = person(Role.SUPERVISOR), WorkUnitFactory()
    own = person(Role.EVALUATOR)
    grant(own, Role.UNIT_MEMBER, unit)
    for stranger, sentence in [
        (person(Role.LEADER), "bukan evaluator atau pengendali"),
        (person(Role.EVALUATOR, is_active=False), "bukan evaluator atau pengendali"),
        (own, f"{own} termasuk {unit}"),
    ]:
        with pytest.raises(Invalid, match=sentence):
            plan(user, unit, members=(stranger,))
    alone = evaluator(unit)
    with pytest.raises(Invalid, match="Sertakan diri Anda dalam tim"):
        plan(alone, unit, lead=user)


# --- changing and cancelling ------------------------------------------------------------------------
def change(visit, by, seen=None, **changes):
    fields = {"kind": visit.kind, "topic": visit.topic, "day": visit.day, "until": visit.until, "place": visit.place}
    units = changes.pop("units", visit.unit_rows)
    new = make_plan(units, visit.lead, **{**fields, "starts_at": visit.starts_at} | changes)
    return change_visit(visit=visit, plan=new, seen=seen or visit.version, by=actor(by), now=NOW)


def test_the_team_changes_a_plan_and_the_history_keeps_both():
    visit = make_visit(WorkUnitFactory(), day=FUTURE)
    changed = change(visit, visit.lead, place="Kantor unit")
    assert (changed.place, changed.version) == ("Kantor unit", 2)
    entry = Entry.objects.filter(subject="visit").latest("pk")
    assert (entry.verb, entry.old["place"], entry.new["place"]) == ("rencana kegiatan diubah", "Aula", "Kantor unit")


def test_saving_a_plan_as_it_is_changes_nothing():
    visit = make_visit(WorkUnitFactory(), day=FUTURE)
    before = (Entry.objects.count(), Message.objects.count())
    assert change(visit, visit.lead).version == 1
    assert (Entry.objects.count(), Message.objects.count()) == before


def test_the_second_of_two_writers_is_told():
    visit = make_visit(WorkUnitFactory(), day=FUTURE)
    change(visit, visit.lead, place="Kantor unit")
    with pytest.raises(Stale):
        change(visit, person(Role.SUPERVISOR), seen=1, place="Aula lain")
    assert Visit.objects.get().place == "Kantor unit"


def test_a_unit_that_takes_part_already_stays_though_it_is_not_the_evaluators():
    """A colleague from the team may move a training of many units, but adds only units of their own."""
    units = [WorkUnitFactory(), WorkUnitFactory()]
    visit = make_visit(*units, day=FUTURE)
    assert change(visit, visit.lead, place="Kantor unit").unit_rows == units
    visit.refresh_from_db()
    with pytest.raises(NotAllowed):
        change(visit, visit.lead, units=[*units, WorkUnitFactory()])


def test_cancelling_asks_why_and_is_the_end():
    visit = make_visit(WorkUnitFactory(), day=FUTURE)
    with pytest.raises(Invalid, match="Tulis alasan pembatalan"):
        cancel_visit(visit=visit, reason=" ", by=actor(visit.lead), now=NOW)
    cancelled = cancel_visit(visit=visit, reason="Banjir", by=actor(visit.lead), now=NOW)
    assert (cancelled.state, cancelled.cancelled_by, cancelled.cancel_reason) == ("cancelled", visit.lead, "Banjir")
    assert entries(visit)[-1] == ("kegiatan dibatalkan", "status", visit.lead.username, "Banjir")
    for again in (
        lambda: cancel_visit(visit=visit, reason="Lagi", by=actor(visit.lead), now=NOW),
        lambda: change(cancelled, visit.lead, place="Aula lain"),
        lambda: record(cancelled, visit.lead),
    ):
        with pytest.raises(WrongState):
            again()


KEEPERS = {"team", "supervisor"}


@pytest.mark.parametrize("act", ["change", "cancel", "record"])
def test_who_may_keep_a_visit(act):
    unit = WorkUnitFactory()
    people = {
        "team": None,
        "supervisor": person(Role.SUPERVISOR),
        "assigned evaluator outside the team": evaluator(unit),
        "leader": person(Role.LEADER),
        "unit_head": person(Role.UNIT_HEAD, unit),
        "supervisor of the unit": person(Role.SUPERVISOR),
        "no role": UserFactory(),
    }
    grant(people["supervisor of the unit"], Role.UNIT_MEMBER, unit)
    found = set()
    for who, user in people.items():
        visit = make_visit(unit)
        user = user or visit.lead
        try:
            if act == "change":
                change(visit, user, place="Kantor unit")
            elif act == "cancel":
                cancel_visit(visit=visit, reason="Banjir", by=actor(user), now=NOW)
            else:
                record(visit, user)
            found.add(who)
        except NotAllowed:
            assert Visit.objects.get(pk=visit.pk).version == 1
    assert found == KEEPERS


# --- recording ------------------------------------------------------------------------------------
def test_a_record_says_who_and_what_and_gives_advice_at_once():
    unit = WorkUnitFactory(code="07")
    user = evaluator(unit)
    visit = plan(user, unit)
    said = Outcome("Kepala unit\r\nTim ZI", "Temuan.", "700/1", (advise(unit, due_on=date(2024, 9, 30)),))
    done = record(visit, user, said, place="Ruang layanan")
    assert (done.state, done.done_by, done.done_at, done.place, done.participants, done.number) == (
        "done",
        user,
        NOW,
        "Ruang layanan",
        "Kepala unit\nTim ZI",
        "700/1",
    )
    advice = Recommendation.objects.get()
    assert (advice.unit, advice.text, advice.due_on, advice.evaluation, advice.year, advice.quarter) == (
        unit,
        "Susun jadwal pengawasan.",
        date(2024, 9, 30),
        None,
        2024,
        3,
    )
    assert (advice.sent_at, VisitAdvice.objects.get().recommendation) == (NOW, advice)
    assert [entry[:2] for entry in entries(visit)] == [
        ("kegiatan direncanakan", ""),
        ("kegiatan dicatat terlaksana", ""),
        ("saran diberikan", "rekomendasi 07/R-1"),
    ]


@pytest.mark.parametrize(
    ("outcome", "field", "sentence"),
    [
        (Outcome("", "Ada."), "participants", "Daftar peserta belum ditulis."),
        (Outcome("Kepala", " \r\n"), "findings", "Temuan belum ditulis."),
        (Outcome("Kepala", "a" * 10001), "findings", "Temuan terlalu panjang: 10001 huruf, paling banyak 10000."),
    ],
)
def test_what_is_no_record(outcome, field, sentence):
    visit = make_visit(WorkUnitFactory())
    with pytest.raises(Invalid) as refused:
        record(visit, visit.lead, outcome)
    assert (refused.value.field, str(refused.value), Visit.objects.get().state) == (field, sentence, "planned")


def test_nothing_is_recorded_before_it_began():
    visit = make_visit(WorkUnitFactory(), day=FUTURE)
    with pytest.raises(Invalid, match="belum berlangsung"):
        record(visit, visit.lead)


@pytest.mark.parametrize(
    ("changes", "field"), [({"text": "a" * 2001}, "advice-0-text"), ({"due_on": date(2024, 8, 1)}, "advice-0-due_on")]
)
def test_advice_that_is_none_leaves_nothing_behind(changes, field):
    unit = WorkUnitFactory()
    visit = make_visit(unit)
    advice = advise(unit, **{"text": "Susun jadwal.", **changes})
    with pytest.raises(Invalid) as refused:
        record(visit, person(Role.SUPERVISOR), Outcome("Kepala", "Ada.", advice=(advice,)))
    assert refused.value.field == field
    visit.refresh_from_db()
    assert (visit.state, Recommendation.objects.count()) == ("planned", 0)


def test_advice_of_a_visit_recorded_late_is_not_overdue_from_the_start():
    """From the day of recording on; the visit's own day has passed, in an earlier quarter too."""
    unit = WorkUnitFactory()
    visit = make_visit(unit, day=date(2024, 6, 20))
    by = person(Role.SUPERVISOR)
    said = [Outcome("Kepala", "Ada.", advice=(advise(unit, due_on=due),)) for due in (TODAY - timedelta(days=1), TODAY)]
    with pytest.raises(Invalid, match="Batas waktu tidak boleh sebelum 21 Agustus 2024") as refused:
        record(visit, by, said[0])
    assert refused.value.field == "advice-0-due_on"
    record(visit, by, said[1])
    advice = Recommendation.objects.get()
    assert (advice.due_on, advice.year, advice.quarter) == (TODAY, 2024, 2)


def test_advice_goes_to_units_that_took_part_and_that_are_ones_own():
    units = [WorkUnitFactory(), WorkUnitFactory()]
    user = evaluator(units[0])
    visit = make_visit(*units, lead=user)
    with pytest.raises(Invalid, match="tidak menjadi peserta"):
        record(visit, user, Outcome("Kepala", "Ada.", advice=(advise(WorkUnitFactory()),)))
    with pytest.raises(NotAllowed):
        record(visit, user, Outcome("Kepala", "Ada.", advice=(advise(units[1]),)))
    done = record(visit, user, Outcome("Kepala", "Ada.", advice=(advise(units[0]),)))
    with pytest.raises(Invalid, match="sudah diberi saran"):
        record(done, user, units=[units[1]])


def test_a_record_may_be_corrected_and_what_it_said_stays_in_the_history():
    visit = make_visit(WorkUnitFactory(), state="done")
    later = NOW + timedelta(days=1)
    done = record(visit, visit.lead, Outcome("Kepala unit", "Temuan yang benar."), now=later)
    assert (done.findings, done.done_at, done.version) == ("Temuan yang benar.", NOW, 3)
    entry = Entry.objects.filter(subject="visit").latest("pk")
    assert (entry.verb, entry.by, entry.old["findings"], entry.new["findings"]) == (
        "catatan kegiatan diperbaiki",
        visit.lead,
        "Pengawasan belum berkala.",
        "Temuan yang benar.",
    )


# --- the quarter ------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["planned", "open", "locked", "reported"])
def test_a_locked_quarter_keeps_its_records(instrument, state):
    """What stands in a quarter's report is not changed behind it: neither corrected, nor moved in or out, nor added."""
    unit, other = WorkUnitFactory(), date(2024, 4, 3)
    done, planned, elsewhere = (
        make_visit(unit, state="done"),
        make_visit(unit),
        make_visit(unit, state="done", day=other),
    )
    user = person(Role.SUPERVISOR)
    PeriodFactory(quarter=3, state=state)
    attempts = {
        "correct": lambda: record(done, user, Outcome("Kepala", "Lain.")),
        "move out": lambda: record(done, user, day=other),
        "move in": lambda: record(elsewhere, user, day=done.day),
        "record": lambda: record(planned, user),
        "plan": lambda: plan(user, unit),
    }
    refused = set()
    for name, attempt in attempts.items():
        try:
            attempt()
            Visit.objects.filter(pk=done.pk).update(version=done.version, day=done.day)
        except WrongState:
            refused.add(name)
    assert refused == (set(attempts) if state in {"locked", "reported"} else set())


def test_a_plan_left_in_a_locked_quarter_is_moved_on_or_cancelled(instrument):
    unit = WorkUnitFactory()
    moved, dropped = make_visit(unit), make_visit(unit)
    PeriodFactory(quarter=3, state="locked")
    assert change(moved, moved.lead, day=date(2024, 10, 1)).day == date(2024, 10, 1)
    assert cancel_visit(visit=dropped, reason="Lewat", by=actor(dropped.lead), now=NOW).state == "cancelled"


def test_the_quarters_report_gets_what_took_place_in_it(instrument, django_assert_num_queries):
    unit = WorkUnitFactory()
    last = make_visit(unit, day=date(2024, 7, 31), state="done", advice=[advise(unit)])
    first = make_visit(unit, WorkUnitFactory(), day=date(2024, 7, 1), until=date(2024, 7, 2), state="done")
    make_visit(unit)
    make_visit(unit, state="cancelled")
    make_visit(unit, day=date(2024, 6, 30), until=date(2024, 7, 2), state="done")
    period = PeriodFactory(quarter=3)
    with django_assert_num_queries(4):
        found = in_quarter(period)
        told = [(row.pk, row.units_in_short, str(row.lead), [str(one) for one in row.advice.all()]) for row in found]
    assert [row[0] for row in told] == [first.pk, last.pk]
    assert [len(row[3]) for row in told] == [0, 1]


# --- telling ----------------------------------------------------------------------------------------
def told(visit) -> dict[str, set[int]]:
    """Title -> who, of the visit's messages."""
    found: dict[str, set[int]] = {}
    for row in Message.objects.filter(event="visit_planned", key__startswith=f"pendampingan {visit.pk} "):
        found.setdefault(row.title, set()).add(row.user_id)
    return found


def test_units_and_team_are_told_but_not_who_planned():
    unit, other = WorkUnitFactory(), WorkUnitFactory()
    member, head = person(Role.UNIT_MEMBER, unit), person(Role.UNIT_HEAD, unit)
    person(Role.UNIT_HEAD, other), person(Role.LEADER), person(Role.UNIT_MEMBER, unit, is_active=False)
    user, colleague = evaluator(unit), person(Role.EVALUATOR)
    visit = plan(user, unit, members=(colleague,), day=FUTURE)
    title = "Pendampingan 28 Agustus 2024, pukul 09.00 WIB: Penguatan pengawasan"
    assert told(visit) == {title: {member.pk, head.pk, colleague.pk}}
    message = Message.objects.get(user=member)
    assert message.url == f"/pendampingan/{visit.pk}/"
    assert message.text == (
        f"{user.full_name} menjadwalkan pendampingan.\nWaktu: 28 Agustus 2024, pukul 09.00 WIB\nTempat: Aula\n"
        f"Unit kerja: {unit.name}\nTim: {user.full_name}, {colleague.full_name}"
    )


def test_moving_tells_who_stays_who_joins_and_who_is_left_out():
    stays, goes, comes = WorkUnitFactory(), WorkUnitFactory(), WorkUnitFactory()
    heads = [person(Role.UNIT_HEAD, unit) for unit in (stays, goes, comes)]
    visit = make_visit(stays, goes, day=FUTURE)
    Message.objects.all().delete()
    supervisor = person(Role.SUPERVISOR)
    change(visit, supervisor, units=[stays, comes], day=FUTURE + timedelta(days=1))
    assert told(visit) == {
        "Pelatihan menjadi 29 Agustus 2024, pukul 09.00 WIB: Penguatan pengawasan": {heads[0].pk, visit.lead.pk},
        "Pelatihan 29 Agustus 2024, pukul 09.00 WIB: Penguatan pengawasan": {heads[2].pk},
        "Pelatihan 29 Agustus 2024, pukul 09.00 WIB: Anda tidak lagi dijadwalkan ikut": {heads[1].pk},
    }
    assert Message.objects.get(user=heads[1]).url == "/pendampingan/"
    assert "Semula: 28 Agustus 2024, pukul 09.00 WIB, Aula" in Message.objects.get(user=heads[0]).text


def test_cancelling_tells_why():
    unit = WorkUnitFactory()
    head = person(Role.UNIT_HEAD, unit)
    visit = make_visit(unit, day=FUTURE)
    Message.objects.all().delete()
    cancel_visit(visit=visit, reason="Banjir", by=actor(visit.lead), now=NOW)
    title = "Pendampingan 28 Agustus 2024, pukul 09.00 WIB dibatalkan: Penguatan pengawasan"
    assert told(visit) == {title: {head.pk}}
    assert "“Banjir”" in Message.objects.get().text


def test_what_is_over_is_written_down_without_a_word():
    """Nobody is invited to yesterday; new words about the same place and time are no news either."""
    unit = WorkUnitFactory()
    person(Role.UNIT_HEAD, unit)
    assert told(make_visit(unit)) == {}
    visit = make_visit(unit, day=FUTURE)
    Message.objects.all().delete()
    change(visit, visit.lead, topic="Penguatan akuntabilitas")
    assert told(visit) == {}


def test_telling_costs_the_same_for_three_units_as_for_one():
    counts = []
    for size in (1, 3):
        units = [WorkUnitFactory() for _ in range(size)]
        for unit in units:
            person(Role.UNIT_HEAD, unit)
        supervisor = person(Role.SUPERVISOR)
        by = actor(supervisor)
        new = make_plan(units, supervisor, kind="training", day=FUTURE)
        with CaptureQueriesContext(connection) as queries:
            plan_visit(plan=new, by=by, now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
