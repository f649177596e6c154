"""Never lose: what the browser could not send stays in it, is marked, and is sent when the way is free again."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Evaluation, Period
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, EvaluationFactory, WorkUnitFactory, answer, fill, person
from units.models import RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

CHOICE = "A.I.1.i.b"  # a scale of three
OTHER = "A.I.1.i.a"
FIGURES = "A.II.5.iii.a"
SHEET = "/tw/2024-3/unit/07/lke/"
WAITING = re.compile(r"Belum tersimpan, dari \d\d\.\d\d – mencoba lagi …")
OFFLINE = "{} jawaban belum tersimpan – menunggu sambungan"
NOTHING_KEPT = "() => !Object.keys(localStorage).some((key) => key.startsWith('zi.outbox/'))"
SOON = 15_000  # a first pause before trying again is about four seconds


@pytest.fixture
def evaluation(instrument):
    return EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"))


@pytest.fixture
def member(evaluation):
    return person(Role.UNIT_MEMBER, evaluation.unit, username="anggota07", full_name="Anggota Tujuh")


@pytest.fixture
def review(instrument):
    """A full sheet under review."""
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07", name="Unit Kerja Contoh 07"), state="in_review")
    fill(evaluation, "unit", "A")
    return evaluation


@pytest.fixture
def desk(open_page, sign_in):
    """`desk(user)`: a browser of that person with the sheet open."""

    def desk_(user, screen=DESKTOP, address=SHEET) -> Page:
        page = open_page(screen)
        sign_in(page, user)
        page.goto(address)
        return page

    return desk_


def question(page, code: str = CHOICE):
    return page.locator(f"#q-{code.replace('.', '-')}")


def told(page, code: str = CHOICE):
    return question(page, code).locator(".status")


def whole(page):
    """What the page says about the sheet as a whole."""
    return page.locator("[data-send-text]")


def stored(evaluation, assessor="unit") -> dict:
    rows = Answer.objects.filter(evaluation=evaluation, assessor=assessor).select_related("question")
    return {row.question.code: (row.value, row.note) for row in rows}


def kept(page) -> list[str]:
    """Keys of what this browser still has to send, of whomever."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('zi.outbox/'))")


def another_tab(page, address=SHEET) -> Page:
    tab = page.context.new_page()
    tab.goto(address)
    return tab


@contextmanager
def posts(page, handler):
    """While inside, every POST of this browser to the sheet goes to `handler` instead.

    But for the last ones of a page that is being left: those get past it, as they might in life.
    """

    def pick(route):
        if route.request.method == "POST":
            handler(route)
        else:
            route.fallback()

    page.context.route("**/lke/**", pick)
    yield
    page.context.unroute("**/lke/**", pick)


def cut(page):
    return posts(page, lambda route: route.abort())


def broken_line_of_another_kind(kind: str):
    answers = {
        "error": {"status": 500, "body": "Terjadi kesalahan pada server.", "content_type": "text/plain"},
        "gateway": {"status": 502, "body": "<h1>Bad gateway</h1>", "content_type": "text/html"},
        "portal": {"status": 200, "body": "<h1>Selamat datang di WiFi kantor</h1>", "content_type": "text/html"},
    }
    return lambda route: route.fulfill(**answers[kind])


# --- the line ---------------------------------------------------------------------------------------
def test_what_a_cut_line_held_back_survives_closing_the_page_and_is_sent(desk, evaluation, member, axe, complaints):
    page = desk(member)
    with cut(page):
        question(page).locator("input[value=A]").check()
        question(page).locator("textarea[name$='.n']").press_sequentially("SK Tim nomor 12")
        item = question(page, FIGURES)
        item.locator("[name$=kepala_satker]").fill("4")
        expect(told(page)).to_have_text(WAITING)
        expect(whole(page)).to_have_text(OFFLINE.format(2))
        assert stored(evaluation) == {}
        page.close()
        page = another_tab(page)
        expect(question(page).locator("input:checked")).to_have_value("A")
        expect(question(page).locator("textarea[name$='.n']")).to_have_value("SK Tim nomor 12")
        expect(question(page, FIGURES).locator("[name$=kepala_satker]")).to_have_value("4")
        expect(told(page)).to_have_text(WAITING)
        expect(whole(page)).to_have_text(OFFLINE.format(2))
        assert axe(page) == []
    expect(told(page).locator(".status-saved")).to_be_visible(timeout=SOON)
    expect(whole(page)).to_have_text("Semua tersimpan")
    assert stored(evaluation) == {CHOICE: ("A", "SK Tim nomor 12"), FIGURES: ({"kepala_satker": "4"}, "")}
    assert kept(page) == []
    complaints.clear()


