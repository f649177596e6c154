"""Who may open which administration page."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from evaluations.enums import EvaluationState
from history import log
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, EvidenceUseFactory, WorkUnitFactory, actor, answer, grant, person
from units.models import LegalBasis, Organisation
from units.roles import Role

pytestmark = pytest.mark.django_db

# Role -> model -> status of the list, the page to add, the page of a row, and of posting nothing to that page.
MANAGED = (200, 200, 200, 200)
READ = (200, 403, 200, 403)
CLOSED = (403, 403, 403, 403)
PARTS = ["area", "answerscale", "component", "indicator", "question", "threshold"]
MODELS = [
    "workunit",
    "rolegrant",
    "assignment",
    "legalbasis",
    "organisation",
    "user",
    "period",
    "instrument",
    *PARTS,
    "evaluation",
    "answer",
    "score",
    "evidenceuse",
    "entry",
]
PUBLISHED_PARTS = dict.fromkeys(PARTS, READ)
TABLE = {
    Role.ADMINISTRATOR: {
        "workunit": MANAGED,
        "rolegrant": MANAGED,
        "assignment": MANAGED,
        "legalbasis": MANAGED,
        "user": MANAGED,
        "organisation": (302, 403, 200, 200),
        "period": MANAGED,
        "instrument": READ,
        **dict.fromkeys(PARTS, (200, 200, 200, 403)),
        "evaluation": READ,
        "answer": READ,
        "score": READ,
        "evidenceuse": READ,
        "entry": READ,
    },
    Role.EVALUATOR: {
        **dict.fromkeys(["workunit", "rolegrant", "assignment", "legalbasis", "organisation", "user", "entry"], CLOSED),
        "period": READ,
        "instrument": READ,
        **PUBLISHED_PARTS,
        "evaluation": READ,
        "answer": MANAGED,
        "score": READ,
        "evidenceuse": READ,
    },
    Role.SUPERVISOR: {
        **dict.fromkeys(["workunit", "rolegrant", "assignment", "legalbasis", "organisation", "user"], CLOSED),
        "period": MANAGED,
        "instrument": READ,
        **PUBLISHED_PARTS,
        "evaluation": READ,
        "answer": READ,
        "score": READ,
        "evidenceuse": READ,
        "entry": READ,
    },
    Role.UNIT_MEMBER: dict.fromkeys(MODELS, CLOSED),
    Role.UNIT_HEAD: dict.fromkeys(MODELS, CLOSED),
    Role.LEADER: dict.fromkeys(MODELS, CLOSED),
}
INDEX = {
    Role.ADMINISTRATOR: 200,
    Role.EVALUATOR: 200,
    Role.SUPERVISOR: 200,
    Role.UNIT_MEMBER: 403,
    Role.UNIT_HEAD: 403,
    Role.LEADER: 403,
}


@pytest.fixture
def rows(instrument):
    """A row of every model, by model name."""
    evaluation = EvaluationFactory(state=EvaluationState.IN_REVIEW)
    verifier = person(Role.EVALUATOR, evaluation.unit)
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    answer(evaluation, "A.I.1.i.a", "unit", "Ya", by=member)
    row = answer(evaluation, "A.I.1.i.a", "tpi", "Ya", by=verifier)
    found = {
        "workunit": evaluation.unit,
        "rolegrant": verifier.grants.get(),
        "assignment": verifier.assignments.get(),
        "legalbasis": LegalBasis.objects.create(title="Peraturan", issued_on="2021-01-01"),
        "organisation": Organisation.objects.get_or_create(pk=1)[0],
        "user": member,
        "period": evaluation.period,
        "instrument": instrument,
        "evaluation": evaluation,
        "answer": row,
        "score": evaluation.scores.first(),
        "evidenceuse": EvidenceUseFactory(evaluation=evaluation),
        "entry": Entry.objects.filter(subject="instrument").first()
        or Entry.objects.create(at=row.updated_at, source="screen", verb="uji", subject="instrument", subject_id=1),
    }
    for part in PARTS:
        found[part] = getattr(instrument, f"{part}_set").first()
    return found | {"verifier": verifier}


def _sign_in(client, role, rows):
    if role == Role.EVALUATOR:
        user = rows["verifier"]
    else:
        user = person(role, WorkUnitFactory() if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None)
    client.force_login(user)


def _url(row, page):
    args = [row.pk] if page in {"change", "delete", "history"} else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def test_table_names_every_model():
    registered = {model._meta.model_name for model in admin.site._registry}
    assert {role: set(models) for role, models in TABLE.items()} == dict.fromkeys(Role, registered)


@pytest.mark.parametrize("role", Role)
def test_pages_by_role(client, rows, role):
    _sign_in(client, role, rows)
    assert client.get(reverse("admin:index")).status_code == INDEX[role]
    got = {}
    for model in MODELS:
        row = rows[model]
        got[model] = (
            client.get(_url(row, "changelist")).status_code,
            client.get(_url(row, "add")).status_code,
            client.get(_url(row, "change")).status_code,
            client.post(_url(row, "change"), {}).status_code,
        )
    assert got == TABLE[role]


@pytest.mark.parametrize("role", Role)
def test_of_what_is_in_force_only_a_legal_basis_is_deleted(client, rows, role):
    _sign_in(client, role, rows)
    got = {model: client.post(_url(rows[model], "delete"), {"post": "yes"}).status_code for model in MODELS}
    expected = dict.fromkeys(MODELS, 403)
    if role == Role.ADMINISTRATOR:
        expected["legalbasis"] = 302
    assert got == expected
    kept = LegalBasis.objects.filter(pk=rows["legalbasis"].pk).exists()
    assert kept == (role != Role.ADMINISTRATOR)


def test_nothing_is_deleted_in_bulk(rf, rows):
    request = rf.get("/")
    request.actor = actor(person(Role.ADMINISTRATOR))
    names = {
        model._meta.model_name: sorted(model_admin.get_actions(request))
        for model, model_admin in admin.site._registry.items()
    }
    expected = {model: [] for model in MODELS}
    assert names == expected | {"period": ["open_periods"], "instrument": ["copy_instruments", "publish_instruments"]}


def test_anonymous_goes_to_the_sign_in_page(client):
    response = client.get(reverse("admin:evaluations_period_changelist"))
    assert response.status_code == 302
    assert response.url == f"{reverse('accounts:login')}?next={reverse('admin:evaluations_period_changelist')}"


@pytest.mark.parametrize("model", MODELS)
def test_pages_keep_to_the_content_security_policy(client, rows, model):
    """No inline script, style or handler in any page of the administration."""
    _sign_in(client, Role.EVALUATOR if model == "answer" else Role.ADMINISTRATOR, rows)
    inline = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)|<style\b|\sstyle\s*=|\son[a-z]+\s*=")
    pages = ["changelist", "change"] if TABLE[Role.ADMINISTRATOR][model][1] != 200 else ["changelist", "add", "change"]
    found = {}
    for page in pages:
        response = client.get(_url(rows[model], page), follow=True)
        assert response.status_code == 200
        found[page] = inline.findall(response.content.decode())
    assert found == {page: [] for page in pages}


def test_history_keeps_unreleased_tpi_values_from_the_own_unit(client, rows):
    evaluation = rows["evaluation"]
    supervisor = person(Role.SUPERVISOR)
    grant(supervisor, Role.UNIT_MEMBER, evaluation.unit)
    entries = [
        log.write(verb="jawaban disimpan", subject=evaluation, topic=f"A.I.1.i.a/{assessor}", by=None, at=NOW)
        for assessor in ("unit", "tpi")
    ]
    client.force_login(supervisor)
    shown = client.get(reverse("admin:history_entry_changelist")).context["cl"].result_list
    assert [row.topic for row in shown if row.subject == "evaluation"] == ["A.I.1.i.a/unit"]
    assert [client.get(_url(entry, "change")).status_code for entry in entries] == [200, 302]


def test_history_begins_its_events_with_a_capital(client, rows):
    entry = log.write(verb="jawaban disimpan", subject=rows["evaluation"], topic="status", by=None, at=NOW)
    client.force_login(person(Role.SUPERVISOR))
    pages = [client.get(address).text for address in (reverse("admin:history_entry_changelist"), _url(entry, "change"))]
    assert [(">Jawaban disimpan<" in page) for page in pages] == [True, True]
