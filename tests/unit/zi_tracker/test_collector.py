"""The garbage collector of the web server's workers."""

import gc
import runpy
from pathlib import Path

import pytest

CONFIG = Path(__file__).resolve().parents[3] / "gunicorn.conf.py"


@pytest.fixture
def collector():
    """Puts back what the rest of the tests run with."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_a_worker_leaves_alone_what_it_loaded_and_still_collects(collector):
    runpy.run_path(str(CONFIG))["post_worker_init"](None)
    assert (gc.isenabled(), gc.get_threshold()) == (True, (10_000, 20, 20))
    assert gc.get_freeze_count() > 100_000
