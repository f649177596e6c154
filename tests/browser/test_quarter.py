"""The main job on the sample data, as the people of the quarter do it, each in a browser of their own."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from evaluations.models import Evaluation, FollowUp, Period
from tests import sample
from tests.browser.conftest import DESKTOP, PATIENT, PHONE
from tests.factories import ActionFactory, RecommendationFactory
from tests.integration.reports.edition_case import asked, issued
from tests.integration.visits.visit_case import advise, make_visit
from tests.integration.workbooks.import_case import hand_in_every_kind
from tests.jobs import run_jobs
from units.models import LegalBasis, WorkUnit

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "zi-contoh-2024"
SHEET = "/tw/2024-3/unit/07/lke/"
UNIT = "/tw/2024-3/unit/07/"


@pytest.fixture
def enter(open_page, db):
    """`enter("unit07")`: a page of a browser in which that sample user has signed in."""
    sample.load(timezone.localdate())

    def enter_(username: str, screen: dict = DESKTOP) -> Page:
        page = open_page(screen, accept_downloads=True)
        page.goto("/akun/masuk/")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("/")
        return page

    return enter_


def take(page: Page, label: str, where: str = UNIT) -> None:
    """Take a step of the workflow: its button opens a dialog whose button confirms."""
    page.goto(where)
    page.get_by_role("button", name=label, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
    page.wait_for_url(UNIT)


def state() -> str:
    return Evaluation.objects.get(period__year=2024, period__quarter=3, unit__code="07").state


def test_a_quarter_from_filling_to_the_signed_report(enter):
    unit = enter("unit07")
    expect(unit.get_by_text("Isi 57 pertanyaan lagi", exact=True)).to_be_visible()
    unit.goto(SHEET)
    for _ in range(57):
        unit.keyboard.press("n")
        answer_current(unit)
    expect(unit.locator("#nilai")).to_contain_text("Terjawab 113 dari 113", timeout=60_000)
    correct(unit, "A.I.1.i.a", "Tidak")

    take(enter("kepala07"), "Ajukan ke TPI")
    assert state() == "submitted"

    evaluator = enter("evaluator")
    take(evaluator, "Mulai verifikasi")
    evaluator.goto(SHEET)
    change(evaluator, "A.I.1.i.a", "Ya", "Surat keputusan tim diterima pada hari verifikasi.")
    evaluator.locator("#q-A-I-1-i-b").focus()
    for _ in range(112):
        evaluator.keyboard.press("s")
    expect(evaluator.locator("#nilai")).to_contain_text("Terverifikasi 113 dari 113", timeout=60_000)
    take(evaluator, "Selesaikan verifikasi")

    supervisor = enter("supervisor")
    supervisor.goto("/tw/2024-3/meja/")
    expect(supervisor.get_by_role("listitem").filter(has_text="Unit Kerja Contoh 07")).to_contain_text("1 berbeda")
    take(supervisor, "Setujui", UNIT + "selisih/")
    assert state() == "approved"

    leader = enter("leader")
    leader.goto("/tw/2024-3/?penilai=tpi")
    row = leader.get_by_role("row").filter(has_text="Unit Kerja Contoh 07")
    expect(row).to_contain_text("Disetujui")
    expect(row).to_contain_text("113/113")

    supervisor.goto("/periode/2024-3/kunci/")
    supervisor.get_by_role("button", name="Kunci periode").click()
    supervisor.wait_for_url("/periode/")
    unit.goto(SHEET)
    expect(unit.get_by_text("Periode TW III 2024 sudah dikunci.")).to_be_visible()
    expect(unit.locator("input[type=radio]:enabled")).to_have_count(0)


def answer_current(page: Page) -> None:
    """Answer the question the cursor is on with its best option, or figures that are in order."""
    figures = page.evaluate(
        "[...document.querySelector('.question.is-current').querySelectorAll('input.figure')].map((f) => f.name)"
    )
    if not figures:
        key = page.evaluate("document.querySelector('.question.is-current input[type=radio]').dataset.key")
        page.keyboard.press(key)
    for name in figures:
        page.keyboard.type("0" if name.endswith("proses") else "4")
        page.keyboard.press("Enter")
    page.evaluate("document.activeElement.blur()")


def correct(page: Page, code: str, value: str) -> None:
    question = page.locator(f"#q-{code.replace('.', '-')}")
    question.locator(f"input[value={value}]").check()
    expect(question.locator(".status-saved")).to_be_visible()


def change(page: Page, code: str, value: str, note: str) -> None:
    """The TPI's own value: the note first, since a change without one is refused."""
    question = page.locator(f"#q-{code.replace('.', '-')}")
    question.locator("textarea[data-note]").fill(note)
    question.locator(f"input[value={value}]").check()
    expect(question.locator(".status-saved")).to_be_visible()
    page.evaluate("document.activeElement.blur()")


