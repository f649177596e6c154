"""Units, roles, assignments, organisation and legal basis in the administration."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from history.models import Entry
from tests.factories import LONG_AGO, UserFactory, WorkUnitFactory, assign, grant, person
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db
UNIT = {"code": "91", "name": "RSUD Uji", "target": "WBK", "is_active": "on"}


@pytest.fixture
def administrator(client):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def _url(model, page, *args):
    return reverse(f"admin:units_{model}_{page}", args=args)


def _errors(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def _entries(subject):
    rows = Entry.objects.filter(subject=subject).order_by("pk")
    return [(entry.verb, entry.source, entry.by, entry.old, entry.new) for entry in rows]


def test_a_unit_is_made_and_changed_with_history(client, administrator):
    assert client.post(_url("workunit", "add"), UNIT).status_code == 302
    unit = WorkUnit.objects.get(code="91")
    assert client.post(_url("workunit", "change", unit.pk), {**UNIT, "name": "RSUD Baru"}).status_code == 302
    made, changed = _entries("workunit")
    assert made == (
        "unit kerja dibuat",
        "admin",
        administrator,
        None,
        {
            "id": unit.pk,
            "code": "91",
            "name": "RSUD Uji",
            "parent_agency": "",
            "target": "WBK",
            "head_name": "",
            "head_nip": "",
            "head_rank": "",
            "is_active": True,
            "is_sample": False,
        },
    )
    assert changed == ("unit kerja diubah", "admin", administrator, {"name": "RSUD Uji"}, {"name": "RSUD Baru"})


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"code": ""}, {"code": ["Bidang ini tidak boleh kosong."]}),
        (
            {"target": "WTP"},
            {"target": ["Masukkan pilihan yang valid. WTP bukan salah satu dari pilihan yang tersedia."]},
        ),
        ({"head_nip": "123"}, {"head_nip": ["NIP terdiri atas 18 angka tanpa spasi."]}),
        ({"name": "Sudah Ada"}, {"name": ["Unit kerja dengan Nama ini sudah ada."]}),
    ],
)
def test_a_bad_unit_is_shown_and_not_saved(client, administrator, data, errors):
    WorkUnitFactory(name="Sudah Ada")
    assert _errors(client.post(_url("workunit", "add"), {**UNIT, **data})) == errors
    assert (WorkUnit.objects.count(), Entry.objects.filter(subject="workunit").count()) == (1, 0)


def test_a_grant_needs_a_unit_where_its_role_does(client, administrator):
    data = {"user": UserFactory().pk, "role": "unit_head", "unit": "", "starts_on": "2024-01-01"}
    assert _errors(client.post(_url("rolegrant", "add"), data)) == {
        "__all__": ["Anggota Tim ZI dan kepala unit harus terikat pada satu unit; peran lain tidak."]
    }
    assert RoleGrant.objects.count() == 1  # the administrator's


def test_an_end_before_the_start_is_shown(client, administrator):
    data = {"user": UserFactory().pk, "role": "leader", "starts_on": "2024-02-01", "ends_on": "2024-01-31"}
    assert _errors(client.post(_url("rolegrant", "add"), data)) == {
        "__all__": ["Tanggal berakhir tidak boleh sebelum tanggal mulai."]
    }


CONFLICT = {"__all__": ["Orang ini anggota unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."]}


def test_a_member_is_not_assigned_to_their_unit(client, administrator):
    unit, user = WorkUnitFactory(), UserFactory()
    grant(user, Role.UNIT_MEMBER, unit)
    data = {"user": user.pk, "unit": unit.pk, "kind": "anggota", "starts_on": "2024-01-01"}
    assert _errors(client.post(_url("assignment", "add"), data)) == CONFLICT
    assert Assignment.objects.count() == 0


def test_an_evaluator_does_not_become_member_of_an_assigned_unit(client, administrator):
    unit, user = WorkUnitFactory(), UserFactory()
    assign(user, unit)
    data = {"user": user.pk, "role": "unit_member", "unit": unit.pk, "starts_on": "2024-01-01"}
    assert _errors(client.post(_url("rolegrant", "add"), data)) == CONFLICT
    assert RoleGrant.objects.filter(user=user).count() == 0


def test_an_assignment_is_saved_with_history(client, administrator):
    unit, user = WorkUnitFactory(), UserFactory()
    data = {"user": user.pk, "unit": unit.pk, "kind": "ketua", "starts_on": "2024-01-01"}
    assert client.post(_url("assignment", "add"), data).status_code == 302
    row = Assignment.objects.get()
    assert (row.user, row.unit, row.kind, row.starts_on, row.ends_on) == (user, unit, "ketua", date(2024, 1, 1), None)
    assert [entry[:3] for entry in _entries("assignment")] == [("penugasan evaluator dibuat", "admin", administrator)]


def test_a_legal_basis_is_deleted_through_its_action(client, administrator):
    row = LegalBasis.objects.create(title="Surat yang salah", issued_on=LONG_AGO)
    assert client.post(_url("legalbasis", "delete", row.pk), {"post": "yes"}).status_code == 302
    assert LegalBasis.objects.filter(pk=row.pk).count() == 0
    assert _entries("legalbasis") == [
        (
            "dasar hukum dihapus",
            "admin",
            administrator,
            {
                "id": row.pk,
                "title": "Surat yang salah",
                "issued_on": "2020-01-01",
                "ends_on": None,
                "order": 0,
            },
            None,
        )
    ]


# --- the organisation -----------------------------------------------------------------------------
ORGANISATION = {
    "government": "Pemerintah Provinsi Kalimantan Tengah",
    "name": "Inspektorat",
    "city": "Palangka Raya",
    "signatory_title": "Inspektur",
}


@pytest.fixture
def organisation(administrator):
    return Organisation.objects.get_or_create(pk=1)[0]


def _picture(kind="PNG", size=(20, 10)):
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, format=kind)
    return out.getvalue()


def _upload(client, content, name="lambang.png"):
    data = {**ORGANISATION, "logo": SimpleUploadedFile(name, content)}
    return client.post(_url("organisation", "change", 1), data)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "logo"), ("JPEG", "logo")])
def test_a_logo_is_kept_as_a_picture_of_our_own(client, organisation, kind, name):
    hidden = _picture(kind) + b"<script>alert(1)</script>"
    assert _upload(client, hidden, f"lambang.{'png' if kind == 'PNG' else 'jpeg'}").status_code == 302
    organisation.refresh_from_db()
    with organisation.logo.open() as stored:
        content = stored.read()
    assert (Image.open(BytesIO(content)).format, Image.open(BytesIO(content)).size) == (kind, (20, 10))
    assert content.find(b"script") == -1
    assert _entries("organisation")[-1][3:] == ({"logo": ""}, {"logo": organisation.logo.name})


def _phone_photo():
    """A JPEG with a second picture behind the first (MPO)."""
    out = BytesIO()
    first, second = (Image.new("RGB", (20, 10), colour) for colour in ("navy", "white"))
    first.save(out, format="MPO", save_all=True, append_images=[second])
    return out.getvalue()


def _turned():
    """A picture lying on its side, with the note that says so."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (10, 20), "navy").save(out, format="JPEG", exif=exif)
    return out.getvalue()


