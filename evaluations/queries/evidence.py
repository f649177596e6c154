"""Evidence as sheets, boards and the TPI read it: what stands at each question, and whether it proves the answer.

Whether a document has expired is judged against the quarter's last day, never against today, so a sheet reads the same
whenever it is opened (docs/adr).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)

from evaluations.enums import Assessor, EvidenceVerdict
from evaluations.models import Answer, Evaluation, Evidence, EvidenceUse, EvidenceVersion, Period
from evaluations.models.answer import Rows
from evaluations.permissions import may_write
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.periods import up_to
from evaluations.queries.sheets import value_of
from evaluations.queries.snapshots import load_files, recorded_evidence
from evaluations.scoring.types import Question
from files.enums import ScanState
from files.models import SHOWN
from units.actors import Actor
from units.models import WorkUnit

Uses = dict[str, list[EvidenceUse]]  # question code -> what stands there, the oldest first

DOUBTED = frozenset({EvidenceVerdict.WEAK, EvidenceVerdict.IRRELEVANT})
REUSABLE = 100  # pieces of evidence that a list offers at once; a search finds the others
PEOPLE = ("added_by", "confirmed_by", "withdrawn_by", "verdict_by", "version__made_by")


VERSIONS = Prefetch("evidence__versions", EvidenceVersion.objects.select_related("file", "made_by").order_by("number"))


# --- what stands at a question --------------------------------------------------------------------
def live(evaluation: Evaluation) -> QuerySet[EvidenceUse]:
    """What stands in a sheet and was not withdrawn, with its content, the oldest first."""
    rows = EvidenceUse.objects.filter(evaluation=evaluation, withdrawn_at=None)
    return rows.select_related("version__file").order_by("added_at", "pk")


def evidence_of(evaluation: Evaluation, *, verdicts: bool = True) -> Uses:
    """What stands at every question of a sheet, as recorded where it was rebuilt from a snapshot; one query.

    Without `verdicts` nothing tells what the TPI says.
    """
    if evaluation.recorded:
        uses = (use for found in recorded_evidence(evaluation).values() for use in found if not use.withdrawn_at)
        return by_code(evaluation, uses, verdicts=verdicts)
    return by_code(evaluation, live(evaluation).select_related("since", *PEOPLE), verdicts=verdicts)


def uses_of(evaluation: Evaluation, code: str, *, verdicts: bool = True) -> list[EvidenceUse]:
    """What stands and stood at one question, withdrawn ones last, each with its versions; two queries.

    Those of a rebuilt sheet too have files that can be opened, as far as they may be today (`load_files`).
    """
    if evaluation.recorded:
        uses = recorded_evidence(evaluation).get(code, [])
        prefetch_related_objects(uses, VERSIONS)
        load_files(uses)
    else:
        uses = _rows_of(evaluation, code)
    by_code(evaluation, uses, verdicts=verdicts)
    return sorted(uses, key=lambda use: use.withdrawn_at is not None)


def _rows_of(evaluation: Evaluation, code: str) -> list[EvidenceUse]:
    """Everything that stands or stood at one question, the oldest first."""
    question = loaded(evaluation.period.instrument).question_ids[code]
    rows = EvidenceUse.objects.filter(evaluation=evaluation, question=question)
    rows = rows.select_related("version__file", "since", "evidence", *PEOPLE)
    return list(rows.prefetch_related(VERSIONS).order_by("added_at", "pk"))


def by_code(evaluation: Evaluation, uses: Iterable[EvidenceUse], *, verdicts: bool = True) -> Uses:
    """The uses by question code; they know their evaluation. Without `verdicts` theirs are blank (not to be saved)."""
    codes = loaded(evaluation.period.instrument).codes
    found: Uses = {}
    for use in uses:
        use.evaluation = evaluation
        if not verdicts:
            use.hide_verdict()
        found.setdefault(codes[use.question_id], []).append(use)
    return found


# --- does it prove the answer ---------------------------------------------------------------------
def needs_evidence(question: Question, answer: Answer | None) -> bool:
    """Does the answer claim something? A value of 0, a gap and an unconfirmed proposal need no proof."""
    return bool(answer and question.value(value_of(answer)))


def is_expired(version: EvidenceVersion, period: Period) -> bool:
    """Was the document out of force when the quarter ended?"""
    return _is_over(version.valid_until, period)


def age(use: EvidenceUse, period: Period) -> int:
    """Quarters since the content first stood at this question; 0 = it came in this quarter."""
    return period.when - use.since.when


def is_sufficient(use: EvidenceUse, period: Period) -> bool:
    """Does it prove the answer, as far as anybody said?

    Live, confirmed if it was carried along, shown if it is a file (not waiting for the scanner), in force at the
    quarter's end, and not doubted by the TPI on its present version.
    """
    file, until = use.version.file, use.version.valid_until
    return use.withdrawn_at is None and _suffices(
        use.is_carried, file and file.scan, until, use.present_verdict, period
    )


def _suffices(is_carried: bool, scan: str | None, valid_until: date | None, verdict: str, period: Period) -> bool:
    """The rule, of a use that is live; `scan` is its file's, None for a link, `verdict` that on its present version."""
    is_shown = scan is None or scan in SHOWN
    return is_shown and not is_carried and not _is_over(valid_until, period) and verdict not in DOUBTED


def _is_over(valid_until: date | None, period: Period) -> bool:
    return valid_until is not None and valid_until < period.when.last


def unproven_codes(source: Loaded, rows: Rows, uses: Uses, period: Period) -> set[str]:
    """Codes of the unit's answers that claim something without a single sufficient piece of evidence."""
    proven = {code for code, found in uses.items() if any(is_sufficient(use, period) for use in found)}
    return _claimed(source, rows) - proven


