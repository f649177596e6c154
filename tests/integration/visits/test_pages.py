"""The pages of visits: who sees what, what they say, and what they do with bad input."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from evaluations.models import Recommendation
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, grant, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.visits.visit_case import (
    AHEAD,
    advise,
    cast,
    evaluator,
    make_plan,
    make_visit,
    plan_fields,
    record_fields,
)
from units.roles import Role
from visits.actions.visits import plan_visit
from visits.models import Visit
from visits.queries import upcoming

pytestmark = pytest.mark.django_db
LIST, CALENDAR, NEW = "/pendampingan/", "/pendampingan/kalender/", "/pendampingan/baru/"
READERS = {
    "unit_member",
    "unit_head",
    "team",
    "assigned evaluator",
    "other evaluator",
    "supervisor",
    "supervisor of the unit",
    "leader",
    "administrator",
}
KEEPERS = {"team", "supervisor"}
PLANNERS = {"team", "assigned evaluator", "other evaluator", "supervisor", "supervisor of the unit"}


def url(visit, rest="") -> str:
    return f"/pendampingan/{visit.pk}/{rest}"


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["planned", "done", "cancelled"])
def test_who_reads_a_visit(client, state):
    """Its units' people and who reads all units; for everybody else it is not there."""
    visit = make_visit(state=state)
    found = statuses(client, cast(visit), url(visit))
    assert found == {who: 200 if who in READERS else 302 if who == "anonymous" else 404 for who in found}


def test_who_sees_which_visits_in_the_lists(client):
    visit = make_visit()
    other = make_visit()
    for address in (LIST, f"{CALENDAR}?bulan=2024-08"):
        seen = {}
        for who, user in cast(visit).items():
            if user:
                page = sign_in(client, user).get(address).content.decode()
                seen[who] = {row.pk for row in (visit, other) if url(row) in page}
        own, all_ = {visit.pk}, {visit.pk, other.pk}
        expected = {who: own if who in {"unit_member", "unit_head"} else all_ for who in READERS}
        assert seen == expected | {"member of another unit": set(), "no role": set()}


def test_who_plans(client):
    visit = make_visit()
    found = statuses(client, cast(visit), NEW)
    assert found == {who: 200 if who in PLANNERS else 302 if who == "anonymous" else 403 for who in found}


@pytest.mark.parametrize(
    ("rest", "method"), [("ubah/", "get"), ("hasil/", "get"), ("batal/", "post"), ("foto/", "post")]
)
def test_who_keeps(client, rest, method):
    """The team and supervisors; other readers are told that they may not."""
    visit = make_visit()
    allowed = {"ubah/": 200, "hasil/": 200, "batal/": 422, "foto/": 422}[rest]  # no reason, no photo
    found = statuses(client, cast(visit), url(visit, rest), method)
    refused = 422 if rest == "foto/" else 403  # nothing is asked of an upload that is none
    assert found == {
        who: allowed if who in KEEPERS else refused if who in READERS else 302 if who == "anonymous" else 404
        for who in found
    }


@pytest.mark.parametrize(
    ("address", "method"),
    [
        (LIST, "post"),
        (CALENDAR, "post"),
        (NEW, "put"),
        ("/pendampingan/1/", "post"),
        ("/pendampingan/1/ubah/", "delete"),
        ("/pendampingan/1/hasil/", "delete"),
        ("/pendampingan/1/batal/", "get"),
        ("/pendampingan/1/foto/", "get"),
        ("/pendampingan/1/foto/1/", "post"),
        ("/pendampingan/1/foto/1/hapus/", "get"),
        ("/pendampingan/1/berita-acara.pdf", "post"),
    ],
)
def test_other_methods_are_not_allowed(client, address, method):
    sign_in(client, person(Role.SUPERVISOR))
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("rest", ["", "ubah/", "hasil/", "foto/1/", "berita-acara.pdf"])
def test_no_such_visit(client, rest):
    assert sign_in(client, person(Role.SUPERVISOR)).get(f"/pendampingan/999/{rest}").status_code == 404


# --- list and calendar ------------------------------------------------------------------------------
def test_the_list_says_how_to_begin(client):
    assert "Belum ada kegiatan Rencanakan pendampingan, pelatihan" in text(
        sign_in(client, person(Role.EVALUATOR)).get(LIST)
    )
    assert "Kegiatan tampil di sini setelah dijadwalkan Inspektorat." in text(
        sign_in(client, person(Role.UNIT_MEMBER, WorkUnitFactory())).get(LIST)
    )
    make_visit()
    sign_in(client, person(Role.LEADER))
    assert "Tidak ada kegiatan yang cocok" in text(client.get(f"{LIST}?status=cancelled"))


