"""Papers asked for: made in the background, told of, fetched by whoever asked, gone after a week."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.actions.scores import rescore
from evaluations.actions.snapshots import record_period
from evaluations.enums import Assessor
from evaluations.models import Evaluation, Period
from files import keeping
from files.models import private
from history import log
from history.models import Entry, Source
from inbox.models import Message
from jobs.enums import JobState
from jobs.models import Job
from jobs.worker import run_due
from reports import drawing
from reports.enums import Form, Paper
from reports.queries.prepared import key_of
from tests.factories import NOW, EvaluationFactory, PeriodFactory, UserFactory, WorkUnitFactory, fill, grant, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.files import test_full_disk
from tests.integration.reports.edition_case import quarter, sheet
from tests.jobs import run_jobs
from units.models import RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db

INDEX = "/tw/2024-2/laporan/"
READERS = {"administrator", "evaluator", "evaluator of another unit", "evaluator and member", "leader"}
READERS |= {"supervisor", "supervisor who verified", "supervisor and member", "supervisor and evaluator"}


def asking(paper: str = "surat-pengantar", unit: str = "", quarter: str = "2024-2") -> str:
    """Where one asks for a paper as PDF."""
    where = f"/tw/{quarter}/unit/{unit}" if unit else f"/tw/{quarter}"
    return f"{where}/laporan/susun/{paper}/pdf/"


def fetching(job: Job) -> str:
    return reverse("reports:prepared", args=[job.pk])


def progress_of(job: Job) -> str:
    return reverse("reports:progress", args=[job.pk])


@pytest.fixture
def period(instrument):
    return quarter()


def filled(period: Period, code: str) -> Evaluation:
    """An approved sheet with every answer, and the snapshot of the lock."""
    row = EvaluationFactory(period=period, unit=WorkUnitFactory(code=code), state="approved")
    for assessor in Assessor:
        fill(row, assessor, "A")
    rescore(row)
    record_period(period=period, by=period.locked_by, now=NOW, source=Source.SCREEN)
    return row


@pytest.fixture
def asked(client, period) -> Job:
    """The letter of a quarter with one unit, asked for by the leader who is signed in."""
    filled(period, "07")
    sign_in(client, person(Role.LEADER)).post(asking())
    return Job.objects.get()


# --- asking ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [asking(), asking("lhe", "07")])
def test_who_may_ask(client, period, address):
    people = everybody(sheet(period, "07").unit)
    del people["inactive head"]
    asks = {who: 302 if who in READERS else 403 for who in people}
    assert statuses(client, people, address, "post") == asks
    assert Job.objects.count() == len(READERS)


def test_nobody_asks_without_signing_in(client, period):
    assert "masuk" in client.post(asking())["Location"]
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (asking("puisi"), 404),
        (asking().replace("/pdf/", "/odt/"), 404),
        (asking("lhe"), 404),  # of which unit?
        (asking("surat-pengantar", "07"), 404),  # of no unit
        (asking("lhe", "99"), 404),
        (asking(quarter="2031-1"), 404),
        (asking("lhe", "08"), 409),
        (asking(quarter="2024-4"), 409),
    ],
)
def test_what_there_is_not(client, period, address, status):
    sheet(period, "07")
    sheet(period, "08", state="in_review")
    PeriodFactory(quarter=4, state="planned")
    response = sign_in(client, person(Role.SUPERVISOR)).post(address)
    assert (response.status_code, Job.objects.count()) == (status, 0)


def test_asking_changes_something_so_it_is_no_get(client, period):
    assert sign_in(client, person(Role.LEADER)).get(asking()).status_code == 405


def test_a_result_that_is_not_approved_says_why(client, period):
    sheet(period, "08", state="in_review", name="Unit Delapan")
    page = text(sign_in(client, person(Role.LEADER)).post(asking("berita-acara", "08")))
    assert (
        "Hasil evaluasi Unit Delapan pada TW II 2024 tidak disetujui, jadi Berita acara hasil evaluasi tidak ada."
        in page
    )


def test_asked_twice_it_is_made_once(client, asked):
    for _ in range(2):
        response = client.post(asking(), follow=True)
    assert response.redirect_chain == [(f"{INDEX}#surat-pengantar-pdf", 302)]
    assert list(Job.objects.all()) == [asked]
    run_jobs()
    page = text(client.post(asking(), follow=True))
    assert "Surat pengantar, TW II 2024 sudah disusun dan tidak ada yang berubah sejak itu." in page
    assert Job.objects.count() == 1


def test_asked_again_after_a_change_it_is_made_again(client, asked, period):
    run_jobs()
    log.write(verb="jawaban disimpan", subject=period, by=None, at=NOW, source=Source.COMMAND)
    client.post(asking())
    assert Job.objects.count() == 2


def test_an_entry_that_was_committed_late_counts_as_a_change(client, asked, period):
    """Two who write at once get their numbers in one order, and may commit in the other."""
    ours = log.write(verb="uji", subject=period, by=None, at=NOW, source=Source.COMMAND)
    late = Entry(pk=ours.pk - 1_000, verb="uji", subject="period", subject_id=period.pk, at=NOW, source=Source.COMMAND)
    client.post(asking())
    Entry.objects.bulk_create([late])
    client.post(asking())
    assert Job.objects.count() == 3


def test_the_day_is_the_offices_day(client, asked, period):
    """A draft names the day: at midnight in Kalimantan it is another one, seven hours before UTC's."""
    leader, midnight = asked.created_by, datetime(2024, 8, 21, 17, 0, tzinfo=UTC)
    moments = [midnight - timedelta(hours=16), midnight - timedelta(minutes=1), midnight, midnight + timedelta(hours=8)]
    keys = [key_of(leader, period, Paper.LETTER, None, Form.PDF, moment) for moment in moments]
    assert [keys.index(key) for key in keys] == [0, 0, 2, 2]


