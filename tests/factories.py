"""Makes rows for tests. Defaults are the plain case: an open period, a sheet being filled, deadlines far away.

The application's clock is the real one in views, so roles begin long ago and deadlines lie far ahead; tests of
actions pass NOW.
"""

from datetime import date, datetime
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory, Password

from accounts.models import User
from evaluations.actions.instruments import copy_instrument, load_instrument, publish_instrument
from evaluations.actions.scores import rescore
from evaluations.enums import Assessor, EvaluationState, PeriodState, RecommendationState
from evaluations.models import (
    Answer,
    Evaluation,
    Evidence,
    EvidenceUse,
    EvidenceVersion,
    Instrument,
    Period,
    Recommendation,
    RepairRequest,
    Threshold,
)
from evaluations.models.recommendation import CLOSED
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import stored_figures
from evaluations.scoring import answers as reading
from evaluations.scoring import library
from evaluations.scoring.formulas import Index, Ratio
from evaluations.scoring.types import Question
from files.models import StoredFile
from plans.enums import ActionState
from plans.models import Action
from units.actors import Actor, actor_for
from units.models import Assignment, RoleGrant, WorkUnit
from units.roles import Role

WIB = ZoneInfo("Asia/Jakarta")
TODAY = date(2024, 8, 21)
NOW = datetime(2024, 8, 21, 9, 0, tzinfo=WIB)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "rahasia-uji-2024"


@cache
def _read_builtin():
    """The file, read once: parsed instrument, its data, its sha256."""
    return library.read(library.builtin_path())


