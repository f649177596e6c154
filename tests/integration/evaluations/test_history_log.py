"""Searching and exporting the history, and that no page changes or removes any of it."""

import csv
import io
from datetime import datetime, timedelta

import pytest

from evaluations.actions.answers import save_answer
from evaluations.actions.participation import leave_out
from evaluations.queries.history_export import CHUNK, safe
from history import log
from history.models import Entry, Source
from tests.factories import (
    NOW,
    TODAY,
    WIB,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    assign,
    grant,
    person,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import CHOICE, cast, make_sheet
from units.actions.dated import cancel
from units.actions.records import save_record
from units.models import LegalBasis, Organisation, RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS, EXPORT = "/pengelolaan/riwayat/", "/pengelolaan/riwayat/unduh/"
READERS = {"administrator", "supervisor"}


@pytest.fixture
def reader(client):
    """A signed-in supervisor, who reads the history but manages no units."""
    return sign_in(client, person(Role.SUPERVISOR))


@pytest.fixture
def administrator(client):
    return sign_in(client, person(Role.ADMINISTRATOR))


def told(client, query: str = "") -> list[str]:
    """Event and object of every line, without the instrument the test database comes with."""
    lines = client.get(ADDRESS + query).context["lines"]
    return [f"{line.event}: {line.name}" for line in lines if line.entry.subject != "instrument"]


def write(subject, verb="uji", at=NOW, by=None, **more) -> Entry:
    return log.write(verb=verb, subject=subject, by=by, at=at, **more)


# --- who ------------------------------------------------------------------------------------------
def test_only_who_reads_history_enters(client):
    people = cast(make_sheet()) | {"no role": UserFactory()}
    expected = {name: 200 if name in READERS else 403 for name in people}
    assert statuses(client, people, ADDRESS) == expected
    others = {name: user for name, user in people.items() if name not in READERS}
    before = Entry.objects.count()
    assert statuses(client, others, EXPORT, "post") == dict.fromkeys(others, 403)
    assert statuses(client, {"anonymous": None}, ADDRESS) == {"anonymous": 302}
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("method", "address"), [("post", ADDRESS), ("delete", ADDRESS), ("get", EXPORT)])
def test_other_methods_are_not_allowed(reader, method, address):
    assert getattr(reader, method)(address).status_code == 405


def test_unreleased_values_of_the_own_unit_stay_out(client):
    mine, other = make_sheet("in_review", "07"), make_sheet("in_review", "08")
    supervisor = person(Role.SUPERVISOR)
    grant(supervisor, Role.UNIT_MEMBER, mine.unit)
    for evaluation in (mine, other):
        write(evaluation, "jawaban disimpan", topic=f"{CHOICE}/tpi", new={"jawaban": "C", "catatan": "rahasia"})
        write(evaluation, "jawaban disimpan", topic=f"{CHOICE}/unit", new={"jawaban": "A", "catatan": ""})
    sign_in(client, supervisor)
    expected = [("Unit Kerja 08", "Unit"), ("Unit Kerja 08", "TPI"), ("Unit Kerja 07", "Unit")]
    lines = client.get(f"{ADDRESS}?objek=penilaian").context["lines"]
    assert [(line.name.split(",")[0], line.topic.split(", ")[1]) for line in lines] == expected
    rows = exported(client, objek="penilaian")
    assert [(row["Objek"].split(",")[0], row["Bagian"].split(", ")[1]) for row in rows] == expected


# --- how an entry is told -------------------------------------------------------------------------
def line_of(client, entry: Entry):
    lines = client.get(ADDRESS).context["lines"]
    return next(line for line in lines if line.entry.pk == entry.pk)


def changes_of(client, entry: Entry) -> list[tuple[str, str, str]]:
    return [(change.label, change.old, change.new) for change in line_of(client, entry).changes]


