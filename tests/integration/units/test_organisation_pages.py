"""The organisation and the legal basis on the administration's screens."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from history.models import Entry
from tests.factories import LONG_AGO, person
from tests.integration.units.pages_case import people, sign_in, statuses, text
from units.models import LegalBasis, Organisation
from units.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/pengelolaan/instansi/"
FIELDS = {
    "government": "Pemerintah Provinsi Kalimantan Tengah",
    "name": "Inspektorat",
    "address": "",
    "contact": "",
    "city": "Palangka Raya",
    "signatory_title": "Inspektur",
    "signatory_name": "",
    "signatory_rank": "",
    "signatory_nip": "",
}
BASIS = {"title": "Surat Nomor 1", "issued_on": "2024-01-01", "ends_on": "", "order": "5"}


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def administrator(client):
    return sign_in(client, person(Role.ADMINISTRATOR))


def picture(kind="PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, format=kind)
    return out.getvalue()


def upload(client, content: bytes, name="lambang.png"):
    return client.post(ADDRESS, {**FIELDS, "logo": SimpleUploadedFile(name, content)})


def test_only_the_administrator_enters(client):
    row = LegalBasis.objects.create(title="Surat", issued_on=LONG_AGO)
    everybody = people()
    others = {name: user for name, user in everybody.items() if name != "administrator"}
    pages = [ADDRESS, "/pengelolaan/dasar-hukum/baru/", f"/pengelolaan/dasar-hukum/{row.pk}/"]
    for address in pages:
        expected = {name: 200 if name == "administrator" else 403 for name in everybody}
        assert statuses(client, everybody, address) == expected
        assert statuses(client, {"anonymous": None}, address) == {"anonymous": 302}
    for address in [*pages, f"/pengelolaan/dasar-hukum/{row.pk}/hapus/"]:
        assert statuses(client, others, address, "post") == dict.fromkeys(others, 403)
    logo = {name: 404 if name == "administrator" else 403 for name in everybody}  # none is there yet
    assert statuses(client, everybody, f"{ADDRESS}logo/") == logo
    assert LegalBasis.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("method", "address"),
    [("put", ""), ("post", "logo/"), ("get", "../dasar-hukum/{}/hapus/"), ("delete", "../dasar-hukum/{}/")],
)
def test_other_methods_are_not_allowed(administrator, method, address):
    row = LegalBasis.objects.create(title="Surat", issued_on=LONG_AGO)
    where = (ADDRESS + address.format(row.pk)).replace("instansi/../", "")
    assert getattr(administrator, method)(where).status_code == 405


@pytest.mark.parametrize("address", ["/pengelolaan/dasar-hukum/999999/", "/pengelolaan/dasar-hukum/999999/hapus/"])
def test_a_rule_that_is_not_there_is_not_found(administrator, address):
    assert administrator.post(address, BASIS).status_code == 404


def test_the_letterhead_and_the_signatory_are_saved_with_history(administrator):
    data = {**FIELDS, "address": "Jalan Contoh 1", "signatory_name": "Sari", "signatory_nip": "1" * 18}
    response = administrator.post(ADDRESS, data, follow=True)
    assert "Pengaturan instansi disimpan." in text(response)
    assert "Jalan Contoh 1" in text(response)
    entry = Entry.objects.get(subject="organisation")
    assert (entry.verb, entry.source, entry.old, entry.new) == (
        "organisasi diubah",
        "screen",
        {"address": "", "signatory_name": "", "signatory_nip": ""},
        {"address": "Jalan Contoh 1", "signatory_name": "Sari", "signatory_nip": "1" * 18},
    )


def test_the_first_save_makes_the_row(administrator):
    Organisation.objects.all().delete()
    assert administrator.get(ADDRESS).status_code == 200
    administrator.post(ADDRESS, FIELDS)
    assert list(Organisation.objects.values_list("pk", flat=True)) == [1]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": ["Bidang ini tidak boleh kosong."]}),
        ({"signatory_nip": "12"}, {"signatory_nip": ["NIP terdiri atas 18 angka tanpa spasi."]}),
    ],
)
def test_bad_settings_are_told(administrator, changes, errors):
    before = list(Organisation.objects.values())
    response = administrator.post(ADDRESS, {**FIELDS, **changes})
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert list(Organisation.objects.values()) == before


def test_a_logo_is_shown_replaced_and_removed(administrator):
    assert upload(administrator, picture()).status_code == 302
    shown = administrator.get(f"{ADDRESS}logo/")
    with Image.open(BytesIO(b"".join(shown.streaming_content))) as found:
        assert (shown["Content-Type"], found.size) == ("image/png", (20, 10))
    assert administrator.get(ADDRESS).text.count(f'src="{ADDRESS}logo/"') == 2
    assert upload(administrator, picture("JPEG"), "foto.jpg").status_code == 302
    assert administrator.get(f"{ADDRESS}logo/")["Content-Type"] == "image/jpeg"
    administrator.post(ADDRESS, {**FIELDS, "remove_logo": "on"})
    assert (Organisation.objects.get().logo.name, administrator.get(f"{ADDRESS}logo/").status_code) == ("", 404)
    assert Entry.objects.filter(subject="organisation").count() == 3


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png", "Logo harus berupa gambar PNG atau JPEG."),
        (picture("GIF"), "logo.png", "Logo harus berupa gambar PNG atau JPEG."),
        (b"x" * (1024 * 1024 + 1), "logo.png", "Logo terlalu besar; paling besar 1 MB."),
    ],
    ids=["svg", "gif", "too big"],
)
def test_what_is_no_logo_is_refused(administrator, content, name, sentence):
    response = upload(administrator, content, name)
    assert (response.status_code, response.context["form"].errors) == (422, {"logo": [sentence]})
    assert Organisation.objects.get().logo.name == ""


# --- the legal basis ------------------------------------------------------------------------------
def test_the_legal_basis_in_its_order_with_where_today_stands(administrator):
    LegalBasis.objects.all().delete()
    today = timezone.localdate()
    for order, (issued, ends) in enumerate(
        [(today + timedelta(days=1), None), (LONG_AGO, today), (LONG_AGO, None), (today, today + timedelta(days=1))]
    ):
        LegalBasis.objects.create(title=f"Surat {order}", issued_on=issued, ends_on=ends, order=order)
    lines = administrator.get(ADDRESS).context["lines"]
    assert [(line.row.title, line.validity.label) for line in lines] == [
        ("Surat 0", "Akan berlaku"),
        ("Surat 1", "Berakhir"),
        ("Surat 2", "Berlaku"),
        ("Surat 3", "Berlaku"),
    ]


def test_without_a_legal_basis_the_page_says_so(administrator):
    LegalBasis.objects.all().delete()
    assert "Belum ada dasar hukum" in text(administrator.get(ADDRESS))


def test_a_rule_is_added_changed_and_removed_with_history(administrator):
    LegalBasis.objects.all().delete()
    assert administrator.post("/pengelolaan/dasar-hukum/baru/", BASIS)["Location"] == ADDRESS
    row = LegalBasis.objects.get()
    administrator.post(f"/pengelolaan/dasar-hukum/{row.pk}/", {**BASIS, "ends_on": "2024-06-30"})
    row.refresh_from_db()
    assert (row.title, row.issued_on, row.ends_on, row.order) == (
        "Surat Nomor 1",
        date(2024, 1, 1),
        date(2024, 6, 30),
        5,
    )
    administrator.post(f"/pengelolaan/dasar-hukum/{row.pk}/hapus/")
    assert LegalBasis.objects.count() == 0
    entries = Entry.objects.filter(subject="legalbasis").order_by("pk")
    whole = {"id": row.pk, "title": "Surat Nomor 1", "issued_on": "2024-01-01", "ends_on": None, "order": 5}
    assert [(entry.verb, entry.old, entry.new) for entry in entries] == [
        ("dasar hukum dibuat", None, whole),
        ("dasar hukum diubah", {"ends_on": None}, {"ends_on": "2024-06-30"}),
        ("dasar hukum dihapus", whole | {"ends_on": "2024-06-30"}, None),
    ]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": ""}, {"title": ["Bidang ini tidak boleh kosong."]}),
        ({"issued_on": ""}, {"issued_on": ["Bidang ini tidak boleh kosong."]}),
        ({"ends_on": "2024-01-01"}, {"__all__": ["Tanggal tidak berlaku harus setelah tanggal ditetapkan."]}),
        ({"order": "satu"}, {"order": ["Tulis bilangan bulat."]}),
    ],
)
def test_a_rule_that_is_not_taken_is_told(administrator, changes, errors):
    before = LegalBasis.objects.count()
    response = administrator.post("/pengelolaan/dasar-hukum/baru/", {**BASIS, **changes})
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert LegalBasis.objects.count() == before


def test_a_new_rule_is_proposed_at_the_end(administrator):
    LegalBasis.objects.create(title="Surat", issued_on=LONG_AGO, order=41)
    assert administrator.get("/pengelolaan/dasar-hukum/baru/").context["form"].initial == {"order": 42}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(administrator, django_assert_num_queries, rows):
    LegalBasis.objects.all().delete()
    for _ in range(rows):
        LegalBasis.objects.create(title="Surat", issued_on=LONG_AGO)
    with django_assert_num_queries(9):
        administrator.get(ADDRESS)
