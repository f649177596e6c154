"""A shortest way is looked for once; what decides it decides under which name it is kept."""

import pytest
from django.utils import timezone

from evaluations.queries.instruments import loaded
from files.folders import walk
from files.keeping import WAYS, forget, keep
from files.models import private
from insights.documents.way import unsolved_sentence
from insights.models import EffortMark
from insights.queries.shortest_way import shortest_way
from insights.shortest.moves import best as best_of
from insights.shortest.solver import Limit
from insights.shortest.way import Impossible, shortest
from reports.queries.desk import desk_sheet
from tests.factories import NOW, TODAY, UserFactory, actor, fill, person
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import make_sheet
from tests.integration.insights.way_case import SURVEY, chosen, nearly
from tests.integration.reports.edition_case import quarter
from tests.integration.reports.test_slides import SLIDES, filled
from tests.unit.insights.real import BUILTIN, sample
from units.models import WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db
UNIT = "/tw/2024-3/unit/07/"
QUARTER = (2024, 2)
NO_TIME = Limit(0)


@pytest.fixture
def source(instrument):
    return loaded(instrument)


@pytest.fixture(autouse=True)
def empty_shelf():
    """What other tests kept does not help here."""
    forget(private(), timezone.now() + 2 * WAYS.time)


@pytest.fixture
def member(client, instrument):
    """A member of a unit whose sheet misses one survey index."""
    sheet = make_sheet()
    nearly(sheet)
    return sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))


@pytest.mark.parametrize("unit", ["05", "07", "09", "12"])
@pytest.mark.parametrize("predicate", ["WBK", "WBBM"])
def test_the_second_time_nothing_is_looked_for_and_the_way_is_the_same(source, unit, predicate):
    answers = sample(unit, QUARTER)
    assert shortest_way(source, answers, predicate, limit=NO_TIME) is None
    found = shortest_way(source, answers, predicate)
    assert found == shortest(BUILTIN, answers, predicate)
    assert shortest_way(source, answers, predicate, limit=NO_TIME) == found


def test_marks_and_exclusions_are_part_of_what_is_kept(source):
    answers = sample("12", QUARTER)
    plain = shortest_way(source, answers, "WBK")
    code = plain.steps[0].code
    for marks in ({"effort": {code: 4}}, {"ruled_out": [code]}):
        assert shortest_way(source, answers, "WBK", limit=NO_TIME, **marks) is None
        found = shortest_way(source, answers, "WBK", **marks)
        assert found == shortest(BUILTIN, answers, "WBK", **marks)
        assert shortest_way(source, answers, "WBK", limit=NO_TIME, **marks) == found


def test_another_answer_or_another_wording_is_looked_for_anew(source, monkeypatch):
    answers = sample("12", QUARTER)
    way = shortest_way(source, answers, "WBK")
    code = next(code for code in BUILTIN.questions if code not in {step.code for step in way.steps})
    assert shortest_way(source, answers | {code: None}, "WBK", limit=NO_TIME) is None
    monkeypatch.setitem(source.__dict__, "digest", "another instrument")
    assert shortest_way(source, answers, "WBK", limit=NO_TIME) is None


def test_what_no_longer_passes_is_not_shown(source):
    """Bytes that are whole but say too little: the engine judges them, and the way is looked for again."""
    answers = sample("12", QUARTER)
    way = shortest_way(source, answers, "WBK")
    (path,) = walk(private(), WAYS.folder)
    private().delete(path)
    keep(private(), WAYS, path.removeprefix(f"{WAYS.folder}/"), b"[]")
    assert shortest_way(source, answers, "WBK", limit=NO_TIME) is None
    assert shortest_way(source, answers, "WBK") == way


def test_a_sheet_that_passes_and_one_that_cannot_need_no_time(source):
    best = {code: best_of(question, None) for code, question in BUILTIN.questions.items()}
    assert shortest_way(source, best, "WBBM", limit=NO_TIME).steps == ()
    nothing = shortest_way(source, {}, "WBK", ruled_out=list(BUILTIN.questions), limit=NO_TIME)
    assert isinstance(nothing, Impossible)


@pytest.mark.parametrize("rest", ["jalur/", "jalur/awal/"])
def test_a_way_that_takes_too_long_says_so_in_one_sentence(member, settings, rest):
    settings.WAY_SECONDS = 0
    told = []
    for settings.WAY_SECONDS in (0, 3, 0):  # the third time it was found before
        page = member.get(UNIT + rest)
        told.append((page.status_code, page.content.decode().count(unsolved_sentence("WBK"))))
    assert told == [(200, 1), (200, 0), (200, 0)]


def test_steps_of_a_way_that_takes_too_long_are_not_planned(member, settings):
    fields = chosen(member.get(UNIT + "jalur/"))
    forget(private(), timezone.now() + 2 * WAYS.time)
    settings.WAY_SECONDS = 0
    page = member.post(UNIT + "jalur/rencana/?predikat=WBK&penilai=unit", fields)
    assert (page.status_code, unsolved_sentence("WBK") in text(page)) == (422, True)


def test_a_way_there_is_none_of_is_not_planned_either(client, instrument):
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert client.post(UNIT + "jalur/rencana/?predikat=WBK&penilai=unit", {}).status_code == 422


def test_a_trial_says_that_its_way_takes_too_long(member, settings):
    settings.WAY_SECONDS = 0
    words = text(member.get(UNIT + "skenario/?jalur=WBK"))
    assert unsolved_sentence("WBK") in words
    assert "Jalur tercepat belum dihitung belum dihitung" in words
    assert "Perhitungan jalur tercepat belum selesai dalam waktu yang tersedia; coba ubah" in words


def test_the_real_sheet_of_a_trial_is_not_looked_for_again(member, settings):
    member.get(UNIT + "skenario/")
    settings.WAY_SECONDS = 0
    words = text(member.post(UNIT + "skenario/hitung/", {"penilai": "unit", "A.I.1.i.a.v": "-"}))
    assert "Jalur tercepat 1 langkah, biaya 1 belum dihitung" in words


def test_slides_look_for_their_ways_once_and_say_what_is_missing(client, instrument, settings):
    filled(quarter(), "07", "B")
    sentence = "Perhitungan jalur tercepat belum selesai dalam waktu yang tersedia; coba muat ulang paparan ini."
    leader = sign_in(client, person(Role.LEADER))
    pages = []
    for settings.WAY_SECONDS in (0, 3, 0):
        pages.append(text(leader.get(SLIDES)))
    assert [sentence in page for page in pages] == [True, False, False]


def test_marks_of_the_unit_move_the_way_on_its_page(member):
    costs = [member.get(UNIT + "jalur/").context["found"].way.cost]
    EffortMark.objects.create(
        unit=WorkUnit.objects.get(), code=SURVEY, effort=4, changed_at=NOW, changed_by=UserFactory()
    )
    costs.append(member.get(UNIT + "jalur/").context["found"].way.cost)
    assert costs == [1, 4]


def test_the_desk_evaluations_sheet_says_so_too(instrument):
    row = make_sheet()
    nearly(row)
    head = actor(person(Role.UNIT_HEAD, row.unit))
    told = [desk_sheet(head, row.period, row.unit, today=TODAY, limit=limit).way for limit in (NO_TIME, None)]
    assert [told[0], told[1][:41]] == [unsolved_sentence("WBK"), "Cukup 1 langkah (biaya 1) agar semua nila"]
