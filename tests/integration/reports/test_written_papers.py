"""What people wrote stands in every paper that prints it: drafts, previews and what is issued."""

import pypdfium2
import pytest
from django.utils import timezone

from evaluations.models import Evaluation
from jobs.models import Job
from reports.actions.narratives import reset, write
from reports.enums import Paper, Section
from reports.models import Edition
from reports.papers import compose
from tests.factories import EvaluationFactory, PeriodFactory, actor, grant, person
from tests.integration.evaluations.pages_case import sign_in
from tests.integration.reports.draft_case import pieces
from tests.integration.reports.edition_case import asked, quarter
from tests.integration.reports.test_prepared import asking, fetching, filled
from tests.jobs import run_jobs
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BASIS = "0" * 64


@pytest.fixture
def sheet(instrument):
    return filled(quarter(), "07")


def words(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def made(client, paper: str, unit: str = "") -> str:
    """What the paper says that the person who is signed in asks for now."""
    client.post(asking(paper, unit))
    run_jobs()
    return words(client.get(fetching(Job.objects.filter(kind="paper").latest("pk"))).content)


def drawn_for(step) -> int:
    """How many parts had to be drawn."""
    before = pieces()
    step()
    return len(pieces() - before)


def test_a_draft_says_what_is_written_now(client, sheet):
    """Also when it is changed again and again in one sitting, of which the history keeps the beginning only."""
    writer = person(Role.EVALUATOR)
    place = {"period": sheet.period, "section": Section.SUMMARY, "unit": None, "by": actor(writer)}
    sign_in(client, writer)
    composed = made(client, "triwulan")
    assert "Ringkasan yang ditulis" not in composed
    for version, number in enumerate(("satu", "dua", "tiga")):
        html = f"<p>Ringkasan yang ditulis {number}.</p>"
        write(html=html, version=version, basis=BASIS, now=timezone.now(), **place)
        found = []
        # the text itself, and the numbers of pages laid over its table of contents only where those moved
        assert drawn_for(lambda: found.append(made(client, "triwulan"))) in {1, 2}  # noqa: B023
        assert [f"Ringkasan yang ditulis {other}." in found[0] for other in ("satu", "dua", "tiga")] == [
            other == number for other in ("satu", "dua", "tiga")
        ]
    reset(version=3, now=timezone.now(), **place)
    assert drawn_for(lambda: found.append(made(client, "triwulan"))) == 0  # as it was drawn first
    assert found[1] == composed


@pytest.mark.parametrize(("paper", "unit"), [("triwulan", None), ("lhe", "07")])
def test_what_is_issued_says_what_is_written(client, sheet, paper, unit):
    write(
        period=sheet.period,
        section=Section.UNIT,
        unit=sheet.unit,
        html="<p>Unit ini dianalisis sendiri.</p>",
        version=0,
        basis=BASIS,
        by=actor(person(Role.EVALUATOR)),
        now=timezone.now(),
    )
    sign_in(client, person(Role.LEADER))
    assert "Unit ini dianalisis sendiri." in made(client, paper, unit or "")
    dated = timezone.localdate()
    edition = asked(sheet.period, paper=paper, unit=unit and sheet.unit, dated=dated, now=timezone.now())
    run_jobs()
    with Edition.objects.get(pk=edition.pk).file.content.open() as content:
        assert "Unit ini dianalisis sendiri." in words(content.read())


def test_a_units_own_people_do_not_read_its_analysis_before_the_tpis_values(instrument):
    """Somebody of the Inspectorate who also belongs to a unit; the analysis says what the TPI found."""
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2), state="in_review")
    place = {"period": sheet.period, "version": 0, "basis": BASIS, "by": actor(person(Role.EVALUATOR))}
    write(section=Section.UNIT, unit=sheet.unit, html="<p>TPI menurunkan B.II.</p>", now=timezone.now(), **place)
    write(section=Section.SUMMARY, unit=None, html="<p>Ringkasannya.</p>", now=timezone.now(), **place)
    both = person(Role.EVALUATOR)
    grant(both, Role.UNIT_MEMBER, sheet.unit)

    def told(user) -> list[str]:
        today = timezone.localdate()
        html = compose(Paper.QUARTERLY, sheet.period, None, reader=actor(user), today=today).html
        return [text for text in ("TPI menurunkan B.II.", "Ringkasannya.") if text in html]

    assert told(person(Role.LEADER)) == ["TPI menurunkan B.II.", "Ringkasannya."]
    assert told(both) == ["Ringkasannya."]
    Evaluation.objects.filter(pk=sheet.pk).update(state="returned", return_reason="Perbaiki.")
    assert told(both) == ["TPI menurunkan B.II.", "Ringkasannya."]