def test_the_browser_saying_it_is_online_again_is_enough(desk, evaluation, member, complaints):
    page = desk(member)
    page.context.set_offline(True)
    page.locator("textarea[name$='.n']").first.fill("Tanpa sambungan")
    page.locator("textarea[name$='.n']").first.blur()
    expect(whole(page)).to_contain_text(OFFLINE.format(1))
    page.context.set_offline(False)
    expect(whole(page)).to_have_text("Semua tersimpan", timeout=3_000)
    assert stored(evaluation) == {OTHER: (None, "Tanpa sambungan")}
    complaints.clear()


@pytest.mark.parametrize("kind", ["error", "gateway", "portal"])
def test_only_our_own_reply_counts_as_saved(desk, evaluation, member, complaints, kind):
    page = desk(member)
    with posts(page, broken_line_of_another_kind(kind)):
        question(page).locator("input[value=A]").check()
        expect(told(page)).to_have_text(WAITING)
        expect(whole(page)).to_contain_text("1 jawaban belum tersimpan – server belum dapat menyimpan")
        assert len(kept(page)) == 1
    page.get_by_role("button", name="Coba sekarang").click()
    expect(told(page).locator(".status-saved")).to_be_visible()
    assert stored(evaluation) == {CHOICE: ("A", "")}
    complaints.clear()


def test_a_reply_that_got_lost_is_no_conflict_with_oneself(desk, evaluation, member, complaints):
    def arrive_and_break(route):
        route.fetch()
        route.abort()

    page = desk(member)
    with posts(page, arrive_and_break):
        question(page).locator("input[value=A]").check()
        expect(told(page)).to_have_text(WAITING)
    with cut(page):
        question(page).locator("textarea[name$='.n']").fill("Ditulis sesudahnya")
        page.reload()
        assert stored(evaluation) == {CHOICE: ("A", "")}
    expect(told(page).locator(".status-saved")).to_be_visible(timeout=SOON)
    expect(whole(page)).to_have_text("Semua tersimpan")
    assert stored(evaluation) == {CHOICE: ("A", "Ditulis sesudahnya")}
    complaints.clear()


def test_leaving_right_after_typing_loses_nothing(desk, evaluation, member):
    page = desk(member)
    question(page).locator("textarea[name$='.n']").press_sequentially("Lalu pergi")
    page.goto("/")
    page.wait_for_function(NOTHING_KEPT)
    assert stored(evaluation) == {CHOICE: (None, "Lalu pergi")}
    expect(page.locator("[data-unsent-badge]")).to_be_hidden()


def test_an_agreement_and_the_note_after_it_are_sent_in_order(desk, review, complaints):
    page = desk(person(Role.EVALUATOR, review.unit))
    with cut(page):
        question(page).get_by_role("button", name="Setuju (A)").click()
        expect(told(page)).to_have_text(WAITING)
        question(page).locator("textarea[name$='.n']").fill("Bukti lengkap")
        assert stored(review, "tpi") == {}
        page.reload()
        expect(question(page).locator("textarea[name$='.n']")).to_have_value("Bukti lengkap")
        expect(told(page)).to_have_text(WAITING)
    expect(whole(page)).to_have_text("Semua tersimpan", timeout=SOON)
    expect(question(page).locator("input:checked")).to_have_value("A")
    assert stored(review, "tpi") == {CHOICE: ("A", "Bukti lengkap")}
    complaints.clear()


def test_one_change_is_one_request(desk, evaluation, member):
    page = desk(member)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data))
    question(page).locator("input[value=B]").check()
    expect(told(page).locator(".status-saved")).to_be_visible()
    question(page).locator("textarea[name$='.n']").press_sequentially("Satu")
    expect(told(page).locator(".status-saved")).to_have_count(1)
    page.wait_for_function("() => document.querySelector('[name=\"A.I.1.i.b.r\"]').value === '2'")
    question(page).locator("textarea[name$='.n']").blur()
    item = question(page, FIGURES)
    item.locator("[name$=kepala_satker]").press_sequentially("12")
    page.keyboard.press("Tab")
    expect(told(page, FIGURES).locator(".status-saved")).to_be_visible()
    expect(whole(page)).to_have_text("Semua tersimpan")
    assert len(sent) == 3
    assert stored(evaluation) == {CHOICE: ("B", "Satu"), FIGURES: ({"kepala_satker": "12"}, "")}


