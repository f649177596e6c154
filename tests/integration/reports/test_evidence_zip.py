"""Evidence as an archive: who gets it, what lies in it, what its indexes tell."""

import html
import re
import tracemalloc
import zipfile
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.http import StreamingHttpResponse
from django.utils import timezone
from openpyxl import load_workbook

from evaluations.actions import evidence as actions
from evaluations.actions.periods import lock_period
from evaluations.models import EvidenceUse, EvidenceVersion
from files.models import StoredFile, private
from history.models import Entry
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    StoredFileFactory,
    actor,
    answer,
    grant,
    person,
)
from tests.integration.evaluations.evidence_case import add_file, add_link, doubt, evaluator_of, member_of, put
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from tests.uploads import jpeg, pdf, sent
from units.models import WorkUnit
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE, ZIP = "/tw/2024-3/unit/07/unduh-bukti/", "/tw/2024-3/unit/07/bukti.zip"
TEAM = "Area 1 Manajemen Perubahan/A.I.1.i.a Apakah tim pembangunan Zona Integritas sudah"
PLAN, SURVEY = "A.I.1.ii.a", "B.I.a"
FILM = 24 * 1024 * 1024  # bytes
READERS = {"unit_member", "unit_head", "evaluator", "unassigned evaluator", "supervisor", "leader", "administrator"}


@pytest.fixture
def sheet(instrument):
    """Two files at two questions of area 1 (one of them twice), a link in area 1, a photo at a survey question."""
    evaluation = make_sheet()
    member = member_of(evaluation)
    use = add_file(evaluation, member, "SK Tim", place="hal. 2")
    actions.attach(evaluation=evaluation, code=PLAN, evidence=use.evidence, by=member, now=NOW)
    add_file(evaluation, member, "Rencana", code=PLAN, title="Rencana kerja: 2024/2025?")
    add_link(evaluation, member)
    photo = sent("foto.jpeg", jpeg())
    actions.add_file(evaluation=evaluation, code=SURVEY, upload=photo, title="Survei", by=member, now=NOW)
    return evaluation


def fetched(client, user, query: str = ""):
    return sign_in(client, user).post(f"{ZIP}{query}")


def read(response):
    """The response after the last byte: the server sends only so many archives at once."""
    response.getvalue()
    return response


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(response.getvalue()))


def rows(archive: zipfile.ZipFile) -> list[dict]:
    """The table of index.xlsx, heading by value."""
    page = load_workbook(BytesIO(archive.read("index.xlsx"))).active
    found = list(page.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(found) if row[0] == "Kode")
    return [dict(zip(found[start], row, strict=True)) for row in found[start + 1 :]]