FILTERS = {
    "": {"a", "b", "c", "d"},
    "unit=07": {"a", "b", "d"},
    "jenis=training": {"b"},
    "status=done": {"c"},
    "triwulan=2024-3": {"a", "b", "d"},
    "unit=07&triwulan=2024-2": set(),
    "unit=08&triwulan=2024-2&status=done": {"c"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters(client, instrument, query):
    seven, eight = WorkUnitFactory(code="07"), WorkUnitFactory(code="08")
    PeriodFactory(quarter=2), PeriodFactory(quarter=3)
    visits = {
        "a": make_visit(seven),
        "b": make_visit(seven, eight),
        "c": make_visit(eight, day=date(2024, 6, 30), state="done"),
        "d": make_visit(seven, state="cancelled"),
    }
    page = sign_in(client, person(Role.LEADER)).get(f"{LIST}?{query}").context["page"]
    assert {name for name, visit in visits.items() if visit in page} == FILTERS[query]


@pytest.mark.parametrize("query", ["unit=99", "jenis=wisata", "status=hilang", "triwulan=2024-9"])
def test_a_filter_that_is_none(client, query):
    response = sign_in(client, person(Role.LEADER)).get(f"{LIST}?{query}")
    assert (response.status_code, "Belum dapat disaring" in text(response)) == (422, True)


def test_a_units_people_filter_by_no_other_unit(client):
    """The filter names no unit that is not theirs, and does not tell whether one took part."""
    own, other = WorkUnitFactory(code="07"), WorkUnitFactory(code="08", name="Unit Rahasia")
    make_visit(own)
    member = person(Role.UNIT_MEMBER, own)
    sign_in(client, member)
    assert "unit" not in client.get(LIST).context["form"].fields
    grant(member, Role.UNIT_MEMBER, WorkUnitFactory(code="09"))
    assert {unit.code for unit in client.get(LIST).context["form"].fields["unit"].queryset} == {"07", "09"}
    response = client.get(f"{LIST}?unit=08")
    assert (response.status_code, other.name in response.content.decode()) == (422, False)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(LIST, 12), (f"{CALENDAR}?bulan=2024-08", 11)])
def test_queries_do_not_grow(client, instrument, django_assert_num_queries, address, queries, rows):
    for _ in range(rows):
        make_visit(WorkUnitFactory(), WorkUnitFactory())
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(queries):
        client.get(address)


def test_pages_of_the_list(client):
    unit = WorkUnitFactory()
    for number in range(26):
        make_visit(unit, topic=f"Topik {number}", day=date(2024, 7, 1) + timedelta(days=number))
    sign_in(client, person(Role.LEADER))
    first, second = (client.get(f"{LIST}?hal={page}").context["page"] for page in (1, 2))
    assert ([row.topic for row in first][:2], [row.topic for row in second]) == (["Topik 25", "Topik 24"], ["Topik 0"])


def test_the_calendar_shows_a_month(client):
    unit = WorkUnitFactory()
    visit = make_visit(unit, topic="Dua hari", day=date(2024, 7, 31), until=date(2024, 8, 1))
    make_visit(unit, topic="Batal", day=date(2024, 8, 2), state="cancelled")
    sign_in(client, person(Role.LEADER))
    shown = client.get(f"{CALENDAR}?bulan=2024-08").context["month"]
    days = [day for week in shown.weeks for day in week]
    assert (shown.title, days[0].date, days[-1].date) == ("Agustus 2024", date(2024, 7, 29), date(2024, 9, 1))
    assert {day.date: day.visits for day in days if day.visits} == dict.fromkeys([visit.day, visit.until], (visit,))
    assert (shown.previous, shown.next) == ("2024-07", "2024-09")


@pytest.mark.parametrize("asked", ["", "2024-13", "entah", "2024-8"])
def test_the_calendar_begins_with_this_month(client, asked):
    shown = sign_in(client, person(Role.LEADER)).get(f"{CALENDAR}?bulan={asked}").context["month"]
    assert shown.first == timezone.localdate().replace(day=1)
    assert "Tidak ada kegiatan pada bulan ini" in text(client.get(CALENDAR))


