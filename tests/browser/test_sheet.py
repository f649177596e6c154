"""The LKE sheet in a real browser: keys, saving, two people, no JavaScript, phone and laptop."""

import re

import pytest
from playwright.sync_api import expect

from evaluations.models import Answer
from evaluations.queries.instruments import loaded
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, answer, fill, person
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 15_000  # milliseconds, on a busy machine
CHOICE = "A.I.1.i.b"
ADDRESS = "/tw/2024-3/unit/07/lke/"


@pytest.fixture
def evaluation(instrument):
    return EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"))


@pytest.fixture
def member(evaluation):
    return person(Role.UNIT_MEMBER, evaluation.unit)


@pytest.fixture
def review(instrument):
    """A full sheet under review, with last quarter's."""
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"), state="in_review")
    past = EvaluationFactory(unit=evaluation.unit, state="approved", period=PeriodFactory(quarter=2, state="locked"))
    fill(past, "tpi", "B")
    fill(evaluation, "unit", "A")
    return evaluation


def stored(evaluation, assessor="unit") -> dict:
    rows = Answer.objects.filter(evaluation=evaluation, assessor=assessor).select_related("question")
    return {row.question.code: row.value for row in rows}


def question(page, code: str):
    return page.locator(f"#q-{code.replace('.', '-')}")


def open_sheet(page, sign_in, user):
    sign_in(page, user)
    page.goto(ADDRESS)
    return page


def test_a_whole_sheet_takes_fewer_keys_than_the_workbook(desktop, sign_in, evaluation, member):
    page = open_sheet(desktop, sign_in, member)
    question(page, "A.I.1.i.a").focus()
    ours = workbook = 0
    for item in loaded(evaluation.period.instrument).instrument.questions.values():
        typed = ["0" if figure.key == "pengaduan_proses" else "4" for figure in item.inputs] or [item.scale.values[0]]
        keys = [typed[0][0]] if not item.is_numeric else [key for figure in typed for key in (figure, "Enter")]
        for key in keys:
            page.keyboard.press(key)
        ours += len(keys)
        workbook += sum(len(value) + 1 for value in typed)  # typed into its cell, then Enter
    expect(page.locator("#nilai")).to_contain_text("Terjawab 113 dari 113", timeout=60_000)
    expect(page.locator(".status-saved")).to_have_count(113, timeout=60_000)
    assert len(stored(evaluation)) == 113
    assert (ours, workbook) == (151, 271)


