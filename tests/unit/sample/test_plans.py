"""What is planned for the database, without one."""

from datetime import date, timedelta

import pytest

from evaluations.enums import Assessor
from evaluations.sample import dates, plans, sheets
from evaluations.sample.notes import SENTENCES
from evaluations.sample.people import ASSIGNED, UNITS, USERS
from evaluations.sample.story import OPEN_SHEETS, reached
from evaluations.sample.targets import QUARTERS, TARGETS
from evaluations.scoring import library

INSTRUMENT, _, _ = library.read(library.builtin_path())
TODAY = date(2024, 10, 7)


@pytest.fixture(scope="module")
def periods():
    return plans.build(INSTRUMENT, today=TODAY)


def _answers(periods):
    for period in periods:
        for sheet in period.evaluations:
            yield from ((sheet, answer) for answer in sheet.answers)


def test_two_builds_are_equal(periods):
    sheets.build.cache_clear()

    assert plans.build(INSTRUMENT, today=TODAY) == periods


def test_only_the_open_quarter_depends_on_the_day(periods):
    later = plans.build(INSTRUMENT, today=TODAY + timedelta(400))

    assert later[:-1] == periods[:-1]
    assert later[-1] != periods[-1]
    assert [_values(sheet) for sheet in later[-1].evaluations] == [_values(sheet) for sheet in periods[-1].evaluations]


def _values(sheet):
    return [(answer.code, answer.assessor, answer.value, answer.note) for answer in sheet.answers]


@pytest.mark.parametrize(("quarter", "end"), [(1, "03-31"), (2, "06-30"), (3, "09-30"), (4, "12-31")])
def test_past_deadlines_count_from_the_last_day_of_the_quarter(quarter, end):
    due = dates.schedule((2023, quarter), today=TODAY).fill_deadline
    assert due == date.fromisoformat(f"2023-{end}") + timedelta(dates.PAST_DEADLINES[0])


@pytest.mark.parametrize("today", [TODAY + timedelta(days) for days in range(8)])
def test_the_open_quarter_has_its_deadlines_30_45_and_60_days_ahead(today):
    schedule = dates.schedule(QUARTERS[-1], today=today)

    deadlines = schedule.fill_deadline, schedule.verify_deadline, schedule.repair_deadline
    assert [(deadline - today).days for deadline in deadlines] == [30, 45, 60]
    assert schedule.locked is None


def test_nothing_happens_in_the_future_or_before_the_period_opens(periods):
    for period in periods:
        last = period.schedule.locked or TODAY
        for sheet in period.evaluations:
            for event in (*sheet.steps, *sheet.answers):
                assert period.schedule.opened < event.at.date() < last


def test_steps_follow_each_other_and_keep_their_deadlines(periods):
    for period in periods:
        last = {"submit": period.schedule.fill_deadline, "finish_review": period.schedule.verify_deadline}
        for sheet in period.evaluations:
            times = [step.at for step in sheet.steps]
            assert times == sorted(times)
            assert [step for step in sheet.steps if step.action in last and step.at.date() > last[step.action]] == []


def test_answers_are_written_before_they_are_handed_over(periods):
    for period in periods:
        for sheet in period.evaluations:
            at = {step.action: step.at for step in sheet.steps}
            for answer in sheet.answers:
                if answer.assessor == Assessor.UNIT and answer.version == 1 and "submit" in at:
                    assert answer.at < at["submit"]
                if answer.assessor == Assessor.TPI:
                    assert at["start_review"] < answer.at
                    assert all(answer.at < at[action] for action in ("return_marked", "finish_review") if action in at)


def test_a_change_by_the_tpi_always_says_why(periods):
    for sheet in (sheet for period in periods for sheet in period.evaluations):
        unit = {answer.code: answer for answer in sheet.answers if answer.assessor == Assessor.UNIT}
        for answer in sheet.answers:
            seen = unit[answer.code].before or unit[answer.code]
            assert answer.assessor == Assessor.UNIT or answer.value == seen.value or answer.note


def test_notes_are_varied_and_cover_every_indicator(periods):
    written = {answer.note for _, answer in _answers(periods) if answer.note}

    assert set(SENTENCES) == {node.code for node in INSTRUMENT.indicators}
    assert len(written) >= 120


def test_no_indicator_has_more_sentences_than_questions():
    for node in INSTRUMENT.indicators:
        known = SENTENCES[node.code]
        for sentences in (known.strong, known.partial, known.lowered):
            assert len(sentences) <= len(node.questions)


def test_only_their_own_people_write(periods):
    units = {unit.code: unit for unit in UNITS}
    for sheet, answer in _answers(periods):
        unit = units[sheet.unit]
        assert answer.by == (unit.member if answer.assessor == Assessor.UNIT else unit.evaluator)


def test_people_are_complete():
    assert [unit.code for unit in UNITS] == list(TARGETS) == list(OPEN_SHEETS) == [f"{n:02}" for n in range(1, 13)]
    assert len(USERS) == len({user.username for user in USERS}) == 29
    assert set().union(*ASSIGNED.values()) == set(TARGETS)


def test_a_half_filled_sheet_has_holes_and_a_full_one_has_none():
    codes = [str(number) for number in range(1, 114)]

    assert reached(codes, 113) == codes
    assert reached(codes, 0) == []
    assert [code for code in codes[:58] if code not in reached(codes, 58)] == ["23", "46"]
