"""`load_sample` and `sample_users` on a database without samples (a module of its own: see tests/sample.py)."""

from datetime import date

import pytest
from django.core.management import CommandError
from django.utils import timezone

from evaluations.actions.instruments import load_instrument
from evaluations.actions.sample import Contents, contents
from evaluations.models import Period
from evaluations.scoring import library
from tests.integration.sample.commands import FOREIGN, counts, run

pytestmark = pytest.mark.django_db


def test_loads_and_says_how_much():
    expected = "Data contoh dimuat: 12 unit kerja, 29 pengguna, 7 periode, 84 penilaian, 17.483 jawaban.\n"

    assert run("load_sample", "--if-empty") == expected
    assert Period.objects.get(year=2024, quarter=3).opened_at < timezone.now()


@pytest.mark.parametrize("what", FOREIGN)
def test_refuses_a_database_with_anything_else(what):
    FOREIGN[what]()
    before = counts()

    with pytest.raises(CommandError, match="hanya dimuat ke basis data kosong"):
        run("load_sample")

    assert counts() == before


@pytest.mark.parametrize("what", FOREIGN)
def test_if_empty_is_silent_when_not_empty(what):
    FOREIGN[what]()
    before = counts()

    assert run("load_sample", "--if-empty") == ""
    assert counts() == before


def test_no_users_to_print():
    assert run("sample_users") == ""


def test_an_instrument_alone_is_as_good_as_nothing_but_a_period_is_not():
    _, data, sha256 = library.read(library.builtin_path())
    instrument, _ = load_instrument(data=data, sha256=sha256, now=timezone.now())
    assert contents() == Contents.EMPTY

    day = date(2025, 4, 10)
    Period.objects.create(
        year=2025, quarter=1, instrument=instrument, fill_deadline=day, verify_deadline=day, repair_deadline=day
    )
    assert contents() == Contents.FOREIGN
