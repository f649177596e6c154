"""The LKE workbook as people download it: who gets it, what it tells them, what they may fill in."""

from datetime import datetime

import pytest
from django.urls import reverse

from evaluations.actions.periods import lock_period
from evaluations.models import Answer, Score
from evaluations.queries.instruments import loaded
from tests.factories import NOW, RecommendationFactory, RepairRequestFactory, actor, answer, fill, person
from tests.integration.evaluations.pages_case import sign_in, statuses
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, INDEX, cast, make_sheet
from tests.integration.workbooks.export_case import about, address, download, row_of, said, texts, unlocked
from tests.office import recalculated
from units.roles import Role
from workbooks.layout import ABOUT, ADVICE, LKE, RECAP, SCALES, figure_key, node_key

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("instrument")]

READS = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "unassigned evaluator": 200,
    "supervisor": 200,
    "leader": 200,
    "administrator": 200,
}


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rest", ["", "lke.xlsx", "portalrb.xlsx"])
def test_who_reads_the_sheet_may_take_it_along(client, rest):
    evaluation = make_sheet("in_review")
    assert statuses(client, cast(evaluation) | {"anonymous": None}, address(evaluation, rest)) == READS | {
        "anonymous": 302
    }


@pytest.mark.parametrize("rest", ["", "lke.xlsx", "portalrb.xlsx"])
def test_wrong_method(client, rest):
    evaluation = make_sheet()
    sign_in(client, person(Role.UNIT_HEAD, evaluation.unit))
    assert client.post(address(evaluation, rest)).status_code == 405


def test_the_file_is_named_after_unit_and_quarter_and_kept_nowhere(client):
    evaluation = make_sheet()
    response = sign_in(client, person(Role.LEADER)).get(address(evaluation))
    assert response["Content-Disposition"] == 'attachment; filename="lke-07-2024-tw3.xlsx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "no-store" in response["Cache-Control"]


# --- what may be filled ---------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "returned", "reviewed", "approved"])
def test_only_the_column_one_may_write_now_is_unlocked(client, state):
    evaluation = make_sheet(state)
    evaluation.returned_whole = True
    evaluation.save()
    columns = {}
    for name, user in cast(evaluation).items():
        if READS[name] == 200:
            page = download(client, user, address(evaluation))[LKE]
            columns[name] = "".join(sorted({at[0] for at in unlocked(page)}))
    unit = "DE" if state in {"draft", "returned"} else ""
    assert columns == dict.fromkeys(columns, "") | {
        "unit_member": unit,
        "unit_head": unit,
        "evaluator": "FG" if state == "in_review" else "",
    }


def test_every_answer_and_every_note_may_be_filled_and_nothing_else(client):
    evaluation = make_sheet()
    book = download(client, person(Role.UNIT_MEMBER, evaluation.unit), address(evaluation))
    questions = loaded(evaluation.period.instrument).instrument.questions.values()
    notes = {f"E{row_of(book, question.code)}" for question in questions}
    answers = {
        f"D{row_of(book, key)}"
        for question in questions
        for key in ([figure_key(question.code, item.key) for item in question.inputs] or [question.code])
    }
    assert (len(notes), len(answers)) == (113, 127)
    assert {page.title: unlocked(page) for page in book} == {
        RECAP: set(),
        LKE: notes | answers,
        ADVICE: set(),
        SCALES: set(),
        ABOUT: set(),
    }


def test_after_a_return_of_single_questions_only_those_are_open(client):
    evaluation = make_sheet("returned")
    evaluation.returned_whole = False
    evaluation.save()
    for number, code in enumerate((CHOICE, INDEX), start=1):
        RepairRequestFactory(evaluation=evaluation, code=code, number=number, sent_at=NOW, round=evaluation.round)
    book = download(client, person(Role.UNIT_MEMBER, evaluation.unit), address(evaluation))
    choice, index = row_of(book, CHOICE), row_of(book, figure_key(INDEX, "indeks"))
    assert unlocked(book[LKE]) == {f"D{choice}", f"E{choice}", f"D{index}", f"E{row_of(book, INDEX)}"}