# --- one visit --------------------------------------------------------------------------------------
def test_advice_is_read_by_its_unit_and_findings_by_all(client):
    """Several units share what was found at a training; what each is advised is its own."""
    seven, eight = WorkUnitFactory(code="07"), WorkUnitFactory(code="08")
    advice = [advise(seven, "Saran tujuh"), advise(eight, "Saran delapan")]
    visit = make_visit(seven, eight, state="done", advice=advice)
    people = {
        "seven": person(Role.UNIT_MEMBER, seven),
        "eight": person(Role.UNIT_HEAD, eight),
        "leader": person(Role.LEADER),
    }
    both = {"Saran tujuh", "Saran delapan"}
    seen = {}
    for who, user in people.items():
        page = sign_in(client, user).get(url(visit)).content.decode()
        assert "Pengawasan belum berkala." in page
        seen[who] = {said for said in both if said in page}
    assert seen == {"seven": {"Saran tujuh"}, "eight": {"Saran delapan"}, "leader": both}


def test_a_units_people_do_not_read_its_history(client):
    visit = make_visit(state="done")
    member, leader = person(Role.UNIT_MEMBER, visit.unit_rows[0]), person(Role.LEADER)
    assert "Kegiatan direncanakan" not in text(sign_in(client, member).get(url(visit)))
    assert "Kegiatan direncanakan" in text(sign_in(client, leader).get(url(visit)))


@pytest.mark.parametrize("units", [1, 3])
def test_queries_of_a_visit_do_not_grow(client, django_assert_num_queries, units):
    rows = [WorkUnitFactory() for _ in range(units)]
    visit = make_visit(*rows, state="done", kind="training", advice=[advise(unit) for unit in rows])
    sign_in(client, visit.lead)
    with django_assert_num_queries(14):
        client.get(url(visit))


def test_the_page_offers_what_can_be_done(client, instrument):
    unit = WorkUnitFactory()
    planned, ahead = make_visit(unit), make_visit(unit, day=timezone.localdate() + timedelta(days=5))
    done = make_visit(unit, state="done")
    sign_in(client, person(Role.SUPERVISOR))
    offers = ["Batalkan", "Ubah rencana", "Catat hasil", "Perbaiki catatan", "Berita acara (PDF)"]

    def offered() -> list[list[str]]:
        pages = [
            client.get(url(visit)).content.decode().partition("page-header")[2] for visit in (planned, ahead, done)
        ]
        heads = [page.partition("visit-columns")[0] for page in pages]
        return [[offer for offer in offers if offer in head] for head in heads]

    assert offered() == [offers[:3], offers[:2], offers[3:]]
    PeriodFactory(quarter=3, state="locked")
    assert offered() == [offers[:2], offers[:2], offers[4:]]
    sign_in(client, person(Role.LEADER))
    assert offered() == [[], [], offers[4:]]


# --- forms ------------------------------------------------------------------------------------------
def test_planning_through_the_page(client):
    unit = WorkUnitFactory()
    user = evaluator(unit)
    sign_in(client, user)
    form = client.get(NEW).context["form"]
    assert (form.initial["lead"], [row.pk for row in form.fields["units"].queryset]) == (user, [unit.pk])
    response = client.post(NEW, plan_fields(make_plan([unit], user)))
    visit = Visit.objects.get()
    assert (response.status_code, response["Location"]) == (302, url(visit))
    assert (visit.made_by, visit.topic, visit.unit_ids) == (user, "Penguatan pengawasan", {unit.pk})


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"units": []}, "units", "Pilih paling sedikit satu unit kerja."),
        ({"day": "kemarin"}, "day", "Masukkan tanggal yang valid."),
        ({"until": "2024-08-01"}, "until", "Hari terakhir tidak boleh sebelum hari pertama."),
        (
            {"topic": "a" * 201},
            "topic",
            "Pastikan nilai ini mengandung paling banyak 200 karakter (sekarang 201 karakter).",
        ),
    ],
)
def test_a_plan_that_is_none(client, changes, field, sentence):
    unit = WorkUnitFactory()
    user = evaluator(unit)
    sent = plan_fields(make_plan([unit], user)) | changes
    response = sign_in(client, user).post(NEW, sent)
    assert (response.status_code, Visit.objects.count()) == (422, 0)
    assert response.context["form"].errors == {field: [sentence]}


def test_a_unit_that_is_not_the_evaluators_cannot_be_chosen(client):
    user = evaluator(WorkUnitFactory())
    response = sign_in(client, user).post(NEW, plan_fields(make_plan([WorkUnitFactory()], user)))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["units"])


