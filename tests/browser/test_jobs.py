"""The list of jobs moves by itself, and stops when there is nothing left to move."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jobs import actions, attempts
from tests.factories import UserFactory
from tests.integration.jobs.kinds import kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job():
    with kind(lambda run: {}):
        yield actions.enqueue(
            kind="uji", payload={}, now=timezone.now(), by=UserFactory(username="peminta"), title="Laporan"
        )


def test_the_list_moves_by_itself_until_the_job_is_over(desktop, sign_in, axe, job):
    sign_in(desktop, job.created_by)
    desktop.goto("/pekerjaan/")
    row = desktop.get_by_role("row").filter(has_text="Laporan")
    expect(row).to_contain_text("Menunggu")
    running = attempts.claim(job.pk, now=timezone.now())
    attempts.progress(running, done=2, total=5, now=timezone.now())
    expect(row.get_by_role("progressbar", name="Dikerjakan: 2 dari 5")).to_be_visible(timeout=30_000)
    assert axe(desktop) == []
    attempts.succeed(running, result={}, now=timezone.now())
    expect(row).to_contain_text("Selesai", timeout=30_000)
    assert desktop.locator("[hx-trigger]").count() == 0


def test_a_failed_job_is_tried_again_from_the_list(phone, sign_in, job):
    running = attempts.claim(job.pk, now=timezone.now())
    attempts.fail(running, sentence="Alamat surel tidak ada.", now=timezone.now(), for_good=True)
    sign_in(phone, job.created_by)
    phone.goto("/pekerjaan/")
    phone.get_by_role("button", name="Coba lagi Laporan").click()
    expect(phone.get_by_text("“Laporan” dicoba lagi.")).to_be_visible()
    expect(phone.get_by_role("row").filter(has_text="Laporan")).to_contain_text("Menunggu")
