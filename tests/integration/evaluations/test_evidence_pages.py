"""The screens of evidence: who reaches them, what they show, what they say when something is not possible."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.actions.evidence import withdraw
from evaluations.actions.periods import lock_period
from evaluations.models import EvidenceUse
from evaluations.queries.instruments import loaded
from files.models import StoredFile
from tests import uploads
from tests.factories import (
    NOW,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    StoredFileFactory,
    WorkUnitFactory,
    actor,
    fill,
    person,
)
from tests.integration.evaluations.evidence_case import LINK, YES_NO, add_file, add_link, doubt, put, return_only, shown
from tests.integration.evaluations.evidence_case import evaluator_of as evaluator_actor
from tests.integration.evaluations.evidence_case import member_of as member_actor
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, cast, make_sheet, url
from units.roles import Role

pytestmark = pytest.mark.django_db

SCRIPT = {"HX-Request": "true", "Accept": "application/json"}


@pytest.fixture
def sheet(db):
    return make_sheet()


@pytest.fixture
def unit(client, sheet):
    """A browser of a member of the unit."""
    return sign_in(client, person(Role.UNIT_MEMBER, sheet.unit, full_name="Sari"))


def panel(sheet, rest: str = "", code: str = YES_NO) -> str:
    return url(sheet, f"{code}/bukti/{rest}")


def of(use, rest: str = "") -> str:
    return url(use.evaluation).removesuffix("lke/") + f"bukti/{use.pk}/{rest}"


def file(name: str = "SK Tim ZI.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, uploads.pdf() if content is None else content)


def words(response) -> str:
    """A fragment's words in the order they are read."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def titles(sheet, code: str = YES_NO) -> list[tuple]:
    """(title, version, withdrawn?) at a question."""
    return [(title, number, gone) for title, number, _place, _carried, gone in shown(sheet).get(code, [])]


# --- who reaches what -----------------------------------------------------------------------------
READERS = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "unassigned evaluator": 200,
    "supervisor": 200,
    "leader": 200,
    "administrator": 200,
}
PLACES = {
    "page": lambda use: panel(use.evaluation),
    "offers": lambda use: panel(use.evaluation, "pakai/"),
    "viewer": lambda use: of(use),
    "picture": lambda use: of(use, "gambar/1/"),
    "file": lambda use: of(use, "berkas/"),
}


def lock(sheet) -> None:
    """Approve the sheet and lock its quarter: it is shown from its snapshot then."""
    put(sheet, "approved")
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=NOW)


@pytest.mark.parametrize("is_locked", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_who_may_read_evidence(client, sheet, place, is_locked):
    use, people = add_file(sheet, member_actor(sheet)), cast(sheet)
    if is_locked:
        lock(sheet)
    address = PLACES[place](use)
    assert {who: sign_in(client, user).get(address).status_code for who, user in people.items()} == READERS
    client.logout()
    assert client.get(address).status_code == (302 if place in {"page", "offers"} else 404)  # documents are hidden


WRITES = {
    "upload": (lambda use: panel(use.evaluation, "unggah/", CHOICE), lambda use: {"upload": file()}),
    "link": (lambda use: panel(use.evaluation, "tautan/", CHOICE), lambda use: {"url": LINK, "title": "Laman"}),
    "reuse": (lambda use: panel(use.evaluation, "pakai/", CHOICE), lambda use: {"evidence": use.evidence_id}),
    "edit": (lambda use: of(use, "ubah/"), lambda use: {"title": "Judul lain"}),
    "replace": (lambda use: of(use, "ganti/"), lambda use: {"upload": file(content=uploads.pdf(text="baru"))}),
    "withdraw": (lambda use: of(use, "tarik/"), lambda use: {}),
}


CHANGERS = dict.fromkeys(READERS, 403) | {"unit_member": 302, "unit_head": 302, "member of another unit": 404}


@pytest.mark.parametrize("who", CHANGERS)
@pytest.mark.parametrize("write", WRITES)
def test_who_may_change_evidence(client, sheet, write, who):
    use = add_file(sheet, member_actor(sheet))
    address, data = WRITES[write]
    before = shown(sheet)
    assert sign_in(client, cast(sheet)[who]).post(address(use), data(use)).status_code == CHANGERS[who]
    assert (shown(sheet) != before) is (CHANGERS[who] == 302)


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("state", ["submitted", "in_review", "reviewed", "approved"])
def test_what_was_handed_in_does_not_change(client, sheet, state, write):
    use = add_file(sheet, member_actor(sheet))
    before, (address, data) = shown(put(sheet, state)), WRITES[write]
    response = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).post(address(use), data(use))
    assert (response.status_code, shown(sheet)) == (409, before)
    assert "tidak dapat diubah: penilaian berstatus" in text(response)


