"""Fixtures of the scoring tests: pure Python, no database."""

import copy
from typing import Any

import pytest

from evaluations.scoring import library
from evaluations.scoring.types import Instrument

BUILTIN = library.read(library.builtin_path())


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """The built-in instrument."""
    return BUILTIN[0]


@pytest.fixture
def data() -> dict[str, Any]:
    """The built-in instrument as plain data, fresh for each test so that it may be broken."""
    return copy.deepcopy(BUILTIN[1])