def _claimed(source: Loaded, rows: Rows) -> set[str]:
    questions = source.instrument.questions
    return {code for code, answer in rows[Assessor.UNIT].items() if needs_evidence(questions[code], answer)}


def count_unproven(evaluation: Evaluation, rows: Rows) -> int:
    """How many answers of the unit want better evidence; one query, of figures only: every save asks."""
    source, period = loaded(evaluation.period.instrument), evaluation.period
    uses = EvidenceUse.objects.filter(evaluation=evaluation, withdrawn_at=None).order_by()
    on_present = Case(When(verdict_version=F("version"), then="verdict"), default=Value(""))
    told = uses.values_list("question", "is_carried", "version__file__scan", "version__valid_until", on_present)
    proven = {source.codes[question] for question, *facts in told if _suffices(*facts, period)}
    return len(_claimed(source, rows) - proven)


def is_private(version: EvidenceVersion, evaluation: Evaluation) -> bool:
    """Does nothing but this sheet, which was never handed in, show the version? Two queries at most."""
    if evaluation.submitted_at:
        return False
    return not version.uses.exclude(evaluation=evaluation).exists() and not version.follow_ups.exists()


# --- using it again -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reusable:
    """A piece of evidence in its newest version, and where it stands: "A.I.1.i.a" or "A.I.1.i.a, TW II 2024"."""

    evidence: Evidence
    version: EvidenceVersion
    places: list[str] = field(default_factory=list)


def offered(evaluation: Evaluation) -> QuerySet[Evidence]:
    """The evidence of the sheet's unit that may stand in it: used in this or an earlier quarter, or in a follow-up."""
    here = EvidenceUse.objects.filter(up_to(evaluation.period), withdrawn_at=None, evidence=OuterRef("pk"))
    told = EvidenceVersion.follow_ups.through.objects.filter(evidenceversion__evidence=OuterRef("pk"))
    return Evidence.objects.filter(Exists(here) | Exists(told), unit=evaluation.unit_id)


def reusable(actor: Actor, evaluation: Evaluation, code: str, search: str = "") -> list[Reusable]:
    """What the unit may attach to the question besides what stands there, the newest first; two queries.

    Only for those who may write the unit's column. `search` looks in titles, file names and links.
    """
    if not may_write(actor, evaluation, Assessor.UNIT):
        return []
    question = loaded(evaluation.period.instrument).question_ids[code]
    newest = EvidenceVersion.objects.filter(evidence=OuterRef("evidence")).order_by("-number").values("pk")[:1]
    there = live(evaluation).filter(question=question).order_by().values("evidence")
    rows = EvidenceVersion.objects.filter(evidence__in=offered(evaluation), pk=Subquery(newest))
    rows = rows.exclude(evidence__in=there).exclude(file__scan=ScanState.INFECTED).filter(_holds(search.strip()))
    versions = list(rows.select_related("evidence", "file").order_by("-made_at", "-pk")[:REUSABLE])
    places = _places(evaluation, [version.evidence_id for version in versions])
    return [Reusable(version.evidence, version, places.get(version.evidence_id, [])) for version in versions]


def _holds(text: str) -> Q:
    return Q(title__icontains=text) | Q(file__name__icontains=text) | Q(url__icontains=text) if text else Q()


def _places(evaluation: Evaluation, keys: list[int]) -> dict[int, list[str]]:
    """Evidence id -> where it stands up to this quarter, the newest quarter first."""
    uses = EvidenceUse.objects.filter(up_to(evaluation.period), evidence__in=keys, withdrawn_at=None)
    uses = uses.select_related("question", "evaluation__period")
    newest = ("-evaluation__period__year", "-evaluation__period__quarter", "question__order")
    places: dict[int, list[str]] = {}
    for use in uses.order_by(*newest):
        here = use.evaluation_id == evaluation.pk
        where = use.question.code if here else f"{use.question.code}, {use.evaluation.period}"
        places.setdefault(use.evidence_id, []).append(where)
    return places


# --- the same content elsewhere -------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Twin:
    """Where the same content stands besides: units that use it too, and at how many questions of this sheet."""

    units: list[WorkUnit]
    questions: int


def twins(evaluation: Evaluation) -> dict[str, Twin]:
    """SHA-256 -> where files of this sheet stand besides, in whatever quarter; two queries.

    For those only whom `permissions.sees_twins` allows: it names other units.
    """
    return twins_of(evaluation, [use for uses in evidence_of(evaluation).values() for use in uses])


def twins_of(evaluation: Evaluation, uses: Iterable[EvidenceUse]) -> dict[str, Twin]:
    """As `twins`, of a sheet whose uses were read already; one query."""
    questions: dict[str, set[int]] = {}
    for use in uses:
        if use.version.file:
            questions.setdefault(use.version.file.sha256, set()).add(use.question_id)
    others = EvidenceUse.objects.filter(withdrawn_at=None, version__file__sha256__in=list(questions))
    others = others.exclude(evaluation__unit=evaluation.unit_id).order_by("evaluation__unit__code")
    units: dict[str, dict[int, WorkUnit]] = {}
    for use in others.select_related("version__file", "evaluation__unit"):
        units.setdefault(use.version.file.sha256, {})[use.evaluation.unit_id] = use.evaluation.unit
    found = {sha256: Twin(list(units.get(sha256, {}).values()), len(codes)) for sha256, codes in questions.items()}
    return {sha256: twin for sha256, twin in found.items() if twin.units or twin.questions > 1}