JUDGES = dict.fromkeys(READERS, 403) | {"member of another unit": 404, "evaluator": 302}


def test_who_may_judge_evidence(client):
    sheet = make_sheet()
    use = add_file(sheet, member_actor(sheet))
    put(sheet, "in_review")
    data = {"verdict": "memadai", "note": "", "versi": "1"}
    people = cast(sheet)
    assert {w: sign_in(client, user).post(of(use, "nilai/"), data).status_code for w, user in people.items()} == JUDGES


ADDRESSES = {
    "page": (lambda use: panel(use.evaluation), "post"),
    "upload": (lambda use: panel(use.evaluation, "unggah/"), "get"),
    "link": (lambda use: panel(use.evaluation, "tautan/"), "get"),
    "offers": (lambda use: panel(use.evaluation, "pakai/"), "put"),
    "viewer": (lambda use: of(use), "post"),
    "file": (lambda use: of(use, "berkas/"), "post"),
    "picture": (lambda use: of(use, "gambar/1/"), "post"),
    "act": (lambda use: of(use, "tarik/"), "get"),
}


@pytest.mark.parametrize("place", ADDRESSES)
def test_wrong_methods(unit, sheet, place):
    address, method = ADDRESSES[place]
    assert getattr(unit, method)(address(add_file(sheet, member_actor(sheet)))).status_code == 405


def test_what_is_not_there(unit, sheet):
    use, foreign = add_file(sheet, member_actor(sheet)), make_sheet(code="08")
    other = add_file(foreign, member_actor(foreign))
    for address in (
        panel(sheet, code="A.I.9.z"),
        of(use).replace(f"/{use.pk}/", "/999999/"),
        of(use).replace(f"/{use.pk}/", f"/{other.pk}/"),
        of(use, "gambar/2/"),
        of(use, "gambar/0/"),
        of(use, "berkas/?versi=2"),
        of(use, "berkas/?versi=x"),
    ):
        assert (address, unit.get(address).status_code) == (address, 404)
    assert unit.post(of(use, "hapus/")).status_code == 404


# --- adding ---------------------------------------------------------------------------------------
def test_an_empty_question_says_how_to_begin(unit, sheet):
    page = text(unit.get(panel(sheet)))
    assert "Belum ada data dukung untuk pertanyaan ini. Unggah berkas, tambahkan tautan, atau pakai yang sudah" in page
    assert "Contoh data dukung menurut LKE Keputusan kepala unit kerja tentang tim pembangunan" in page


def test_an_upload_without_a_script(unit, sheet):
    sent = {"upload": file(), "title": "SK Tim Kerja", "place": "hal. 3", "valid_until": "2025-12-31"}
    response = unit.post(panel(sheet, "unggah/"), sent, follow=True)
    assert response.redirect_chain == [(panel(sheet), 302)]
    page = text(response)
    assert "“SK Tim Kerja” ditambahkan." in page
    assert "SK Tim Kerja hal. 3 PDF, " in page
    assert "1 halaman, berlaku sampai 31 Desember 2025 Sari, " in page
    assert shown(sheet) == {YES_NO: [("SK Tim Kerja", 1, "hal. 3", False, False)]}


def test_an_upload_of_the_script(unit, sheet):
    response = unit.post(panel(sheet, "unggah/"), {"upload": file("SK_Tim.pdf"), "title": ""}, headers=SCRIPT)
    assert (response.status_code, response.json()) == (200, {"sentence": "“SK_Tim” ditambahkan."})
    assert titles(sheet) == [("SK_Tim", 1, False)]


