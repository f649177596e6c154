"""TW IV 2024 played through by four people in four browsers, from opening it to the lock that nobody gets past."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from evaluations.models import Answer, Evaluation, Period, RepairRequest, Score, Snapshot
from evaluations.workflow import STEPS
from history.models import Entry
from tests import sample
from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "zi-contoh-2024"
UNIT = "/tw/2024-4/unit/07/"
SHEET = UNIT + "lke/"
PATIENT = 120_000  # milliseconds; 113 answers go through one small server
RETURNED = {
    "A.I.1.i.a": "Lampirkan SK tim yang terbaru.",
    "A.I.1.i.b": "Jelaskan keterwakilan bidang.",
    "A.I.1.ii.a": "Rencana kerja belum ditandatangani.",
}


@pytest.fixture
def enter(open_page, db):
    """`enter("unit07")`: a browser of their own in which that sample user has signed in."""
    sample.load(timezone.localdate())

    def enter_(username: str) -> Page:
        page = open_page(DESKTOP)
        page.goto("/akun/masuk/")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("/")
        return page

    return enter_


def test_a_quarter_of_four_people(enter, complaints):
    supervisor, head, evaluator, administrator = map(enter, ["supervisor", "kepala07", "evaluator", "administrator"])
    open_quarter(supervisor)
    confirm_and_change(head)
    take(head, "Ajukan ke TPI")
    assert sheet().state == "submitted"

    take(evaluator, "Mulai verifikasi")
    return_three(evaluator)
    assert (sheet().state, sheet().returned_whole) == ("returned", False)

    repair(head)
    take(head, "Ajukan ke TPI")
    take(evaluator, "Mulai verifikasi")
    see_what_changed(evaluator)
    agree_with_everything(evaluator)
    take(evaluator, "Selesaikan verifikasi")
    take(supervisor, "Setujui")
    assert sheet().state == "approved"

    lock_quarter(supervisor)
    everybody_is_refused({"supervisor": supervisor, "head": head, "evaluator": evaluator, "admin": administrator})
    complaints.clear()  # the browser names every refusal

    the_history_tells_the_story()
    renaming_changes_no_snapshot(administrator, supervisor)


def sheet() -> Evaluation:
    return Evaluation.objects.get(period__year=2024, period__quarter=4, unit__code="07")


def slug(code: str) -> str:
    return code.replace(".", "-")


def take(page: Page, label: str, where: str = UNIT) -> None:
    """Take a step of the workflow: its button opens a dialog whose button confirms."""
    page.goto(where)
    page.get_by_role("button", name=label, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
    page.wait_for_url(UNIT)


def open_quarter(page: Page) -> None:
    page.goto("/periode/baru/")
    for label, day in (("pengisian", "2099-01-10"), ("verifikasi", "2099-01-20"), ("perbaikan", "2099-01-30")):
        page.get_by_label(f"Batas {label}").fill(day)
    page.get_by_role("button", name="Simpan periode").click()
    page.wait_for_url("/periode/")
    page.get_by_role("link", name="Buka TW IV 2024").click()
    expect(page.get_by_text("113 jawaban dibawa dari TW II 2024").first).to_be_visible()
    page.get_by_label("08 Unit Kerja Contoh 08").uncheck()
    page.get_by_role("button", name="Buka periode").click()
    page.wait_for_url("/periode/")
    assert Evaluation.objects.filter(period__quarter=4, period__year=2024).count() == 11


def confirm_and_change(page: Page) -> None:
    """Every carried answer is looked at: 110 stay by one key, three change."""
    page.goto(SHEET)
    expect(page.locator("#nilai")).to_contain_text("Terjawab 0 dari 113")
    changed = ["A.I.1.ii.b", "A.I.2.i.a", "A.I.2.i.b"]
    for code in changed:
        question = page.locator(f"#q-{slug(code)}")
        question.locator("input[type=radio]:not(:checked)").last.check()
        expect(question.locator(".status-saved")).to_be_visible()
    page.goto(SHEET + "?saring=dibawa")
    expect(page.locator(".question")).to_have_count(110)
    page.locator(".question").first.focus()
    for _ in range(110):
        page.keyboard.press("s")
    expect(page.locator("#nilai")).to_contain_text("Terjawab 113 dari 113", timeout=PATIENT)
    assert Answer.objects.filter(evaluation=sheet(), is_carried=True).count() == 0


def return_three(page: Page) -> None:
    page.goto(SHEET)
    for code, reason in RETURNED.items():
        question = page.locator(f"#q-{slug(code)}")
        question.locator("summary", has_text="Kembalikan pertanyaan ini").click()
        question.get_by_label("Yang perlu diperbaiki unit").fill(reason)
        question.get_by_role("button", name="Tandai", exact=True).click()
        expect(question.get_by_text("Ditandai untuk dikembalikan:")).to_be_visible()
    expect(page.locator("#tanda")).to_contain_text("3 pertanyaan ditandai")
    take(page, "Kembalikan yang ditandai", SHEET)


def repair(page: Page) -> None:
    """Only the three are open; one answer changes, all are responded to."""
    page.goto(SHEET)
    expect(page.locator("fieldset.question:enabled")).to_have_count(3)
    page.goto(SHEET + "?saring=dikembalikan")
    for code, reason in RETURNED.items():
        question = page.locator(f"#q-{slug(code)}")
        expect(question).to_contain_text(reason)
        if code == "A.I.1.i.b":
            question.locator("input[type=radio]").nth(1).check()
            expect(question.locator(".status-saved")).to_be_visible()
        question.get_by_label("Tanggapan").fill(f"Tanggapan untuk {code}.")
        question.get_by_label("Tanggapan").blur()
        expect(question.locator(".status-saved")).to_be_visible()
        page.wait_for_function(
            "(id) => document.getElementById(id).classList.contains('is-done')", arg=f"q-{slug(code)}"
        )
    expect(page.locator(".question.is-done")).to_have_count(3)


def see_what_changed(page: Page) -> None:
    page.goto(SHEET + "?saring=dikembalikan")
    told = page.locator("#q-A-I-1-i-b .turns")
    expect(told).to_contain_text("Tanggapan untuk A.I.1.i.b.")
    expect(told).to_contain_text("Jawaban: A menjadi B")
    expect(page.locator("#q-A-I-1-i-a .turns")).to_contain_text("tidak berubah sejak dikembalikan")


def agree_with_everything(page: Page) -> None:
    page.goto(SHEET)
    page.locator(".question").first.focus()
    for _ in range(113):
        page.keyboard.press("s")
    expect(page.locator("#nilai")).to_contain_text("Terverifikasi 113 dari 113", timeout=PATIENT)


def lock_quarter(page: Page) -> None:
    page.goto("/periode/2024-4/kunci/")
    page.get_by_role("button", name="Kunci periode").click()
    page.wait_for_url("/periode/")
    assert Period.objects.get(year=2024, quarter=4).state == "locked"


def everybody_is_refused(pages: dict[str, Page]) -> None:
    """Every address that writes into the quarter, posted by hand past the pages that no longer offer it."""
    before = everything()
    addresses = [f"{SHEET}{rest}" for rest in ("A.I.1.i.a/", "A.I.1.i.a/setuju/", "A.I.1.i.a/tandai/", "simpan/")]
    addresses += [f"{SHEET}setuju-bagian/A.I.1/", f"{UNIT}batas/"]
    addresses += [f"{UNIT}langkah/{action}/" for action in STEPS]
    addresses += ["/periode/2024-4/", "/periode/2024-4/buka/", "/periode/2024-4/kunci/"]
    addresses += ["/periode/2024-4/unit/08/tambah/", "/periode/2024-4/unit/07/keluar/"]
    found = {who: {address: post(page, address) for address in addresses} for who, page in pages.items()}
    # simpan/ shows the page again with the sentence; what is not even yours is not there.
    assert {status for statuses in found.values() for status in statuses.values()} <= {403, 404, 409}
    assert everything() == before


def post(page: Page, address: str) -> int:
    """The status of a POST with the person's own session and token, carrying something that would change the sheet."""
    fields = {
        "A.I.1.i.a.v": "Tidak",
        "A.I.1.i.a.n": "Diubah setelah dikunci",
        "A.I.1.i.a.r": "2",
        "A.I.1.i.a.u": "2",
        "A.I.1.i.a.m": "Perbaiki",
        "reason": "Coba",
        "work": "fill",
        "until": "2100-01-01",
        "setuju": "A.I.1.i.a",
    }
    return page.evaluate(
        """async ([address, fields]) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
            const headers = {"X-CSRFToken": token};
            const reply = await fetch(address, {method: "POST", headers, body: new URLSearchParams(fields)});
            return reply.status;
        }""",
        [address, fields],
    )


