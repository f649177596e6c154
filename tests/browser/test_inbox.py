"""What happens elsewhere reaches a person's bell, and the bell leads there."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from evaluations.actions.workflow import take_step
from evaluations.models import Evaluation
from inbox.models import Message
from tests import sample
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import actor

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Surat keputusan tim belum ditandatangani.\nNotulen rapat bulan Juli belum dilampirkan."


def send_back_to_unit(code: str) -> None:
    """The evaluator returns a sheet of the sample quarter for repair."""
    sheet = Evaluation.objects.get(period__year=2024, period__quarter=3, unit__code=code)
    evaluator = actor(User.objects.get(username="evaluator"), timezone.localdate())
    take_step(evaluation=sheet, action="return", by=evaluator, now=timezone.now(), reason=REASON)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_return_reaches_the_unit(open_page, sign_in, axe, screen):
    sample.load(timezone.localdate())
    Message.objects.all().delete()  # the sample's own
    page = open_page(screen)
    sign_in(page, User.objects.get(username="unit01"))
    page.goto("/kotak-masuk/")
    expect(page.get_by_role("heading", name="Belum ada pesan")).to_be_visible()
    send_back_to_unit("01")

    page.goto("/")
    page.get_by_role("link", name="Kotak masuk: 2 pesan belum dibaca").click()  # the draft advice went along
    expect(page.get_by_text(REASON.splitlines()[1])).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == screen["viewport"]["width"]
    page.get_by_role("listitem").filter(has_text="perlu diperbaiki").get_by_role("button", name="Buka").click()
    page.wait_for_url("/tw/2024-3/unit/01/")
    expect(page.get_by_role("link", name="Kotak masuk: 1 pesan belum dibaca")).to_be_visible()
    read = Message.objects.filter(user__username="unit01", read_at__isnull=False)
    assert [message.event for message in read] == ["returned"]


def test_the_bell_leaves_room_for_the_quarter_on_a_phone(phone, sign_in):
    """Menu, mark, quarter, bell and person stand side by side, none over another."""
    sample.load(timezone.localdate())
    send_back_to_unit("01")
    sign_in(phone, User.objects.get(username="unit01"))
    for address in ("/", "/tw/2024-3/", "/kotak-masuk/"):
        phone.goto(address)
        boxes = [box.bounding_box() for box in phone.locator(".topbar-row > a, .topbar-end > *").all()]
        ends = [box["x"] + box["width"] for box in boxes]
        assert [end for end, after in zip(ends, boxes[1:], strict=False) if end > after["x"]] == []
        assert ends[-1] <= PHONE["viewport"]["width"]


def test_choosing_mails_by_keyboard(desktop, sign_in, axe):
    sample.load(timezone.localdate())
    user = User.objects.get(username="kepala07")
    sign_in(desktop, user)
    desktop.goto("/kotak-masuk/pengaturan/")
    assert axe(desktop) == []
    box = desktop.get_by_label("Penilaian disetujui")
    box.focus()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Pilihan surel disimpan.")).to_be_visible()
    expect(box).not_to_be_checked()
    assert list(user.preferences.filter(by_mail=False).values_list("event", flat=True)) == ["approved"]