def test_what_was_withdrawn_and_comes_back_is_said_to_be_restored(unit, sheet):
    back = "“{}” pernah ditarik dari pertanyaan ini, dan kini dipakai kembali."
    use = add_file(sheet, member_actor(sheet))
    withdraw(use=use, by=member_actor(sheet), now=timezone.now())
    content = use.version.file.content.read()
    sent = {"upload": file(content=content), "title": "SK baru"}
    response = unit.post(panel(sheet, "unggah/"), sent, headers=SCRIPT)
    assert (response.status_code, response.json()) == (200, {"sentence": back.format("SK baru")})
    assert titles(sheet) == [("SK baru", 1, False)]
    link = add_link(sheet, member_actor(sheet))
    withdraw(use=link, by=member_actor(sheet), now=timezone.now())
    response = unit.post(panel(sheet, "tautan/"), {"url": link.version.url, "title": "Laman"}, follow=True)
    assert back.format("Laman") in text(response)


BAD_FILES = {
    "not what it says": (("SK.pdf", b"MZ" + b"0" * 100), 422, False),
    "of a kind that is not taken": (("SK.exe", uploads.exe()), 422, False),
    "empty": (("SK.pdf", b""), 422, False),
    "with macros": (("SK.docx", uploads.docm()), 422, False),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_is_refused(unit, sheet, what):
    (name, content), status, retry = BAD_FILES[what]
    response = unit.post(panel(sheet, "unggah/"), {"upload": file(name, content), "title": "SK"}, headers=SCRIPT)
    assert (response.status_code, response.json()["retry"]) == (status, retry)
    page = unit.post(panel(sheet, "unggah/"), {"upload": file(name, content), "title": "SK"})
    assert page.status_code == status
    assert response.json()["sentence"] in text(page)
    assert (shown(sheet), StoredFile.objects.count()) == ({}, 0)


def test_a_file_that_is_too_large(unit, sheet, settings):
    settings.UPLOAD_MAX_MB = 1
    big = uploads.pdf() + b"\n%" + b"0" * 1024 * 1024
    response = unit.post(panel(sheet, "unggah/"), {"upload": file(content=big)}, headers=SCRIPT)
    assert (response.status_code, response.json()["retry"]) == (413, False)
    assert "1 MB" in response.json()["sentence"]
    assert StoredFile.objects.count() == 0


def test_no_file_and_a_day_that_is_none(unit, sheet):
    response = unit.post(panel(sheet, "unggah/"), {"title": "SK"}, headers=SCRIPT)
    assert (response.status_code, response.json()) == (
        422,
        {"sentence": "Pilih berkas yang akan diunggah.", "retry": True},
    )
    page = unit.post(panel(sheet, "unggah/"), {"upload": file(), "valid_until": "2024-13-41"})
    assert page.status_code == 422
    assert "Tulis tanggal yang ada, misalnya 31-12-2024." in text(page)
    assert shown(sheet) == {}


def test_the_same_content_twice_at_one_question(unit, sheet):
    add_file(sheet, member_actor(sheet), title="SK lama")
    sent = {"upload": file(content=uploads.pdf(text="SK Tim")), "title": "SK"}
    response = unit.post(panel(sheet, "unggah/"), sent, headers=SCRIPT)
    assert (response.status_code, response.json()["sentence"]) == (
        422,
        f"{YES_NO}: berkas yang sama sudah dilampirkan di sini sebagai “SK lama”.",
    )
    assert titles(sheet) == [("SK lama", 1, False)]


def test_whoever_signed_in_since_does_not_upload_for_another(unit, sheet):
    headers = SCRIPT | {"X-User": "999999"}
    assert unit.post(panel(sheet, "unggah/"), {"upload": file()}, headers=headers).status_code == 401
    unit.logout()
    assert unit.post(panel(sheet, "unggah/"), {"upload": file()}, headers=SCRIPT, follow=True).status_code == 401
    assert shown(sheet) == {}


def test_a_link(unit, sheet):
    page = text(unit.post(panel(sheet, "tautan/"), {"url": LINK, "title": "Laman PPID"}, follow=True))
    assert "Laman PPID Tautan ke ppid.kalteng.go.id" in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Tulis alamat tautan."),
        ("javascript:alert(1)", "Tautan harus diawali http:// atau https://."),
        ("ftp://arsip.go.id/sk", "Tautan harus diawali http:// atau https://."),
    ],
)
def test_a_link_that_is_none(unit, sheet, address, sentence):
    page = unit.post(panel(sheet, "tautan/"), {"url": address, "title": "SK"})
    assert page.status_code == 422
    assert sentence in text(page)
    fragment = unit.post(panel(sheet, "tautan/"), {"url": address, "title": "SK"}, headers=HTMX)
    assert (fragment.status_code, sentence in words(fragment)) == (422, True)
    assert shown(sheet) == {}