def test_over_plain_http_where_tabs_cannot_see_each_other_it_works_too(
    open_page, sign_in, evaluation, member, complaints
):
    page = open_page(DESKTOP)
    page.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})")
    sign_in(page, member)
    page.goto(SHEET)
    with cut(page):
        question(page).locator("input[value=A]").check()
        expect(told(page)).to_have_text(WAITING)
        page.reload()
        expect(question(page).locator("input:checked")).to_have_value("A")
        expect(told(page)).to_have_text(WAITING)
    expect(told(page).locator(".status-saved")).to_be_visible(timeout=SOON)
    assert stored(evaluation) == {CHOICE: ("A", "")}
    assert kept(page) == []
    complaints.clear()


# --- the session ------------------------------------------------------------------------------------
def test_what_an_ended_session_held_back_is_sent_after_signing_in_in_another_tab(desk, evaluation, member, complaints):
    page = desk(member)
    page.context.clear_cookies(name="sessionid")
    question(page).locator("input[value=B]").check()
    expect(told(page)).to_contain_text("menunggu Anda masuk lagi")
    expect(whole(page)).to_contain_text("1 jawaban belum tersimpan – menunggu Anda masuk lagi")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk di tab baru").click()
    enter(opened.value, member)
    expect(told(page).locator(".status-saved")).to_be_visible()
    expect(page.locator("#notices .alert")).to_have_count(0)
    assert stored(evaluation) == {CHOICE: ("B", "")}
    complaints.clear()


def enter(page, user):
    if not page.url.endswith("/akun/masuk/"):
        page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna").fill(user.username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("/")


def test_nobody_else_on_the_same_browser_sees_or_sends_it(desk, sign_in, evaluation, member, complaints):
    colleague = person(Role.UNIT_HEAD, evaluation.unit, full_name="Kepala Tujuh")
    page = desk(member)
    with cut(page):
        question(page).locator("textarea[name$='.n']").fill("Hanya untuk saya")
        question(page).locator("textarea[name$='.n']").blur()
        expect(told(page)).to_have_text(WAITING)
    sign_in(page, colleague)  # the first person's page stays open
    theirs = another_tab(page, "/")
    expect(page.get_by_text("Orang lain sudah masuk di peramban ini.")).to_be_visible(timeout=SOON)
    theirs.goto(SHEET)
    expect(whole(theirs)).to_have_text("Semua tersimpan")
    expect(question(theirs).locator("textarea[name$='.n']")).to_have_value("")
    theirs.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    theirs.wait_for_url("**/akun/masuk/**")
    assert stored(evaluation) == {}
    sign_in(page, member)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(told(page).locator(".status-saved")).to_be_visible()
    assert stored(evaluation) == {CHOICE: (None, "Hanya untuk saya")}
    assert set(Answer.objects.values_list("updated_by", flat=True)) == {member.pk}
    complaints.clear()


def test_another_persons_entries_are_thrown_away_after_seven_days(desk, member):
    page = desk(member)
    page.evaluate(
        """() => [[6, 'muda'], [8, 'tua']].forEach(([days, code]) => localStorage.setItem(
            `zi.outbox/999999/1/${code}/t`, JSON.stringify({at: Date.now() - days * 86_400_000, ops: [{}]})))"""
    )
    page.reload()
    assert kept(page) == ["zi.outbox/999999/1/muda/t"]


# --- signing out ------------------------------------------------------------------------------------
def leave_with_a_cut_line(page):
    """Write a note that cannot be sent, and ask to sign out; the dialog that asks back."""
    dialog = page.get_by_role("dialog")
    question(page).locator("textarea[name$='.n']").fill("Rahasia unit")
    question(page).locator("textarea[name$='.n']").blur()
    expect(told(page)).to_have_text(WAITING)
    sign_out(page)
    expect(dialog).to_contain_text("Rahasia unit")
    return dialog


def assert_nothing_left(page, second):
    page.wait_for_url("**/akun/masuk/**")
    assert kept(page) == []
    assert "Rahasia" not in page.evaluate("JSON.stringify(localStorage)")
    expect(second.get_by_text("Anda sudah keluar di tab lain.")).to_be_visible()
    expect(second.locator("[data-question]")).to_have_count(0)