def test_each_person_gets_their_own(client, asked):
    sign_in(client, person(Role.EVALUATOR)).post(asking())
    assert Job.objects.count() == 2


# --- making ---------------------------------------------------------------------------------------
def test_it_is_made_told_of_and_fetched(client, asked):
    run_jobs()
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total) == (JobState.DONE, 2, 2)
    message = Message.objects.get()
    assert (message.user, message.title, message.url) == (
        asked.created_by,
        "Surat pengantar, TW II 2024 siap diunduh",
        fetching(asked),
    )
    response = client.get(fetching(asked))
    assert response["Content-Disposition"] == 'attachment; filename="surat-pengantar-zi-2024-tw2.pdf"'
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert len(response.content) == asked.result["size"]
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(
    ("paper", "label", "annexes"),
    [("lhe", "Laporan Hasil Evaluasi", 1), ("berita-acara", "Berita acara hasil evaluasi", 0)],
)
def test_a_units_papers(client, period, paper, label, annexes):
    filled(period, "07")
    sign_in(client, person(Role.LEADER)).post(asking(paper, "07"))
    run_jobs()
    job = Job.objects.get()
    assert (job.title, job.done) == (f"{label} Unit Kerja 07, TW II 2024", annexes + 2)
    response = client.get(fetching(job))
    assert response["Content-Disposition"] == f'attachment; filename="{paper}-zi-2024-tw2-07.pdf"'
    with pikepdf.open(BytesIO(response.content)) as pdf, pdf.open_outline() as outline:
        assert len([item for item in outline.root if item.title.startswith("Lampiran")]) == annexes


def test_what_may_not_be_read_any_more_is_not_made(asked):
    RoleGrant.objects.filter(user=asked.created_by).update(ends_on=timezone.localdate() - timedelta(days=1))
    run_jobs(failing=True)
    asked.refresh_from_db()
    sentence = "Anda tidak lagi berwenang membaca laporan ini, jadi tidak disusun."
    assert (asked.state, asked.error) == (JobState.FAILED, sentence)
    assert (Message.objects.count(), kept_files()) == (0, [])


def kept_files() -> list[str]:
    return list(keeping.walk(private(), keeping.RESULTS.folder))


def test_a_drawer_that_was_killed_is_tried_again(client, asked, monkeypatch, tmp_path):
    own = tmp_path / "drawer.py"
    own.write_text("import os; os.kill(os.getpid(), 9)")
    with monkeypatch.context() as patch:
        patch.setattr(drawing, "DRAWER", str(own))
        run_due(timezone.now())
    asked.refresh_from_db()
    sentence = "Berkas tidak selesai digambar: prosesnya berhenti atau terlalu lama."
    assert (asked.state, asked.error) == (JobState.QUEUED, sentence)
    assert sentence in text(client.get(INDEX))
    run_due(asked.due_at)
    asked.refresh_from_db()
    assert (asked.state, asked.error, Message.objects.count()) == (JobState.DONE, "", 1)


def test_without_room_it_says_so_and_is_tried_again(asked, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(test_full_disk, "SMALL", 1000)
    entry = {
        "BACKEND": "tests.integration.files.test_full_disk.FullStorage",
        "OPTIONS": {"location": tmp_path / "full"},
    }
    settings.STORAGES = settings.STORAGES | {"private": entry}
    run_jobs(failing=True)
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (JobState.QUEUED, test_full_disk.SENTENCE)
    assert (kept_files(), Message.objects.count()) == ([], 0)


def test_one_that_failed_is_tried_again_by_the_same_button(client, asked):
    Job.objects.update(state=JobState.FAILED, error="Rusak.", finished_at=timezone.now(), attempts=3, attempt_limit=3)
    assert "Coba lagi Surat pengantar" in text(client.get(INDEX))
    client.post(asking())  # which is written into the history
    run_jobs()
    asked.refresh_from_db()
    assert (Job.objects.count(), asked.state) == (1, JobState.DONE)


# --- following ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 0, "Berjalan Membaca data"),
        (3, 14, "Lampiran: 3 dari 12 selesai"),
        (12, 14, "Menyusun isi laporan"),
        (13, 14, "Menggabungkan berkas"),
    ],
)
def test_how_far_it_is(client, asked, done, total, words):
    now = timezone.now()
    Job.objects.update(state=JobState.RUNNING, attempts=1, started_at=now, heartbeat_at=now, done=done, total=total)
    response = client.get(progress_of(asked))
    assert words in text_of_fragment(response)
    assert f'hx-get="{progress_of(asked)}"' in response.text