def test_recording_through_the_page(client):
    unit = WorkUnitFactory()
    user = evaluator(unit)
    visit = make_visit(unit, lead=user)
    sign_in(client, user)
    assert client.get(url(visit, "hasil/")).context["form"].initial["place"] == "Aula"
    rows = [
        {"text": "", "unit": str(unit.pk)},
        {"text": "Susun jadwal.", "unit": str(unit.pk), "due_on": AHEAD.isoformat()},
    ]
    response = client.post(url(visit, "hasil/"), record_fields(make_plan([unit], user), advice=rows))
    assert (response.status_code, response["Location"]) == (302, url(visit))
    visit.refresh_from_db()
    assert (visit.state, visit.participants) == ("done", "Kepala unit")
    assert [(row.text, row.due_on) for row in Recommendation.objects.all()] == [("Susun jadwal.", AHEAD)]


@pytest.mark.parametrize(
    ("advice", "changes", "sentence"),
    [
        ([{"text": "Susun.", "unit": ""}], {}, "Pilih unit kerja yang diberi saran."),
        ([{"text": "", "unit": "", "due_on": "2024-09-30"}], {}, "Tulis sarannya, atau kosongkan batas waktunya."),
        (  # after the visit, but over by the time it is recorded
            [{"text": "Susun.", "unit": "1", "due_on": "2024-08-31"}],
            {},
            f"Batas waktu tidak boleh sebelum {date_format(timezone.localdate())}.",
        ),
        ([], {"findings": ""}, "Temuan"),
        ([], {"saran-TOTAL_FORMS": "entah"}, "Baris isian tidak terbaca."),
    ],
)
def test_a_record_that_is_none_keeps_what_was_typed(client, advice, changes, sentence):
    unit = WorkUnitFactory(pk=1)
    user = evaluator(unit)
    visit = make_visit(unit, lead=user)
    sent = record_fields(make_plan([unit], user), advice=advice, participants="Tamu dari Kementerian", **changes)
    response = sign_in(client, user).post(url(visit, "hasil/"), sent)
    assert (response.status_code, "Tamu dari Kementerian" in text(response)) == (422, True)
    assert sentence in text(response)
    visit.refresh_from_db()
    assert (visit.state, Recommendation.objects.count()) == ("planned", 0)


def test_the_second_writer_keeps_their_words_and_decides(client):
    """Nothing is overwritten silently, nothing typed is lost; saving once more is a decision."""
    unit = WorkUnitFactory()
    user = evaluator(unit)
    visit = make_visit(unit, state="done", lead=user)
    sign_in(client, user)
    sent = record_fields(make_plan([unit], user), version=1, findings="Menurut saya.")
    response = client.post(url(visit, "hasil/"), sent)
    assert (response.status_code, "Menurut saya." in text(response)) == (409, True)
    assert "sudah diubah orang lain" in text(response)
    again = sent | {"versi": str(response.context["version"])}
    assert client.post(url(visit, "hasil/"), again).status_code == 302
    visit.refresh_from_db()
    assert visit.findings == "Menurut saya."


def test_a_mistake_does_not_hide_that_somebody_else_wrote(client):
    """The version the page showed stays with the form until the person is told of a newer one."""
    unit = WorkUnitFactory()
    user = evaluator(unit)
    visit = make_visit(unit, state="done", lead=user)
    sent = record_fields(make_plan([unit], user), version=1, findings="")
    response = sign_in(client, user).post(url(visit, "hasil/"), sent)
    assert (response.status_code, response.context["version"]) == (422, 1)


@pytest.mark.parametrize("rest", ["ubah/", "hasil/"])
def test_forms_of_what_is_cancelled(client, rest):
    visit = make_visit(state="cancelled")
    response = sign_in(client, visit.lead).get(url(visit, rest))
    assert (response.status_code, "dibatalkan" in text(response).lower()) == (409, True)


def test_cancelling_through_the_page(client):
    visit = make_visit()
    sign_in(client, visit.lead)
    refused = client.post(url(visit, "batal/"), {"reason": " "})
    assert (refused.status_code, "Tulis alasan pembatalan." in text(refused)) == (422, True)
    assert client.post(url(visit, "batal/"), {"reason": "Banjir"}).status_code == 302
    assert "Dibatalkan oleh" in text(client.get(url(visit)))