def test_signing_out_asks_and_leaves_nothing_behind(desk, evaluation, member, axe, complaints):
    page = desk(member)
    second = another_tab(page)
    with cut(page):
        dialog = leave_with_a_cut_line(page)
        assert axe(page) == []
        dialog.get_by_role("button", name="Kirim, lalu keluar").click()
        expect(dialog).to_contain_text("1 isian masih belum terkirim.")
        dialog.get_by_role("button", name="Buang dan keluar").click()
        assert_nothing_left(page, second)
    assert stored(evaluation) == {}
    complaints.clear()


def test_whoever_asked_to_sign_out_is_signed_out_once_everything_is_sent(desk, evaluation, member, complaints):
    page = desk(member)
    second = another_tab(page)
    with cut(page):
        leave_with_a_cut_line(page)
    page.evaluate("window.dispatchEvent(new Event('online'))")  # nothing is pressed any more
    assert_nothing_left(page, second)
    assert stored(evaluation) == {CHOICE: (None, "Rahasia unit")}
    complaints.clear()


def test_whoever_stays_after_all_is_not_signed_out(desk, evaluation, member, complaints):
    page = desk(member)
    with cut(page):
        leave_with_a_cut_line(page).get_by_role("button", name="Tutup").click()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(whole(page)).to_have_text("Semua tersimpan")
    page.reload()
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Rahasia unit")
    assert stored(evaluation) == {CHOICE: (None, "Rahasia unit")}
    complaints.clear()


def test_signing_out_waits_for_the_last_note_without_asking(desk, evaluation, member):
    page = desk(member)
    question(page).locator("textarea[name$='.n']").fill("Catatan terakhir")
    sign_out(page)
    page.wait_for_url("**/akun/masuk/**")
    assert stored(evaluation) == {CHOICE: (None, "Catatan terakhir")}
    assert kept(page) == []


def sign_out(page):
    page.locator("summary", has_text="Menu akun").click()
    page.get_by_role("button", name="Keluar", exact=True).click()


