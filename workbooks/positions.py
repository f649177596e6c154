"""Where every answer of the built-in instrument stands in the ministry's formats (library/official-positions.yaml)."""

from dataclasses import dataclass
from functools import cache

import yaml

from evaluations.scoring.library import builtin_path
from evaluations.scoring.types import Instrument


@dataclass(frozen=True, slots=True)
class Position:
    """One answer: an option, or one figure (`input`) of a question; rows of both workbooks."""

    code: str
    input: str  # "" for a question answered with an option
    soal_id: int
    portalrb_row: int
    lampiran_iii_row: int


@cache
def positions() -> tuple[Position, ...]:
    """All answers in the order of the instrument."""
    text = builtin_path().with_name("official-positions.yaml").read_text(encoding="utf-8")
    return tuple(Position(**{"input": ""} | entry) for entry in yaml.safe_load(text)["positions"])


def is_known(instrument: Instrument) -> bool:
    """Does every answer of the instrument have a known place in the ministry's workbooks?"""
    wanted = {
        (question.code, key)
        for question in instrument.questions.values()
        for key in ([item.key for item in question.inputs] or [""])
    }
    return wanted == {(place.code, place.input) for place in positions()}