def test_the_report_of_the_second_quarter_proposes_exactly_the_four_named_units(enter, tmp_path):
    page = enter("supervisor")
    page.goto("/tw/2024-2/laporan/")
    page.get_by_role("button", name="Susun pratinjau (PDF) Laporan triwulanan").click()
    expect(page.locator("#triwulan-pdf")).to_contain_text("Menunggu")
    run_jobs()
    with page.expect_download(timeout=PATIENT) as download:
        page.get_by_role("link", name="Unduh PDF Laporan triwulanan").click(timeout=PATIENT)
    path = tmp_path / "laporan.pdf"
    download.value.save_as(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split())
    conclusion = text[text.rindex("dapat diusulkan") :]
    for name in (
        "UPT Laboratorium Kesehatan dan Kalibrasi",
        "RSUD dr. Doris Sylvanus",
        "UPT-PPD Samsat Sampit",
        "UPT-PPD Samsat Kota Palangka Raya",
    ):
        assert name in conclusion


def test_deadlines_let_a_newcomer_work_at_once(enter):
    page = enter("unit07", PHONE)
    day = timezone.localdate() + timedelta(days=30)
    expect(page.get_by_text(str(day.year)).first).to_be_visible()
    page.get_by_role("link", name="Isi LKE").first.click()
    expect(page.locator("#nilai")).to_contain_text("Terjawab 56 dari 113")


