"""What repeats."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task
from django_q.scheduler import scheduler

from jobs import actions, policies, registry, schedules, worker
from jobs.models import Job
from jobs.registry import Kind
from tests.factories import NOW, WIB
from tests.integration.jobs.kinds import kind
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def rows(**what) -> list[tuple]:
    wanted = Schedule.objects.filter(name__in=["zi:look", "zi:job:uji"], **what).order_by("pk")
    return list(wanted.values_list("name", "func", "args", "schedule_type", "minutes", "next_run", "repeats"))


LOOK = ("zi:look", "jobs.worker.look", None, "I", 1, NOW, -1)


def test_what_repeats_is_written_once():
    with kind(lambda run: None, minutes=5):
        schedules.write(NOW)
        first = rows()
        schedules.write(NOW + timedelta(minutes=2))
        assert rows() == first
    repeating = ("zi:job:uji", "jobs.worker.start_repeating", "('uji',)", "I", 5, NOW + timedelta(minutes=5), -1)
    assert first == [LOOK, repeating]


def test_what_changed_is_changed_and_what_is_gone_goes():
    with kind(lambda run: None, minutes=5):
        schedules.write(NOW)
    with kind(lambda run: None, at=time(6, 0)):
        schedules.write(NOW)
        (_, changed) = rows()
        assert changed[3:6] == ("D", None, datetime(2024, 8, 22, 6, 0, tzinfo=WIB))
    with kind(lambda run: None, at=time(10, 0)):
        schedules.write(NOW)
        (_, changed) = rows()
        assert changed[5] == datetime(2024, 8, 21, 10, 0, tzinfo=WIB)
    Schedule.objects.create(name="lain", func="math.floor")  # not ours
    Schedule.objects.create(name="zi:look", func="jobs.worker.look")  # twice
    schedules.write(NOW)
    assert rows() == [LOOK]
    assert Schedule.objects.filter(name="lain").count() == 1


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2024, 8, 21, 5, 59, tzinfo=WIB), datetime(2024, 8, 21, 6, 0, tzinfo=WIB)),
        (datetime(2024, 8, 21, 6, 0, tzinfo=WIB), datetime(2024, 8, 22, 6, 0, tzinfo=WIB)),
        (datetime(2024, 8, 31, 23, 0, tzinfo=WIB), datetime(2024, 9, 1, 6, 0, tzinfo=WIB)),
    ],
)
def test_daily_is_a_time_of_day_in_wib(now, expected):
    assert schedules.next_time(Kind("uji", "Uji", print, at=time(6, 0)), now) == expected


@pytest.mark.django_db(transaction=True)  # it opens connections of its own
def test_django_q_asks_for_the_job_when_its_turn_has_come():
    """The table as django-q reads it: its own scheduler on our rows, the task it makes called as its worker does."""
    then = timezone.now() - 2 * DAY  # everything is due; missed turns are not made up for
    with kind(lambda run: None, minutes=5):
        schedules.write(then)
        scheduler()
        calls = sorted((row.func(), row.args(), row.kwargs()) for row in OrmQ.objects.all())
        due = then + timedelta(minutes=5)
        kept = {row.args(): row.q_options().get("ack_failure") for row in OrmQ.objects.all()}
        assert (kept[()], kept[("uji",)]) == (True, False)  # a turn is not lost when it cannot be written down at once
        repeating = sorted(name for name, known in registry.KINDS.items() if known.repeats)
        assert [(func, args) for func, args, _ in calls] == [
            ("jobs.worker.look", ()),
            *(("jobs.worker.start_repeating", (name,)) for name in repeating),
        ]
        assert repeating[-1] == "uji"
        kwargs = calls[-1][2]
        assert (list(kwargs), datetime.fromisoformat(kwargs["due"])) == (["due"], due)
        worker.start_repeating("uji", **kwargs)
        assert Job.objects.values_list("kind", "payload", "key").get() == ("uji", kwargs, kwargs["due"])


def test_one_turn_is_one_job_and_none_begins_before_the_last_has_ended():
    with kind(lambda run: None, minutes=5) as name:
        first = actions.enqueue_repeating(kind=name, due="2024-08-21T06:00:00+00:00", now=NOW)
        assert actions.enqueue_repeating(kind=name, due="2024-08-21T06:05:00+00:00", now=NOW) is None
        assert run_jobs(NOW) == 1
        again = actions.enqueue_repeating(kind=name, due="2024-08-21T06:00:00+00:00", now=NOW)
        assert (again.pk, run_jobs(NOW)) == (first.pk, 0)
        assert actions.enqueue_repeating(kind=name, due="2024-08-21T06:10:00+00:00", now=NOW) is not None


def test_two_handlers_of_one_kind_are_a_mistake():
    with kind(lambda run: None) as name, pytest.raises(ValueError, match="two handlers"):
        registry.job(name, title="Lain")(lambda run: None)


def test_old_jobs_are_forgotten():
    with kind(lambda run: None) as name:
        for number, age in enumerate([policies.KEPT + DAY, policies.KEPT]):
            actions.enqueue(kind=name, payload={}, key=str(number), now=NOW - age)
            assert run_jobs(NOW - age) == 1
        actions.enqueue(kind=name, payload={}, key="waiting", now=NOW + DAY)
    for number, age in enumerate([policies.KEPT + DAY, policies.KEPT]):
        at = NOW - age
        Task.objects.create(id=str(number), name=str(number), func="f", started=at, stopped=at, success=False)
    job = actions.enqueue(kind="forget-jobs", payload={}, now=NOW)
    assert run_jobs(NOW) == 1
    assert list(Job.objects.order_by("key").values_list("key", flat=True)) == ["", "1", "waiting"]
    assert Job.objects.get(pk=job.pk).result == {"forgotten": 1}
    assert list(Task.objects.values_list("id", flat=True)) == ["1"]
