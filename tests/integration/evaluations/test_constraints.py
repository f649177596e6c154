"""Every rule the database keeps: its name, how to break it, and a sentence for the user."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from evaluations.models import (
    Answer,
    AnswerScale,
    Area,
    Component,
    Evaluation,
    Indicator,
    Instrument,
    Period,
    Question,
    Score,
    Snapshot,
    Threshold,
)
from history.models import Entry
from inbox.models import Message, Preference
from plans.models import Action
from tests.factories import (
    LONG_AGO,
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    RepairRequestFactory,
    UserFactory,
    WorkUnitFactory,
    answer,
    assign,
    grant,
)
from tests.integration.evaluations import breaking
from tests.integration.evaluations.breaking import again, changed
from tests.integration.insights import breaking as insights_breaking
from tests.integration.plans import breaking as plans_breaking
from tests.integration.reports import breaking as reports_breaking
from tests.integration.visits import breaking as visits_breaking
from tests.integration.workbooks import breaking as workbooks_breaking
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.models.user_import import UserImport

pytestmark = pytest.mark.django_db
OURS = ["accounts", "history", "files", "units", "inbox", "evaluations", "plans", "visits", "workbooks", "insights"]
OURS += ["reports"]


def _draft(**fields):
    number = Instrument.objects.filter(identifier="uji").count() + 1
    return Instrument.objects.create(
        **{
            "identifier": "uji",
            "version": number,
            "title": "Uji",
            "legal_basis": "-",
            **fields,
        }
    )


def _component(**fields):
    return Component.objects.create(
        **{
            "instrument": _draft(),
            "order": 0,
            "code": "A",
            "title": "A",
            "weight": 60,
            **fields,
        }
    )


def _indicator(**fields):
    parent = _component()
    return Indicator.objects.create(
        **{
            "instrument": parent.instrument,
            "component": parent,
            "order": 0,
            "code": "A.i",
            "title": "i",
            "weight": 1,
            **fields,
        }
    )


def _question(**fields):
    above = _indicator()
    scale = AnswerScale.objects.create(instrument=above.instrument, order=0, key="ab", options=[["A", "1"], ["B", "0"]])
    return Question.objects.create(
        **{
            "instrument": above.instrument,
            "indicator": above,
            "order": 0,
            "code": "A.i.a",
            "text": "?",
            "scale": scale,
            **fields,
        }
    )


def _area():
    return Area.objects.create(instrument=_draft(), order=0, number=1, title="Satu")


def _scale():
    return AnswerScale.objects.create(instrument=_draft(), order=0, key="ab", options=[])


def _threshold(**fields):
    return Threshold.objects.create(
        **{
            "instrument": _draft(),
            "order": 0,
            "predicate": "WBK",
            "target": "total",
            "minimum": 75,
            **fields,
        }
    )


def _score(**fields):
    return Score.objects.create(
        **{
            "evaluation": EvaluationFactory(),
            "assessor": "unit",
            "official": 50,
            "strict": 40,
            "answered": 1,
            "questions": 113,
            "passes_wbk": False,
            "passes_wbbm": False,
            "detail": {},
            **fields,
        }
    )


def _snapshot(**fields):
    return Snapshot.objects.create(
        **{
            "evaluation": EvaluationFactory(),
            "number": 1,
            "moment": "approve",
            "round": 1,
            "taken_at": NOW,
            "taken_by": UserFactory(),
            "head": {},
            "details": {},
            "sheet": {},
            "digest": "0" * 64,
            **fields,
        }
    )


def _user_import():
    return UserImport.objects.create(owner=UserFactory(), file_name="a.xlsx", rows=[], created_at=NOW)


def _entry(**fields):
    return Entry(**{"at": NOW, "source": "screen", "verb": "uji", "subject": "user", "subject_id": 1, **fields})


def _message(**fields):
    event = {"event": "returned", "key": "1", "title": "Judul", "text": "Isi", "url": "/", "created_at": NOW}
    return Message.objects.create(**{"user": UserFactory(), **event, **fields})


def _answer():
    return answer(EvaluationFactory(), "A.I.1.i.a", "unit", "Ya")


def _self_parent():
    row = _component()
    row.parent_id = row.pk
    return row


# Name -> a row that breaks the constraint when it is saved.
BREAK = {
    "user_has_username": lambda: UserFactory.build(username=""),
    "history_source_known": lambda: _entry(source="surat"),
    "history_says_what": lambda: _entry(verb=""),
    "work_unit_target_known": lambda: WorkUnitFactory.build(target="WTP"),
    "work_unit_code_fits_addresses": lambda: WorkUnitFactory.build(code="12/3"),
    "work_unit_named": lambda: WorkUnitFactory.build(name=""),
    "organisation_is_single": lambda: Organisation(pk=2),
    "legal_basis_ends_after_issue": lambda: LegalBasis(title="x", issued_on=TODAY, ends_on=TODAY),
    "rolegrant_ends_after_start": lambda: RoleGrant(
        user=UserFactory(), role="leader", starts_on=TODAY, ends_on=LONG_AGO
    ),
    "rolegrant_role_known": lambda: RoleGrant(user=UserFactory(), role="raja", starts_on=TODAY),
    "rolegrant_unit_fits_role": lambda: RoleGrant(
        user=UserFactory(), role="leader", unit=WorkUnitFactory(), starts_on=TODAY
    ),
    "rolegrant_once": lambda: again(grant(UserFactory(), "unit_head", WorkUnitFactory())),
    "rolegrant_once_without_unit": lambda: again(grant(UserFactory(), "leader")),
    "assignment_ends_after_start": lambda: Assignment(
        user=UserFactory(), unit=WorkUnitFactory(), starts_on=TODAY, ends_on=LONG_AGO
    ),
    "assignment_kind_known": lambda: Assignment(
        user=UserFactory(), unit=WorkUnitFactory(), starts_on=TODAY, kind="wakil"
    ),
    "assignment_once": lambda: again(assign(UserFactory(), WorkUnitFactory())),
    "message_once": lambda: again(_message()),
    "message_event_known": lambda: again(_message(), event="gempa"),
    "message_says_what": lambda: again(_message(), key="2", title=""),
    "message_url_is_local": lambda: again(_message(), key="2", url="//zi.example.org/"),
    "preference_once": lambda: again(Preference.objects.create(user=UserFactory(), event="returned")),
    "preference_event_known": lambda: Preference(user=UserFactory(), event="gempa"),
    "user_import_one_per_person": lambda: again(_user_import()),
    "instrument_version_once": lambda: again(_draft()),
    "instrument_state_known": lambda: again(_draft(), version=9, state="lama", fingerprint="x"),
    "instrument_published_has_fingerprint": lambda: again(_draft(), version=9, state="published"),
    "instrument_version_positive": lambda: again(_draft(), version=0),
    "area_number_once": lambda: again(_area()),
    "scale_key_once": lambda: again(_scale()),
    "component_code_once": lambda: again(_component()),
    "component_weight_within_100": lambda: again(_component(), code="B", weight=101),
    "component_not_its_own_parent": _self_parent,
    "indicator_code_once": lambda: again(_indicator()),
    "indicator_weight_within_100": lambda: again(_indicator(), code="B", weight=0),
    "question_code_once": lambda: again(_question()),
    "question_choice_or_figures": lambda: again(_question(), code="B", formula={"kind": "index"}),
    "threshold_once": lambda: again(_threshold()),
    "threshold_within_100": lambda: again(_threshold(), target="A", minimum=101),
    "period_once_per_quarter": lambda: again(PeriodFactory()),
    "period_quarter_known": lambda: again(PeriodFactory(), quarter=5),
    "period_year_sensible": lambda: again(PeriodFactory(), year=2009),
    "period_state_known": lambda: again(PeriodFactory(state="locked"), quarter=1, state="ada"),
    "period_deadlines_in_order": lambda: again(PeriodFactory(), quarter=1, verify_deadline=TODAY),
    "period_opened_says_when_and_who": lambda: again(PeriodFactory(), quarter=1, opened_by_id=None),
    "period_locked_says_when_and_who": lambda: again(PeriodFactory(), quarter=1, state="locked"),
    "evaluation_once_per_period": lambda: again(EvaluationFactory()),
    "evaluation_target_known": lambda: changed(EvaluationFactory(), target="WTP"),
    "evaluation_round_positive": lambda: changed(EvaluationFactory(), round=0),
    "evaluation_state_known": lambda: EvaluationFactory.build(
        period=PeriodFactory(), unit=WorkUnitFactory(), state="batal", submitted_at=NOW, submitted_by=UserFactory()
    ),
    "evaluation_returned_says_why": lambda: changed(EvaluationFactory(state="returned"), return_reason=""),
    "evaluation_past_draft_was_submitted": lambda: changed(EvaluationFactory(), state="submitted"),
    "evaluation_approved_was_reviewed": lambda: changed(EvaluationFactory(state="reviewed"), state="approved"),
    "evaluation_submitted_at_and_by": lambda: changed(EvaluationFactory(), submitted_at=NOW),
    "evaluation_reviewed_at_and_by": lambda: changed(EvaluationFactory(), reviewed_at=NOW),
    "evaluation_approved_at_and_by": lambda: changed(EvaluationFactory(), approved_by=UserFactory()),
    "answer_once_per_assessor": lambda: again(_answer()),
    "answer_assessor_known": lambda: again(_answer(), assessor="bpk"),
    "answer_choice_or_figures": lambda: again(_answer(), assessor="tpi", figures={"indeks": "1"}),
    "answer_version_positive": lambda: again(_answer(), assessor="tpi", version=0),
    "answer_only_tpi_names_unit_version": lambda: changed(_answer(), unit_version=1),
    "answer_only_unit_carries_or_skips": lambda: again(_answer(), assessor="tpi", is_carried=True),
    "answer_gap_has_no_value": lambda: changed(_answer(), option="Ya", gap_reason="Tidak ada"),
    "repair_numbered_once": lambda: again(_sent_request(), sent_at=NOW, round=2),
    "repair_one_unsent": lambda: again(RepairRequestFactory(), number=2),
    "repair_number_positive": lambda: again(_sent_request(), number=0),
    "repair_says_what": lambda: changed(RepairRequestFactory(), reason=""),
    "repair_sent_in_a_round": lambda: changed(RepairRequestFactory(), round=2),
    "repair_response_at_and_by": lambda: changed(RepairRequestFactory(), response="Sudah"),
    "score_once_per_assessor": lambda: again(_score()),
    "score_assessor_known": lambda: again(_score(), assessor="bpk"),
    "score_within_100": lambda: again(_score(), assessor="tpi", official=101),
    "score_strict_at_most_official": lambda: again(_score(), assessor="tpi", strict=51),
    "score_answered_at_most_questions": lambda: again(_score(), assessor="tpi", answered=114),
    "snapshot_number_once": lambda: again(_snapshot(), moment="lock"),
    "snapshot_step_once_per_round": lambda: again(_snapshot(), number=2),
    "snapshot_moment_known": lambda: again(_snapshot(), number=2, moment="return"),
    "snapshot_counts_from_one": lambda: again(_snapshot(), number=0, round=2),
    "snapshot_step_says_who": lambda: again(_snapshot(), number=2, round=2, taken_by_id=None),
    "snapshot_digest_is_sha256": lambda: again(_snapshot(), number=2, round=2, digest="A" * 64),
}
BREAK |= breaking.BREAK
BREAK |= plans_breaking.BREAK
BREAK |= visits_breaking.BREAK
BREAK |= workbooks_breaking.BREAK
BREAK |= insights_breaking.BREAK
BREAK |= reports_breaking.BREAK


def _sent_request():
    return RepairRequestFactory(sent_at=NOW, round=2)


def _constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {
        constraint.name: (model, constraint)
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_in_the_table():
    assert sorted(BREAK) == sorted(_constraints())


@pytest.mark.parametrize("name", BREAK)
def test_every_constraint_has_a_sentence_of_its_own(name):
    _, constraint = _constraints()[name]
    assert constraint.violation_error_message != models.BaseConstraint.default_violation_error_message
    assert constraint.violation_error_message[-1] == "."


@pytest.mark.parametrize("name", BREAK)
def test_the_database_refuses(instrument, name):
    model, constraint = _constraints()[name]
    row = BREAK[name]()
    assert type(row) is model
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    assert str(refused.value).splitlines()[0] == _expected(model, constraint)


@pytest.mark.parametrize("name", BREAK)
def test_a_form_is_told(instrument, name):
    """The same row, asked before it is saved, gets the constraint's sentence."""
    model, constraint = _constraints()[name]
    with pytest.raises(ValidationError) as refused:
        constraint.validate(model, BREAK[name]())
    assert refused.value.messages == [constraint.violation_error_message]


# A state nobody knows breaks two rules; PostgreSQL names the first of the alphabet.
FIRST_BROKEN = {"period_state_known": "period_locked_says_when_and_who"}


def _expected(model, constraint) -> str:
    """The database's own first line; SQLite names a unique constraint by its columns, if it has any."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        name = FIRST_BROKEN.get(constraint.name, constraint.name)
        if isinstance(constraint, models.UniqueConstraint):
            return f'duplicate key value violates unique constraint "{name}"'
        return f'new row for relation "{table}" violates check constraint "{name}"'
    if isinstance(constraint, models.UniqueConstraint):
        if constraint.expressions:
            return f"UNIQUE constraint failed: index '{constraint.name}'"
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        return f"UNIQUE constraint failed: {', '.join(f'{table}.{column}' for column in columns)}"
    return f"CHECK constraint failed: {constraint.name}"


@pytest.mark.parametrize("model", [WorkUnit, Period, Evaluation, Answer, Snapshot, Action])
def test_people_are_protected(model):
    """Nothing a person did goes with them: no foreign key of ours cascades from a user, a unit or a quarter."""
    cascading = [
        (field.name, field.related_model.__name__)
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is not models.PROTECT
    ]
    assert cascading == []
