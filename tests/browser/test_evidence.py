"""Evidence in a real browser: several files at once, a line that breaks, the same file again, the evaluator's look."""

import re
from base64 import b64encode
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.models import EvidenceUse
from evaluations.queries.instruments import loaded
from files.models import StoredFile
from tests import uploads
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import (
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    WorkUnitFactory,
    fill,
    person,
)
from tests.integration.evaluations.evidence_case import add_file, member_of, put
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

YES_NO, CHOICE = "A.I.1.i.a", "A.I.1.i.b"
SHEET = "/tw/2024-3/unit/07/lke/"
SOON = 15_000

# Drops files as a person does: the browser's own events, with data only a script can put into them.
DROP = """async ([selector, files]) => {
  const data = new DataTransfer();
  for (const [name, type, text] of files) {
    data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type }));
  }
  const place = document.querySelector(selector);
  for (const kind of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def evaluation(instrument):
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"))
    fill(evaluation, "unit", codes={YES_NO, CHOICE})
    return evaluation


@pytest.fixture
def member(evaluation):
    return person(Role.UNIT_MEMBER, evaluation.unit, full_name="Sari")


def question(page: Page, code: str):
    return page.locator(f"#q-{code.replace('.', '-')}")


def open_panel(page: Page, code: str):
    question(page, code).get_by_role("link", name="Data dukung").click()
    panel = page.get_by_role("dialog", name="Data dukung")
    expect(panel.locator("[data-proofs]")).to_have_attribute("data-proofs", code, timeout=SOON)
    return panel


def payload(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def stored() -> list[tuple[str, str, str]]:
    """(question, title, place) of what stands, the oldest first."""
    rows = EvidenceUse.objects.filter(withdrawn_at=None).select_related("question", "version").order_by("pk")
    return [(use.question.code, use.version.title, use.place) for use in rows]


def test_from_the_drop_to_the_verdict(open_page, sign_in, axe, evaluation, member):
    page = open_page(DESKTOP)
    sign_in(page, member)
    page.goto(SHEET)
    document, photo = uploads.pdf(3, "Surat Keputusan"), uploads.png((800, 600))
    texts = [b64encode(content).decode() for content in (document, photo)]
    files = [["SK_Tim_ZI.pdf", "application/pdf", texts[0]], ["Foto rapat.png", "image/png", texts[1]]]
    page.evaluate(DROP, [f"#q-{YES_NO.replace('.', '-')}", files])
    panel = page.get_by_role("dialog", name="Data dukung")
    rows = panel.locator(".upload")
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_label("Judul")).to_have_value("SK Tim ZI")
    rows.first.get_by_label("Judul").fill("SK Tim ZI 2024")
    rows.first.get_by_label("Letak bukti").fill("hal. 3")
    assert axe(page) == []
    panel.get_by_role("button", name="Unggah 2 berkas").click()
    expect(panel.locator(".proof")).to_have_count(2, timeout=SOON)
    expect(rows).to_have_count(0)
    expect(panel.locator("[data-proof-news]")).to_contain_text("ditambahkan.")
    panel.get_by_role("button", name="Tutup").click()
    expect(question(page, YES_NO).locator(".proofs-list li")).to_have_count(2)
    expect(question(page, YES_NO).get_by_role("link", name="Data dukung (2)")).to_be_focused()

    panel = open_panel(page, CHOICE)
    panel.get_by_role("link", name="Pakai yang sudah diunggah").click()
    panel.get_by_label("Cari di antara data dukung unit Anda").fill("sk tim")
    expect(panel.locator(".offer")).to_have_count(1)
    panel.locator(".offer").click()
    panel.get_by_label("Letak bukti untuk pertanyaan ini").fill("hal. 1")
    assert axe(page) == []
    panel.get_by_role("button", name=f"Pakai di {CHOICE}").click()
    expect(panel.locator(".proof")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(question(page, CHOICE).locator(".proofs-list li")).to_contain_text("SK Tim ZI 2024")
    assert sorted(stored()) == [
        (YES_NO, "Foto rapat", ""),
        (YES_NO, "SK Tim ZI 2024", "hal. 3"),
        (CHOICE, "SK Tim ZI 2024", "hal. 1"),
    ]
    assert StoredFile.objects.count() == 2
    # Two went at once, and either may have come first; the evaluator finds the document first.
    EvidenceUse.objects.filter(version__title="Foto rapat").update(added_at=timezone.now())

    put(evaluation, "in_review")
    look(open_page, sign_in, axe, person(Role.EVALUATOR, evaluation.unit, full_name="Tono"))
    put(evaluation, "returned")
    page.goto(SHEET)
    panel = open_panel(page, YES_NO)
    expect(panel.locator(".proof").filter(has_text="SK Tim ZI 2024")).to_contain_text("Nama pejabat belum ada.")
    assert axe(page) == []


def look(open_page, sign_in, axe, evaluator) -> None:
    """The evaluator turns the pages of the PDF and finds it wanting, by keys."""
    page = open_page(DESKTOP)
    sign_in(page, evaluator)
    page.goto(SHEET + "?saring=bukti-dinilai")
    expect(page.locator("[data-question]")).to_have_count(2)
    question(page, YES_NO).get_by_role("link", name="SK Tim ZI 2024").click()
    arrive(page, r"/bukti/\d+/$")
    picture = page.get_by_role("img", name="Halaman 1 dari SK Tim ZI 2024")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 500; }")
    page.keyboard.press("ArrowRight")
    arrive(page, r"&hal=2&zoom=100$")
    expect(page.get_by_role("img", name="Halaman 2 dari SK Tim ZI 2024")).to_be_visible()
    page.keyboard.press("+")
    arrive(page, r"&hal=2&zoom=150$")
    expect(page.get_by_text("150 %")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("k")
    expect(page.get_by_role("radio", name="Kurang")).to_be_checked()
    page.keyboard.type("Nama pejabat belum ada.")
    page.keyboard.press("Control+Enter")
    arrive(page, r"\?hal=2$")
    expect(page.get_by_text("Penilaian atas “SK Tim ZI 2024” tersimpan.")).to_be_visible()
    expect(page.get_by_role("img", name="Halaman 2 dari SK Tim ZI 2024")).to_be_visible()
    expect(page.get_by_text("Isi yang sama dipakai pada 2 pertanyaan di lembar ini.")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Foto rapat", level=1)).to_be_visible()
    panel = open_panel_from(page)
    panel.get_by_role("radio", name="Memadai").first.check()
    panel.get_by_role("button", name="Simpan penilaian").first.click()
    expect(panel.locator("[data-proof-news]")).to_contain_text("Penilaian atas")


def arrive(page: Page, address: str) -> None:
    """Wait until that page has loaded: its script hears no key before, though its content is there already."""
    page.wait_for_url(re.compile(address), wait_until="load")


def open_panel_from(page: Page):
    page.goto(SHEET)
    return open_panel(page, CHOICE)


def reply(answer: dict, route, _request) -> None:
    route.fulfill(**answer)


def test_a_broken_upload_is_tried_again(desktop, sign_in, complaints, evaluation, member):
    page = desktop
    sign_in(page, member)
    page.goto(SHEET)
    panel = open_panel(page, YES_NO)
    address = re.compile(r"/bukti/unggah/$")
    page.route(address, lambda route: route.abort())
    panel.locator("input[type=file]").last.set_input_files(
        [payload("SK Tim.pdf", uploads.pdf()), payload("x.exe", b"MZ")]
    )
    refused = panel.locator(".upload").filter(has_text="x.exe")
    expect(refused).to_contain_text("Jenis berkas ini tidak dapat diunggah. Pilih PDF, ")
    refused.get_by_role("button", name="Buang").click()
    panel.get_by_role("button", name="Unggah", exact=True).click()
    row = panel.locator(".upload")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Sambungan terputus.")
    panel.get_by_role("button", name="Tutup").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("1 berkas belum terunggah")

    answers = {
        507: {"status": 507, "json": {"sentence": "Ruang penyimpanan server penuh.", "retry": True}},
        502: {"status": 502, "body": "<h1>Bad gateway</h1>", "content_type": "text/html"},
        200: {"status": 200, "body": "<h1>Selamat datang di WiFi kantor</h1>", "content_type": "text/html"},
        413: {"status": 413, "body": "<h1>Too large</h1>", "content_type": "text/html"},
    }
    sentences = {
        507: "Ruang penyimpanan server penuh.",
        502: "(kode 502)",
        200: "Sambungan terputus.",
        413: "terlalu besar",
    }
    page.get_by_role("button", name="Tunjukkan").click()
    for status, sentence in sentences.items():
        page.unroute(address)
        page.route(address, partial(reply, answers[status]))
        row.get_by_role("button", name="Coba lagi").click()
        expect(row).to_contain_text(sentence)
    page.context.clear_cookies(name="sessionid")
    page.unroute(address)
    row.get_by_role("button", name="Coba lagi").click()
    expect(row).to_contain_text("Sesi Anda sudah berakhir.")
    expect(row.get_by_role("link", name="Masuk di tab baru")).to_be_visible()
    assert stored() == []
    sign_in(page, member)
    row.get_by_role("button", name="Coba lagi").click()
    expect(panel.locator(".proof")).to_have_count(1, timeout=SOON)
    expect(page.locator(".upload")).to_have_count(0)
    assert stored() == [(YES_NO, "SK Tim", "")]
    complaints.clear()


def test_an_upload_under_way_shows_its_progress_and_is_cancelled(desktop, sign_in, complaints, evaluation, member):
    page = desktop
    sign_in(page, member)
    page.goto(SHEET)
    panel = open_panel(page, YES_NO)
    page.route(re.compile(r"/bukti/unggah/$"), lambda route: None)  # no answer comes
    names = [f"SK {number}.pdf" for number in (1, 2, 3)]
    panel.locator("input[type=file]").last.set_input_files([payload(name, uploads.pdf(text=name)) for name in names])
    panel.get_by_role("button", name="Unggah 3 berkas").click()
    waiting = panel.locator('.upload[data-state="waiting"]')
    expect(waiting).to_have_count(1)  # two at a time
    expect(waiting).to_contain_text("Menunggu giliran")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.wait_for_function("document.querySelectorAll('.upload').length === 3")
    assert asked == ["beforeunload"]
    waiting.get_by_role("button", name="Batalkan").click()
    expect(panel.locator(".upload")).to_have_count(2)
    complaints.clear()


def test_evidence_is_added_without_javascript(open_page, sign_in, evaluation, member):
    page = open_page(DESKTOP, java_script_enabled=False)
    sign_in(page, member)
    page.goto(SHEET)
    question(page, YES_NO).get_by_role("link", name="Data dukung").click()
    page.get_by_label("Pilih berkas").set_input_files(payload("SK.pdf", uploads.pdf()))
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_text("“SK” ditambahkan.")).to_be_visible()
    page.get_by_role("button", name="Tarik").click()
    expect(page.get_by_text("Yang ditarik (1)")).to_be_visible()
    assert stored() == []


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("role", [Role.UNIT_MEMBER, Role.EVALUATOR, Role.LEADER])
def test_panel_page_and_viewer_are_accessible_and_fit(open_page, sign_in, axe, evaluation, screen, role):
    use = add_file(evaluation, member_of(evaluation), title="Surat Keputusan tentang Tim Pembangunan " + "Z" * 60)
    EvidenceUseFactory(evaluation=evaluation, version__file=None, version__url="https://ppid.kalteng.go.id/" + "x" * 90)
    if role == Role.EVALUATOR:
        put(evaluation, "in_review")
    page = open_page(screen)
    sign_in(page, person(role, None if role == Role.LEADER else evaluation.unit))
    for address in (f"{SHEET}{YES_NO}/bukti/", f"/tw/2024-3/unit/07/bukti/{use.pk}/"):
        page.goto(address)
        assert (address, axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    page.goto(SHEET)
    panel = open_panel(page, YES_NO)
    assert axe(page) == []
    assert panel.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")


def test_a_sheet_with_400_pieces_of_evidence_weighs_less_than_200_kb_on_the_wire(desktop, sign_in, evaluation):
    put(evaluation, "in_review")
    adder = person(Role.UNIT_MEMBER, evaluation.unit)
    codes = list(loaded(evaluation.period.instrument).instrument.questions)[:100]
    for number in range(400):
        if number % 100 == 0:
            version = EvidenceVersionFactory(unit=evaluation.unit, title=f"Keputusan tentang tim kerja {number}")
        EvidenceUseFactory(evaluation=evaluation, version=version, code=codes[number % 100], added_by=adder)
    sizes = []
    desktop.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    sign_in(desktop, person(Role.EVALUATOR, evaluation.unit))
    desktop.goto(SHEET)
    desktop.wait_for_load_state("networkidle")
    assert desktop.locator(".proofs-list li").count() == 400
    assert sum(sizes) < 200_000