def test_a_changed_unit_is_told_in_words(administrator):
    who = actor(person(Role.ADMINISTRATOR, full_name="Sari"))
    unit = WorkUnitFactory(code="07", name="Lama")
    unit.name, unit.is_active, unit.target = "Baru", False, "WBBM"
    save_record(record=unit, by=who, now=NOW)
    entry = Entry.objects.get(subject="workunit")
    line = line_of(administrator, entry)
    assert (line.event, line.kind, line.name, line.url, line.who) == (
        "Unit kerja diubah",
        "Unit kerja",
        "Baru",
        "/pengelolaan/unit/07/",
        "Sari",
    )
    assert changes_of(administrator, entry) == [
        ("Nama", "Lama", "Baru"),
        ("Predikat yang dituju", "WBK (Wilayah Bebas dari Korupsi)", "WBBM (Wilayah Birokrasi Bersih dan Melayani)"),
        ("Aktif", "ya", "tidak"),
    ]
    page = text(administrator.get(ADDRESS))
    assert "21 Agustus 2024, 09.00 WIB Sari, lewat layar" in page


def test_a_role_is_told_with_its_person_and_unit(administrator):
    who, unit = actor(person(Role.ADMINISTRATOR)), WorkUnitFactory(name="RSUD")
    row = RoleGrant(user=UserFactory(full_name="Budi"), role=Role.UNIT_HEAD, unit=unit, starts_on=TODAY)
    save_record(record=row, by=who, now=NOW)
    made = Entry.objects.get(subject="rolegrant")
    line = line_of(administrator, made)
    assert (line.name, line.url) == ("Budi – Kepala unit kerja, RSUD", f"/pengelolaan/peran/{row.pk}/")
    assert changes_of(administrator, made) == [
        ("Mulai berlaku", "", "21 Agustus 2024"),
        ("Pengguna", "", "Budi"),
        ("Peran", "", "Kepala unit kerja"),
        ("Unit kerja", "", "RSUD"),
    ]
    cancel(record=row, by=who, now=NOW)
    line = line_of(administrator, Entry.objects.get(verb="peran pengguna dihapus"))
    assert (line.name, line.url) == ("Budi, RSUD", "")  # the row is gone, its history names whom it was about


def test_an_answer_is_told_with_its_question_and_leads_to_its_history(reader):
    evaluation = make_sheet()
    member = actor(person(Role.UNIT_MEMBER, evaluation.unit))
    what = {"evaluation": evaluation, "assessor": "unit", "by": member}
    save_answer(**what, code=CHOICE, value="A", note="Ada", version=0, now=NOW)
    save_answer(**what, code=CHOICE, value="B", note="Ada", version=1, now=NOW + timedelta(minutes=1))
    save_answer(**what, code="B.I.a", value={"indeks": "3.6"}, note="", version=0, now=NOW + timedelta(minutes=2))
    lines = [line for line in reader.get(ADDRESS).context["lines"] if line.entry.subject == "evaluation"]
    assert [(line.name, line.topic, line.url) for line in lines] == [
        ("Unit Kerja 07, TW III 2024", f"{code}, Unit", f"/tw/2024-3/unit/07/lke/{code}/riwayat/")
        for code in ("B.I.a", CHOICE, CHOICE)
    ]
    assert [[(change.label, change.old, change.new) for change in line.changes] for line in lines] == [
        [("Jawaban", "", "indeks 3,6")],
        [("Jawaban", "A", "B")],
        [("Jawaban", "", "A"), ("Catatan", "", "Ada")],
    ]
    assert [reader.get(line.url).status_code for line in lines] == [200] * 3


@pytest.mark.parametrize(
    ("make", "what", "changes"),
    [
        (make_sheet, {"topic": "status", "old": "draft", "new": "submitted"}, [("", "Pengisian", "Diajukan")]),
        (PeriodFactory, {"topic": "status", "old": "open", "new": "locked"}, [("", "Dibuka", "Dikunci")]),
        (
            make_sheet,
            {"topic": "batas pengisian", "old": "2024-08-20", "new": "2024-08-31"},
            [("", "20 Agustus 2024", "31 Agustus 2024")],
        ),
        (UserFactory, {}, []),
    ],
)
def test_single_values_are_told_in_words(reader, make, what, changes):
    entry = write(make(), **what)
    assert changes_of(reader, entry) == changes