PAGES = {
    "unit07": [
        "/",
        UNIT,
        SHEET,
        "/tw/2024-2/unit/07/nilai/",
        "/tw/2024-3/unit/07/jalur/",
        "/tw/2024-3/unit/07/pengaruh/",
        "/tw/2024-3/unit/07/bahan-desk/",
        "/tw/2024-3/unit/07/rentang/",
        "/tw/2024-3/unit/07/skenario/",
        "/tw/2024-3/unit/07/skenario/?jalur=WBK&urut=terlemah",
        "/tw/2024-2/unit/07/selisih/",
        "/tw/2024-3/unit/07/perkembangan/",
        "/tw/2024-2/unit/07/perkembangan/?penilai=tpi&urut=bagian&area=3",
        "/tw/2024-2/unit/07/rekaman/",
        "/tw/2024-2/unit/07/rekaman/1/",
        "/tw/2024-3/unit/07/unduh-bukti/",
        "/tw/2024-3/unit/07/buku-kerja/",
        "/pendampingan/",
        "/pendampingan/kalender/?bulan=2024-08",
        "/pendampingan/{visit}/",
        "/tw/2024-2/ekspose/",
        SHEET + "A.I.1.i.a/bukti/",
        SHEET + "A.I.1.i.a/bukti/pakai/",
        SHEET + "?saring=tanpa-bukti",
        "/tw/2024-3/unit/07/buku-kerja/impor/",
        "/tw/2024-3/unit/07/buku-kerja/impor/{import}/",
        "/akun/profil/",
        "/akun/kata-sandi/",
        "/pekerjaan/",
        "/kotak-masuk/",
        "/kotak-masuk/pengaturan/",
        "/unit/07/rencana/",
        "/unit/07/rencana/?status=semua",
        "/unit/07/rencana/?tampil=kalender&triwulan=2099-3",
        "/unit/07/rencana/baru/",
        "/rencana/saya/",
        "/rencana/{action}/",
        "/rencana/{action}/ubah/",
        "/unit/07/pokja/",
        "/unit/07/pokja/?ubah",
        "/rekomendasi/",
        "/rekomendasi/{told}/",
        "/terbitan/{lhe}/",
    ],
    "evaluator": [
        "/",
        "/tw/2024-3/",
        "/tw/2024-3/unit/01/lke/",
        "/tw/2024-3/unit/01/",
        "/tw/2024-3/unit/01/selisih/",
        "/tw/2024-2/unit/01/jalur/?predikat=WBBM",
        "/tw/2024-2/unit/01/pengaruh/?penilai=unit",
        "/tw/2024-3/unit/01/perkembangan/",
        "/tw/2024-3/perkembangan/",
        "/tw/2024-3/perkembangan/pertanyaan/",
        "/tw/2024-3/unit/01/unduh-bukti/",
        "/tw/2024-2/paparan/",
        "/tw/2024-3/unit/01/buku-kerja/",
        "/tw/2024-3/unit/01/buku-kerja/impor/",
        "/tw/2024-3/unit/07/",
        "/rekomendasi/?status=terbuka&lewat=on",
        "/rekomendasi/{told}/",
        "/rekomendasi/{draft}/",
        "/rekomendasi/{draft}/ubah/",
        "/tw/2024-3/unit/07/rekomendasi/?pertanyaan=A.I.1.i.a",
        "/pendampingan/",
        "/pendampingan/kalender/?bulan=2024-08",
        "/pendampingan/baru/",
        "/pendampingan/{visit}/",
        "/pendampingan/{visit}/hasil/",
        "/pendampingan/{planned}/",
        "/pendampingan/{planned}/ubah/",
        "/tw/2024-3/unit/01/lke/A.I.2.i.c/bukti/",
        "/tw/2024-3/unit/01/bukti/{proof}/",
        "/tw/2024-2/laporan/narasi/",
        "/tw/2024-2/laporan/narasi/ringkasan/",
        "/tw/2024-2/laporan/narasi/analisis/07/",
        "/tw/2024-2/laporan/narasi/ringkasan/riwayat/",
    ],
    "supervisor": [
        "/",
        "/periode/",
        "/periode/baru/",
        "/periode/2024-3/kunci/",
        "/periode/2024-2/buka-kembali/",
        "/tw/2024-3/unit/06/batas/",
        "/tw/2024-2/laporan/",
        "/tw/2024-2/laporan/terbitkan/triwulan/",
        "/tw/2024-2/laporan/terbitkan/berita-acara/",
        "/terbitan/{letter}/",
        "/terbitan/{letter}/perbaiki/",
        "/terbitan/{waiting}/",
        "/tw/2024-2/pertanyaan/A.I.2.i.c/",
        "/tw/2024-3/meja/",
        "/tw/2024-3/unit/04/selisih/",
        "/tw/2024-2/unit/05/rekaman/",
        "/tw/2024-2/unit/05/rekaman/3/",
        "/pengelolaan/",
        "/pengelolaan/riwayat/",
        "/tw/2024-2/ekspose/",
        "/tw/2024-2/ekspose/ubah/",
    ],
    "leader": [
        "/",
        "/tw/2024-2/pimpinan/",
        "/tw/2024-3/pimpinan/?penilai=tpi&induk=Dinas+Contoh",
        "/rencana/semua/?status=lewat",
        "/unit/07/rencana/",
        "/unit/08/rencana/",
        "/unit/07/pokja/",
        "/tw/2024-2/",
        "/tw/2024-2/unit/05/",
        "/tw/2024-2/unit/01/lke/",
        "/tw/2024-2/unit/01/lke/A.I.2.i.c/bukti/",
        "/tw/2024-3/unit/01/bukti/{proof}/",
        "/tw/2024-2/meja/",
        "/tw/2024-2/perkembangan/",
        "/tw/2024-2/perkembangan/pertanyaan/?urut=capaian&bagian=6",
        "/tw/2023-1/perkembangan/",
        "/tw/2024-2/unit/05/selisih/?urut=selisih",
    ],
    "administrator": [
        "/",
        "/periode/",
        "/galeri/",
        "/pekerjaan/",
        "/pengelolaan/",
        "/pengelolaan/unit/",
        "/pengelolaan/templat-word/",
        "/pengelolaan/templat-word/lhe/nama/",
        "/pengelolaan/unit/07/",
        "/pengelolaan/unit/07/ubah/",
        "/pengelolaan/unit/07/nonaktifkan/",
        "/pengelolaan/unit-baru/",
        "/pengelolaan/peran/",
        "/pengelolaan/peran/baru/",
        "/pengelolaan/peran/{grant}/",
        "/pengelolaan/penugasan/",
        "/pengelolaan/penugasan/baru/?unit=07",
        "/pengelolaan/penugasan/{assignment}/",
        "/pengelolaan/instansi/",
        "/pengelolaan/dasar-hukum/{basis}/",
        "/pengelolaan/riwayat/?unit=02",
        "/pengelolaan/pengguna/",
        "/pengelolaan/pengguna/baru/",
        "/pengelolaan/pengguna/impor/",
        "/pengelolaan/pengguna/{evaluator}/",
        "/pengelolaan/pengguna/{evaluator}/ubah/",
        "/pengelolaan/pengguna/{evaluator}/kata-sandi/",
        "/pengelolaan/pengguna/{evaluator}/nonaktifkan/",
    ],
    "": ["/verifikasi/{token}/", "/akun/masuk/", "/akun/lupa-kata-sandi/", "/akun/lupa-kata-sandi/terkirim/"],
}