def _cmyk():
    out = BytesIO()
    Image.new("CMYK", (20, 10)).save(out, format="JPEG")
    return out.getvalue()


@pytest.mark.parametrize("content", [_phone_photo(), _turned(), _cmyk()], ids=["phone", "turned", "CMYK"])
def test_any_jpeg_becomes_a_plain_one(client, organisation, content):
    assert _upload(client, content, "lambang.jpg").status_code == 302
    organisation.refresh_from_db()
    with organisation.logo.open() as stored, Image.open(stored) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (20, 10))
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png", "Logo harus berupa gambar PNG atau JPEG."),
        (_picture("GIF"), "logo.png", "Logo harus berupa gambar PNG atau JPEG."),
        (_picture()[:40], "logo.png", "Logo harus berupa gambar PNG atau JPEG."),
        (b"x" * (1024 * 1024 + 1), "logo.png", "Logo terlalu besar; paling besar 1 MB."),
        (_picture(size=(4001, 1)), "logo.png", "Logo terlalu besar; sisi terpanjang paling banyak 4000 piksel."),
    ],
    ids=["svg", "gif", "cut off", "too many bytes", "too many pixels"],
)
def test_what_is_no_picture_is_refused(client, organisation, content, name, sentence):
    assert _errors(_upload(client, content, name)) == {"logo": [sentence]}
    organisation.refresh_from_db()
    assert (organisation.logo.name, _entries("organisation")) == ("", [])


def test_a_logo_can_be_removed(client, organisation):
    _upload(client, _picture())
    assert client.get(_url("organisation", "change", 1)).status_code == 200
    assert client.post(_url("organisation", "change", 1), {**ORGANISATION, "remove_logo": "on"}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.logo.name == ""


def test_the_first_row_gets_key_one(client, administrator):
    Organisation.objects.all().delete()
    assert client.get(_url("organisation", "changelist")).url == _url("organisation", "add")
    assert client.post(_url("organisation", "add"), ORGANISATION).status_code == 302
    assert Organisation.objects.get().pk == 1
    assert client.get(_url("organisation", "changelist")).url == _url("organisation", "change", 1)


# --- lists ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [("workunit", 6), ("rolegrant", 7), ("assignment", 7), ("legalbasis", 6)]
)
def test_list_queries_do_not_grow(client, administrator, django_assert_num_queries, model, queries, rows):
    for _ in range(rows):
        unit = WorkUnitFactory()
        person(Role.UNIT_MEMBER, unit)
        person(Role.EVALUATOR, unit)
        LegalBasis.objects.create(title="Peraturan", issued_on=LONG_AGO)
    with django_assert_num_queries(queries):
        assert client.get(_url(model, "changelist")).status_code == 200