def test_what_the_history_does_not_know_is_told_plainly(reader):
    what = {"verb": "uji", "subject": "zaman", "subject_id": 5, "new": {"isi": [1, 2]}}
    entry = Entry.objects.create(at=NOW, source="screen", **what)
    line = line_of(reader, entry)
    assert (line.kind, line.name, line.url, line.who) == ("zaman", "nomor 5", "", "Sistem")
    assert changes_of(reader, entry) == [("Isi", "", "1, 2")]


def test_links_lead_only_where_the_reader_may_go(client):
    evaluation = make_sheet()
    rows = [
        evaluation,
        evaluation.period,
        evaluation.unit,
        UserFactory(),
        grant(UserFactory(), Role.LEADER),
        assign(UserFactory(), evaluation.unit),
        Organisation.objects.get(),
        LegalBasis.objects.first(),
    ]
    for row in rows:
        write(row)
    for role in (Role.ADMINISTRATOR, Role.SUPERVISOR):
        sign_in(client, person(role))
        lines = [line for line in client.get(ADDRESS).context["lines"] if line.entry.verb == "uji"]
        codes = {line.entry.subject: client.get(line.url).status_code for line in lines if line.url}
        everything = {row._meta.model_name for row in rows}
        assert codes == dict.fromkeys(everything if role == Role.ADMINISTRATOR else {"evaluation", "period"}, 200)


def test_a_note_of_a_user_is_text_and_never_markup(reader):
    write(make_sheet(), topic=f"{CHOICE}/unit", new={"jawaban": "", "catatan": "<script>alert(1)</script>"})
    page = reader.get(ADDRESS).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


# --- the filters ----------------------------------------------------------------------------------
@pytest.fixture
def entries():
    """Entries of every kind, the oldest first, with the words the tables below find them by."""
    sheet, other = make_sheet(code="07"), make_sheet(code="08", quarter=4)
    budi = UserFactory(full_name="Budi")
    member = grant(UserFactory(full_name="Ani"), Role.UNIT_MEMBER, sheet.unit)
    rows = [
        (sheet, {"verb": "satu", "topic": f"{CHOICE}/unit"}),
        (other, {"verb": "dua", "reason": "Bukti belum lengkap"}),
        (sheet.unit, {"verb": "tiga", "by": budi}),
        (sheet.period, {"verb": "empat", "source": Source.COMMAND}),
        (budi, {"verb": "lima"}),
        (member, {"verb": "enam"}),
        (LegalBasis.objects.first(), {"verb": "tujuh", "source": Source.ADMIN}),
    ]
    for day, (subject, what) in enumerate(rows):
        write(subject, at=datetime(2024, 8, 10 + day, 23, 59, tzinfo=WIB), **what)
    return {"budi": budi.pk, "TW III": sheet.period.pk, "TW IV": other.period.pk}


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ("", "tujuh enam lima empat tiga dua satu"),
        ("?cari=LENGKAP", "dua"),
        ("?cari=A.I.1.i.b", "satu"),
        ("?cari=emp", "empat"),
        ("?cari=e%00mp", "empat"),
        ("?oleh={budi}", "tiga"),
        ("?oleh=sistem", "tujuh enam lima empat dua satu"),
        ("?dari=2024-08-15", "tujuh enam"),
        ("?sampai=2024-08-11", "dua satu"),
        ("?dari=2024-08-12&sampai=2024-08-12", "tiga"),
        ("?objek=penilaian", "dua satu"),
        ("?objek=instansi", "tujuh"),
        ("?objek=peran", "enam"),
        ("?objek=lainnya", ""),
        ("?unit=07", "enam tiga satu"),
        ("?unit=08", "dua"),
        ("?triwulan={TW III}", "empat satu"),
        ("?triwulan={TW IV}", "dua"),
        ("?lewat=command", "empat"),
        ("?unit=07&objek=penilaian&cari=satu", "satu"),
        ("?cari=tidak+ada", ""),
    ],
)
def test_the_filters(reader, entries, query, verbs):
    response = reader.get(ADDRESS + query.format(**entries))
    found = [line.entry.verb for line in response.context["lines"] if line.entry.subject != "instrument"]
    assert found == verbs.split()
    if query and not response.context["lines"]:
        assert "Tidak ada catatan yang cocok" in text(response)


