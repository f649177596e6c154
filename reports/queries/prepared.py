"""Papers somebody asked for: how far they are, and where to fetch them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from evaluations.models import Period
from files.keeping import RESULTS
from history.models import Entry
from jobs.enums import JobState
from jobs.models import Job
from jobs.queries import of_person
from reports.enums import Form, Paper
from reports.models import Narrative
from units.actors import Actor
from units.models import WorkUnit

KIND = "paper"
WORD_STEPS = ("Membaca data", "Menggambar bagan", "Mengisi templat")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper as its asker sees it: on its way, ready until `expires_at`, expired or failed."""

    job: Job
    now: datetime

    @property
    def paper(self) -> Paper:
        return Paper(self.job.payload["paper"])

    @property
    def form(self) -> Form:
        return Form(self.job.payload["form"])

    @property
    def unit_id(self) -> int | None:
        return self.job.payload["unit"]

    @property
    def period_id(self) -> int:
        return self.job.payload["period"]

    @property
    def is_moving(self) -> bool:
        """Is it still being made, or waiting for that?"""
        return not self.job.is_over

    @property
    def is_ready(self) -> bool:
        """Can it be fetched?"""
        return self.job.state == JobState.DONE and self.now < self.expires_at

    @property
    def expires_at(self) -> datetime:
        """From when on it cannot be fetched any more."""
        return (self.job.finished_at or self.now) + RESULTS.time

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.job.result["size"]

    @property
    def step(self) -> str:
        """What is being done, in words; "" before it began."""
        done, annexes = self.job.done, self.job.total - 2  # the body and the joining stand behind the annexes
        if self.job.state != JobState.RUNNING:
            return ""
        if not self.job.total:
            return "Membaca data"
        if self.form == Form.DOCX:
            return WORD_STEPS[min(done, len(WORD_STEPS) - 1)]
        if done < annexes:
            return f"Lampiran: {done} dari {annexes} selesai"
        return "Menyusun isi laporan" if done == annexes else "Menggabungkan berkas"


@dataclass(frozen=True, slots=True)
class Line:
    """A paper on the page of reports: what its button asks for, and what became of it when it was asked for last."""

    period: Period
    paper: Paper
    form: Form
    unit: WorkUnit | None
    prepared: Prepared | None

    @property
    def place(self) -> str:
        """Where it stands on the page."""
        return f"{self.paper}-{self.unit.code.lower()}-{self.form}" if self.unit else f"{self.paper}-{self.form}"

    @property
    def page(self) -> str:
        """The address of the page where it is asked for and fetched."""
        if self.paper == Paper.DESK:
            return reverse("reports:desk", args=[self.period.when, self.unit.code])
        return reverse("reports:index", args=[self.period.when])

    @property
    def has_drafts(self) -> bool:
        """Is what is made now a draft or a preview of something?"""
        return self.paper != Paper.DESK

    @property
    def title(self) -> str:
        """The paper, for those who do not see beside what the button stands."""
        return f"{self.paper.label} {self.unit}" if self.unit else str(self.paper.label)

    @property
    def is_draft(self) -> bool:
        """Can the figures still change?"""
        return not self.period.is_locked


def prepared_for(user: User, now: datetime):
    """Everything the person asked for and may still fetch or follow, newest first."""
    return of_person(user).filter(kind=KIND, created_at__gt=now - RESULTS.time - timedelta(days=1))


def latest(user: User, period: Period, now: datetime) -> dict[tuple[Paper, int | None, Form], Prepared]:
    """(paper, unit's key or None, form) -> what the person asked for last; one query."""
    found: dict[tuple[Paper, int | None, Form], Prepared] = {}
    for job in prepared_for(user, now).filter(key__startswith=_mine(user, period)):
        one = Prepared(job, now)
        found.setdefault((one.paper, one.unit_id, one.form), one)
    return found


def key_of(user: User, period: Period, paper: Paper, unit: WorkUnit | None, form: Form, now: datetime) -> str:
    """Asking twice gives one job as long as nothing was written in the application: how many entries the history has is
    part of the key (their numbers are given before they are committed, so the last one may stay the last while others
    appear), and so is the day, which drafts name. What somebody writes in a chapter is one entry for a whole sitting,
    so the versions of the chapters count too."""
    entries, today = Entry.objects.count(), timezone.localdate(now)
    texts = Narrative.objects.filter(period=period).aggregate(sum=Sum("version"))["sum"] or 0
    return f"{_mine(user, period)}{paper}:{unit.pk if unit else 0}:{form}:{today:%Y%m%d}:{entries}:{texts}"


def sight(actor: Actor) -> str:
    """What decides how much of a paper a reader sees, to compare a paper that was made for them with: it shows what
    they might see then."""
    units = {unit: sorted(roles) for unit, roles in actor.unit_roles.items()}
    told = json.dumps([sorted(actor.roles), sorted(units.items()), sorted(actor.assigned)])
    return hashlib.sha256(told.encode()).hexdigest()


def _mine(user: User, period: Period) -> str:
    return f"{user.pk}:{period.pk}:"