def test_a_locked_quarter_is_read_only(client):
    evaluation = make_sheet()
    lock_period(period=evaluation.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    book = download(client, person(Role.UNIT_MEMBER, evaluation.unit), address(evaluation))
    assert unlocked(book[LKE]) == set()
    assert (
        book[LKE]["A4"].value == "Periode TW III 2024 sudah dikunci. Tidak ada yang dapat diubah. Semua sel terkunci."
    )


def test_sheets_are_protected_without_a_password(client):
    evaluation = make_sheet()
    book = download(client, person(Role.UNIT_MEMBER, evaluation.unit), address(evaluation))
    assert {(page.protection.sheet, page.protection.password) for page in book} == {(True, None)}
    assert (book.security.lockStructure, book.security.workbookPassword) == (True, None)
    assert {page.title: page.sheet_state for page in book} == {
        RECAP: "visible",
        LKE: "visible",
        ADVICE: "visible",
        SCALES: "hidden",
        ABOUT: "hidden",
    }


def test_the_sheet_is_ready_to_be_scrolled_and_printed(client):
    evaluation = make_sheet()
    for user, last in ((person(Role.LEADER), "L"), (person(Role.UNIT_MEMBER, evaluation.unit), "J")):
        page = download(client, user, address(evaluation))[LKE]
        assert (page.freeze_panes, page.print_title_rows) == ("C7", "$6:$6")
        assert page.print_area == f"'LKE'!$A$1:${last}${page.max_row}"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.column_dimensions["M"].hidden


def test_cells_accept_what_the_app_accepts_and_say_so(client):
    evaluation = make_sheet()
    book = download(client, person(Role.EVALUATOR, evaluation.unit), address(evaluation))
    page = book[LKE]

    def rule(at: str) -> tuple:
        found = next(rule for rule in page.data_validations.dataValidation if at in rule.sqref)
        return found.type, found.formula1, found.formula2, found.showErrorMessage, found.error

    choice, count = row_of(book, CHOICE), row_of(book, figure_key(FIGURES, "sudah_lapor"))
    index = row_of(book, figure_key(INDEX, "indeks"))
    kind, listed, _, shown, sentence = rule(f"D{choice}")
    assert (kind, shown, sentence) == ("list", True, "Pilih salah satu dari A, B, C, atau kosongkan.")
    assert [cell.value for (cell,) in book[SCALES][listed.partition("!")[2].replace("$", "")]] == ["A", "B", "C"]
    assert rule(f"F{choice}")[1] == listed
    assert rule(f"D{count}") == ("whole", "0", "1000000000", True, "Isi bilangan bulat mulai dari 0.")
    assert rule(f"D{index}") == (
        "custom",
        f"AND(ISNUMBER(D{index}),D{index}>=0,D{index}<=4,ROUND(D{index},2)=D{index})",
        None,
        True,
        "Isi angka dari 0 sampai 4, paling banyak 2 angka di belakang koma.",
    )
    assert rule(f"E{choice}")[4] == "Catatan paling banyak 5000 huruf."


# --- what it tells --------------------------------------------------------------------------------
def test_answers_figures_and_notes_stand_in_their_cells(client):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A", note="Ada SK.")
    answer(evaluation, CHOICE, "tpi", "B", note="SK lama.")
    answer(evaluation, INDEX, "unit", {"indeks": "3.6"}, note="Survei")
    answer(evaluation, FIGURES, "unit", {"kepala_satker": 1, "sudah_lapor": 7})
    book = download(client, person(Role.LEADER), address(evaluation))
    assert said(book, CHOICE) == ("A", "Ada SK.", "B", "SK lama.")
    assert said(book, INDEX) == (None, "Survei", None, None)
    assert said(book, figure_key(INDEX, "indeks")) == (3.6, None, None, None)
    keys = ["kepala_satker", "pejabat_wajib", "lainnya_wajib", "sudah_lapor"]
    assert [said(book, figure_key(FIGURES, key))[0] for key in keys] == [1, None, None, 7]


def test_every_score_is_a_formula(client):
    evaluation = make_sheet("approved")
    book = download(client, person(Role.LEADER), address(evaluation))
    page = book[LKE]
    rows = [row for row in range(7, page.max_row + 1) if "#" not in page[f"M{row}"].value]
    assert len(rows) == 63 + 113 + 1
    assert {page[f"{column}{row}"].data_type for column in "IJKL" for row in rows} == {"f"}
    recap = [cell for row in book[RECAP].iter_rows(min_col=4) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in recap} == {"f", "s"}
    assert not [cell.value for cell in recap if cell.data_type == "s" and cell.value[0].isdigit()]


def test_what_was_carried_along_is_not_an_answer(client):
    evaluation = make_sheet()
    answer(evaluation, CHOICE, "unit", "B", note="Dari TW lalu")
    Answer.objects.update(is_carried=True)
    book = download(client, person(Role.UNIT_MEMBER, evaluation.unit), address(evaluation))
    assert said(book, CHOICE) == (None, None, None, None)
    choices = book[LKE][f"C{row_of(book, CHOICE)}"].value
    assert choices.endswith("\nDibawa dari triwulan sebelumnya, belum dikonfirmasi: B.")


def test_the_reason_for_a_gap_stands_beside_the_choices(client):
    evaluation = make_sheet("submitted")
    answer(evaluation, CHOICE, "unit", None, note="Catatan")
    Answer.objects.update(gap_reason="Belum ada pegawai.")
    book = download(client, person(Role.LEADER), address(evaluation))
    assert book[LKE][f"C{row_of(book, CHOICE)}"].value.endswith("\nAlasan tidak dijawab: Belum ada pegawai.")


@pytest.mark.parametrize("state", ["submitted", "in_review", "reviewed"])
def test_what_the_tpi_says_is_kept_from_the_unit_until_it_may_see_it(client, state):
    evaluation = make_sheet(state)
    answer(evaluation, CHOICE, "unit", "A")
    answer(evaluation, CHOICE, "tpi", "C", note="Rahasia TPI")
    RecommendationFactory(evaluation=evaluation, text="Rahasia saran", sent_at=None)
    told = {}
    for name, user in cast(evaluation).items():
        if READS[name] == 200:
            book = download(client, user, address(evaluation))
            hidden = {column: book[LKE].column_dimensions[column].hidden for column in "FGKL"}
            told[name] = (
                [text for text in texts(book) if "Rahasia" in text],
                said(book, CHOICE)[2],
                sorted(about(book)["versi"]),
                set(hidden.values()),
                {book[LKE][f"{column}{row_of(book, node_key('A'))}"].value is None for column in "KL"},
            )
    nothing = ([], None, ["unit"], {True}, {True})
    everything = (["Rahasia TPI", "Rahasia TPI", "Rahasia saran"], "C", ["tpi", "unit"], {False}, {False})
    assert told == dict.fromkeys(told, everything) | {"unit_member": nothing, "unit_head": nothing}


def test_the_sheet_says_that_the_tpi_is_left_out(client):
    evaluation = make_sheet("in_review")
    book = download(client, person(Role.UNIT_HEAD, evaluation.unit), address(evaluation))
    assert "Hasil TPI tampil setelah penilaian dikembalikan atau disetujui." in texts(book)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://contoh.invalid")', "+62", "@SUM(A1)", "-"])
def test_a_note_is_never_a_formula(client, text):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A", note=text)
    answer(evaluation, CHOICE, "tpi", "B", note=text)
    RecommendationFactory(evaluation=evaluation, text=text)
    book = download(client, person(Role.LEADER), address(evaluation))
    row = row_of(book, CHOICE)
    notes = [book[LKE][f"E{row}"], book[LKE][f"G{row}"]]
    found = [cell for line in book[ADVICE].iter_rows() for cell in line if cell.value == text]
    assert len(found) == 2
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in [*notes, *found]} == {(text, "s", True)}