def words(archive: zipfile.ZipFile) -> str:
    """What index.html says, in the order it is read."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", archive.read("index.html").decode())).split())


# --- who ------------------------------------------------------------------------------------------
def test_who_may_take_it(client, sheet):
    people = cast(sheet)
    expected = {name: 200 if name in READERS else 404 for name in people}
    assert statuses(client, people, PAGE) == expected
    assert {name: read(fetched(client, user)).status_code for name, user in people.items()} == expected


@pytest.mark.parametrize(("url", "method"), [(PAGE, "get"), (ZIP, "post")])
def test_nobody_takes_it_without_signing_in(client, sheet, url, method):
    response = getattr(client, method)(url)
    assert (response.status_code, response["Location"].startswith("/akun/masuk/")) == (302, True)


@pytest.mark.parametrize(("url", "method"), [(PAGE, "post"), (ZIP, "get"), (ZIP, "put")])
def test_wrong_method(client, sheet, url, method):
    """A download is noted in the history, and GET never writes."""
    assert getattr(sign_in(client, person(Role.LEADER)), method)(url).status_code == 405


@pytest.mark.parametrize("query", ["?area=9", "?area=0", "?area=x", "?area=A", "?area=1%20", "?area=../1"])
def test_no_such_area(client, sheet, query):
    assert fetched(client, person(Role.LEADER), query).status_code == 404
    assert Entry.objects.filter(verb="data dukung diunduh").count() == 0


# --- the archive ----------------------------------------------------------------------------------
def test_the_archive_holds_exactly_the_files_of_the_sheet(client, sheet):
    response = fetched(client, person(Role.LEADER))
    assert isinstance(response, StreamingHttpResponse)
    content = response.getvalue()
    assert int(response["Content-Length"]) == len(content)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="bukti-07-2024-tw3.zip"'
    archive = zipfile.ZipFile(BytesIO(content))
    assert archive.testzip() is None
    found = {name: archive.read(name) for name in archive.namelist() if not name.startswith("index.")}
    contents = {
        use.version.title: use.version.file.content.read() for use in EvidenceUse.objects.exclude(version__file=None)
    }
    assert found == {
        f"{TEAM}/SK Tim ZI.pdf": contents["SK Tim ZI"],
        f"{folder(PLAN)}/SK Tim ZI.pdf": contents["SK Tim ZI"],
        f"{folder(PLAN)}/Rencana kerja- 2024-2025.pdf": contents["Rencana kerja: 2024/2025?"],
        f"{folder(SURVEY)}/Survei.jpg": contents["Survei"],
    }
    assert archive.namelist()[:2] == ["index.html", "index.xlsx"]


def folder(code: str) -> str:
    return {
        PLAN: "Area 1 Manajemen Perubahan/A.I.1.ii.a Apakah unit kerja memiliki rencana kerja tertulis",
        SURVEY: "B Hasil/B.I.a Berapa Indeks Persepsi Anti Korupsi (IPAK) unit kerja",
    }[code]


@pytest.mark.parametrize(
    ("area", "name", "members"),
    [
        ("1", "bukti-07-2024-tw3-bagian-1.zip", 3),
        ("B", "bukti-07-2024-tw3-bagian-b.zip", 1),
    ],
)
def test_the_archive_of_a_part_holds_that_part(client, sheet, area, name, members):
    response = fetched(client, person(Role.LEADER), f"?area={area}")
    archive = opened(response)
    assert f'"{name}"' in response["Content-Disposition"]
    assert len(archive.namelist()) == 2 + members
    assert {row["Bagian"] for row in rows(archive)} == {"Area 1 Manajemen Perubahan" if area == "1" else "B Hasil"}


@pytest.mark.parametrize("query", ["", "?area=2"])
def test_where_nothing_is_one_is_told(client, instrument, query):
    make_sheet()
    response = fetched(client, person(Role.LEADER), query)
    part = "Area 2 Penataan Tatalaksana" if query else "Seluruh lembar"
    assert (response.status_code, f"Belum ada data dukung pada {part}." in text(response)) == (422, True)
    assert Entry.objects.filter(verb="data dukung diunduh").count() == 0


def test_nothing_of_other_units_or_quarters(client, sheet):
    other = make_sheet(code="08")
    add_file(other, member_of(other), "Rahasia unit lain", title="Unit lain")
    before = make_sheet(code="09", quarter=2)
    earlier = EvaluationFactory(period=before.period, unit=sheet.unit)
    add_file(earlier, member_of(earlier), "Triwulan lalu", title="Triwulan lalu")
    archive = opened(fetched(client, person(Role.UNIT_HEAD, sheet.unit)))
    assert {row["Data dukung"] for row in rows(archive)} == {
        "SK Tim ZI",
        "Rencana kerja: 2024/2025?",
        "Laman PPID",
        "Survei",
    }
    assert [name for name in archive.namelist() if "lain" in name or "lalu" in name] == []


def test_withdrawn_evidence_stays_out_of_files_and_indexes(client, sheet):
    use = EvidenceUse.objects.get(version__title="Survei")
    actions.withdraw(use=use, by=member_of(sheet), now=NOW)
    archive = opened(fetched(client, person(Role.LEADER)))
    assert "Survei" not in words(archive)
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == []
    assert len(rows(archive)) == 4


@pytest.mark.parametrize(("scan", "why"), [("waiting", "menunggu pemindaian virus"), ("infected", "mengandung virus")])
def test_a_file_that_is_not_shown_is_named_and_not_handed_out(client, sheet, scan, why):
    StoredFile.objects.filter(kind="jpeg").update(scan=scan, scanned_at=NOW if scan == "infected" else None)
    archive = opened(fetched(client, person(Role.LEADER)))
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == []
    (row,) = [row for row in rows(archive) if row["Data dukung"] == "Survei"]
    assert (row["Lokasi dalam arsip"], row["Keterangan"]) == (None, f"Tidak disertakan: {why}.")
    assert f"Tidak disertakan: {why}." in words(archive)


def test_only_the_newest_version_lies_in_it(client, sheet):
    use = EvidenceUse.objects.get(version__title="Survei")
    newer = sent("baru.pdf", pdf(text="baru"))
    actions.replace_file(use=use, upload=newer, title="Survei", by=member_of(sheet), now=NOW)
    archive = opened(fetched(client, person(Role.LEADER), "?area=B"))
    assert [name.rpartition("/")[2] for name in archive.namelist()[2:]] == ["Survei.pdf"]
    assert [row["Versi"] for row in rows(archive)] == [2]


def test_it_is_sent_while_it_is_read(client, sheet):
    """A content that is gone breaks the download off, so nobody takes half an archive for a whole one."""
    file = StoredFile.objects.get(kind="jpeg")
    file.content.storage.delete(file.content.name)
    response = fetched(client, person(Role.LEADER))
    sent_before = []
    with pytest.raises(FileNotFoundError):
        sent_before.extend(response)
    response.close()
    assert 0 < sum(map(len, sent_before)) < int(response["Content-Length"])


def test_a_large_archive_needs_no_more_memory(client, sheet):
    """Two films of 24 MB: neither is ever in memory as a whole."""
    for number in range(2):
        name = private().save(f"00/film{number}", ContentFile(bytes(FILM)))
        film = StoredFileFactory(kind="mp4", size=FILM, content=name)
        version = EvidenceVersionFactory(unit=sheet.unit, file=film, title="Film")
        EvidenceUseFactory(evaluation=sheet, version=version, code=SURVEY)
    sign_in(client, person(Role.LEADER))
    tracemalloc.start()
    received = sum(len(piece) for piece in client.post(f"{ZIP}?area=B"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (received > 2 * FILM, peak < FILM / 2) == (True, True)


# --- the indexes ----------------------------------------------------------------------------------
def test_the_workbook_tells_everything_of_a_file(client, sheet):
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    archive = opened(fetched(client, person(Role.LEADER, full_name="Nama Pimpinan")))
    row = rows(archive)[0]
    use = EvidenceUse.objects.select_related("version__file", "added_by").get(
        question__code="A.I.1.i.a", version__url=""
    )
    local = timezone.localtime(NOW).replace(tzinfo=None)
    assert row == {
        "Kode": "A.I.1.i.a",
        "Bagian": "Area 1 Manajemen Perubahan",
        "Pertanyaan": use.question.text,
        "Jawaban unit": "Ya",
        "Data dukung": "SK Tim ZI",
        "Letak bukti": "hal. 2",
        "Versi": 1,
        "Jenis": "PDF",
        "Lokasi dalam arsip": f"{TEAM}/SK Tim ZI.pdf",
        "Tautan": None,
        "Ukuran (bita)": use.version.file.size,
        "SHA-256": sha256(archive.read(f"{TEAM}/SK Tim ZI.pdf")).hexdigest(),
        "Berlaku sampai": None,
        "Keterangan": None,
        "Versi ini ditambahkan oleh": str(use.added_by),
        "Versi ini ditambahkan pada (WIB)": local,
        "Dilampirkan oleh": str(use.added_by),
        "Dilampirkan pada (WIB)": local,
        "Jawaban TPI": "–",
        "Penilaian TPI": None,
        "Catatan TPI": None,
        "Dinilai oleh": None,
        "Dinilai pada (WIB)": None,
    }


def test_a_link_is_a_line_and_no_file(client, sheet):
    archive = opened(fetched(client, person(Role.LEADER)))
    (row,) = [row for row in rows(archive) if row["Tautan"]]
    assert (row["Jenis"], row["Tautan"], row["Lokasi dalam arsip"], row["SHA-256"]) == (
        "Tautan",
        "https://ppid.kalteng.go.id/sk-tim-zi",
        None,
        None,
    )
    assert "Tautan: https://ppid.kalteng.go.id/sk-tim-zi" in words(archive)
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {"html", "xlsx", "pdf", "jpg"}


def test_the_page_opens_anywhere_and_runs_nothing(client, sheet):
    use = EvidenceUse.objects.get(version__title="Survei")
    hostile = "<script>alert(1)</script> <b>=1+1</b>"
    actions.edit(use=use, title=hostile, place="", valid_until=None, by=member_of(sheet), now=NOW)
    archive = opened(fetched(client, person(Role.LEADER)))
    page = archive.read("index.html").decode()
    assert (page.count("<script"), hostile in html.unescape(page)) == (0, True)
    assert re.findall(r'(?:src|href)="([a-z]+):', page) == ["data"]
    links = [unquote(html.unescape(link)) for link in re.findall(r'<a href="([^"]*)"', page)]
    assert sorted(links) == sorted(set(archive.namelist()) - {"index.html"})


@pytest.mark.parametrize(
    ("who", "state", "told"),
    [
        ("member", "in_review", False),
        ("member", "returned", True),
        ("evaluator", "in_review", True),
        ("leader", "in_review", True),
        ("leader who is a member", "in_review", False),
    ],
)
def test_verdicts_only_for_those_who_see_them(client, sheet, who, state, told):
    put(sheet, "in_review")
    use = EvidenceUse.objects.filter(version__title="SK Tim ZI").earliest("pk")
    evaluator = evaluator_of(sheet)
    doubt(use, evaluator)
    answer(sheet, "A.I.1.i.a", "tpi", "Tidak", note="Belum ada")
    put(sheet, state)
    user = person(Role.UNIT_MEMBER if who == "member" else Role.LEADER, sheet.unit if who == "member" else None)
    if who == "evaluator":
        user = evaluator.user
    if who == "leader who is a member":
        grant(user, Role.UNIT_MEMBER, sheet.unit)
    archive = opened(fetched(client, user))
    judged = [row.get("Penilaian TPI") for row in rows(archive) if row["Kode"] == "A.I.1.i.a"]
    assert judged == (["Kurang", None] if told else [None, None])
    page = words(archive)
    assert [said in page for said in ("Belum ditandatangani.", "Kurang", "Jawaban TPI: Tidak", "Penilaian TPI")] == [
        told
    ] * 4
    if told:
        row = rows(archive)[0]
        assert (row["Jawaban TPI"], row["Catatan TPI"], row["Dinilai oleh"], row["Dinilai pada (WIB)"]) == (
            "Tidak",
            "Belum ditandatangani.",
            str(evaluator.user),
            timezone.localtime(NOW).replace(tzinfo=None),
        )


def test_a_verdict_on_an_older_version_counts_as_not_given(client, sheet):
    put(sheet, "in_review")
    use = EvidenceUse.objects.get(version__title="Survei")
    doubt(use, evaluator_of(sheet))
    put(sheet, "returned")
    newer = sent("baru.pdf", pdf(text="baru"))
    actions.replace_file(
        use=EvidenceUse.objects.get(pk=use.pk), upload=newer, title="Survei", by=member_of(sheet), now=NOW
    )
    (row,) = rows(opened(fetched(client, person(Role.LEADER), "?area=B")))
    assert (row["Penilaian TPI"], row["Catatan TPI"]) == (None, None)


def test_what_is_carried_or_expired_is_remarked(client, sheet):
    EvidenceUse.objects.filter(version__title="Survei").update(is_carried=True)
    use = EvidenceUse.objects.get(version__title="Rencana kerja: 2024/2025?")
    type(use.version).objects.filter(pk=use.version_id).update(valid_until="2024-09-29")
    found = {row["Data dukung"]: row["Keterangan"] for row in rows(opened(fetched(client, person(Role.LEADER))))}
    assert found == {
        "SK Tim ZI": None,
        "Laman PPID": None,
        "Rencana kerja: 2024/2025?": "Masa berlakunya habis sebelum triwulan berakhir.",
        "Survei": "Dibawa dari triwulan sebelumnya, belum dikonfirmasi unit.",
    }


# --- a locked quarter ---------------------------------------------------------------------------------
@pytest.fixture
def locked(sheet):
    """The sheet, one of its files judged, in a locked quarter; afterwards its rows were changed."""
    put(sheet, "in_review")
    doubt(EvidenceUse.objects.get(version__title="Survei"), evaluator_of(sheet))
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    someone = person(Role.UNIT_MEMBER, sheet.unit)
    EvidenceUse.objects.filter(version__title="Rencana kerja: 2024/2025?").update(
        withdrawn_at=NOW, withdrawn_by=someone
    )
    EvidenceUse.objects.filter(version__title="Survei").update(verdict="memadai", verdict_note="Berubah")
    EvidenceVersion.objects.filter(title="Survei").update(title="Judul baru")
    WorkUnit.objects.filter(pk=sheet.unit_id).update(name="Nama baru")
    return sheet


def test_a_locked_quarter_is_handed_out_as_it_was_recorded(client, locked):
    archive = opened(fetched(client, person(Role.LEADER)))
    told = {(row["Kode"], row["Data dukung"], row["Penilaian TPI"], row["Catatan TPI"]) for row in rows(archive)}
    assert told == {
        ("A.I.1.i.a", "SK Tim ZI", None, None),
        ("A.I.1.i.a", "Laman PPID", None, None),
        (PLAN, "SK Tim ZI", None, None),
        (PLAN, "Rencana kerja: 2024/2025?", None, None),
        (SURVEY, "Survei", "Kurang", "Belum ditandatangani."),
    }
    assert archive.testzip() is None
    assert sorted(name.rpartition("/")[2] for name in archive.namelist()[2:]) == [
        "Rencana kerja- 2024-2025.pdf",
        "SK Tim ZI.pdf",
        "SK Tim ZI.pdf",
        "Survei.jpg",
    ]
    for row in rows(archive):
        if row["Lokasi dalam arsip"]:
            assert sha256(archive.read(row["Lokasi dalam arsip"])).hexdigest() == row["SHA-256"]
    assert words(archive).startswith("Data dukung Unit Kerja 07, Triwulan III Tahun 2024")


def test_what_the_scanner_finds_later_is_handed_out_no_more(client, locked):
    """The record tells what stood there, the scanner whether it may be opened."""
    StoredFile.objects.filter(kind="jpeg").update(scan="infected", scanned_at=NOW)
    archive = opened(fetched(client, person(Role.LEADER)))
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == []
    (row,) = [row for row in rows(archive) if row["Kode"] == SURVEY]
    assert row["Keterangan"] == "Tidak disertakan: mengandung virus."


def test_what_was_waiting_when_it_was_locked_is_handed_out_once_it_is_clean(client, sheet):
    StoredFile.objects.filter(kind="jpeg").update(scan="waiting")
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    StoredFile.objects.filter(kind="jpeg").update(scan="clean", scanned_at=NOW)
    archive = opened(fetched(client, person(Role.LEADER)))
    assert [name.rpartition("/")[2] for name in archive.namelist() if name.endswith(".jpg")] == ["Survei.jpg"]


def test_the_page_of_a_locked_quarter(client, locked, django_assert_num_queries):
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(10):
        page = text(client.get(PAGE))
    assert "Sebagaimana direkam saat periode dikunci, 21 Agustus 2024, 09.00 WIB." in page
    assert "4 berkas" in page


# --- history --------------------------------------------------------------------------------------
def test_the_history_tells_who_took_what(client, sheet):
    user = person(Role.LEADER)
    read(fetched(client, user, "?area=1"))
    entry = Entry.objects.get(verb="data dukung diunduh")
    size = sum(use.version.file.size for use in EvidenceUse.objects.filter(version__file__kind="pdf"))
    assert (entry.by, entry.subject, entry.subject_id, entry.topic) == (user, "evaluation", sheet.pk, "unduhan")
    assert entry.new == {"isi": "Area 1 Manajemen Perubahan", "berkas": 3, "bita": size}


def test_looking_at_the_page_is_not_noted(client, sheet):
    sign_in(client, person(Role.LEADER)).get(PAGE)
    assert Entry.objects.filter(verb="data dukung diunduh").count() == 0


def test_the_whole_history_shows_it_the_unit_page_does_not(client, sheet):
    user = person(Role.SUPERVISOR)
    read(fetched(client, user))
    assert "Data dukung diunduh" in text(client.get("/pengelolaan/riwayat/"))
    assert "Data dukung diunduh" not in text(client.get("/tw/2024-3/unit/07/"))


def test_only_so_many_are_sent_at_once(client, sheet):
    """Whoever comes next is asked to wait, and no download is noted."""
    leader = person(Role.LEADER)
    first, second = fetched(client, leader), fetched(client, leader)
    third = fetched(client, leader)
    assert (third.status_code, "Coba lagi setelah unduhan lain selesai." in text(third)) == (503, True)
    assert Entry.objects.filter(verb="data dukung diunduh").count() == 2
    read(first)
    read(second)
    assert read(fetched(client, leader)).status_code == 200


# --- the page -------------------------------------------------------------------------------------
def test_the_page_offers_the_whole_and_each_part(client, sheet):
    StoredFile.objects.filter(kind="jpeg").update(scan="waiting")
    page = text(sign_in(client, person(Role.LEADER)).get(PAGE))
    assert "3 berkas" in page
    assert "dan 1 tautan dalam daftar isi" in page
    assert "1 berkas tidak disertakan karena menunggu pemindaian virus" in page
    assert [part for part in (f"Area {number} " for number in range(1, 7)) if part not in page] == []
    assert "Area 2 Penataan Tatalaksana 0 0 – Belum ada" in page


def test_the_page_of_a_sheet_without_evidence(client, instrument):
    make_sheet()
    page = text(sign_in(client, person(Role.LEADER)).get(PAGE))
    assert "Belum ada data dukung" in page
    assert "Unduh semua" not in page


@pytest.mark.parametrize("copies", [1, 4])
def test_queries_do_not_grow_with_evidence(client, sheet, django_assert_num_queries, copies):
    member = member_of(sheet)
    for number in range(copies):
        add_file(sheet, member, f"Berkas {number}", code="A.I.2.i.a", title=f"Berkas {number}")
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(8):
        client.get(PAGE)
    with django_assert_num_queries(11):
        client.post(ZIP).getvalue()
