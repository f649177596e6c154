"""Writing a section of a report: it saves itself, two writers choose, nothing is lost, pasted text comes out clean."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from reports.models import Narrative
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, person
from tests.papers import quarterly
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/tw/2024-2/laporan/narasi/simpulan/"
SAVED = re.compile(r"Tersimpan \d\d\.\d\d")
SOON = 15_000  # a first pause before trying again is about four seconds
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style>
</head><body lang=IN style='tab-interval:36.0pt'><!--StartFragment-->
<h2 style='margin-top:12pt'><span lang=IN>Hasil<o:p></o:p></span></h2>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span
style='color:red'>Nilai</span></b> naik <u>tajam</u>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;
</span></span></span><![endif]>satu<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>dua</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>tiga</p>
<table style='border:solid'><tr><td style='w'><p class=MsoNormal>Area</p></td><td>Poin</td></tr></table>
<p><img src="x.png" onerror="alert(1)"><a href="https://contoh.id">tautan</a><script>alert(1)</script></p>
<!--EndFragment--></body></html>"""


@pytest.fixture
def sheet(instrument):
    return EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=WorkUnitFactory(code="07"))


@pytest.fixture
def desk(open_page, sign_in, sheet):
    """`desk(role)`: a browser of a new person of that role with the section open."""

    def desk_(role=Role.EVALUATOR, screen=DESKTOP) -> Page:
        page = open_page(screen)
        sign_in(page, person(role))
        page.goto(PAGE)
        return page

    return desk_


def editor(page: Page):
    return page.get_by_role("textbox", name="Isi bagian")


def told(page: Page):
    """What the page says of the whole text."""
    return page.locator("[data-send-text]")


def write(page: Page, text: str) -> None:
    """Replace everything by what is typed."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def stored() -> str:
    return Narrative.objects.get().html


def test_a_text_with_marks_saves_itself_and_is_printed(desk):
    page = desk()
    write(page, "Nilai ")
    page.keyboard.press("Control+b")
    page.keyboard.type("naik")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Daftar bernomor").click()
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.type("dua")
    expect(page.get_by_role("button", name="Daftar bernomor")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".status")).to_have_text(SAVED)
    expect(told(page)).to_have_text("Semua tersimpan")
    page.keyboard.press("Tab")  # leaving the field saves what is left
    expect(editor(page)).not_to_be_focused()
    expect(told(page)).to_have_text("Semua tersimpan")
    assert stored() == "<p>Nilai <strong>naik</strong></p><ol><li>satu</li><li>dua</li></ol>"
    pdf = quarterly(Narrative.objects.get().changed_by)
    text = " ".join(part.get_textpage().get_text_range() for part in pypdfium2.PdfDocument(pdf))
    assert "Nilai naik" in text
    page.get_by_role("button", name="Kembalikan ke kalimat dari angka").click()
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(page.get_by_text("Bagian ini kembali ke kalimat dari angka.")).to_be_visible()
    assert Narrative.objects.count() == 0


def test_opening_and_leaving_writes_nothing(desk):
    page = desk()
    editor(page).click()
    page.keyboard.press("Control+End")
    page.get_by_role("link", name="Saran", exact=True).first.click()
    expect(page).to_have_title(re.compile("^Saran"))
    assert Narrative.objects.count() == 0


def test_two_writers_choose(desk, complaints):
    first, second = desk(), desk(Role.SUPERVISOR)
    write(first, "Dari evaluator.")
    expect(first.locator(".status")).to_have_text(SAVED)
    write(second, "Dari pengendali.")
    expect(second.locator(".stored-text")).to_have_text("Dari evaluator.")
    expect(editor(second)).to_have_text("Dari pengendali.")
    assert stored() == "<p>Dari evaluator.</p>"
    second.get_by_role("button", name="Simpan tulisan saya").click()
    expect(second.locator(".status")).to_have_text(SAVED)
    assert stored() == "<p>Dari pengendali.</p>"

    write(first, "Lagi.")
    first.get_by_role("link", name="Pakai yang tersimpan").click()
    expect(editor(first)).to_have_text("Dari pengendali.")
    complaints.clear()  # the two conflicts

    first.get_by_role("link", name="Riwayat", exact=True).click()
    first.get_by_role("button", name="Pakai lagi").click()
    expect(editor(first)).to_have_text("Dari evaluator.")
    assert stored() == "<p>Dari evaluator.</p>"


def test_a_cut_line_loses_nothing(desk, complaints):
    page = desk()
    page.context.set_offline(True)
    write(page, "Tanpa sambungan.")
    expect(told(page)).to_have_text("1 tulisan belum tersimpan – menunggu sambungan")
    page.context.route("**/simpan/", lambda route: route.abort())  # the page can be opened again, but not saved
    page.context.set_offline(False)
    page.goto("/tw/2024-2/laporan/narasi/")
    badge = page.get_by_role("button", name="1 belum tersimpan")
    badge.click(timeout=SOON)
    expect(page.locator(".unsent-text")).to_have_text("Isi bagian: Tanpa sambungan.")
    page.goto(PAGE)
    expect(editor(page)).to_have_text("Tanpa sambungan.")
    assert Narrative.objects.count() == 0
    page.context.unroute("**/simpan/")
    expect(page.locator(".status")).to_have_text(SAVED, timeout=SOON)
    assert stored() == "<p>Tanpa sambungan.</p>"
    complaints.clear()


def test_what_is_pasted_from_word_comes_out_clean(desk):
    page = desk()
    write(page, "x")
    page.keyboard.press("Control+a")
    editor(page).evaluate(
        """(box, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        WORD,
    )
    expect(editor(page).locator("ol li")).to_have_text("tiga")
    page.keyboard.press("Tab")
    expect(page.locator(".status")).to_have_text(SAVED)
    expect(told(page)).to_have_text("Semua tersimpan")
    assert stored() == (
        "<p><strong>Hasil</strong></p><p><strong>Nilai</strong> naik <u>tajam</u>.</p>"
        "<ul><li>satu</li><li>dua</li></ul><ol><li>tiga</li></ol><p>Area</p><p>Poin</p><p>tautan</p>"
    )


def test_the_toolbar_is_one_stop_and_arrows_move_inside(desk):
    page = desk()
    page.get_by_role("button", name="Tebal").focus()
    for key, name in (("ArrowRight", "Miring"), ("End", "Ulangi"), ("ArrowRight", "Tebal"), ("ArrowLeft", "Ulangi")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_conflict_in_the_dark_is_accessible_and_fits(desk, complaints, axe, screen):
    page = desk(screen=screen | {"color_scheme": "dark"})
    write(desk(Role.SUPERVISOR), "Dari pengendali.")
    page.get_by_role("link", name="Saran").first.wait_for()
    write(page, "Dari evaluator.")
    expect(page.locator(".stored-text")).to_be_visible()
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    complaints.clear()


def test_the_editor_weighs_less_than_200_kb_on_the_wire(open_page, sign_in, sheet):
    page, sizes = open_page(DESKTOP), []
    sign_in(page, person(Role.EVALUATOR))
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(PAGE)
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 8
    assert sum(sizes) < 200_000


def test_without_script_a_plain_field_is_enough(open_page, sign_in, sheet):
    page = open_page(DESKTOP, java_script_enabled=False)
    sign_in(page, person(Role.EVALUATOR))
    page.goto(PAGE)
    editor(page).fill("Satu.\n\n- dua\n- tiga")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tulisan tersimpan.")).to_be_visible()
    assert stored() == "<p>Satu.</p><ul><li>dua</li><li>tiga</li></ul>"