def test_signing_out_on_the_administration_pages_leaves_nothing_behind_either(desk, review, complaints):
    page = desk(person(Role.EVALUATOR, review.unit))
    question(page).locator("input[value=C]").check()  # without a note: refused, so it stays
    expect(told(page)).to_contain_text("Tulis catatan")
    page.goto("/kelola/")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/akun/masuk/**")
    assert asked == ["Masih ada isian yang belum tersimpan di server. Buang isian itu dan keluar?"]
    assert (kept(page), stored(review, "tpi")) == ([], {})
    complaints.clear()


# --- two tabs ---------------------------------------------------------------------------------------
def test_the_older_tab_is_told_of_a_different_answer_and_not_of_an_equal_one(desk, evaluation, member, complaints):
    first = desk(member)
    second = another_tab(first)
    for code, theirs, mine in ((CHOICE, "A", "C"), (OTHER, "Ya", "Ya")):
        question(first, code).locator(f"input[value={theirs}]").check()
        expect(told(first, code).locator(".status-saved")).to_be_visible()
        question(second, code).locator(f"input[value={mine}]").check()
    expect(told(second)).to_contain_text("Jawaban ini sudah diubah Anggota Tujuh sejak Anda membukanya.")
    expect(told(second, OTHER).locator(".status-saved")).to_be_visible()
    assert stored(evaluation) == {CHOICE: ("A", ""), OTHER: ("Ya", "")}
    told(second).get_by_role("link", name="Pakai yang tersimpan").click()
    expect(question(second).locator("input:checked")).to_have_value("A")
    assert kept(second) == []
    complaints.clear()


def test_a_tab_leaves_what_another_one_is_sending_and_takes_over_when_that_one_is_gone(
    desk, evaluation, member, complaints
):
    first = desk(member)
    sent = []
    with cut(first):
        question(first).locator("input[value=B]").check()
        expect(told(first)).to_have_text(WAITING)
        second = another_tab(first)
        second.on("request", lambda request: request.method == "POST" and sent.append(request.url))
        expect(told(second)).to_contain_text("Ada isian di tab lain yang belum tersimpan", timeout=SOON)
        expect(whole(second)).to_contain_text("1 jawaban belum tersimpan – terbuka di tab lain")
        assert (len(kept(second)), sent) == (1, [])
    expect(told(first).locator(".status-saved")).to_be_visible(timeout=SOON)
    expect(told(second)).to_contain_text("Isian di tab lain sudah selesai.")
    expect(whole(second)).to_have_text("Semua tersimpan")
    assert sent == []
    with cut(first):
        question(first, OTHER).locator("input[value=Ya]").check()
        expect(told(first, OTHER)).to_have_text(WAITING)
        first.close()
        expect(question(second, OTHER).locator("input:checked")).to_have_value("Ya")
    expect(told(second, OTHER).locator(".status-saved")).to_be_visible(timeout=SOON)
    assert stored(evaluation) == {CHOICE: ("B", ""), OTHER: ("Ya", "")}
    complaints.clear()


# --- what happened meanwhile ------------------------------------------------------------------------
@pytest.mark.parametrize("decision", ["Simpan jawaban saya", "Pakai yang tersimpan"])
def test_after_a_cut_line_nobody_is_overwritten_silently(desk, evaluation, member, complaints, decision):
    page = desk(member)
    head = person(Role.UNIT_HEAD, evaluation.unit, full_name="Kepala Tujuh")
    with cut(page):
        question(page).locator("input[value=A]").check()
        expect(told(page)).to_have_text(WAITING)
        answer(evaluation, CHOICE, "unit", "C", by=head)
        page.reload()
        expect(question(page).locator("input:checked")).to_have_value("A")
    expect(told(page)).to_contain_text("Jawaban ini sudah diubah Kepala Tujuh", timeout=SOON)
    expect(whole(page)).to_contain_text("1 jawaban belum tersimpan – perlu keputusan Anda")
    question(page).locator("textarea[name$='.n']").fill("Sambil berpikir")  # typing on is not yet a decision
    question(page).locator("textarea[name$='.n']").blur()
    question(page, OTHER).locator("input[value=Ya]").check()
    expect(told(page, OTHER).locator(".status-saved")).to_be_visible()
    assert stored(evaluation)[CHOICE] == ("C", "")
    told(page).get_by_text(decision).click()
    expect(whole(page)).to_have_text("Semua tersimpan")
    mine = decision == "Simpan jawaban saya"
    expect(question(page).locator("input:checked")).to_have_value("A" if mine else "C")
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Sambil berpikir" if mine else "")
    assert stored(evaluation)[CHOICE] == (("A", "Sambil berpikir") if mine else ("C", ""))
    complaints.clear()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_sheet_that_closed_meanwhile_shows_the_text_to_copy(desk, evaluation, member, axe, complaints, screen):
    page = desk(member, screen)
    with cut(page):
        question(page).locator("input[value=B]").check()
        question(page).locator("textarea[name$='.n']").fill("Terlambat sampai")
        question(page).locator("textarea[name$='.n']").blur()
        expect(told(page)).to_have_text(WAITING)
    Period.objects.update(fill_deadline=timezone.localdate() - timedelta(days=1))
    page.reload()
    left = page.locator("[data-leftovers]")
    expect(left).to_contain_text("Isian yang tidak sempat tersimpan")
    expect(left).to_contain_text(re.compile(r"Jawaban: B\s+Catatan unit: Terlambat sampai"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    left.get_by_role("button", name="Salin").click()
    expect(left.get_by_text("Tersalin.")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    left.get_by_role("button", name="Buang").click()
    expect(left).to_be_hidden()
    assert (kept(page), stored(evaluation)) == ([], {})
    complaints.clear()


def test_a_deadline_that_passes_while_the_form_is_open_leaves_the_text(desk, evaluation, member, complaints):
    page = desk(member)
    Period.objects.update(fill_deadline=date(2024, 8, 1))
    question(page).locator("textarea[name$='.n']").fill("Satu menit lewat")
    question(page).locator("textarea[name$='.n']").blur()
    expect(told(page)).to_contain_text("Batas waktu 1 Agustus 2024 sudah lewat. Hubungi Inspektorat")
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Satu menit lewat")
    assert len(kept(page)) == 1
    page.on("dialog", lambda dialog: dialog.accept())
    told(page).get_by_role("button", name="Buang isian ini").click()
    expect(page.locator("[data-question]:enabled")).to_have_count(0)
    assert (kept(page), stored(evaluation)) == ([], {})
    complaints.clear()


def test_a_member_who_changed_unit_meanwhile_can_still_copy_the_text(desk, evaluation, member, axe, complaints):
    page = desk(member)
    RoleGrant.objects.filter(user=member).update(unit=WorkUnitFactory(code="08"))
    question(page).locator("textarea[name$='.n']").fill("Untuk unit lama")
    question(page).locator("textarea[name$='.n']").blur()
    expect(told(page)).to_contain_text("Halaman ini tidak lagi terbuka untuk Anda. Salin isian Anda")
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Untuk unit lama")
    page.goto("/")
    page.get_by_role("button", name="1 belum tersimpan").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Untuk unit lama")
    assert axe(page) == []
    page.on("dialog", lambda asked: asked.accept())
    dialog.get_by_role("button", name="Buang", exact=True).click()
    expect(dialog).to_be_hidden()
    assert (kept(page), stored(evaluation)) == ([], {})
    complaints.clear()


def test_what_the_server_refused_is_explained_again_after_a_reload(desk, review, complaints):
    page = desk(person(Role.EVALUATOR, review.unit))
    question(page).locator("input[value=C]").check()
    expect(told(page)).to_contain_text("Tulis catatan: nilai TPI berbeda dari jawaban unit.")
    page.reload()
    expect(question(page).locator("input:checked")).to_have_value("C")
    expect(told(page)).to_contain_text("Tulis catatan: nilai TPI berbeda dari jawaban unit.")
    question(page).locator("textarea[name$='.n']").fill("SK tidak menyebut seleksi")
    question(page).locator("textarea[name$='.n']").blur()
    expect(told(page).locator(".status-saved")).to_be_visible()
    assert stored(review, "tpi") == {CHOICE: ("C", "SK tidak menyebut seleksi")}
    complaints.clear()


def test_an_answer_of_the_unit_that_moved_meanwhile_is_judged_anew(desk, review, complaints):
    page = desk(person(Role.EVALUATOR, review.unit))
    with cut(page):
        question(page).locator("textarea[name$='.n']").fill("Sesuai bukti")
        question(page).get_by_role("button", name="Setuju (A)").click()
        expect(told(page)).to_have_text(WAITING)
        answer(review, CHOICE, "unit", "C")
        page.reload()
    expect(told(page)).to_contain_text("Unit mengubah jawaban ini sejak Anda membukanya.", timeout=SOON)
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Sesuai bukti")
    assert stored(review, "tpi").get(CHOICE, (None,))[0] is None
    question(page).get_by_role("button", name="Setuju (C)").click()
    expect(whole(page)).to_have_text("Semua tersimpan")
    expect(question(page).locator("textarea[name$='.n']")).to_have_value("Sesuai bukti")
    assert stored(review, "tpi") == {CHOICE: ("C", "Sesuai bukti")}
    complaints.clear()


def test_a_sieve_that_hides_the_question_does_not_hold_its_answer_back(desk, evaluation, member, complaints):
    page = desk(member)
    with cut(page):
        question(page).locator("input[value=A]").check()
        expect(told(page)).to_have_text(WAITING)
    page.goto(f"{SHEET}?saring=berbeda")
    page.wait_for_function(NOTHING_KEPT, timeout=SOON)
    assert stored(evaluation) == {CHOICE: ("A", "")}
    complaints.clear()


# --- a browser that cannot keep ---------------------------------------------------------------------
def test_a_full_storage_is_told_and_leaving_is_asked(desk, evaluation, member, complaints):
    page = desk(member)
    page.evaluate(
        """() => { for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
            try { for (let n = 0; ; n += 1) localStorage.setItem(`penuh-${size}-${n}`, "x".repeat(size)); } catch {}
        } }"""
    )
    with cut(page):
        question(page).locator("textarea[name$='.n']").fill("Tidak muat lagi")
        question(page).locator("textarea[name$='.n']").blur()
        expect(whole(page)).to_contain_text(OFFLINE.format(1))
        expect(whole(page)).to_contain_text("jangan tutup halaman ini")
        assert kept(page) == []
        asked = []
        page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("location.href = '/'")
        page.wait_for_timeout(0)
        expect(question(page).locator("textarea[name$='.n']")).to_have_value("Tidak muat lagi")
    expect(told(page).locator(".status-saved")).to_be_visible(timeout=SOON)
    assert asked == ["beforeunload"]
    assert stored(evaluation) == {CHOICE: (None, "Tidak muat lagi")}
    assert Evaluation.objects.count() == 1
    complaints.clear()