def test_a_role_that_was_taken_back_is_found_by_its_unit(reader):
    who, unit = actor(person(Role.ADMINISTRATOR)), WorkUnitFactory(code="07")
    row = RoleGrant(user=UserFactory(), role=Role.UNIT_MEMBER, unit=unit, starts_on=TODAY)
    save_record(record=row, by=who, now=NOW)
    cancel(record=row, by=who, now=NOW)
    lines = reader.get(f"{ADDRESS}?unit=07").context["lines"]
    assert [line.event for line in lines] == ["Peran pengguna dihapus", "Peran pengguna dibuat"]


def test_a_unit_that_was_left_out_of_a_quarter_is_found_by_its_unit(reader):
    sheet = make_sheet(code="07")
    leave_out(evaluation=sheet, reason="Pindah induk", by=actor(person(Role.SUPERVISOR)), now=NOW)
    (line,) = reader.get(f"{ADDRESS}?unit=07").context["lines"]
    assert (line.event, line.name, line.topic, line.entry.reason) == (
        "Unit tidak ikut",
        "TW III 2024",
        "unit 07",
        "Pindah induk",
    )
    assert [(change.label, change.old, change.new) for change in line.changes] == [("Unit", "", "Unit Kerja 07")]


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("?dari=kemarin", {"dari": ["Masukkan tanggal yang valid."]}),
        (
            "?dari=2024-08-02&sampai=2024-08-01",
            {"sampai": ["Tanggal akhir tidak boleh sebelum tanggal awal."]},
        ),
        (
            "?objek=x",
            {"objek": ["Masukkan pilihan yang valid. x bukan salah satu dari pilihan yang tersedia."]},
        ),
        ("?oleh=0", {"oleh": ["Masukkan pilihan yang valid. 0 bukan salah satu dari pilihan yang tersedia."]}),
    ],
)
def test_a_filter_that_is_not_taken_is_told(reader, query, errors):
    response = reader.get(ADDRESS + query)
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    data = dict(pair.split("=") for pair in query.removeprefix("?").split("&"))
    assert (reader.post(EXPORT, data).status_code, Entry.objects.filter(verb="riwayat diunduh").count()) == (422, 0)


def test_the_pages_go_on_and_keep_the_filters(reader):
    unit = WorkUnitFactory()
    log.write_all([log.entry(verb="uji", subject=unit, by=None, at=NOW) for _ in range(51)])
    first, last = (reader.get(f"{ADDRESS}?cari=uji&hal={page}") for page in (1, 2))
    assert (len(first.context["lines"]), len(last.context["lines"])) == (50, 1)
    assert 'href="?cari=uji&amp;hal=2"' in first.text
    assert "51 catatan yang cocok" in text(first)


