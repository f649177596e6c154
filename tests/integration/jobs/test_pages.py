"""The pages of background jobs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from history.models import Entry
from jobs import actions, attempts, policies, worker
from jobs.models import Job, Pulse
from tests.factories import UserFactory, person
from tests.integration.jobs.kinds import kind
from tests.integration.units.pages_case import people, sign_in, statuses
from tests.jobs import run_jobs
from units.roles import Role

pytestmark = pytest.mark.django_db

LIST = "/pekerjaan/"


@pytest.fixture(autouse=True)
def _kind():
    with kind(broken, attempts=1):
        yield


def broken(run):
    raise ValueError("rusak")


def ask(by=None, title: str = "", state: str = "queued") -> Job:
    """A job in that state, asked for just now."""
    now = timezone.now()
    job = actions.enqueue(kind="uji", payload={}, now=now, by=by, title=title)
    if state != "queued":
        job = attempts.claim(job.pk, now=now)
        attempts.progress(job, done=2, total=5, now=now)
    if state == "done":
        attempts.succeed(job, result={}, now=now)
    if state == "failed":
        attempts.fail(job, sentence="Alamat surel tidak ada.", detail="SMTPError: 550", now=now)
    job.refresh_from_db()
    return job


def progress_of(job: Job) -> str:
    return reverse("job_progress", args=[job.pk])


def retry_of(job: Job) -> str:
    return reverse("job_retry", args=[job.pk])


def body(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- who sees what --------------------------------------------------------------------------------
def test_everybody_has_the_page(client):
    assert set(statuses(client, people(), LIST).values()) == {200}
    assert statuses(client, {"anonymous": None}, LIST) == {"anonymous": 302}


def test_one_sees_their_own_jobs_and_an_administrator_all(client):
    everybody = people()
    for name, user in everybody.items():
        ask(user, title=name)
    ask(title="terjadwal")
    seen = {
        name: [job.title for job in sign_in(client, user).get(LIST).context["page"]] for name, user in everybody.items()
    }
    newest_first = ["terjadwal", *reversed(everybody)]
    assert seen == {name: newest_first if name == "administrator" else [name] for name in everybody}


def test_a_job_of_somebody_else_does_not_exist_but_for_an_administrator(client):
    everybody = people()
    job = ask(UserFactory(), state="failed")
    expected = {name: 200 if name == "administrator" else 404 for name in everybody}
    assert statuses(client, everybody, progress_of(job)) == expected
    others = {name: user for name, user in everybody.items() if name != "administrator"}
    posted = {name: sign_in(client, user).post(retry_of(job)).status_code for name, user in others.items()}
    assert posted == dict.fromkeys(others, 404)
    job.refresh_from_db()
    assert job.state == "failed"


def test_other_methods_are_not_allowed(client):
    user = UserFactory()
    job = ask(user, state="failed")
    sign_in(client, user)
    codes = [client.post(LIST), client.post(progress_of(job)), client.get(retry_of(job))]
    assert [answer.status_code for answer in codes] == [405, 405, 405]
    assert Job.objects.get().state == "failed"


def test_the_technical_detail_is_for_administrators(client):
    user = UserFactory()
    ask(user, state="failed")
    shown = [body(sign_in(client, who).get(LIST)) for who in (user, person(Role.ADMINISTRATOR))]
    assert ["Alamat surel tidak ada." in page for page in shown] == [True, True]
    assert ["SMTPError: 550" in page for page in shown] == [False, True]


# --- the list -------------------------------------------------------------------------------------
@pytest.mark.parametrize("amount", [1, 4])
def test_the_list_takes_as_many_queries_whatever_is_on_it(client, amount, django_assert_num_queries):
    for number in range(amount):
        ask(UserFactory(), title=str(number))
    sign_in(client, person(Role.ADMINISTRATOR))
    with django_assert_num_queries(9):
        client.get(LIST)


def test_nothing_yet(client):
    assert "Belum ada pekerjaan" in body(sign_in(client, UserFactory()).get(LIST))


def test_a_status_is_chosen(client):
    user = UserFactory()
    jobs = {state: ask(user, state=state) for state in ("queued", "running", "done", "failed")}
    sign_in(client, user)
    seen = {state: list(client.get(LIST, {"status": state}).context["page"]) for state in jobs}
    assert seen == {state: [job] for state, job in jobs.items()}
    assert len(client.get(LIST, {"status": "apa saja"}).context["page"]) == 4
    jobs["done"].delete()
    assert "Tidak ada pekerjaan dengan status ini" in body(client.get(LIST, {"status": "done"}))


def test_a_long_list_has_pages_that_keep_the_status(client):
    user = UserFactory()
    jobs = [ask(user) for _ in range(27)]
    page = sign_in(client, user).get(LIST, {"status": "queued", "hal": "2"})
    assert list(page.context["page"]) == [jobs[1], jobs[0]]
    assert 'href="?status=queued&amp;hal=1"' in body(page)


@pytest.mark.parametrize(("state", "moving"), [("queued", True), ("running", True), ("done", False), ("failed", False)])
def test_the_list_and_the_fragment_ask_again_until_the_job_is_over(client, state, moving):
    user = UserFactory()
    job = ask(user, state=state)
    sign_in(client, user)
    fragment = body(client.get(progress_of(job)))
    assert (f'hx-get="{progress_of(job)}" hx-trigger="every 2s" hx-swap="outerHTML"' in fragment) is moving
    whole, part = (body(client.get(LIST + "?hal=1", headers=headers)) for headers in ({}, {"HX-Request": "true"}))
    polls = f'hx-get="{LIST}?hal=1" hx-trigger="every 5s" hx-swap="outerHTML"'
    assert ((polls in whole), (polls in part)) == (moving, moving)
    assert (part.startswith('<div id="daftar-pekerjaan"'), "<main" in part, "<main" in whole) == (True, False, True)


def test_progress_is_told_in_words_and_as_a_bar(client):
    user = UserFactory()
    job = ask(user, state="running")
    shown = body(sign_in(client, user).get(progress_of(job)))
    assert '<progress value="2" max="5" aria-label="Dikerjakan: 2 dari 5"></progress>' in shown


def test_when_it_is_tried_again(client):
    user = UserFactory()
    with kind(broken, name="sabar", attempts=2):
        job = actions.enqueue(kind="sabar", payload={}, now=timezone.now(), by=user)
        run_jobs(failing=True)
    shown = body(sign_in(client, user).get(progress_of(job)))
    assert "Pekerjaan ini gagal karena kesalahan pada server." in shown
    assert "Dicoba lagi mulai " in shown


# --- trying again ---------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["owner", "administrator"])
def test_a_failed_job_is_tried_again(client, who):
    owner = UserFactory()
    job = ask(owner, title="Laporan", state="failed")
    user = owner if who == "owner" else person(Role.ADMINISTRATOR)
    came_from = "http://testserver/pekerjaan/?status=failed"
    answer = sign_in(client, user).post(retry_of(job), headers={"Referer": came_from}, follow=True)
    assert answer.redirect_chain == [(came_from, 302)]
    assert "“Laporan” dicoba lagi." in body(answer)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.attempt_limit, job.error) == ("queued", 1, 2, "")
    assert Entry.objects.get(subject="job").by == user


def test_a_job_that_is_no_longer_failed_is_not_tried_again(client):
    user = UserFactory()
    job = ask(user, state="done")
    answer = sign_in(client, user).post(retry_of(job))
    assert answer.status_code == 409
    assert "Pekerjaan ini tidak lagi gagal, jadi tidak perlu dicoba lagi." in body(answer)
    job.refresh_from_db()
    assert job.state == "done"


# --- the worker -----------------------------------------------------------------------------------
SILENT = "Pekerja latar tidak berjalan"


def waiting(user) -> Job:
    """A job due for longer than a worker may be silent."""
    job = ask(user)
    Job.objects.update(due_at=timezone.now() - policies.UNHEARD - timedelta(minutes=1))
    return job


def test_jobs_that_wait_in_vain_are_said_to(client):
    user = UserFactory()
    sign_in(client, user)
    ask(user)
    assert SILENT not in body(client.get(LIST))  # it may start any moment
    waiting(user)
    assert SILENT in body(client.get(LIST))
    worker.look()
    assert SILENT not in body(client.get(LIST))  # long queue, but a worker is there


def test_the_wait_of_others_is_the_administrators_business(client):
    waiting(UserFactory())
    shown = {name: SILENT in body(sign_in(client, user).get(LIST)) for name, user in people().items()}
    assert shown == {name: name == "administrator" for name in shown}


def test_monitoring_hears_the_worker(client):
    def answer():
        got = client.get("/sehat/pekerja/")
        return got.status_code, got.content.decode(), got["Content-Type"]

    plain = "text/plain; charset=utf-8"
    assert answer() == (503, "pekerja latar tidak berjalan", plain)
    worker.look()
    assert answer() == (200, "ok", plain)
    Pulse.objects.update(at=timezone.now() - policies.UNHEARD - timedelta(minutes=1))
    assert answer() == (503, "pekerja latar tidak berjalan", plain)
    assert client.post("/sehat/pekerja/").status_code == 405