# --- using again ----------------------------------------------------------------------------------
def test_evidence_is_used_again_without_another_upload(unit, sheet):
    use = add_file(sheet, member_actor(sheet), title="SK Tim ZI")
    offers = text(unit.get(panel(sheet, "pakai/", CHOICE)))
    assert f"SK Tim ZI PDF, {use.version.file.size} bita, 1 halaman. Dipakai pada {YES_NO}" in offers
    sent = {"evidence": use.evidence_id, "place": "hal. 2"}
    response = unit.post(panel(sheet, "pakai/", CHOICE), sent, follow=True)
    assert "“SK Tim ZI” ditambahkan." in text(response)
    assert shown(sheet)[CHOICE] == [("SK Tim ZI", 1, "hal. 2", False, False)]
    assert StoredFile.objects.count() == 1


def test_the_search_among_what_is_there(unit, sheet):
    add_file(sheet, member_actor(sheet), title="SK Tim ZI")
    add_file(sheet, member_actor(sheet), "lain", title="Notula rapat")
    found = text(unit.get(panel(sheet, "pakai/?cari=notula", CHOICE)))
    assert ("Notula rapat" in found, "SK Tim ZI" in found) == (True, False)
    assert "Tidak ada yang cocok dengan “sop”." in text(unit.get(panel(sheet, "pakai/?cari=sop", CHOICE)))
    for search in ("%00", "%00notula"):  # what a database refuses is not looked for
        assert "Notula rapat" in text(unit.get(panel(sheet, f"pakai/?cari={search}", CHOICE)))


def test_nothing_to_use_again(unit, sheet):
    assert "Unit Anda belum mempunyai data dukung lain" in text(unit.get(panel(sheet, "pakai/")))


def test_another_units_evidence_is_never_offered_or_taken(unit, sheet):
    foreign = make_sheet(code="08")
    other = add_file(foreign, member_actor(foreign), title="SK unit lain")
    assert "SK unit lain" not in text(unit.get(panel(sheet, "pakai/")))
    for key in (other.evidence_id, 999999, "x", "9" * 30):
        assert unit.post(panel(sheet, "pakai/"), {"evidence": key}).status_code == 404
    assert shown(sheet) == {}