def everything() -> list:
    """What the quarter says: its sheets, answers, scores, requests and its own row."""
    quarter = {"evaluation__period__year": 2024, "evaluation__period__quarter": 4}
    rows = [model.objects.filter(**quarter).order_by("pk") for model in (Answer, Score, RepairRequest)]
    rows += [Evaluation.objects.filter(period__year=2024, period__quarter=4).order_by("pk")]
    rows += [Period.objects.filter(year=2024, quarter=4)]
    return [list(found.values()) for found in rows]


def the_history_tells_the_story() -> None:
    entries = Entry.objects.filter(subject="evaluation", subject_id=sheet().pk, topic="status").order_by("pk")
    names = dict(User.objects.values_list("pk", "username"))
    assert [(names[entry.by_id], entry.old, entry.new) for entry in entries] == [
        ("kepala07", "draft", "submitted"),
        ("evaluator", "submitted", "in_review"),
        ("evaluator", "in_review", "returned"),
        ("kepala07", "returned", "submitted"),
        ("evaluator", "submitted", "in_review"),
        ("evaluator", "in_review", "reviewed"),
        ("supervisor", "reviewed", "approved"),
    ]
    told = Entry.objects.filter(subject="evaluation", subject_id=sheet().pk, topic__startswith="A.I.1.i.b/")
    assert [(entry.verb, entry.source, names[entry.by_id]) for entry in told.order_by("pk")] == [
        ("jawaban dibawa", "carry", "supervisor"),
        ("bukti dibawa", "carry", "supervisor"),
        ("jawaban disimpan", "screen", "kepala07"),
        ("ditandai untuk diperbaiki", "screen", "evaluator"),
        ("pertanyaan dikembalikan", "screen", "evaluator"),
        ("jawaban disimpan", "screen", "kepala07"),
        ("jawaban disimpan", "screen", "kepala07"),
        ("jawaban disimpan", "screen", "evaluator"),
    ]


def renaming_changes_no_snapshot(administrator: Page, supervisor: Page) -> None:
    before = list(Snapshot.objects.filter(evaluation=sheet()).order_by("number").values())
    assert [row["moment"] for row in before] == ["submit", "submit", "approve", "lock"]
    administrator.goto("/pengelolaan/unit/")
    administrator.get_by_role("link", name=re.compile("Unit Kerja Contoh 07")).first.click()
    administrator.get_by_role("link", name=re.compile("^Ubah")).first.click()
    administrator.get_by_label("Nama unit kerja").fill("UPT Pelabuhan Sampit")
    administrator.get_by_role("button", name=re.compile("Simpan")).click()
    administrator.wait_for_load_state()
    assert sheet().unit.name == "UPT Pelabuhan Sampit"
    assert list(Snapshot.objects.filter(evaluation=sheet()).order_by("number").values()) == before
    supervisor.goto(UNIT)
    expect(supervisor.get_by_role("heading", level=1)).to_have_text("Unit Kerja Contoh 07")
    supervisor.goto("/tw/2024-3/unit/07/")
    expect(supervisor.get_by_role("heading", level=1)).to_have_text("UPT Pelabuhan Sampit")