def of_every_kind(number: int) -> None:
    """One entry about an object of every kind."""
    sheet = make_sheet(code=f"{number:02}", quarter=number)
    for row in (
        sheet,
        sheet.period,
        sheet.unit,
        UserFactory(),
        grant(UserFactory(), Role.UNIT_MEMBER, sheet.unit),
        assign(UserFactory(), sheet.unit),
        Organisation.objects.get(),
        LegalBasis.objects.first(),
    ):
        write(row, by=UserFactory(), new={"unit_id": sheet.unit.pk, "user_id": UserFactory().pk})


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(administrator, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        of_every_kind(number)
    administrator.get(ADDRESS)
    with django_assert_num_queries(20):  # nine of them name the objects, one for each kind
        administrator.get(ADDRESS)


# --- the export -----------------------------------------------------------------------------------
def exported(client, **filters) -> list[dict]:
    """The rows of the file by their heading."""
    response = client.post(EXPORT, filters)
    assert response.status_code == 200
    content = b"".join(response.streaming_content).decode()
    assert content.startswith("\ufeffWaktu (WIB);Oleh;")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"))


def test_the_export_says_what_the_screen_says(administrator):
    unit = WorkUnitFactory(code="07", name="Lama")
    unit.name, unit.head_name = "Baru; bagus", "Sari"
    save_record(record=unit, by=actor(person(Role.ADMINISTRATOR, username="adm", full_name="Adm")), now=NOW)
    entry = Entry.objects.get(subject="workunit")
    write(make_sheet(code="08"), topic="status", old="draft", new="submitted", reason="Baris satu\nbaris dua")
    assert exported(administrator, objek="unit") == [
        {
            "Waktu (WIB)": "2024-08-21 09:00:00",
            "Oleh": "Adm",
            "Nama pengguna": "adm",
            "Lewat": "layar",
            "Jenis objek": "Unit kerja",
            "Objek": "Baru; bagus",
            "Nomor objek": str(entry.subject_id),
            "Peristiwa": "Unit kerja diubah",
            "Bagian": "",
            "Semula": "Nama: Lama; Nama kepala unit: –",
            "Menjadi": "Nama: Baru; bagus; Nama kepala unit: Sari",
            "Alasan": "",
        }
    ]
    (row,) = exported(administrator, objek="penilaian")
    assert (row["Semula"], row["Menjadi"], row["Alasan"]) == ("Pengisian", "Diajukan", "Baris satu\nbaris dua")


def test_the_export_is_history_itself_and_does_not_hold_itself(reader):
    write(WorkUnitFactory())
    rows = exported(reader, objek="unit", cari="uji")
    assert len(rows) == 1
    entry = Entry.objects.get(verb="riwayat diunduh")
    reader_user = entry.by
    assert (entry.subject, entry.subject_id, entry.source, entry.new) == (
        "user",
        reader_user.pk,
        "screen",
        {"objek": "unit", "cari": "uji"},
    )
    assert exported(reader, oleh=str(reader_user.pk))[0]["Menjadi"] == "Cari: uji; Objek: unit"


def test_the_export_keeps_nothing_that_a_database_refuses(reader):
    write(WorkUnitFactory())
    assert len(exported(reader, objek="unit", cari="u\x00ji")) == 1
    assert Entry.objects.get(verb="riwayat diunduh").new == {"objek": "unit", "cari": "uji"}


def test_the_export_comes_as_a_file_to_keep(reader):
    response = reader.post(EXPORT)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="riwayat-')


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62 811", "'+62 811"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        (" =1+1", "' =1+1"),
        ("", ""),
        ("biasa = benar", "biasa = benar"),
        ("–", "–"),
    ],
)
def test_no_cell_is_a_formula(cell, written):
    assert safe(cell) == written


def test_a_formula_in_a_note_or_a_name_is_text_in_the_file(reader):
    user = UserFactory(full_name="=HYPERLINK(1)")
    write(WorkUnitFactory(name="+62"), verb="@uji", by=user, reason="-2+3")
    row = exported(reader, objek="unit")[0]
    assert [row[key] for key in ("Oleh", "Objek", "Peristiwa", "Alasan")] == [
        "'=HYPERLINK(1)",
        "'+62",
        "'@uji",
        "'-2+3",
    ]


def test_the_export_reads_in_chunks_without_asking_again_for_what_it_knows(reader, django_assert_num_queries):
    unit = WorkUnitFactory()
    log.write_all([log.entry(verb=f"uji {n}", subject=unit, by=None, at=NOW) for n in range(CHUNK + 2)])
    response = reader.post(EXPORT, {"objek": "unit"})
    with django_assert_num_queries(2):  # the entries, the unit's name
        lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 1 + CHUNK + 2
