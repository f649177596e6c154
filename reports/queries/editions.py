"""Issued papers, and those being prepared, through the eyes of an actor."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, Value
from django.db.models.functions import Upper

from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations
from evaluations.queries.snapshots import as_recorded
from jobs.enums import JobState
from jobs.models import Job
from reports.enums import PER_UNIT
from reports.models import Edition, SignedCopy
from reports.models.edition import ALIKE
from units.actors import Actor
from units.roles import Permission, Role

ISSUING = "issue-paper"  # the kind of the jobs
FETCHED = ("period", "unit", "file", "asked_by", "replaces", "replaced_by")


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition, and the job that prepares it (None once it was forgotten, and for one that is issued)."""

    edition: Edition
    job: Job | None = None

    @property
    def state(self) -> str:
        """One of "preparing", "failed", "issued", "replaced"."""
        if self.edition.is_issued:
            return "replaced" if self.replacement else "issued"
        return "preparing" if under_way(self.job) else "failed"

    @property
    def later(self) -> Edition | None:
        """The next edition, issued or being prepared."""
        return getattr(self.edition, "replaced_by", None)

    @property
    def replacement(self) -> Edition | None:
        """The edition that took the place of this one."""
        return self.later if self.later and self.later.is_issued else None

    @property
    def copies(self) -> list[SignedCopy]:
        """The signed copies that were not withdrawn."""
        return [copy for copy in self.edition.signed_copies.all() if not copy.withdrawn_at]

    @property
    def withdrawn(self) -> list[SignedCopy]:
        """The signed copies that were."""
        return [copy for copy in self.edition.signed_copies.all() if copy.withdrawn_at]


def under_way(job: Job | None) -> bool:
    """Is the job still to be done or tried again?"""
    return job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}


def job_key(edition: Edition) -> str:
    """The key of the job that prepares it."""
    return f"edition-{edition.pk}"


def job_of(edition: Edition) -> Job | None:
    """The job that prepares it, if it is still known."""
    return Job.objects.filter(kind=ISSUING, key=job_key(edition)).first()


def visible(actor: Actor) -> QuerySet[Edition]:
    """The editions an actor may know of; others do not exist for them (404). As `permissions.may_read`."""
    if actor.may(Permission.READ_REPORTS):
        return Edition.objects.all()
    return Edition.objects.filter(unit__in=actor.unit_ids, paper__in=PER_UNIT, issued_at__isnull=False)


def fetched(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """With all that is told of them; two queries."""
    copies = SignedCopy.objects.select_related("file", "added_by", "withdrawn_by")
    return rows.select_related(*FETCHED).prefetch_related(Prefetch("signed_copies", copies))


def views_of(rows: Iterable[Edition]) -> list[EditionView]:
    """With their jobs; one query when one is not issued, else none."""
    rows = list(rows)
    keys = [job_key(row) for row in rows if not row.is_issued]
    jobs = {job.key: job for job in Job.objects.filter(kind=ISSUING, key__in=keys)} if keys else {}
    return [EditionView(row, jobs.get(job_key(row))) for row in rows]


def view_of(row: Edition) -> EditionView:
    """As `views_of`, of one."""
    return views_of([row])[0]


def editions_of(actor: Actor, period: Period) -> list[EditionView]:
    """All of a quarter the actor may know of, newest edition first; three queries."""
    return views_of(fetched(visible(actor).filter(period=period)).order_by("unit__code", "-number"))


def editions_of_unit(actor: Actor, evaluation: Evaluation) -> list[EditionView]:
    """What was issued about one unit in one quarter, newest edition first."""
    rows = visible(actor).filter(period=evaluation.period_id, unit=evaluation.unit_id, issued_at__isnull=False)
    return views_of(fetched(rows).order_by("paper", "-number"))


def first_of(paper: str, period: Period, unit_id: int | None) -> Edition | None:
    """The first edition of a paper, issued or being prepared."""
    return Edition.objects.filter(paper=paper, period=period, unit=unit_id, number=1).first()


def number_taken(letter_number: str, *, besides: Edition | None = None) -> bool:
    """Does another paper bear the number, in whatever capitals and spaces?

    The editions of one paper (that of `besides`) may share theirs.
    """
    rows = Edition.objects.alias(alike=ALIKE).filter(alike=Upper(Value(letter_number.replace(" ", ""))))
    if besides:
        rows = rows.exclude(paper=besides.paper, period=besides.period_id, unit=besides.unit_id)
    return rows.exists()


def approved(period: Period) -> dict[int, Evaluation]:
    """Unit id -> the approved sheet as it was recorded, in the order of the units' codes; two queries."""
    return approved_among(as_recorded(list(evaluations.visible(office()).filter(period=period).order_by("unit__code"))))


def approved_among(rows: Iterable[Evaluation]) -> dict[int, Evaluation]:
    """The same of evaluations that were read already, in their order."""
    return {row.unit_id: row for row in rows if row.is_approved}


def asked_together(edition: Edition) -> QuerySet[Edition]:
    """The editions that were asked for by the same press of a button, this one among them."""
    return Edition.objects.filter(
        paper=edition.paper, period=edition.period_id, asked_at=edition.asked_at, asked_by=edition.asked_by_id
    )


def office(user=None) -> Actor:
    """The Inspectorate itself: an issued paper says the same whoever pressed the button, also one who belongs to a
    unit and does not see everything about it."""
    return Actor(user=user, roles=frozenset({Role.SUPERVISOR}))


# --- the public page ------------------------------------------------------------------------------
def issued_under(token: str) -> Edition | None:
    """The issued edition of that public address, which may hold anything at all."""
    if not token.isalnum():
        return None
    rows = Edition.objects.select_related("file", "replaced_by")
    return rows.filter(token=token, issued_at__isnull=False).first()


def recognised(edition: Edition, sha256: str) -> Edition | SignedCopy | None:
    """What of this edition has that content: itself, a signed copy that was not withdrawn, or nothing."""
    if edition.file.sha256 == sha256:
        return edition
    return edition.signed_copies.filter(file__sha256=sha256, withdrawn_at=None).first()


def largest(edition: Edition) -> int:
    """The size in bytes of the largest file that can be recognised."""
    copies = edition.signed_copies.filter(withdrawn_at=None).values_list("file__size", flat=True)
    return max([edition.file.size, *copies])