class UserFactory(DjangoModelFactory):
    """A person without any role, who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"orang{n:04}")
    full_name = factory.LazyAttribute(lambda user: f"Nama {user.username}")
    password = Password(PASSWORD)


class WorkUnitFactory(DjangoModelFactory):
    """An active unit that aims for WBK."""

    class Meta:
        model = WorkUnit

    code = factory.Sequence(lambda n: f"5{n:04}")  # sorted as they were made; no test names such a code
    name = factory.LazyAttribute(lambda unit: f"Unit Kerja {unit.code}")


def _when(*states: str):
    """NOW once the object has come to one of the states."""
    return factory.LazyAttribute(lambda row: NOW if row.state in states else None)


def _who(*states: str):
    """A new person once the object has come to one of the states."""
    return factory.LazyAttribute(lambda row: UserFactory() if row.state in states else None)


P = PeriodState


class PeriodFactory(DjangoModelFactory):
    """TW III 2024, open, on the built-in instrument, deadlines in 2099. Give `state` for another one."""

    class Meta:
        model = Period

    year = 2024
    quarter = 3
    instrument = factory.LazyFunction(lambda: builtin_instrument())
    state = P.OPEN
    fill_deadline = date(2099, 10, 31)
    verify_deadline = date(2099, 11, 30)
    repair_deadline = date(2099, 12, 31)
    opened_at = _when(P.OPEN, P.LOCKED, P.REPORTED)
    opened_by = _who(P.OPEN, P.LOCKED, P.REPORTED)
    locked_at = _when(P.LOCKED, P.REPORTED)
    locked_by = _who(P.LOCKED, P.REPORTED)


S = EvaluationState


class EvaluationFactory(DjangoModelFactory):
    """The sheet of a new unit in TW III 2024 (made when it is missing), with the stamps its `state` asks for."""

    class Meta:
        model = Evaluation

    period = factory.LazyFunction(lambda: Period.objects.filter(year=2024, quarter=3).first() or PeriodFactory())
    unit = factory.SubFactory(WorkUnitFactory)
    state = S.DRAFT
    target = factory.LazyAttribute(lambda row: row.unit.target)
    submitted_at = _when(S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.REVIEWED, S.APPROVED)
    submitted_by = _who(S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.REVIEWED, S.APPROVED)
    reviewed_at = _when(S.REVIEWED, S.APPROVED)
    reviewed_by = _who(S.REVIEWED, S.APPROVED)
    approved_at = _when(S.APPROVED)
    approved_by = _who(S.APPROVED)
    return_reason = factory.LazyAttribute(lambda row: "Lengkapi bukti." if row.state == S.RETURNED else "")


class RepairRequestFactory(DjangoModelFactory):
    """A question marked for repair, not sent yet. Give `code` for another question, `sent_at` and `round` once sent."""

    class Meta:
        model = RepairRequest

    class Params:
        code = "A.I.1.i.a"

    evaluation = factory.SubFactory(EvaluationFactory)
    question_id = factory.LazyAttribute(lambda row: loaded(row.evaluation.period.instrument).question_ids[row.code])
    number = 1
    reason = "Lampirkan SK yang terbaru."
    asked_at = NOW
    asked_by = factory.SubFactory(UserFactory)


class StoredFileFactory(DjangoModelFactory):
    """The row of a PDF of one page whose content was never written: for lists, not for fetching."""

    class Meta:
        model = StoredFile

    name = factory.Sequence(lambda n: f"SK Tim ZI {n + 1}.pdf")
    kind = "pdf"
    size = 1000
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    content = factory.Sequence(lambda n: f"00/{n:032x}")
    pages = 1
    stored_at = NOW
    stored_by = factory.SubFactory(UserFactory)


class EvidenceVersionFactory(DjangoModelFactory):
    """The first version of a new piece of evidence, a file. For a link give `file=None` and `url`."""

    class Meta:
        model = EvidenceVersion

    class Params:
        unit = factory.SubFactory(WorkUnitFactory)

    evidence = factory.LazyAttribute(
        lambda row: Evidence.objects.create(unit=row.unit, made_at=row.made_at, made_by=row.made_by)
    )
    number = 1
    title = factory.Sequence(lambda n: f"SK Tim ZI {n + 1}")
    file = factory.SubFactory(StoredFileFactory)
    made_at = NOW
    made_by = factory.SubFactory(UserFactory)


class EvidenceUseFactory(DjangoModelFactory):
    """A file at one question of a sheet, not judged. Give `code` for another question."""

    class Meta:
        model = EvidenceUse

    class Params:
        code = "A.I.1.i.a"

    evaluation = factory.SubFactory(EvaluationFactory)
    question_id = factory.LazyAttribute(lambda row: loaded(row.evaluation.period.instrument).question_ids[row.code])
    version = factory.SubFactory(EvidenceVersionFactory, unit=factory.SelfAttribute("..evaluation.unit"))
    evidence = factory.SelfAttribute("version.evidence")
    since = factory.SelfAttribute("evaluation.period")
    added_at = NOW
    added_by = factory.SubFactory(UserFactory)


class RecommendationFactory(DjangoModelFactory):
    """Open advice on a question, told to the unit. Give another `state`, or `sent_at=None` for a draft."""

    class Meta:
        model = Recommendation

    evaluation = factory.SubFactory(EvaluationFactory)
    unit = factory.SelfAttribute("evaluation.unit")
    number = factory.LazyAttributeSequence(lambda row, n: n + 1 if row.sent_at else None)
    code = "A.I.1.i.a"
    area = 1
    text = "Tetapkan SK Tim ZI yang baru."
    year = factory.SelfAttribute("evaluation.period.year")
    quarter = factory.SelfAttribute("evaluation.period.quarter")
    made_at = NOW
    made_by = factory.SubFactory(UserFactory)
    sent_at = NOW
    sent_by = factory.LazyAttribute(lambda row: row.made_by if row.sent_at else None)
    closed_at = factory.LazyAttribute(lambda row: NOW if row.state in CLOSED else None)
    closed_by = factory.LazyAttribute(lambda row: row.made_by if row.state in CLOSED else None)
    state = RecommendationState.OPEN


class ActionFactory(DjangoModelFactory):
    """A planned action on area 1, due in 2099, of one of the unit's members (a new one unless `owner` is given)."""

    class Meta:
        model = Action

    unit = factory.SubFactory(WorkUnitFactory)
    text = factory.Sequence(lambda n: f"Tetapkan SK Tim ZI {n + 1}")
    area = 1
    owner = factory.LazyAttribute(lambda row: person(Role.UNIT_MEMBER, row.unit))
    due_on = date(2099, 9, 20)
    year = 2099
    quarter = 3
    state = ActionState.PLANNED
    reason = factory.LazyAttribute(lambda row: "Sudah tidak perlu." if row.state == ActionState.DROPPED else "")
    made_at = NOW
    made_by = factory.SelfAttribute("owner")
    closed_at = _when(ActionState.DONE, ActionState.DROPPED)
    closed_by = factory.LazyAttribute(lambda row: row.owner if row.closed_at else None)


def builtin_instrument() -> Instrument:
    """The LKE that comes with the project, published; loaded when it is missing, its content read into memory."""
    parsed, data, sha256 = _read_builtin()
    row = Instrument.objects.filter(identifier=parsed.id, version=parsed.version).first()
    row = row or load_instrument(data=data, sha256=sha256, now=NOW)[0]
    loaded(row)  # so that counted queries are those of the code under test
    return row


