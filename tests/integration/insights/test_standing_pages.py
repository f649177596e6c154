"""The minimums by unit and TPI, what counts most with the unit's marks, and the reachable band."""

from fractions import Fraction

import pytest

from history.models import Entry
from insights.models import EffortMark
from tests.factories import answer, fill, person
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import make_sheet
from tests.integration.insights.way_case import SURVEY, nearly
from units.roles import Role

pytestmark = pytest.mark.django_db
UNIT = "/tw/2024-3/unit/07/"
CODE = "A.I.1.i.a"


@pytest.fixture
def sheet(instrument):
    return make_sheet()


def marks(sheet) -> dict[str, tuple[int, bool]]:
    rows = EffortMark.objects.filter(unit=sheet.unit)
    return {row.code: (row.effort, row.is_ruled_out) for row in rows}


# --- gates ----------------------------------------------------------------------------------------
def test_the_minimums_are_told_by_unit_and_by_tpi_with_the_index_they_need(client, instrument):
    sheet = make_sheet("approved")
    nearly(sheet)
    fill(sheet, "tpi", "A")
    panel = sign_in(client, person(Role.UNIT_HEAD, sheet.unit)).get(UNIT + "minimal/").context["panels"][0]
    label = "Nilai Survei Persepsi Anti Korupsi (survei eksternal)"
    assert [(said.label, said.sentence) for said in panel.verdicts] == [
        ("Unit", f"Belum memenuhi WBK: kurang 0,22 poin pada {label}."),
        ("TPI", "Memenuhi semua nilai minimal WBK."),
    ]
    survey = next(row for row in panel.rows if row.gate.code == SURVEY)
    assert survey.source == "Nilai minimal untuk predikat WBK: " + label
    assert [(reading.label, reading.gate.passed, reading.index) for reading in survey.readings] == [
        ("Unit", False, "Perlu indeks survei 3,60, sekarang 3,55, kurang 0,05"),
        ("TPI", True, "Indeks survei 3,60 diperlukan, sekarang 4,00: cukup"),
    ]


def test_the_index_of_a_survey_that_was_not_held_is_missing(client, sheet):
    answer(sheet, CODE, "unit", "Ya")
    rows = sign_in(client, person(Role.LEADER)).get(UNIT + "minimal/").context["panels"][0].rows
    found = {row.gate.code: row.readings[0].index for row in rows if row.readings[0].index}
    assert found == {
        "B.I": "Tidak tercapai dengan survei saja: indeks paling tinggi 4, belum diisi",
        "B.I.a": "Perlu indeks survei 3,60, belum diisi, kurang 3,60",
        "B.II": "Perlu indeks survei 3,20, belum diisi, kurang 3,20",
    }


def test_the_unit_page_leads_to_the_way_and_fetches_both_blocks(client, sheet):
    nearly(sheet)
    page = sign_in(client, person(Role.LEADER)).get(UNIT).content.decode()
    assert f'hx-get="{UNIT}jalur/awal/?penilai=unit"' in page
    assert f'hx-get="{UNIT}minimal/"' in page
    assert f'href="{UNIT}jalur/"' in page


def test_what_to_do_first_are_the_steps_with_the_most_points(client, sheet):
    fill(sheet, "unit", "E")
    found = sign_in(client, person(Role.LEADER)).get(UNIT + "jalur/awal/").context
    points = sorted((line.points for line in found["found"].lines), reverse=True)
    assert [line.points for line in found["first"]] == points[:3]


# --- influence and marks --------------------------------------------------------------------------
def test_every_question_stands_there_the_most_points_first(client, sheet):
    nearly(sheet)
    page = sign_in(client, person(Role.LEADER)).get(UNIT + "pengaruh/")
    lines = page.context["lines"]
    assert (len(lines), lines[0].code, lines[0].points) == (113, SURVEY, Fraction("17.5") * Fraction(45, 400))
    assert [line.points for line in lines[1:]] == [0] * 112
    assert "Simpan upaya" not in text(page)


