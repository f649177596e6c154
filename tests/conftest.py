"""What all tests share."""

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.fixtures"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ZI_SHARED") or ROOT.parent / "shared")

# The same examples every time, so that a red run can be looked at; no deadline, machines differ.
hypothesis.settings.register_profile("zi", derandomize=True, deadline=None)
hypothesis.settings.load_profile("zi")


@pytest.fixture(scope="session")
def shared_file() -> Callable[[str], Path]:
    """Finds a third-party file that may not be part of the project: `shared_file("lke/lampiran-iii-form.xlsx")`.

    Where it is absent the test is skipped by the file's name; in CI (CI=true) it fails.
    """

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            absent = f"third-party file {name} is not in {SHARED} (ZI_SHARED)"
            if os.environ.get("CI") == "true":
                pytest.fail(absent)
            pytest.skip(absent)
        return path

    return find


@pytest.fixture(scope="session")
def golden_path() -> Path:
    """Six sheets with every node's score, computed by the official workbook."""
    return ROOT / "tests" / "data" / "golden-cases.json"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses the database: only that is run again on PostgreSQL."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(fixtures):
            item.add_marker("database")
