"""The answers in the cells of the PortalRB workbook."""

import pytest

from evaluations.actions.instruments import copy_instrument, publish_instrument
from evaluations.models import Answer, EvidenceUse, Question
from tests.factories import NOW, EvaluationFactory, EvidenceUseFactory, PeriodFactory, actor, answer, fill, person
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, INDEX, make_sheet
from tests.integration.workbooks.export_case import address, download, texts
from units.roles import Role
from workbooks.positions import positions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
FILE = "portalrb.xlsx"
ROWS = {(place.code, place.input): place.portalrb_row for place in positions()}


def page_of(client, evaluation, user=None):
    return download(client, user or person(Role.LEADER), address(evaluation, FILE))["Jawaban"]


def test_every_answer_stands_in_its_cell(client):
    evaluation = make_sheet("approved")
    fill(evaluation, "unit", "A")
    fill(evaluation, "tpi", "B")
    page = page_of(client, evaluation)
    rows = {
        (answer.assessor, answer.question.code): answer.option or answer.figures
        for answer in Answer.objects.filter(evaluation=evaluation).select_related("question")
    }
    wanted = {
        (letter, ROWS[code, key]): float(value[key]) if key else value
        for letter, assessor in (("K", "unit"), ("N", "tpi"))
        for code, key in ROWS
        if (value := rows[assessor, code])
    }
    assert len(wanted) == 254
    assert {at: page[f"{at[0]}{at[1]}"].value for at in wanted} == wanted


def test_notes_and_evidence_stand_beside_the_first_cell_of_a_question(client):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A", note="Ada SK.")
    answer(evaluation, FIGURES, "unit", {"kepala_satker": 1, "sudah_lapor": 1}, note="Sebagian")
    answer(evaluation, CHOICE, "tpi", "B", note="SK lama.")
    url = "https://contoh.go.id/zi"
    page = {"version__title": "Laman ZI", "version__file": None, "version__url": url}
    EvidenceUseFactory(evaluation=evaluation, code=CHOICE, **page)
    EvidenceUseFactory(evaluation=evaluation, code=CHOICE, version__title="SK Tim ZI")
    carried = EvidenceUseFactory(evaluation=evaluation, code=CHOICE, version__title="Dibawa")
    EvidenceUse.objects.filter(pk=carried.pk).update(is_carried=True)
    page = page_of(client, evaluation)
    row, first, second = ROWS[CHOICE, ""], ROWS[FIGURES, "kepala_satker"], ROWS[FIGURES, "pejabat_wajib"]
    told = {letter: page[f"{letter}{row}"].value for letter in "KLMNQ"}
    assert told == {
        "K": "A",
        "L": "Ada SK.",
        "M": "Laman ZI: https://contoh.go.id/zi\nSK Tim ZI",
        "N": "B",
        "Q": "SK lama.",
    }
    assert [page[f"{letter}{first}"].value for letter in "KL"] == [1, "Sebagian"]
    assert [page[f"{letter}{second}"].value for letter in "KL"] == [None, None]


def test_what_was_only_carried_along_is_left_out(client):
    evaluation = make_sheet()
    answer(evaluation, CHOICE, "unit", "B", note="Dari TW lalu")
    Answer.objects.update(is_carried=True)
    page = page_of(client, evaluation)
    assert [page[f"{letter}{ROWS[CHOICE, '']}"].value for letter in "KL"] == [None, None]


def test_the_tpi_is_left_out_until_the_unit_may_see_it(client):
    evaluation = make_sheet("in_review")
    answer(evaluation, CHOICE, "tpi", "C", note="Rahasia TPI")
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    book = download(client, member, address(evaluation, FILE))
    assert [words for words in texts(book) if "Rahasia" in words] == []
    assert book["Jawaban"][f"N{ROWS[CHOICE, '']}"].value is None
    assert book["Jawaban"]["A4"].value.endswith(" Jawaban TPI belum dapat dilihat.")


@pytest.mark.parametrize("words", ["=1+1", "+62"])
def test_a_note_is_never_a_formula(client, words):
    evaluation = make_sheet()
    answer(evaluation, INDEX, "unit", {"indeks": "3.6"}, note=words)
    cell = page_of(client, evaluation)[f"L{ROWS[INDEX, 'indeks']}"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_file_and_page_say_that_only_the_positions_are_known(client):
    evaluation = make_sheet()
    sentence = "Hanya letak sel yang mengikuti PortalRB; ini bukan berkas Kementerian PANRB."
    assert page_of(client, evaluation)["A4"].value.startswith(sentence)
    told = text(client.get(address(evaluation, "")))
    assert "Yang diketahui hanya letak selnya, bukan berkas Kementerian PANRB" in told


def test_an_instrument_of_other_questions_has_no_such_cells(client, other_questions):
    evaluation = EvaluationFactory(period=PeriodFactory(instrument=other_questions))
    sign_in(client, person(Role.LEADER))
    assert client.get(address(evaluation, FILE)).status_code == 404
    told = text(client.get(address(evaluation, "")))
    assert "Letak sel PortalRB tidak dikenal untuk instrumen triwulan ini." in told
    assert "Unduh jawaban PortalRB" not in told


@pytest.fixture
def other_questions(instrument):
    """A published instrument whose first question has another code."""
    by = actor(person(Role.ADMINISTRATOR))
    draft = copy_instrument(instrument=instrument, by=by, now=NOW)
    Question.objects.filter(instrument=draft, code="A.I.1.i.a").update(code="A.I.1.i.z")
    return publish_instrument(instrument=draft, by=by, now=NOW)
