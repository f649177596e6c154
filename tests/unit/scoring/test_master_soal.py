"""The built-in instrument against the ministry's master soal 2026 (a third-party file, never part of the project)."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from evaluations.scoring import library

MASTER = "lke/portalrb-master-soal-2026.json"


@pytest.fixture(scope="module")
def soals(shared_file) -> dict[int, dict]:
    """Every soal by its id."""
    data = json.loads(Path(shared_file(MASTER)).read_text(encoding="utf-8"), parse_float=Decimal)
    found: dict[int, dict] = {}
    nodes = list(data["data"])
    while nodes:
        node = nodes.pop()
        nodes += node["children"]
        found |= {soal["id"]: soal for soal in node["soals"]}
    return found


@pytest.fixture(scope="module")
def positions() -> list[dict]:
    """Where each answer stands in the ministry's formats."""
    path = library.builtin_path().with_name("official-positions.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))["positions"]


def test_every_soal_has_its_answer_and_its_row(soals, positions):
    assert {place["soal_id"]: place["portalrb_row"] for place in positions} == {
        number: soal["excel_baris"] for number, soal in soals.items()
    }
    assert len(positions) == 127


def test_every_option_is_worth_what_the_ministry_says(instrument, soals, positions):
    ours, theirs = {}, {}
    for place in positions:
        question = instrument.questions[place["code"]]
        options = question.scale.options if question.scale else ()
        ours[place["soal_id"]] = {option.value: option.points for option in options}
        schema = soals[place["soal_id"]]["skema_penilaian"]
        theirs[place["soal_id"]] = {option["key"]: Fraction(option["multiplier"]) for option in schema}
    assert ours == theirs


def test_every_figure_has_its_own_soal(instrument, positions):
    told = [(place["code"], place["input"]) for place in positions if "input" in place]
    assert told == [(code, item.key) for code, question in instrument.questions.items() for item in question.inputs]