def test_nothing_was_chosen(unit, sheet):
    add_file(sheet, member_actor(sheet))
    response = unit.post(panel(sheet, "pakai/", CHOICE), {}, headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (422, "#bukti-pilihan")
    assert "Pilih dahulu salah satu data dukung." in words(response)


# --- changing -------------------------------------------------------------------------------------
def test_replaced_withdrawn_and_taken_back(unit, sheet):
    use = add_file(sheet, member_actor(sheet))
    sent = {"upload": file(content=uploads.pdf(2, "SK baru")), "title": "SK Tim ZI 2024"}
    assert "“SK Tim ZI 2024” diganti dengan versi baru." in text(unit.post(of(use, "ganti/"), sent, follow=True))
    page = text(unit.get(panel(sheet)))
    assert "2 halaman, versi 2" in page
    assert "Versi sebelumnya (1)" in page
    assert unit.get(of(use, "berkas/?versi=1")).status_code == 200
    assert "Ini versi 1." in text(unit.get(of(use) + "?versi=1"))
    page = text(unit.post(of(use, "tarik/"), follow=True))
    assert "Yang ditarik (1) SK Tim ZI 2024 PDF. Ditarik Sari, " in page
    assert "Sudah ditarik" in text(unit.get(of(use)))
    assert "“SK Tim ZI 2024” dipakai kembali." in text(unit.post(of(use, "pulihkan/"), follow=True))
    assert titles(sheet) == [("SK Tim ZI 2024", 2, False)]


def test_a_replacement_of_the_script(unit, sheet):
    use = add_file(sheet, member_actor(sheet))
    sent = {"upload": file(content=uploads.pdf(2)), "title": "SK 2"}
    response = unit.post(of(use, "ganti/"), sent, headers=SCRIPT)
    assert response.json() == {"sentence": "“SK 2” diganti dengan versi baru."}
    same = unit.post(of(use, "ganti/"), {"upload": file(content=uploads.pdf(2)), "title": "SK 2"}, headers=SCRIPT)
    assert same.status_code == 422


def test_what_is_said_about_it_is_changed(unit, sheet):
    use = add_file(sheet, member_actor(sheet))
    sent = {"title": "SK Gubernur", "place": "Pasal 3", "valid_until": ""}
    assert "SK Gubernur Pasal 3" in text(unit.post(of(use, "ubah/"), sent, follow=True))
    refused = unit.post(of(use, "ubah/"), {"title": "x" * 201}, headers=HTMX)
    assert (refused.status_code, "x" * 201 in refused.content.decode()) == (422, True)


def test_carried_evidence_tells_its_age_and_is_confirmed(unit, sheet):
    before = PeriodFactory(quarter=1, state="locked")
    use = EvidenceUseFactory(evaluation=sheet, is_carried=True, since=before)
    assert "Dibawa dari TW I 2024, 2 triwulan" in text(unit.get(panel(sheet)))
    page = text(unit.post(of(use, "konfirmasi/"), follow=True))
    assert f"“{use.version.title}” dinyatakan masih berlaku." in page
    assert "Dipakai sejak TW I 2024, 2 triwulan" in page


def test_what_is_out_of_force_says_so(unit, sheet):
    version = EvidenceVersionFactory(unit=sheet.unit, valid_until=date(2024, 9, 29))
    EvidenceUseFactory(evaluation=sheet, version=version)
    assert "Berlaku sampai 29 September 2024, sudah lewat pada akhir triwulan" in text(unit.get(panel(sheet)))


@pytest.mark.parametrize(
    ("scan", "words_there"),
    [
        ({"scan": "waiting"}, "Menunggu pemindaian virus"),
        ({"scan": "infected", "scanned_at": NOW, "threat": "Eicar"}, "Mengandung virus"),
    ],
)
def test_a_file_that_may_not_be_shown_is_named_but_not_linked(unit, sheet, scan, words_there):
    use = EvidenceUseFactory(evaluation=sheet, version__file=StoredFileFactory(**scan))
    for address in (panel(sheet), url(sheet)):
        response = unit.get(address)
        assert use.version.title in text(response)
        assert words_there in text(response)
        assert f'href="{of(use)}"' not in response.content.decode()
    assert unit.get(of(use, "berkas/")).status_code == 409
    assert unit.get(of(use, "gambar/1/")).status_code == 404
    viewer = unit.get(of(use))
    assert (viewer.status_code, "<img" in viewer.content.decode().partition("<main")[2]) == (200, False)


@pytest.mark.parametrize(("then", "now"), [("clean", "infected"), ("waiting", "clean")])
def test_in_a_locked_quarter_the_scanner_of_today_decides(unit, sheet, then, now):
    use = add_file(sheet, member_actor(sheet))
    StoredFile.objects.update(scan=then, scanned_at=NOW if then == "clean" else None)
    lock(sheet)
    StoredFile.objects.update(scan=now, scanned_at=NOW, name="baru.pdf")
    statuses = [unit.get(of(use, rest)).status_code for rest in ("", "berkas/", "gambar/1/")]
    assert statuses == {"infected": [200, 409, 404], "clean": [200, 200, 200]}[now]
    response = unit.get(panel(sheet))
    assert ("Mengandung virus" in text(response)) is (now == "infected")
    assert (f'href="{of(use)}"' in response.content.decode()) is (now == "clean")
    if now == "clean":
        assert "SK Tim ZI.pdf" in unit.get(of(use, "berkas/"))["Content-Disposition"]  # the name of that day


def test_after_a_return_of_single_questions_only_theirs_are_open(unit, sheet):
    use = add_file(sheet, member_actor(sheet))
    return_only(sheet, CHOICE)
    page = text(unit.get(panel(sheet)))
    assert f"{YES_NO} tidak dikembalikan TPI, jadi jawabannya tidak dapat diubah." in page
    assert "Tambah data dukung" not in page
    assert unit.post(of(use, "tarik/")).status_code == 409
    assert "Tambah data dukung" in text(unit.get(panel(sheet, code=CHOICE)))


# --- the TPI --------------------------------------------------------------------------------------
@pytest.fixture
def review(client, sheet):
    """A sheet under review with one file, and the browser of its evaluator."""
    use = add_file(sheet, member_actor(sheet))
    put(sheet, "in_review")
    sign_in(client, person(Role.EVALUATOR, sheet.unit, full_name="Tono"))
    return use


def test_a_verdict_from_the_panel(client, review):
    sent = {"verdict": "kurang", "note": "Belum ditandatangani.", "versi": "1"}
    response = client.post(of(review, "nilai/"), sent, headers=HTMX)
    assert "Penilaian atas “SK Tim ZI” tersimpan." in words(response)
    assert "Kurang Belum ditandatangani. Dinilai Tono, " in words(response)


def test_a_verdict_from_the_viewer_comes_back_to_its_page(client, review):
    sent = {"verdict": "memadai", "note": "", "versi": "1", "dari": "lihat", "hal": "1"}
    response = client.post(of(review, "nilai/"), sent)
    assert (response.status_code, response["Location"]) == (302, of(review) + "?hal=1")
    assert "Memadai" in text(client.get(response["Location"]))


@pytest.mark.parametrize("where", [{}, {"dari": "lihat"}])
@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"verdict": "kurang", "note": " ", "versi": "1"}, 422, "Tulis catatan mengapa data dukung kurang"),
        ({"verdict": "bagus", "note": "x", "versi": "1"}, 422, "Pilih memadai, kurang, atau tidak relevan."),
        ({"verdict": "memadai", "note": ""}, 422, "Nomor versi data dukung tidak sah."),
        ({"verdict": "memadai", "note": "", "versi": "7"}, 409, "Unit mengganti bukti ini sejak Anda membukanya."),
    ],
)
def test_a_verdict_that_is_refused(client, review, where, sent, status, sentence):
    response = client.post(of(review, "nilai/"), sent | where)
    assert (response.status_code, sentence in text(response)) == (status, True)
    review.refresh_from_db()
    assert review.verdict == ""


