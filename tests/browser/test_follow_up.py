"""A recommendation from the evaluator's pen to the next quarter: told, followed up, judged, carried."""

import re
from datetime import date

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.actions.area_owners import set_owners
from evaluations.models import FollowUp, Recommendation
from tests import uploads
from tests.browser.conftest import DESKTOP, PATIENT, PHONE
from tests.factories import (
    EvaluationFactory,
    EvidenceUseFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    fill,
    person,
)
from tests.jobs import run_jobs
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

CODE, OTHER = "A.I.1.i.a", "A.I.1.i.b"
UNIT = "/tw/2024-3/unit/07/"
FIRST, SECOND = "Tetapkan SK Tim ZI yang berlaku tahun ini.", "Umumkan susunan tim di laman unit."


@pytest.fixture
def evaluation(instrument):
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"), state="in_review")
    fill(evaluation, "unit")
    EvidenceUseFactory(evaluation=evaluation, code=CODE)
    return evaluation


@pytest.fixture
def member(evaluation):
    """Somebody of the Pokja of area 1."""
    member = person(Role.UNIT_MEMBER, evaluation.unit, full_name="Sari")
    set_owners(unit=evaluation.unit, area=1, users=[member], by=actor(member), now=timezone.now())
    return member


@pytest.fixture
def enter(open_page, sign_in):
    def enter_(user, screen: dict = DESKTOP) -> Page:
        page = open_page(screen)
        sign_in(page, user)
        return page

    return enter_


def test_from_the_advice_to_the_next_quarter(enter, axe, evaluation, member, tmp_path):
    evaluator = enter(person(Role.EVALUATOR, evaluation.unit, full_name="Tono"))
    supervisor = enter(person(Role.SUPERVISOR, full_name="Wati"))
    unit = enter(member, PHONE)
    advise(evaluator, CODE, FIRST)
    advise(evaluator, OTHER, SECOND)
    assert list(Recommendation.objects.values_list("text", "area", "number").order_by("pk")) == [
        (FIRST, 1, 1),
        (SECOND, 1, 2),
    ]

    report(unit, axe)
    settle(evaluator, axe)
    open_next_quarter(supervisor)
    what_is_open_goes_along(unit)
    the_report_tells(supervisor, tmp_path)


def advise(page: Page, code: str, text: str) -> None:
    page.goto(f"{UNIT}lke/")
    question = page.locator(f"#q-{code.replace('.', '-')}")
    question.get_by_role("link", name="Tulis rekomendasi").click()
    expect(page.get_by_label("Tentang")).to_have_value(code)
    page.get_by_label("Rekomendasi", exact=False).and_(page.locator("textarea")).fill(text)
    page.get_by_label("Batas waktu").fill("2099-01-31")
    page.get_by_role("button", name="Sampaikan sekarang").click()
    expect(page.get_by_text("disampaikan kepada unit.")).to_be_visible()


def report(page: Page, axe) -> None:
    """The member finds both in the inbox, and reports the first done with a new file."""
    page.goto("/kotak-masuk/")
    expect(page.locator(".inbox-item")).to_have_count(2)
    page.locator(".inbox-item", has_text="07/R-1").get_by_role("button", name="Buka").click()
    expect(page.get_by_role("heading", name="Rekomendasi 07/R-1")).to_be_visible()
    page.get_by_label("Apa yang sudah dilakukan").fill("SK sudah ditetapkan.")
    file = {"name": "SK Tim ZI 2024.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf(2, "SK")}
    chosen = page.locator(".file-field-shown")
    expect(chosen).to_have_text("Pilih berkasBelum ada berkas dipilih")
    page.get_by_label("Data dukung", exact=True).set_input_files(file)
    expect(chosen).to_have_text("Pilih berkasSK Tim ZI 2024.pdf")
    assert axe(page) == []
    page.get_by_role("button", name="Laporkan selesai").click()
    expect(page.get_by_text("Rekomendasi dilaporkan selesai; menunggu penilaian TPI.")).to_be_visible()
    turn = FollowUp.objects.get()
    assert (turn.action, turn.evidence.get().title) == ("claim_done", "SK Tim ZI 2024")


def settle(page: Page, axe) -> None:
    """The evaluator finds the report in the inbox, opens its file, and is content."""
    page.goto("/kotak-masuk/")
    page.locator(".inbox-item", has_text="07/R-1").get_by_role("button", name="Buka").click()
    link = page.get_by_role("link", name=re.compile("SK Tim ZI 2024"))
    answer = page.request.get(link.get_attribute("href"))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    assert axe(page) == []
    page.get_by_role("button", name="Nyatakan tuntas").click()
    expect(page.get_by_text("Rekomendasi dinyatakan tuntas.")).to_be_visible()
    assert dict(Recommendation.objects.values_list("text", "state")) == {FIRST: "settled", SECOND: "open"}


def open_next_quarter(page: Page) -> None:
    """TW IV 2024 begins while TW III still runs."""
    PeriodFactory(
        quarter=4,
        state="planned",
        fill_deadline=date(2099, 11, 1),
        verify_deadline=date(2099, 12, 1),
        repair_deadline=date(2099, 12, 31),
    )
    page.goto("/periode/2024-4/buka/")
    page.get_by_role("button", name="Buka periode").click()
    page.wait_for_url("/periode/")


def what_is_open_goes_along(page: Page) -> None:
    """The unit is told with the new quarter, and finds the one that is open there with its age."""
    page.goto("/kotak-masuk/")
    told = page.locator(".inbox-item", has_text="TW IV 2024 dibuka")
    expect(told).to_contain_text("Rekomendasi yang masih terbuka: 1.")
    page.goto("/tw/2024-4/unit/07/")
    expect(page.get_by_text(SECOND)).to_be_visible()
    expect(page.get_by_text(FIRST)).to_have_count(0)
    page.goto("/rekomendasi/")
    expect(page.get_by_role("row", name=re.compile(SECOND))).to_contain_text("1 triwulan")


def the_report_tells(page: Page, folder) -> None:
    page.goto("/tw/2024-4/laporan/")
    page.get_by_role("button", name="Susun draf (PDF) Laporan triwulanan").click()
    run_jobs()
    with page.expect_download(timeout=PATIENT) as download:
        page.get_by_role("link", name="Unduh PDF Laporan triwulanan").click(timeout=PATIENT)
    download.value.save_as(folder / "laporan.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(folder / "laporan.pdf"))
    flat = " ".join(text.split())
    assert "07/R-2" in flat
    assert SECOND in flat