def _keys() -> dict[str, int | str]:
    """The rows that stand for their kind in the addresses (earlier tests emptied the legal basis)."""
    evaluator, member = User.objects.get(username="evaluator"), User.objects.get(username="unit07")
    unit = WorkUnit.objects.get(code="07")
    verified = Evaluation.objects.get(unit__code="01", period__year=2024, period__quarter=3)
    ActionFactory(unit=unit, owner=member, state="dropped", area=None)
    sheet = Evaluation.objects.get(unit=unit, period__year=2024, period__quarter=3)
    told = RecommendationFactory(evaluation=sheet, number=900, due_on=date(2024, 9, 1), responsible=member)
    FollowUp.objects.create(
        recommendation=told, number=1, action="report", state="open", text="Sudah.", at=timezone.now(), by=member
    )
    earlier = Period.objects.get(year=2024, quarter=2)
    letter = issued(earlier, paper="surat-pengantar")
    return {
        "letter": letter.pk,
        "token": letter.token,
        "lhe": issued(earlier, paper="lhe", unit=unit).pk,
        "waiting": asked(Period.objects.get(year=2024, quarter=1)).pk,
        "told": told.pk,
        "draft": RecommendationFactory(evaluation=sheet, sent_at=None).pk,
        "action": ActionFactory(unit=unit, owner=member, note="Bersama bagian umum.").pk,
        "evaluator": evaluator.pk,
        "visit": make_visit(unit, state="done", lead=evaluator, advice=[advise(unit)]).pk,
        "planned": make_visit(unit, lead=evaluator).pk,
        "proof": verified.evidence_uses.get(question__code="A.I.2.i.c").pk,
        "grant": evaluator.grants.first().pk,
        "assignment": evaluator.assignments.first().pk,
        "import": hand_in_every_kind(sheet, member).pk,
        "basis": LegalBasis.objects.create(title="Surat", issued_on=date(2024, 1, 1)).pk,
    }


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_accessible_and_fits(enter, open_page, axe, username, screen):
    found, keys = {}, _keys()
    page = enter(username, screen) if username else open_page(screen)
    for address in PAGES[username]:
        page.goto(address.format(**keys))
        wide = page.evaluate("document.documentElement.scrollWidth") > screen["viewport"]["width"]
        found[address] = axe(page) + (["wider than the screen"] if wide else [])
    assert {address: faults for address, faults in found.items() if faults} == {}