def text_of_fragment(response) -> str:
    return text_of(f'<main id="konten">{response.text}')


def text_of(html: str) -> str:
    class Page:
        content = html.encode()

    return text(Page)


def test_once_made_the_page_stops_asking_and_links_to_the_file(client, asked):
    run_jobs()
    fragment = client.get(progress_of(asked)).text
    assert "hx-get" not in fragment
    assert f'href="{fetching(asked)}"' in fragment
    assert f'href="{fetching(asked)}"' in client.get(INDEX).text


# --- fetching -------------------------------------------------------------------------------------
def test_only_the_asker_fetches(client, asked):
    run_jobs()
    others = {role.value: person(role, WorkUnitFactory() if role.value.startswith("unit") else None) for role in Role}
    for address in (fetching(asked), progress_of(asked)):
        found = statuses(client, others, address)
        assert set(found.values()) == {404}
        assert statuses(client, {"anonymous": None, "asker": asked.created_by}, address) == {
            "anonymous": 302,
            "asker": 200,
        }
        assert statuses(client, {"asker": asked.created_by}, address, "post") == {"asker": 405}


def test_who_may_not_read_any_more_fetches_nothing(client, asked):
    run_jobs()
    RoleGrant.objects.filter(user=asked.created_by).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert statuses(client, {"asker": asked.created_by}, fetching(asked)) == {"asker": 403}


def test_who_has_another_role_since_asks_anew(client, period):
    """What was made for an evaluator tells what the TPI found in a unit whose member they became: not theirs to know
    before the sheet comes back."""
    unit, evaluator = filled(period, "07").unit, person(Role.EVALUATOR)
    sign_in(client, evaluator).post(asking())
    run_jobs()
    job = Job.objects.get()
    assert client.get(fetching(job)).status_code == 200
    grant(evaluator, Role.UNIT_MEMBER, unit)
    response = client.get(fetching(job))
    assert response.status_code == 410
    assert "Peran atau penugasan Anda berubah sejak berkas ini disusun" in text(response)
    client.post(asking())
    run_jobs()
    assert client.get(fetching(Job.objects.exclude(pk=job.pk).get())).status_code == 200


def test_a_job_of_another_kind_is_no_paper(client, asked):
    Job.objects.update(kind="mail")
    assert client.get(fetching(asked)).status_code == 404


def test_before_it_is_made_there_is_nothing_to_fetch(client, asked):
    response = client.get(fetching(asked))
    assert (response.status_code, "Surat pengantar, TW II 2024 masih disusun." in text(response)) == (409, True)


@pytest.mark.parametrize("how", ["late", "lost"])
def test_what_expired_can_be_asked_for_again(client, asked, how):
    run_jobs()
    if how == "late":
        Job.objects.update(finished_at=timezone.now() - keeping.RESULTS.time)
    else:
        keeping.forget(private(), timezone.now() + keeping.RESULTS.time + timedelta(minutes=1))
    response = client.get(fetching(asked))
    assert response.status_code == 410
    assert "disimpan tujuh hari, lalu dihapus. Susun lagi bila masih diperlukan" in text(response)
    assert f'action="{asking()}"' in response.text


def test_what_was_lost_is_made_anew(client, asked):
    run_jobs()
    keeping.forget(private(), timezone.now() + keeping.RESULTS.time + timedelta(minutes=1))
    client.post(asking())
    run_jobs()
    again = Job.objects.exclude(pk=asked.pk).get()
    assert client.get(fetching(again)).status_code == 200


# --- the page -------------------------------------------------------------------------------------
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_what_was_asked_for(client, period, django_assert_num_queries, units):
    leader = sign_in(client, person(Role.LEADER))
    for number in range(units):
        unit = sheet(period, f"{number:02}").unit
        for paper in ("lhe", "berita-acara"):
            leader.post(asking(paper, unit.code))
    with django_assert_num_queries(11):
        client.get(INDEX)


def test_somebody_without_reports_has_no_page_of_them(client, period):
    EvaluationFactory(period=period)
    assert sign_in(client, UserFactory()).get(INDEX).status_code == 403