@pytest.mark.parametrize("where", [{}, {"dari": "lihat", "hal": "2"}])
def test_a_refused_verdict_keeps_what_was_said_and_the_page(client, sheet, where):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    client.post(panel(sheet, "unggah/"), {"upload": file(content=uploads.pdf(2)), "title": "SK Tim ZI"})
    use = sheet.evidence_uses.get()
    put(sheet, "in_review")
    sign_in(client, person(Role.EVALUATOR, sheet.unit))
    sent = {"verdict": "tidak_relevan", "note": "Bukan keputusan tim.", "versi": "7"}
    page = client.post(of(use, "nilai/"), sent | where).content.decode()
    assert 'value="tidak_relevan" checked' in page
    assert ">Bukan keputusan tim.</textarea>" in page
    assert ("Halaman 2 dari SK Tim ZI" in page) is bool(where)


def test_the_unit_learns_the_verdict_with_the_sheet_and_not_before(client, sheet, review):
    doubt(review, evaluator_actor(sheet), note="Belum ditandatangani.")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    told = [text(client.get(address)) for address in (panel(sheet), of(review))]
    assert [("Belum ditandatangani" in page, "Kurang" in page) for page in told] == [(False, False)] * 2
    assert client.get(url(sheet)).context["page"].evidence[YES_NO][0].verdict == ""
    put(sheet, "returned")
    told = [text(client.get(address)) for address in (panel(sheet), of(review))]
    assert [("Belum ditandatangani" in page, "Kurang" in page) for page in told] == [(True, True)] * 2
    assert client.get(url(sheet)).context["page"].evidence[YES_NO][0].verdict == "kurang"


TWIN_READERS = {"evaluator": True, "leader": False, "unit_member": False, "unit_head": False, "administrator": False}


