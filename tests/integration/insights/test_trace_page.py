"""The page that tells where every figure of a sheet comes from."""

import pytest

from tests.factories import answer, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/tw/2024-3/unit/07/nilai/"


@pytest.fixture
def sheet(instrument):
    return make_sheet("in_review")


def test_who_reads_the_sheet_reads_where_its_figures_come_from(client, sheet):
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    people = cast(sheet) | {"anonymous": None}
    readers = dict.fromkeys(people, 200) | {"member of another unit": 404, "anonymous": 302}
    assert statuses(client, people, PAGE) == readers
    assert statuses(client, people, PAGE, "post") == dict.fromkeys(people, 405) | {"anonymous": 302}


def test_an_empty_sheet_says_so(client, sheet):
    sign_in(client, person(Role.LEADER))
    words = text(client.get(PAGE))
    assert "Belum ada jawaban Asal setiap angka tampil di sini begitu ada jawaban pertama." in words
    assert client.get("/tw/2024-3/unit/99/nilai/").status_code == 404
    assert client.get("/tw/2031-1/unit/07/nilai/").status_code == 404


def test_the_unit_reads_its_own_column_until_the_tpi_is_done(client, sheet):
    answer(sheet, "A.I.1.i.b", "unit", "A")
    answer(sheet, "A.I.1.i.b", "tpi", "C")
    line = "A.I.1.i Penyusunan Tim Kerja bobot 0,50 Unit (0,00 + 1,00) ÷ 2 × 0,5 = 0,25 Nilai LKE: 1,00 × 0,5 = 0,50"
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    words = text(client.get(PAGE))
    assert line + " Jawaban" in words
    assert "TPI" not in words
    sign_in(client, person(Role.LEADER))
    words = text(client.get(PAGE))
    assert line + " TPI (0,00 + 0,00) ÷ 2 × 0,5 = 0,00 Jawaban" in words
    assert "C pilihan C dari A/B/C 0,00" in words


def test_text_of_people_stays_text(client, sheet):
    sheet.unit.name = "<b>Unit</b>"
    sheet.unit.save()
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    sign_in(client, person(Role.LEADER))
    page = client.get(PAGE).content.decode()
    assert "<b>Unit" not in page
    assert "&lt;b&gt;Unit" in page


@pytest.mark.parametrize("codes", [("A.I.1.i.a",), ("A.I.1.i.a", "A.I.1.ii.a", "A.I.3.i.a")])
def test_the_queries_do_not_grow_with_the_answers(client, sheet, django_assert_num_queries, codes):
    sign_in(client, person(Role.LEADER))
    for code in codes:
        answer(sheet, code, "unit", "Ya")
        answer(sheet, code, "tpi", "Tidak")
    with django_assert_num_queries(8):
        client.get(PAGE)
