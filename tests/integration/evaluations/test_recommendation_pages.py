"""The screens of recommendations: the list with its filters, one with its thread, and writing one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import FollowUp, Recommendation
from tests.factories import (
    EvaluationFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    RecommendationFactory,
    StoredFileFactory,
    UserFactory,
    WorkUnitFactory,
    assign,
    grant,
    person,
)
from tests.integration.evaluations.advice_case import STATES, UNSENT, advice, take, write
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import make_sheet
from tests.uploads import exe, pdf, sent
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

LIST = "/rekomendasi/"
WRITE = "/tw/2024-3/unit/rsud/rekomendasi/"
FORM = {"text": "Tetapkan SK.", "priority": "high", "due_on": "", "area": "", "responsible": "", "code": "A.I.1.i.a"}
TODAY = timezone.localdate()


@pytest.fixture
def sheet():
    return make_sheet("in_review", "rsud")


@pytest.fixture
def evaluator(sheet):
    return person(Role.EVALUATOR, sheet.unit)


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit, full_name="Budi Anggota")


def _shown(client, query: str = "") -> list[str]:
    """The texts of the list in their order."""
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [line.row.text for line in response.context.get("lines", [])]


# --- the list -------------------------------------------------------------------------------------
def test_what_waits_longest_stands_first_and_what_is_closed_last(client, sheet):
    rows = [
        ("Ditutup", {"state": "settled", "due_on": TODAY}),
        ("Tanpa batas", {"priority": "high"}),
        ("Besok, rendah", {"due_on": TODAY + timedelta(days=1), "priority": "low"}),
        ("Besok, tinggi", {"due_on": TODAY + timedelta(days=1), "priority": "high"}),
        ("Lewat", {"due_on": TODAY - timedelta(days=9)}),
    ]
    for name, fields in rows:
        advice(sheet, text=name, **fields)
    sign_in(client, person(Role.LEADER))
    assert _shown(client) == ["Lewat", "Besok, tinggi", "Besok, rendah", "Tanpa batas", "Ditutup"]


def test_each_filter(client, sheet, evaluator):
    other, older = make_sheet("draft", "lain"), make_sheet("draft", "rsud-lama", quarter=2)
    late = TODAY - timedelta(days=1)
    advice(sheet, text="Lewat", due_on=late, priority="high", area=2)
    advice(sheet, "done_by_unit", text="Dilaporkan", due_on=late)
    advice(sheet, UNSENT, text="Draf", due_on=late)
    advice(other, "settled", text="Tuntas", due_on=late)
    advice(older, "in_progress", text="Lama", area=None, code="B.I.a")
    sign_in(client, evaluator)
    expected = {
        "?status=terbuka": {"Lewat", "Dilaporkan", "Lama"},
        "?status=open": {"Lewat"},
        "?status=in_progress": {"Lama"},
        "?status=done_by_unit": {"Dilaporkan"},
        "?status=settled": {"Tuntas"},
        "?status=impossible": set(),
        "?status=belum-disampaikan": {"Draf"},
        "?prioritas=high": {"Lewat"},
        "?area=2": {"Lewat"},
        "?unit=lain": {"Tuntas"},
        "?diberikan=2024-2": {"Lama"},
        "?lewat=on": {"Lewat"},
        "?saya=on": {"Lewat", "Dilaporkan", "Draf"},
        "?cari=dilapor": {"Dilaporkan"},
        "?cari=b.i": {"Lama"},
        "?cari=di%00lapor": {"Dilaporkan"},
        "?unit=rsud&status=terbuka&lewat=on": {"Lewat"},
    }
    assert {query: set(_shown(client, query)) for query in expected} == expected


def test_mine_for_a_units_person_is_what_names_them_or_nobody_in_their_area(client, sheet, member):
    other = person(Role.UNIT_MEMBER, sheet.unit)
    sheet.unit.area_owners.create(area=1, user=member, since=timezone.now(), named_by=member)
    advice(sheet, text="Atas nama saya", responsible=member, area=2)
    advice(sheet, text="Pokja saya", area=1)
    advice(sheet, text="Pokja saya, orang lain", area=1, responsible=other)
    advice(sheet, text="Pokja lain", area=2)
    sign_in(client, member)
    assert set(_shown(client, "?saya=on")) == {"Atas nama saya", "Pokja saya"}
    assert len(_shown(client)) == 4


def test_what_is_overdue_says_so_in_words_and_age_counts_in_quarters(client, sheet):
    PeriodFactory(year=2025, quarter=1)
    advice(sheet, text="Lewat", due_on=TODAY - timedelta(days=3))
    sign_in(client, person(Role.LEADER))
    page = text(client.get(LIST))
    assert "(lewat 3 hari)" in page
    assert "2 triwulan" in page
    assert "1 belum ditutup" in page
    assert "1 lewat batas" in page


def test_25_stand_on_a_page_and_filters_stay(client, sheet):
    for number in range(30):
        advice(sheet, text=f"Nomor {number}")
    sign_in(client, person(Role.LEADER))
    assert [len(_shown(client, f"?status=open&hal={page}")) for page in (1, 2, 99)] == [25, 5, 5]
    assert "?status=open&amp;hal=2" in client.get(f"{LIST}?status=open").content.decode()


@pytest.mark.parametrize("query", ["?status=entah", "?area=9", "?diberikan=1999-1", "?unit=tidak-ada"])
def test_a_filter_that_is_none_is_told(client, sheet, query):
    response = sign_in(client, person(Role.LEADER)).get(f"{LIST}{query}")
    assert response.status_code == 422
    assert "Saringan belum dapat dipakai" in response.content.decode()


def test_empty_lists_say_how_to_begin(client, sheet, member):
    said = "Rekomendasi TPI untuk unit Anda tampil di sini begitu disampaikan"
    assert said in text(sign_in(client, member).get(LIST))
    page = sign_in(client, person(Role.LEADER))
    assert "Evaluator menulis rekomendasi dari halaman unit" in text(page.get(LIST))
    assert "Tidak ada rekomendasi yang cocok" in text(page.get(f"{LIST}?cari=x"))
    assert "Belum ada rekomendasi" in text(sign_in(client, UserFactory()).get(LIST))


QUERIES = {Role.UNIT_MEMBER: 12, Role.EVALUATOR: 14, Role.LEADER: 14}


@pytest.mark.parametrize("role", QUERIES)
@pytest.mark.parametrize("rows", [1, 3, 60])
def test_the_list_takes_as_many_queries_whatever_is_in_it(client, sheet, django_assert_num_queries, role, rows):
    user = person(role, sheet.unit if role != Role.LEADER else None)
    for number in range(rows):
        where = sheet if role == Role.UNIT_MEMBER or number == 0 else EvaluationFactory(period=sheet.period)
        if number:
            advice(where, STATES[number % len(STATES)], responsible=UserFactory(), due_on=TODAY)
        else:
            advice(where, "open", responsible=user, due_on=TODAY - timedelta(days=1))
    sign_in(client, user)
    for query in ("", "?status=terbuka&area=1&saya=on&lewat=on&diberikan=2024-3&prioritas=medium&cari=SK", "?hal=2"):
        with django_assert_num_queries(QUERIES[role]):
            client.get(f"{LIST}{query}")


def test_the_list_is_filtered_by_agency_and_target_of_today(client, sheet):
    other = EvaluationFactory(period=sheet.period)
    type(sheet.unit).objects.filter(pk=sheet.unit_id).update(parent_agency="Dinas Kesehatan", target="WBBM")
    first, second = advice(sheet, "open", text="Satu"), advice(other, "open", text="Dua")
    sign_in(client, person(Role.LEADER))
    assert _shown(client, "?induk=Dinas+Kesehatan") == _shown(client, "?tujuan=WBBM") == [first.text]
    assert _shown(client, "?induk=-") == _shown(client, "?tujuan=WBK") == [second.text]
    assert client.get(f"{LIST}?induk=Dinas+Lain").status_code == 422
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert {"induk", "tujuan"} & set(client.get(LIST).context["form"].fields) == set()


def test_the_list_is_only_read(client, sheet):
    assert sign_in(client, person(Role.LEADER)).post(LIST).status_code == 405


# --- one recommendation ---------------------------------------------------------------------------
@pytest.mark.parametrize("turns", [1, 3])
def test_a_thread_takes_as_many_queries_however_long(
    client, sheet, member, evaluator, django_assert_num_queries, turns
):
    row = advice(sheet)
    for _ in range(turns):
        evidence = [EvidenceVersionFactory(unit=sheet.unit) for _ in range(turns)]
        take(row, "claim_done", member, evidence=evidence)
        take(row, "not_yet", evaluator)
    sign_in(client, evaluator)
    with django_assert_num_queries(12):
        client.get(f"{LIST}{row.pk}/")


@pytest.mark.parametrize(
    ("state", "who", "buttons"),
    [
        ("open", "member", ["Laporkan kemajuan", "Laporkan selesai"]),
        ("done_by_unit", "member", ["Laporkan kemajuan", "Laporkan selesai"]),
        ("settled", "member", []),
        ("open", "evaluator", ["Nyatakan tidak dapat ditindaklanjuti", "Nyatakan tuntas"]),
        (
            "done_by_unit",
            "evaluator",
            ["Nyatakan belum tuntas", "Nyatakan tidak dapat ditindaklanjuti", "Nyatakan tuntas"],
        ),
        ("settled", "supervisor", ["Buka kembali"]),
        (UNSENT, "evaluator", []),
        ("open", "leader", []),
        ("open", "administrator", []),
        ("done_by_unit", "evaluator of another unit", []),
    ],
)
def test_everybody_gets_the_buttons_of_their_steps(client, sheet, state, who, buttons):
    people, row = everybody(sheet.unit), advice(sheet, state)
    response = sign_in(client, people[who]).get(f"{LIST}{row.pk}/")
    assert [step.label for step in response.context["thread"].buttons] == buttons
    page = text(response)
    assert ("Sampaikan sekarang" in page) == (state == UNSENT)


def test_a_unit_reports_with_files_and_the_tpi_closes(client, sheet, member, evaluator):
    row = advice(sheet)
    old = EvidenceVersionFactory(unit=sheet.unit, title="SK lama")
    sign_in(client, member)
    data = {"text": "SK terbit.", "files": [sent("Notulen.pdf", pdf())], "evidence": [str(old.pk), "999999", "x"]}
    response = client.post(f"{LIST}{row.pk}/claim_done/", data, follow=True)
    assert "Rekomendasi dilaporkan selesai; menunggu penilaian TPI." in text(response)
    assert "SK lama" in text(response)
    [turn] = row.follow_ups.all()
    assert [version.title for version in turn.evidence.order_by("pk")] == ["SK lama", "Notulen"]
    response = sign_in(client, evaluator).post(f"{LIST}{row.pk}/settle/", {"text": "", "langkah": "1"}, follow=True)
    assert "Rekomendasi dinyatakan tuntas." in text(response)
    row.refresh_from_db()
    assert row.state == "settled"


def test_what_is_refused_stays_on_the_page_with_the_reason(client, sheet, member):
    row = advice(sheet)
    version = EvidenceVersionFactory(unit=sheet.unit)
    sign_in(client, member)
    response = client.post(f"{LIST}{row.pk}/report/", {"text": " ", "evidence": [str(version.pk)]})
    assert response.status_code == 422
    assert "Tulis apa yang sudah dilakukan." in text(response)
    assert response.context["chosen"] == {version.pk}
    response = client.post(f"{LIST}{row.pk}/report/", {"text": "Sudah.", "files": [sent("SK.pdf", exe())]})
    assert response.status_code == 422
    assert "Sudah." in response.content.decode()
    assert FollowUp.objects.count() == 0


def test_two_presses_are_one_turn(client, sheet, member):
    row = advice(sheet)
    sign_in(client, member)
    data = {"text": "SK terbit.", "langkah": str(client.get(f"{LIST}{row.pk}/").context["thread"].last)}
    assert [client.post(f"{LIST}{row.pk}/report/", data).status_code for _ in range(2)] == [302, 409]
    assert row.follow_ups.count() == 1


def test_who_meets_a_newer_turn_sees_it_keeps_the_text_and_may_send_again(client, sheet, member, evaluator):
    row = advice(sheet, "done_by_unit")
    take(row, "not_yet", evaluator, "Stempel belum ada.")
    sign_in(client, member)
    response = client.post(f"{LIST}{row.pk}/report/", {"text": "Uraian panjang", "langkah": "0"})
    assert response.status_code == 409
    page = response.content.decode()
    for words in ("Sudah ada tindak lanjut baru", "Stempel belum ada.", "Uraian panjang</textarea>"):
        assert words in page
    assert '<input type="hidden" name="langkah" value="1">' in page
    assert client.post(f"{LIST}{row.pk}/report/", {"text": "Uraian panjang", "langkah": "1"}).status_code == 302


def test_what_was_typed_is_still_there_when_it_was_closed_meanwhile(client, sheet, member, evaluator):
    row = advice(sheet)
    take(row, "impossible", evaluator, "Unit digabung.")
    response = sign_in(client, member).post(f"{LIST}{row.pk}/report/", {"text": "Uraian panjang", "langkah": "0"})
    assert response.status_code == 409
    page = response.content.decode()
    for words in ("tidak dapat dilakukan: rekomendasi berstatus", "Unit digabung.", "Uraian panjang</textarea>"):
        assert words in page
    assert row.follow_ups.count() == 1


@pytest.mark.parametrize(
    ("action", "state", "who", "status"),
    [
        ("settle", "open", "member", 403),
        ("report", "open", "evaluator", 403),
        ("report", "open", "leader", 403),
        ("settle", "open", "evaluator of another unit", 403),
        ("not_yet", "open", "evaluator", 409),
        ("report", "settled", "member", 409),
        ("settle", UNSENT, "evaluator", 409),
        ("terbang", "open", "evaluator", 404),
        ("report", "open", "head of another unit", 404),
    ],
)
def test_steps_that_are_not_taken(client, sheet, action, state, who, status):
    people, row = everybody(sheet.unit), advice(sheet, state)
    response = sign_in(client, people[who]).post(f"{LIST}{row.pk}/{action}/", {"text": "Ya"})
    assert response.status_code == status
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("address", ["report", "settle", "sampaikan", "hapus"])
def test_nothing_happens_by_following_a_link(client, sheet, evaluator, address):
    assert sign_in(client, evaluator).get(f"{LIST}{advice(sheet).pk}/{address}/").status_code == 405


# --- its files ------------------------------------------------------------------------------------
def test_files_are_fetched_by_whoever_reads_the_recommendation(client, sheet, member):
    row = advice(sheet)
    turn = take(row, "report", member, uploads=[sent("Notulen.pdf", pdf(text="isi notulen"))])
    address = f"{LIST}{row.pk}/berkas/{turn.evidence.get().pk}/"
    people = everybody(sheet.unit)
    found = statuses(client, people | {"anonymous": None}, address)
    hidden = {"head of another unit", "without a role", "inactive head", "anonymous"}
    assert found == {who: 404 if who in hidden else 200 for who in found}
    response = sign_in(client, people["leader"]).get(address)
    assert response["Content-Disposition"] == 'attachment; filename="Notulen.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_a_file_belongs_to_its_thread(client, sheet, member):
    row, other = advice(sheet), advice(sheet)
    turn = take(row, "report", member, evidence=[EvidenceVersionFactory(unit=sheet.unit)])
    link = EvidenceVersionFactory(unit=sheet.unit, file=None, url="https://ppid.go.id/sk")
    loose = EvidenceVersionFactory(unit=sheet.unit)
    take(row, "report", member, evidence=[link])
    sign_in(client, member)
    found = {
        (owner.pk, key): client.get(f"{LIST}{owner.pk}/berkas/{key}/").status_code
        for owner, key in ((other, turn.evidence.get().pk), (row, loose.pk), (row, link.pk), (row, 999_999))
    }
    assert set(found.values()) == {404}
    assert 'href="https://ppid.go.id/sk"' in client.get(f"{LIST}{row.pk}/").content.decode()


@pytest.mark.parametrize(("scan", "word"), [("waiting", "menunggu pemindaian"), ("infected", "ancaman")])
def test_a_file_the_scanner_did_not_pass_is_not_handed_out(client, sheet, member, scan, word):
    row = advice(sheet)
    file = StoredFileFactory(scan=scan, scanned_at=timezone.now() if scan == "infected" else None)
    turn = take(row, "report", member, evidence=[EvidenceVersionFactory(unit=sheet.unit, file=file, title="SK")])
    sign_in(client, member)
    response = client.get(f"{LIST}{row.pk}/berkas/{turn.evidence.get().pk}/")
    assert response.status_code == 409
    assert word in text(response)
    assert f"/berkas/{turn.evidence.get().pk}/" not in client.get(f"{LIST}{row.pk}/").content.decode()


# --- writing --------------------------------------------------------------------------------------
def test_who_opens_the_form(client, sheet):
    people = everybody(sheet.unit)
    found = statuses(client, people | {"anonymous": None}, WRITE)
    writers = {"evaluator", "supervisor", "supervisor who verified", "supervisor and evaluator"}
    assert {who for who, status in found.items() if status == 200} == writers
    assert {found[who] for who in ("head of another unit", "without a role")} == {404}
    readers = {"member", "head", "leader", "administrator", "evaluator of another unit"}
    assert {found[who] for who in readers} == {403}


def test_a_recommendation_from_a_question_leads_back_to_it(client, sheet, evaluator, member):
    sign_in(client, evaluator)
    page = client.get(f"{WRITE}?pertanyaan=A.I.1.i.a")
    assert page.context["form"].initial["code"] == "A.I.1.i.a"
    data = FORM | {"due_on": f"{TODAY:%Y-%m-%d}", "responsible": str(member.pk), "area": "2"}
    response = client.post(f"{WRITE}?pertanyaan=A.I.1.i.a", data)
    assert response.url == "/tw/2024-3/unit/rsud/lke/#q-A-I-1-i-a"
    row = Recommendation.objects.get()
    assert (row.text, row.code, row.area, row.responsible, row.due_on, row.is_sent) == (
        *("Tetapkan SK.", "A.I.1.i.a", 2, member, TODAY, False),
    )


def test_from_the_units_page_it_leads_back_there_and_may_be_sent_at_once(client, sheet, evaluator):
    response = sign_in(client, evaluator).post(WRITE, FORM | {"code": "", "send": "1"}, follow=True)
    assert response.redirect_chain == [("/tw/2024-3/unit/rsud/", 302)]
    assert "disampaikan kepada unit." in text(response)
    row = Recommendation.objects.get()
    assert (row.code, row.is_sent) == ("", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"due_on": "2024-01-01"},
        {"due_on": "besok"},
        {"priority": "darurat"},
        {"code": "X.9"},
        {"responsible": "999999"},
        {"area": "9"},
    ],
)
def test_what_the_form_does_not_take(client, sheet, evaluator, changes):
    response = sign_in(client, evaluator).post(WRITE, FORM | changes)
    assert response.status_code == 422
    assert "Belum dapat disimpan. Perbaiki dahulu:" in text(response)
    assert set(response.context["form"].errors) == set(changes)
    assert Recommendation.objects.count() == 0


def test_a_locked_quarter_takes_none(client, evaluator):
    period = PeriodFactory(quarter=2, state="locked")
    unit = EvaluationFactory(period=period, unit=WorkUnitFactory(code="kunci")).unit
    assign(evaluator, unit)
    response = sign_in(client, evaluator).get("/tw/2024-2/unit/kunci/rekomendasi/")
    assert response.status_code == 409
    assert "sudah dikunci" in text(response)


def test_earlier_texts_on_the_same_question_are_offered(client, sheet, evaluator):
    other = make_sheet("approved", "lain")
    advice(other, text="Sering dipakai")
    advice(make_sheet("approved", "tiga"), text="Sering dipakai")
    advice(other, text="Pertanyaan lain", code="A.I.2.i.a")
    advice(other, UNSENT, text="Belum disampaikan")
    sign_in(client, evaluator)
    page = client.get(f"{WRITE}?pertanyaan=A.I.1.i.a")
    assert [(one.text, one.count) for one in page.context["snippets"]] == [("Sering dipakai", 2)]
    assert "(2 kali)" in text(page)
    assert client.get(WRITE).context["snippets"] == []


def test_changing_sending_and_removing(client, sheet, evaluator):
    row = write(sheet.unit, evaluator, evaluation=sheet, code="A.I.1.i.a")
    sign_in(client, evaluator)
    page = client.get(f"{LIST}{row.pk}/ubah/")
    assert page.context["form"].initial["text"] == row.text
    client.post(f"{LIST}{row.pk}/ubah/", FORM | {"text": "Lebih jelas."})
    row.refresh_from_db()
    assert (row.text, row.priority, row.code) == ("Lebih jelas.", "high", "A.I.1.i.a")
    assert client.post(f"{LIST}{row.pk}/ubah/", FORM | {"text": ""}).status_code == 422
    gone = write(sheet.unit, evaluator)
    assert client.post(f"{LIST}{gone.pk}/hapus/").url == LIST
    client.post(f"{LIST}{row.pk}/sampaikan/")
    assert [(one.text, one.number) for one in Recommendation.objects.all()] == [("Lebih jelas.", 1)]
    for address in ("ubah", "hapus", "sampaikan"):
        assert client.post(f"{LIST}{row.pk}/{address}/", FORM).status_code == 409


def test_sending_what_is_late_says_so_where_the_buttons_are(client, sheet, evaluator):
    row = advice(sheet, UNSENT, due_on=TODAY - timedelta(days=1))
    response = sign_in(client, evaluator).post(f"{LIST}{row.pk}/sampaikan/")
    assert response.status_code == 422
    page = text(response)
    for words in ("Unit belum mengetahui rekomendasi ini", "Batas waktunya sudah lewat. Ubah dahulu.", "Ubah"):
        assert words in page
    assert "Tidak dapat dikirim" not in page
    row.refresh_from_db()
    assert not row.is_sent


# --- beside the sheet -----------------------------------------------------------------------------
def test_the_question_shows_its_open_recommendations_and_those_of_this_sheet(client, sheet, evaluator, member):
    older = make_sheet("approved", "rsud-lama", quarter=2)
    RecommendationFactory(evaluation=older, unit=sheet.unit, text="Lama, terbuka", number=1)
    RecommendationFactory(evaluation=older, unit=sheet.unit, text="Lama, tuntas", number=2, state="settled")
    advice(sheet, "settled", text="Baru, tuntas", number=3)
    advice(sheet, UNSENT, text="Draf")
    found = {}
    for user in (member, evaluator):
        page = sign_in(client, user).get("/tw/2024-3/unit/rsud/lke/?saring=rekomendasi").context["page"]
        found[user] = [row.text for row in page.question("A.I.1.i.a").recommendations]
    assert found == {
        member: ["Lama, terbuka", "Baru, tuntas"],
        evaluator: ["Lama, terbuka", "Draf", "Baru, tuntas"],
    }


def test_the_units_page_lists_them_and_offers_writing_to_advisers(client, sheet):
    people = everybody(sheet.unit)
    advice(sheet, text="Tetapkan SK Tim ZI.")
    pages = {who: text(sign_in(client, people[who]).get("/tw/2024-3/unit/rsud/")) for who in ("member", "evaluator")}
    assert ["Tetapkan SK Tim ZI." in page for page in pages.values()] == [True, True]
    assert ["Tulis rekomendasi" in page for page in pages.values()] == [False, True]


# --- the first page -------------------------------------------------------------------------------
def test_tasks_of_a_units_person(client, sheet, member):
    advice(sheet, text="Untuk saya", responsible=member, due_on=TODAY + timedelta(days=2), number=1)
    for number in (2, 3):
        advice(sheet, text="Untuk semua", area=None, number=number)
    advice(sheet, "done_by_unit", responsible=member, number=4)
    tasks = sign_in(client, member).get("/").context["tasks"]
    found = [(task.sentence, task.due and task.due.words) for task in tasks if "rekomendasi" in task.url]
    assert found == [
        ("Tindak lanjuti rsud/R-1: Untuk saya", "2 hari lagi"),
        ("Tindak lanjuti 2 rekomendasi lain", None),
    ]


def test_tasks_of_an_evaluator(client, sheet, evaluator):
    claimed = advice(sheet, "done_by_unit", number=1)
    advice(make_sheet("draft", "lain"), "done_by_unit")
    two = make_sheet("draft", "zwei")
    assign(evaluator, two.unit)
    for number in (1, 2):
        advice(two, "done_by_unit", number=number)
    tasks = sign_in(client, evaluator).get("/").context["tasks"]
    assert [(task.sentence, task.url) for task in tasks if "rekomendasi" in task.url] == [
        ("Nilai 1 tindak lanjut rekomendasi", f"/rekomendasi/{claimed.pk}/"),
        ("Nilai 2 tindak lanjut rekomendasi", "/rekomendasi/?unit=zwei&status=done_by_unit"),
    ]


def test_who_belongs_to_two_units_sees_which_is_meant(client, sheet, member):
    other = make_sheet("draft", "lain")
    grant(member, Role.UNIT_MEMBER, other.unit)
    for where in (sheet, other):
        advice(where, text=f"Untuk {where.unit.code}", number=1)
    sign_in(client, member)
    assert set(_shown(client)) == {"Untuk rsud", "Untuk lain"}
    assert _shown(client, "?unit=lain") == ["Untuk lain"]


# --- what no page of ours sends -------------------------------------------------------------------
def test_a_key_beyond_all_keys_is_passed_over(client, sheet, member):
    row = advice(sheet)
    sign_in(client, member).post(f"{LIST}{row.pk}/report/", {"text": "Sudah.", "evidence": ["9" * 30]})
    assert [turn.evidence.count() for turn in row.follow_ups.all()] == [0]


def test_a_code_that_is_none_is_told(client, sheet, evaluator):
    response = sign_in(client, evaluator).post(WRITE, FORM | {"code": "\x00"})
    assert response.status_code == 422
    assert response.context["snippets"] == []