@pytest.mark.parametrize(("who", "told"), TWIN_READERS.items())
def test_the_same_content_elsewhere_is_told_to_evaluators_only(client, sheet, who, told):
    foreign = make_sheet(code="08")
    foreign.unit.name = "Unit Delapan"
    foreign.unit.save()
    add_file(foreign, member_actor(foreign))
    use = add_file(sheet, member_actor(sheet))
    EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=use.version)
    sign_in(client, cast(sheet)[who])
    for address in (panel(sheet), of(use)):
        page = text(client.get(address))
        assert ("Isi yang sama dipakai unit lain: 08 Unit Delapan." in page) is told
        assert ("Isi yang sama dipakai pada 2 pertanyaan di lembar ini." in page) is told


def test_the_viewer_leads_to_what_waits_for_a_verdict(client, sheet, review):
    other = EvidenceUseFactory(evaluation=sheet, code=CHOICE)
    assert f'href="{of(other)}" data-next-proof' in client.get(of(review)).content.decode()
    doubt(other, evaluator_actor(sheet))
    assert "Bukti berikutnya" not in text(client.get(of(review)))


# --- the viewer -----------------------------------------------------------------------------------
def test_a_document_page_by_page(unit, sheet):
    sent = {"upload": file(content=uploads.pdf(3, "SK")), "title": "SK"}
    unit.post(panel(sheet, "unggah/"), sent)
    use = EvidenceUse.objects.get()
    html = unit.get(of(use) + "?hal=2&zoom=150").content.decode()
    assert f'src="{of(use)}gambar/2/?versi=1"' in html
    assert 'class="viewer-page zoom-150"' in html
    assert re.findall(r'href="\?versi=1&amp;hal=(\d)&amp;zoom=150" data-page="(\w+)"', html) == [
        ("1", "previous"),
        ("3", "next"),
    ]
    for asked, shown_page in {"99": 3, "0": 1, "x": 1, "-1": 1}.items():
        assert f"gambar/{shown_page}/" in unit.get(f"{of(use)}?hal={asked}").content.decode()