# --- around -----------------------------------------------------------------------------------------
def test_what_comes_next():
    """Planned visits of the next 30 days for the team and the units; those that are over wait for the team."""
    unit, today = WorkUnitFactory(), date(2024, 8, 21)
    user, member = evaluator(unit), person(Role.UNIT_MEMBER, unit)
    for topic, day in [("Lewat", 20), ("Hari ini", 21), ("Dekat", 28)]:
        make_visit(unit, topic=topic, day=date(2024, 8, day), lead=user)
    make_visit(unit, topic="Jauh", day=date(2024, 9, 21), lead=user)
    make_visit(unit, topic="Selesai", state="done", lead=user)
    make_visit(unit, topic="Batal", day=date(2024, 8, 28), state="cancelled", lead=user)
    sentences = {
        name: [(task.sentence, task.due.words) for task in upcoming(actor(who), today)]
        for name, who in {
            "team": user,
            "unit": member,
            "supervisor": person(Role.SUPERVISOR),
            "other": person(Role.UNIT_HEAD, WorkUnitFactory()),
            "leader": person(Role.LEADER),
        }.items()
    }
    coming = [("Ikuti pendampingan: Hari ini", "hari ini"), ("Ikuti pendampingan: Dekat", "7 hari lagi")]
    missed = ("Catat hasil pendampingan: Lewat", "lewat sejak kemarin")
    assert sentences == {"team": [missed, *coming], "unit": coming, "supervisor": [], "other": [], "leader": []}


def test_what_was_missed_in_a_locked_quarter_is_moved_or_cancelled(instrument):
    """Nothing is recorded there any more, so nobody is asked to."""
    visit = make_visit()
    PeriodFactory(quarter=3, state="locked")
    (task,) = upcoming(actor(visit.lead), visit.day + timedelta(days=60))
    assert (task.sentence, task.url) == (f"Jadwalkan ulang atau batalkan pendampingan: {visit.topic}", url(visit))


@pytest.mark.parametrize("visits", [1, 3])
def test_what_comes_next_costs_three_queries(django_assert_num_queries, visits):
    unit = WorkUnitFactory()
    user = evaluator(unit)
    for _ in range(visits):
        make_visit(unit, lead=user)
    by = actor(user)
    with django_assert_num_queries(3):
        assert len(upcoming(by, date(2024, 8, 20))) == visits


def test_the_first_page_lists_it(client):
    sheet = EvaluationFactory()
    day = timezone.localdate() + timedelta(days=3)
    by = person(Role.SUPERVISOR)
    visit = plan_visit(plan=make_plan([sheet.unit], by, topic="Pengawasan", day=day), by=actor(by), now=NOW)
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get("/").content.decode()
    assert ("Ikuti pendampingan: Pengawasan" in page, url(visit) in page) == (True, True)


def test_the_units_page_fetches_its_block(client):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    block = "/tw/2024-3/unit/07/pendampingan/"
    member, stranger = person(Role.UNIT_MEMBER, sheet.unit), person(Role.UNIT_MEMBER, WorkUnitFactory())
    sign_in(client, member)
    assert f'hx-get="{block}"' in client.get("/tw/2024-3/unit/07/").content.decode()
    assert "Belum ada pendampingan" in client.get(block).content.decode()
    visit = make_visit(sheet.unit)
    make_visit(sheet.unit, day=date(2024, 4, 1), topic="Triwulan lain")
    page = client.get(block).content.decode()
    assert (url(visit) in page, "Triwulan lain" in page) == (True, False)
    assert sign_in(client, stranger).get(block).status_code == 404
    assert sign_in(client, member).post(block).status_code == 405


def test_the_history_tells_visits(client, instrument):
    """Named, linked and found by unit, quarter and kind, like everything else."""
    unit, other = WorkUnitFactory(code="07"), WorkUnitFactory(code="08")
    PeriodFactory(quarter=3)
    visit = make_visit(unit)
    make_visit(other, day=date(2024, 4, 1))
    sign_in(client, person(Role.SUPERVISOR))
    for query in (
        "objek=pendampingan&unit=07",
        f"objek=pendampingan&triwulan={PeriodFactory._meta.model.objects.get().pk}",
    ):
        [line] = client.get(f"/pengelolaan/riwayat/?{query}").context["lines"]
        assert (line.name, line.kind, line.event, line.url) == (
            "Pendampingan 20 Agustus 2024: Penguatan pengawasan",
            "Pendampingan",
            "Kegiatan direncanakan",
            url(visit),
        )
    changes = {change.label: change.new for change in line.changes}
    assert (changes["Tempat"], changes["Unit kerja"], changes["Tim"]) == ("Aula", unit.name, visit.lead.full_name)