def test_notes_on_changes_and_recommendations(client):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A")
    answer(evaluation, CHOICE, "tpi", "B", note="SK lama.")
    answer(evaluation, INDEX, "unit", {"indeks": 3})
    answer(evaluation, INDEX, "tpi", {"indeks": 3}, note="Setuju")
    late = datetime(2024, 1, 31).date()  # noqa: DTZ001
    RecommendationFactory(evaluation=evaluation, number=4, text="Perbarui SK.", code=CHOICE, due_on=late)
    book = download(client, person(Role.UNIT_HEAD, evaluation.unit), address(evaluation))
    rows = [row for row in book[ADVICE].iter_rows(values_only=True) if row[0]]
    question = loaded(evaluation.period.instrument).instrument.questions[CHOICE].text
    assert rows[3:] == [
        ("Kode", "Pertanyaan", "Jawaban unit", "Jawaban TPI", "Pengaruh (poin)", "Catatan TPI", None, None),
        (CHOICE, question, "A", "B", -0.125, "SK lama.", None, None),
        ("Rekomendasi", None, None, None, None, None, None, None),
        (
            "Nomor",
            "Rekomendasi",
            "Tentang",
            "Status",
            "Batas waktu",
            "Penanggung jawab",
            "Prioritas",
            "Umur (triwulan)",
        ),
        (
            "07/R-4",
            "Perbarui SK.",
            CHOICE,
            "Perlu ditindaklanjuti, lewat batas",
            datetime(2024, 1, 31),  # noqa: DTZ001
            None,
            "Sedang",
            0,
        ),
    ]


def test_an_empty_sheet_says_that_there_is_nothing(client):
    evaluation = make_sheet("approved")
    book = download(client, person(Role.LEADER), address(evaluation))
    assert [row[0] for row in book[ADVICE].iter_rows(values_only=True) if row[0]][2:] == [
        "Jawaban yang dinilai berbeda oleh TPI",
        "Tidak ada jawaban yang dinilai berbeda.",
        "Rekomendasi",
        "Tidak ada rekomendasi yang terbuka.",
    ]