def test_a_picture_is_asked_for_again_by_everybody(unit, sheet):
    use = add_file(sheet, member_actor(sheet))
    response = unit.get(of(use, "gambar/1/"))
    assert response["Content-Type"].startswith("image/")
    assert response["Cache-Control"] == "private, no-cache"
    again = unit.get(of(use, "gambar/1/"), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    sign_in(unit, person(Role.UNIT_MEMBER, WorkUnitFactory()))
    assert unit.get(of(use, "gambar/1/"), headers={"If-None-Match": response["ETag"]}).status_code == 404


def test_what_is_not_drawn_is_downloaded(unit, sheet):
    content = uploads.docx()
    unit.post(panel(sheet, "unggah/"), {"upload": file("Notula Ω.docx", content), "title": "Notula"})
    use = EvidenceUse.objects.get()
    assert "Berkas jenis ini tidak ditampilkan di halaman." in text(unit.get(of(use)))
    response = unit.get(of(use, "berkas/"))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_link_is_shown_with_its_host(unit, sheet):
    unit.post(panel(sheet, "tautan/"), {"url": LINK, "title": "Laman"})
    use = EvidenceUse.objects.get()
    html = unit.get(of(use)).content.decode()
    assert f'href="{LINK}" target="_blank" rel="noopener noreferrer"' in html
    assert "Tautan ke ppid.kalteng.go.id" in html
    assert unit.get(of(use, "berkas/")).status_code == 404


def test_names_are_shown_as_text(unit, sheet):
    use = EvidenceUseFactory(
        evaluation=sheet, version__file=None, version__url=LINK, version__title="<script>alert(1)</script>", place="<b>"
    )
    for address in (panel(sheet), url(sheet), of(use)):
        assert "<script>alert" not in unit.get(address).content.decode()


# --- fragments ------------------------------------------------------------------------------------
def fragment(client, sheet, target: str, on: str = "", code: str = YES_NO):
    headers = HTMX | {"HX-Target": target, "HX-Current-URL": f"http://testserver{on or panel(sheet)}"}
    return client.get(panel(sheet, code=code), headers=headers).content.decode()


def test_the_parts_that_htmx_asks_for(unit, sheet):
    add_file(sheet, member_actor(sheet))
    brief, listed = fragment(unit, sheet, "e-A-I-1-i-a"), fragment(unit, sheet, "bukti-daftar")
    assert brief.strip().startswith('<div class="proofs" id="e-A-I-1-i-a">')
    assert listed.strip().startswith('<section class="proof-daftar" id="bukti-daftar"')
    assert "hx-swap-oob" not in listed
    assert 'id="e-A-I-1-i-a" hx-swap-oob="true"' in fragment(unit, sheet, "bukti-daftar", url(sheet) + "?saring=belum")
    assert fragment(unit, sheet, "bukti-isi", url(sheet)).count("hx-swap-oob") == 1


# --- the sheet, the board, the unit's page, submitting ---------------------------------------------
def test_the_sheet_lists_evidence_and_sieves(client, sheet):
    fill(sheet, "unit", codes={YES_NO, CHOICE})
    old = PeriodFactory(quarter=1, state="locked")
    EvidenceUseFactory(evaluation=sheet, code=CHOICE, is_carried=True, since=old, place="hal. 9")
    add_file(sheet, member_actor(sheet))
    member = person(Role.UNIT_MEMBER, sheet.unit)
    page = sign_in(client, member).get(url(sheet))
    assert "Data dukung (1) A.I.1.i.b" in text(page)
    assert "hal. 9 Dibawa, belum dikonfirmasi" in text(page)
    assert {key: count for key, _name, count in page.context["page"].sieves if "bukti" in key} == {
        "tanpa-bukti": 1,
        "bukti-lama": 1,
    }
    put(sheet, "in_review")
    page = sign_in(client, person(Role.EVALUATOR, sheet.unit)).get(url(sheet) + "?saring=bukti-dinilai")
    assert {key: count for key, _name, count in page.context["page"].sieves if "bukti" in key} == {
        "tanpa-bukti": 1,
        "bukti-lama": 1,
        "bukti-dinilai": 2,
    }
    views = [view.code for s in page.context["page"].sections for part in s.indicators for view in part.questions]
    assert views == [YES_NO, CHOICE]


def test_the_unit_is_warned_before_it_submits_and_may_still_do_it(client, sheet):
    fill(sheet, "unit")
    head = person(Role.UNIT_HEAD, sheet.unit)
    sign_in(client, head)
    unit_page = url(sheet).removesuffix("lke/")
    for address in (unit_page, url(sheet)):
        page = text(client.get(address))
        assert "113 jawaban belum didukung bukti yang cukup" in page
        assert f"{YES_NO}: belum ada bukti." in page
    assert client.post(unit_page + "langkah/submit/").status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == "submitted"


def test_the_count_on_the_board_and_the_units_page(client, sheet):
    fill(sheet, "unit", codes={YES_NO, CHOICE})
    add_file(sheet, member_actor(sheet))
    sign_in(client, person(Role.LEADER))
    assert "1 tanpa bukti cukup" in text(client.get("/tw/2024-3/"))
    assert "1 jawaban unit belum didukung bukti yang cukup" in text(client.get("/tw/2024-3/unit/07/"))


# --- cost -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("uses", [1, 400])
def test_the_sheet_costs_the_same_however_much_evidence(client, sheet, uses, django_assert_num_queries):
    codes = list(loaded(sheet.period.instrument).instrument.questions)[:100]
    adder = person(Role.UNIT_MEMBER, sheet.unit)
    for number in range(uses):
        if number % 100 == 0:
            version = EvidenceVersionFactory(unit=sheet.unit)
        EvidenceUseFactory(evaluation=sheet, version=version, code=codes[number % 100], added_by=adder)
    sign_in(client, adder)
    client.get(url(sheet))
    with django_assert_num_queries(13):
        assert len(client.get(url(sheet)).context["page"].evidence) == min(uses, 100)


@pytest.mark.parametrize("uses", [1, 5])
def test_the_panel_costs_the_same_however_much_evidence(client, sheet, uses, django_assert_num_queries):
    for _ in range(uses):
        EvidenceUseFactory(evaluation=sheet)
    put(sheet, "in_review")
    sign_in(client, person(Role.EVALUATOR, sheet.unit))
    client.get(panel(sheet))
    with django_assert_num_queries(11):
        client.get(panel(sheet))