def test_answers_and_notes_save_themselves_and_scores_move(desktop, sign_in, evaluation, member):
    page = open_sheet(desktop, sign_in, member)
    first = question(page, CHOICE)
    first.get_by_text("Hanya sebagian anggota").click()
    expect(first.locator(".status")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"))
    expect(page.locator("#nilai")).to_contain_text("0,13")
    expect(page.locator("#o-A-I-1")).to_contain_text("1/12")
    first.locator("textarea").press_sequentially("Dipilih dari tiap bidang")
    expect(first.locator(".status-saved")).to_be_visible()
    page.wait_for_function("() => document.querySelector('[name=\"A.I.1.i.b.r\"]').value === '2'")
    page.reload()
    expect(question(page, CHOICE).locator("textarea")).to_have_value("Dipilih dari tiap bidang")
    expect(question(page, CHOICE).locator("input:checked")).to_have_value("B")


def test_keys_lead_to_the_next_empty_question_to_the_note_and_back(desktop, sign_in, evaluation, member):
    fill(evaluation, "unit", codes={"A.I.1.i.a", CHOICE, "A.I.1.ii.b"})
    page = open_sheet(desktop, sign_in, member)
    focused = "document.activeElement.id"
    visited = []
    for key in ["n", "n", "ArrowUp", "i", "Escape", "ArrowDown", "ArrowDown"]:
        page.keyboard.press(key)
        visited.append(page.evaluate(focused))
    assert visited == [
        "q-A-I-1-ii-a",
        "q-A-I-1-ii-c",
        "q-A-I-1-ii-b",
        "n-A-I-1-ii-b",
        "q-A-I-1-ii-b",
        "q-A-I-1-ii-c",
        "q-A-I-1-iii-a",
    ]


def test_the_percentage_shows_while_typing_and_bad_figures_are_explained(
    desktop, sign_in, evaluation, member, complaints
):
    page = open_sheet(desktop, sign_in, member)
    item = question(page, "A.II.5.iii.a")
    for key, figure in [("kepala_satker", "1"), ("pejabat_wajib", "4"), ("lainnya_wajib", "7")]:
        item.locator(f"[name$='{key}']").fill(figure)
    item.locator("[name$=sudah_lapor]").press_sequentially("11")
    expect(item.locator("output")).to_have_text("91,67 %", timeout=SOON)
    item.locator("[name$=sudah_lapor]").press_sequentially("9")
    page.keyboard.press("Tab")
    expect(item.locator(".status-error")).to_contain_text("(119) melebihi jumlah")
    assert stored(evaluation).get("A.II.5.iii.a", {}).get("sudah_lapor") != "119"
    complaints.clear()  # the browser reports the 422


def test_a_late_reply_leaves_the_percentage_of_what_was_typed_since(desktop, sign_in, evaluation, member):
    page, held = open_sheet(desktop, sign_in, member), []
    page.route("**/lke/A.II.5.iii.a/", lambda route: route.continue_() if held else held.append(route))
    item = question(page, "A.II.5.iii.a")
    for key, figure in [("kepala_satker", "1"), ("pejabat_wajib", "4"), ("lainnya_wajib", "7")]:
        item.locator(f"[name$='{key}']").fill(figure)
    item.locator("[name$=sudah_lapor]").press_sequentially("11")
    expect(item.locator("output")).to_have_text("91,67 %", timeout=SOON)
    with page.expect_response("**/lke/A.II.5.iii.a/"):
        held[0].continue_()
    expect(item.locator(".status")).not_to_contain_text("Menyimpan")
    expect(item.locator("output")).to_have_text("91,67 %", timeout=SOON)


def test_two_people_on_one_answer(open_page, sign_in, evaluation, member, complaints):
    mine = open_sheet(open_page(DESKTOP), sign_in, member)
    theirs = open_sheet(open_page(DESKTOP), sign_in, person(Role.UNIT_HEAD, evaluation.unit, full_name="Kepala Unit"))
    question(theirs, CHOICE).locator("input[value=C]").check()
    expect(question(theirs, CHOICE).locator(".status-saved")).to_be_visible()
    question(mine, CHOICE).locator("input[value=A]").check()
    told = question(mine, CHOICE).locator(".status")
    expect(told).to_contain_text("Jawaban ini sudah diubah Kepala Unit sejak Anda membukanya.")
    expect(told).to_contain_text("Jawaban tersimpan: C")
    assert stored(evaluation) == {CHOICE: "C"}
    told.get_by_role("button", name="Simpan jawaban saya").click()
    expect(question(mine, CHOICE).locator(".status-saved")).to_be_visible()
    assert stored(evaluation) == {CHOICE: "A"}
    complaints.clear()


def test_without_javascript_the_save_button_saves_everything(open_page, sign_in, evaluation, member):
    page = open_sheet(open_page(DESKTOP, java_script_enabled=False), sign_in, member)
    question(page, CHOICE).locator("input[value=A]").check()
    question(page, CHOICE).locator("textarea").fill("Tanpa JavaScript")
    question(page, "B.I.a").locator("input.figure").fill("3,6")
    page.get_by_role("button", name="Simpan semua jawaban").click()
    expect(page.get_by_text("2 jawaban tersimpan.")).to_be_visible()
    assert stored(evaluation) == {CHOICE: "A", "B.I.a": {"indeks": "3.6"}}


def test_verifying_with_one_click_one_key_and_a_note(desktop, sign_in, review, complaints):
    page = open_sheet(desktop, sign_in, person(Role.EVALUATOR, review.unit))
    question(page, "A.I.1.i.a").get_by_role("button", name="Setuju (Ya)").click()
    expect(question(page, "A.I.1.i.a").locator(".status-saved")).to_be_visible()
    expect(page.locator("#nilai")).to_contain_text("Terverifikasi 1 dari 113")
    question(page, CHOICE).focus()
    page.keyboard.press("s")
    expect(page.locator("#nilai")).to_contain_text("Terverifikasi 2 dari 113")
    assert page.evaluate("document.activeElement.id") == "q-A-I-1-ii-a"
    page.keyboard.press("t")
    item = question(page, "A.I.1.ii.a")
    expect(item.locator(".status-error")).to_have_text("Tulis catatan: nilai TPI berbeda dari jawaban unit.")
    item.locator("textarea[data-note]").fill("Rencana kerja belum disahkan")
    item.locator("textarea[data-note]").blur()
    expect(item.locator(".status-saved")).to_be_visible()
    assert stored(review, "tpi") == {"A.I.1.i.a": "Ya", CHOICE: "A", "A.I.1.ii.a": "Tidak"}
    complaints.clear()  # the browser reports the 422


def test_the_rest_of_a_part_after_reading_and_its_history(desktop, sign_in, axe, review):
    answer(review, CHOICE, "tpi", "C", note="SK tidak menyebut seleksi")
    page = open_sheet(desktop, sign_in, person(Role.EVALUATOR, review.unit, full_name="Tono"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("#b-A-I-1 .section-head").get_by_role("button", name="Setuju 11 sisanya").click()
    expect(page.get_by_text("11 jawaban disetujui pada A.I.1.")).to_be_visible()
    assert asked == [
        "Setujui 11 jawaban bagian A.I.1 yang belum Anda nilai? Dengan ini Anda menyatakan sudah membacanya."
    ]
    assert stored(review, "tpi")[CHOICE] == "C"
    item = question(page, "A.I.1.i.a")
    item.get_by_role("link", name="Riwayat jawaban A.I.1.i.a").click()
    expect(item.locator(".history li")).to_have_count(1)
    expect(item.locator(".history li")).to_contain_text("TPI Tono")
    page.get_by_role("link", name="TPI berbeda dari unit").click()
    expect(page.locator("[data-question]")).to_have_count(1)
    assert axe(page) == []


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.LEADER])
def test_the_sheet_is_accessible_and_fits(open_page, sign_in, axe, review, screen, role):
    answer(review, CHOICE, "tpi", "C", note="SK tidak menyebut seleksi")
    page = open_sheet(open_page(screen), sign_in, person(role, review.unit if role == Role.EVALUATOR else None))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]


def test_the_sheet_in_the_dark_is_accessible(open_page, sign_in, axe, review):
    page = open_sheet(open_page(DESKTOP), sign_in, person(Role.EVALUATOR, review.unit))
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert axe(page) == []


def test_a_full_sheet_weighs_less_than_200_kb_on_the_wire(desktop, sign_in, review):
    sizes = []
    desktop.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page = open_sheet(desktop, sign_in, person(Role.EVALUATOR, review.unit))
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 8
    assert sum(sizes) < 200_000