def test_a_locked_quarter_tells_what_was_recorded(client):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A", note="Lama")
    lock_period(period=evaluation.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    Answer.objects.update(option="C", note="Baru")
    evaluation.unit.name = "Nama baru"
    evaluation.unit.save()
    book = download(client, person(Role.LEADER), address(evaluation))
    assert said(book, CHOICE)[:2] == ("A", "Lama")
    assert book[RECAP]["A2"].value == "07 Unit Kerja 07"
    assert "Sebagaimana direkam saat periode dikunci, 21 Agustus 2024." in texts(book)


def test_the_hidden_sheet_says_what_the_file_was_made_from(client):
    evaluation = make_sheet("approved")
    answer(evaluation, CHOICE, "unit", "A")
    answer(evaluation, CHOICE, "unit", "B")
    answer(evaluation, CHOICE, "tpi", "B")
    told = about(download(client, person(Role.LEADER), address(evaluation)))
    instrument = loaded(evaluation.period.instrument).instrument
    versions = told.pop("versi")
    assert {key: told[key] for key in ("format", "unit", "periode", "instrumen", "sidik")} == {
        "format": "1",
        "unit": "07",
        "periode": "2024-3",
        "instrumen": f"{instrument.id} {instrument.version}",
        "sidik": instrument.fingerprint,
    }
    nothing = dict.fromkeys(instrument.questions, 0)
    assert versions == {"unit": nothing | {CHOICE: 2}, "tpi": nothing | {CHOICE: 1}}


# --- the app's own figures ------------------------------------------------------------------------
def test_recalculated_it_says_what_the_app_stored(client):
    evaluation = make_sheet("approved")
    codes = list(loaded(evaluation.period.instrument).question_ids)
    fill(evaluation, "unit", "B", codes=codes[::2])
    fill(evaluation, "tpi", "C", codes=codes[:90])
    answer(evaluation, "A.I.1.i.b", "unit", "A")
    Answer.objects.filter(assessor="unit", question__code="A.I.1.i.b").update(is_carried=True)
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")  # scores anew
    response = sign_in(client, person(Role.LEADER)).get(address(evaluation))
    page = recalculated({"lke": response.content})["lke"][LKE]
    shown = {page[f"M{row}"].value: [page[f"{c}{row}"].value for c in "IJKL"] for row in range(7, page.max_row + 1)}
    scores = {row.assessor: row for row in Score.objects.filter(evaluation=evaluation)}
    for code, (official, strict) in scores["unit"].detail["nodes"].items():
        assert shown[node_key(code)][:2] == pytest.approx([float(official), float(strict)], abs=1e-9)
    for code, (official, strict) in scores["tpi"].detail["nodes"].items():
        assert shown[node_key(code)][2:] == pytest.approx([float(official), float(strict)], abs=1e-9)
    totals = [float(getattr(scores[who], kind)) for who in ("unit", "tpi") for kind in ("official", "strict")]
    assert shown[node_key("total")] == pytest.approx(totals, abs=1e-9)


# --- how much it costs ----------------------------------------------------------------------------
@pytest.mark.parametrize("filled", [1, 113])
def test_queries_do_not_grow(client, django_assert_num_queries, filled):
    evaluation = make_sheet("returned")
    codes = list(loaded(evaluation.period.instrument).question_ids)[:filled]
    fill(evaluation, "unit", "B", codes=codes)
    fill(evaluation, "tpi", "C", codes=codes)
    for number, code in enumerate(codes[:3], start=1):
        RecommendationFactory(evaluation=evaluation, number=number, code=code)
    sign_in(client, person(Role.UNIT_HEAD, evaluation.unit))
    with django_assert_num_queries(6):  # session, user, actor, sheet, answers, recommendations
        client.get(address(evaluation))
    with django_assert_num_queries(6):  # session, user, actor, sheet, answers, evidence
        client.get(address(evaluation, "portalrb.xlsx"))


# --- pages ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("place", ["evaluations:unit", "evaluations:sheet"])
def test_the_links_stand_where_people_look(client, place):
    evaluation = make_sheet()
    keys = {"period": evaluation.period, "unit": evaluation.unit.code}
    response = sign_in(client, person(Role.UNIT_MEMBER, evaluation.unit)).get(reverse(place, kwargs=keys))
    assert f'<a href="{address(evaluation, "")}">Unduh LKE (.xlsx)</a>' in response.content.decode()
