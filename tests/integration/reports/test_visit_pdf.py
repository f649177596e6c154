"""The berita acara: who fetches it, what it says, and that it keeps to its page."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from evaluations.actions.advice_days import move_day
from evaluations.models import Recommendation
from reports import pdf
from reports.queries.visit import visit_record
from tests import uploads
from tests.factories import NOW, WorkUnitFactory, actor, person
from tests.integration.evaluations.pages_case import sign_in, statuses
from tests.integration.visits.visit_case import advise, cast, make_visit
from units.models import Organisation
from units.roles import Role
from visits.actions.photos import add_photo

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def url(visit) -> str:
    return f"/pendampingan/{visit.pk}/berita-acara.pdf"


def pages(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(BytesIO(content))]


def pictures(content: bytes) -> int:
    """How many pictures are drawn on all pages."""
    found = pypdfium2.PdfDocument(BytesIO(content))
    return sum(1 for page in found for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


@pytest.fixture
def visit():
    unit = WorkUnitFactory(code="07", name="RSUD Uji", head_name="dr. Kepala", head_nip="196501011990031001")
    row = make_visit(unit, state="done", advice=[advise(unit, due_on=date(2024, 9, 30))])
    for colour in ("red", "green"):
        upload = uploads.sent(f"{colour}.jpg", uploads.jpeg(colour=colour))
        add_photo(visit=row, upload=upload, by=actor(row.lead), now=NOW)
    return row


def test_who_fetches_it(client, visit):
    found = statuses(client, cast(visit), url(visit))
    hidden = {"member of another unit", "no role"}
    assert found == {who: 404 if who in hidden else 302 if who == "anonymous" else 200 for who in found}


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_there_is_none_of_what_did_not_take_place(client, state):
    assert sign_in(client, person(Role.LEADER)).get(url(make_visit(state=state))).status_code == 404


def test_the_file(client, visit):
    response = sign_in(client, person(Role.LEADER)).get(url(visit))
    name = 'attachment; filename="berita-acara-2024-08-20-penguatan-pengawasan.pdf"'
    assert (response["Content-Type"], response["Content-Disposition"]) == ("application/pdf", name)
    assert len(pages(response.content)) == 1


def test_one_page_says_it_all(visit):
    Organisation.objects.update_or_create(pk=1, defaults={"address": "Jalan Uji 1"})
    content = pdf.visit_pdf(visit_record(actor(person(Role.LEADER)), visit))
    [page] = pages(content)
    for words in (
        "PEMERINTAH PROVINSI KALIMANTAN TENGAH INSPEKTORAT Jalan Uji 1",
        "BERITA ACARA PENDAMPINGAN Nomor: ....",
        "Pada hari Selasa, tanggal 20 Agustus 2024, mulai pukul 09.00 WIB, bertempat di Aula, telah dilaksanakan "
        "pendampingan pembangunan Zona Integritas pada RSUD Uji dengan topik Penguatan pengawasan.",
        f"Tim Inspektorat {visit.lead.full_name} (Ketua)",
        "Peserta Kepala unit Tim ZI",
        "Pengawasan belum berkala.",
        "07/R-1 Susun jadwal pengawasan. 30 September 2024",
        "Mengetahui, Kepala RSUD Uji, dr. Kepala NIP 19650101 199003 1 001",
        "Palangka Raya, 20 Agustus 2024 Ketua Tim,",
    ):
        assert words in page
    assert pictures(content) == 2


def test_a_last_day_that_was_moved_since_does_not_change_the_record(visit):
    [row] = Recommendation.objects.all()
    by = actor(person(Role.SUPERVISOR))
    for day in (date(2024, 10, 31), date(2024, 11, 30)):
        move_day(recommendation=row, due_on=day, reason="Menunggu anggaran.", by=by, now=NOW)
    assert [line.due_on for line in visit_record(by, visit).advice] == [date(2024, 9, 30)]


def test_photos_give_way_to_text(visit):
    """They are left out when they alone would take a second page; a longer text takes it, whole."""
    record = visit_record(actor(person(Role.LEADER)), visit)
    lines = tuple(f"Temuan nomor {number}." for number in range(60))
    found = {}
    for count in range(5, 60, 3):
        content = pdf.visit_pdf(replace(record, findings=lines[:count]))
        sheets = pages(content)
        assert [f"Temuan nomor {number}." in " ".join(sheets) for number in range(count)] == [True] * count
        found.setdefault((len(sheets), pictures(content)), count)
        if len(sheets) > 1:
            break
    assert list(found) == [(1, 2), (1, 0), (2, 2)]


def test_a_long_text_is_not_clipped(visit):
    record = visit_record(actor(person(Role.LEADER)), visit)
    words = " ".join(f"kata{number}" for number in range(2000))
    shown = " ".join(pages(pdf.visit_pdf(replace(record, findings=(words, "x" * 400), photos=()))))
    assert [number for number in range(2000) if f"kata{number}" not in shown] == []
    assert "x" * 80 in shown.replace(" ", "")


def test_several_units_sign_in_a_list_and_read_their_own_advice():
    units = [WorkUnitFactory(code=f"0{number}", name=f"Unit {number}", head_name=f"Ibu {number}") for number in (1, 2)]
    visit = make_visit(*units, state="done", advice=[advise(unit, f"Saran bagi {unit.name}") for unit in units])
    inside = " ".join(pages(pdf.visit_pdf(visit_record(actor(person(Role.LEADER)), visit))))
    own = " ".join(pages(pdf.visit_pdf(visit_record(actor(person(Role.UNIT_HEAD, units[0])), visit))))
    assert "bersama 2 unit kerja" in inside
    assert "1 Unit 1 Ibu 1 2 Unit 2 Ibu 2" in inside
    assert "Mengetahui" not in inside
    assert [f"Saran bagi Unit {number}" in inside for number in (1, 2)] == [True, True]
    assert [f"Saran bagi Unit {number}" in own for number in (1, 2)] == [True, False]


def test_markup_in_what_people_wrote_is_text():
    unit = WorkUnitFactory(name="<b>Unit</b> & Co")
    visit = make_visit(unit, state="done", topic="<script>alert(1)</script>")
    [page] = pages(pdf.visit_pdf(visit_record(actor(person(Role.LEADER)), visit)))
    assert ("<b>Unit</b> & Co" in page, "<script>alert(1)</script>" in page) == (True, True)


def test_while_another_document_is_drawn_one_is_asked_to_come_back(client, visit, monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0)
    sign_in(client, person(Role.LEADER))
    with pdf.ONE_AT_A_TIME:
        response = client.get(url(visit))
    assert (response.status_code, response["Retry-After"]) == (503, "0")