def test_the_units_people_mark_many_questions_at_once(client, sheet):
    nearly(sheet)
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    where = UNIT + "pengaruh/?penilai=unit"
    fields = {"kembali": where, f"upaya-{CODE}": "4", f"upaya-{SURVEY}": "1", f"kesampingkan-{SURVEY}": "on"}
    response = client.post(UNIT + "upaya/", fields)
    assert (response.status_code, response.url) == (302, where)
    assert marks(sheet) == {CODE: (4, False), SURVEY: (1, True)}
    assert "Upaya 2 pertanyaan disimpan." in text(client.get(where))
    told = Entry.objects.filter(subject="effortmark").order_by("pk").values_list("verb", "old", "new")
    assert list(told) == [
        (
            "upaya pertanyaan ditandai",
            {"effort": 1, "is_ruled_out": False},
            {"effort": effort, "is_ruled_out": out},
        )
        for effort, out in [(4, False), (1, True)]
    ]


def test_the_history_tells_marks_in_words(client, sheet):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    client.post(UNIT + "upaya/", {f"upaya-{CODE}": "4", f"kesampingkan-{CODE}": "on"})
    words = text(sign_in(client, person(Role.SUPERVISOR)).get("/pengelolaan/riwayat/"))
    assert f"{CODE}: Sulit Upaya per pertanyaan Upaya pertanyaan ditandai Upaya:" in words


def test_the_same_marks_again_change_nothing(client, sheet):
    sign_in(client, person(Role.UNIT_HEAD, sheet.unit))
    for fields in ({f"upaya-{CODE}": "2"}, {f"upaya-{CODE}": "2"}, {f"upaya-{SURVEY}": "1"}):
        client.post(UNIT + "upaya/", fields)
    assert (marks(sheet), Entry.objects.filter(subject="effortmark").count()) == ({CODE: (2, False)}, 1)
    client.post(UNIT + "upaya/", {f"upaya-{CODE}": "1"})
    assert marks(sheet) == {CODE: (1, False)}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({f"upaya-{CODE}": "3"}, "Upaya harus mudah, sedang, atau sulit."),
        ({f"upaya-{CODE}": "banyak"}, "Upaya harus mudah, sedang, atau sulit."),
        ({"upaya-<b>Z.9": "2"}, "Pertanyaan &lt;b&gt;Z.9 tidak ada pada LKE TW III 2024."),
        ({f"upaya-{CODE}": "4", "upaya-A.I.1": "2"}, "Pertanyaan A.I.1 tidak ada pada LKE TW III 2024."),
    ],
)
def test_marks_that_cannot_be_are_refused(client, sheet, fields, sentence):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    response = client.post(UNIT + "upaya/", fields)
    assert (response.status_code, marks(sheet)) == (422, {})
    assert sentence in response.content.decode()


@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example/", "jahat", ""])
def test_nobody_is_sent_elsewhere(client, sheet, back):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert client.post(UNIT + "upaya/", {"kembali": back, f"upaya-{CODE}": "2"}).url == UNIT + "jalur/"


# --- the band -------------------------------------------------------------------------------------
def test_the_band_tells_what_can_still_come(client, sheet):
    fill(sheet, "unit", "A")
    sheet.answers.filter(question__code__in=[SURVEY]).delete()
    page = sign_in(client, person(Role.LEADER)).get(UNIT + "rentang/")
    words = text(page)
    assert "Nilai akhir Menurut unit 82,50 sampai 100,00 dari 100,00 1 pertanyaan belum dijawab." in words
    standings = {gate.code: str(gate.standing) for gate in page.context["band"].gates["WBK"]}
    reachable = {"B.I": "reachable", "B.I.a": "reachable"}
    assert standings == dict.fromkeys(standings, "safe") | reachable
    assert [line.code for line in page.context["deciding"]] == [SURVEY]
    assert {section.code: section.answered for section in page.context["band"].sections}["B"] == 2


def test_a_complete_sheet_has_one_figure(client, sheet):
    nearly(sheet)
    words = text(sign_in(client, person(Role.LEADER)).get(UNIT + "rentang/"))
    assert "Semua pertanyaan sudah dijawab, jadi nilainya pasti" in words
    assert "Pertanyaan yang menentukan" not in words