def stricter_instrument() -> Instrument:
    """A published version of the LKE with a higher WBK minimum: it scores differently."""
    administrator = actor(person(Role.ADMINISTRATOR))
    row = copy_instrument(instrument=builtin_instrument(), by=administrator, now=NOW)
    Threshold.objects.filter(instrument=row, predicate="WBK", target=Threshold.TOTAL).update(minimum=80)
    return publish_instrument(instrument=row, by=administrator, now=NOW)


def grant(user: User, role: str, unit: WorkUnit | None = None, since: date = LONG_AGO, until: date | None = None):
    """A role of a user, in force from `since`."""
    return RoleGrant.objects.create(user=user, role=role, unit=unit, starts_on=since, ends_on=until)


def assign(user: User, unit: WorkUnit, since: date = LONG_AGO, until: date | None = None) -> Assignment:
    """An evaluator's assignment to a unit, in force from `since`."""
    return Assignment.objects.create(user=user, unit=unit, starts_on=since, ends_on=until)


def person(role: str, unit: WorkUnit | None = None, **fields) -> User:
    """A new user holding one role. For an evaluator a unit means: assigned to it."""
    user = UserFactory(**fields)
    if role == Role.EVALUATOR and unit:
        assign(user, unit)
        unit = None
    grant(user, role, unit)
    return user


def actor(user: User, today: date = TODAY) -> Actor:
    """The user as the rules see them on that day."""
    return actor_for(user, today=today)


def answer(evaluation: Evaluation, code: str, assessor: str, value, note: str = "", by: User | None = None) -> Answer:
    """One answer row as `save_answer` would leave it (a first or a next version), scores included, no history."""
    source = loaded(evaluation.period.instrument)
    clean = reading.clean(source.instrument.questions[code], value)
    question_id = source.question_ids[code]
    row = Answer.objects.filter(evaluation=evaluation, question_id=question_id, assessor=assessor).first()
    row = row or Answer(evaluation=evaluation, question_id=question_id, assessor=assessor, version=0)
    row.option = clean if isinstance(clean, str) else ""
    row.figures = stored_figures(clean) if isinstance(clean, dict) else None
    row.note, row.version = note, row.version + 1
    row.unit_version = _unit_versions(evaluation).get(question_id, 0) if assessor == Assessor.TPI else None
    row.updated_at, row.updated_by = NOW, by or UserFactory()
    row.save()
    rescore(evaluation)
    return row


def fill(evaluation: Evaluation, assessor: str, grade: str = "A", codes=None, by: User | None = None) -> None:
    """Answer every question (or those of `codes`) that has no row yet, from grade A (full points) to E (none)."""
    source = loaded(evaluation.period.instrument)
    have = set(Answer.objects.filter(evaluation=evaluation, assessor=assessor).values_list("question_id", flat=True))
    versions = _unit_versions(evaluation)
    by = by or UserFactory()
    Answer.objects.bulk_create(
        Answer(
            evaluation=evaluation,
            question_id=pk,
            assessor=assessor,
            version=1,
            updated_at=NOW,
            updated_by=by,
            unit_version=versions.get(pk, 0) if assessor == Assessor.TPI else None,
            **_graded(source.instrument.questions[code], grade),
        )
        for code, pk in source.question_ids.items()
        if pk not in have and (codes is None or code in codes)
    )
    rescore(evaluation)


def _unit_versions(evaluation: Evaluation) -> dict[int, int]:
    rows = Answer.objects.filter(evaluation=evaluation, assessor=Assessor.UNIT)
    return dict(rows.values_list("question_id", "version"))


def _graded(question: Question, grade: str) -> dict:
    step = "ABCDE".index(grade)
    if not question.is_numeric:
        return {"option": question.scale.values[min(step, len(question.scale.values) - 1)]}
    return {"figures": stored_figures(graded_figures(question, Fraction(4 - step, 4)))}


def graded_figures(question: Question, share: Fraction) -> dict[str, Fraction]:
    """Figures of a numeric question that are worth `share` (0..1, a multiple of 1/4)."""
    formula, figures = question.formula, {item.key: Fraction(0) for item in question.inputs}
    if isinstance(formula, Index):
        figures[formula.input] = formula.maximum * share
    elif isinstance(formula, Ratio):
        figures |= {formula.denominator[0]: Fraction(100), formula.numerator[0]: 100 * share}
    else:
        figures |= {formula.previous: Fraction(100), formula.current: 100 * (1 - share)}
    return figures
