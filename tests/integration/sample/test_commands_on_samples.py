"""`load_sample` and `sample_users` on a database with samples."""

import pytest
from django.core.management import CommandError

from tests.integration.sample.commands import FOREIGN, counts, run

pytestmark = pytest.mark.django_db


def test_a_second_load_changes_nothing(sample):
    before = counts()

    assert run("load_sample") == "Data contoh sudah dimuat; tidak ada yang berubah.\n"
    assert run("load_sample", "--if-empty") == ""
    assert counts() == before


@pytest.mark.parametrize("what", ["unit", "user"])
def test_refuses_once_something_real_was_added(sample, what):
    FOREIGN[what]()
    before = counts()

    with pytest.raises(CommandError, match="hanya dimuat ke basis data kosong"):
        run("load_sample")

    assert counts() == before


def test_prints_who_can_sign_in(sample):
    assert run("sample_users") == (
        "Pengguna contoh:\n"
        "  administrator        Administrator\n"
        "  supervisor           Pengendali TPI\n"
        "  evaluator            Evaluator TPI (unit 01 sampai 08)\n"
        "  evaluator2           Evaluator TPI (unit 09 sampai 12)\n"
        "  leader               Pimpinan\n"
        "  kepala01 … kepala12  Kepala unit kerja\n"
        "  unit01 … unit12      Anggota Tim ZI unit kerja\n"
        "Kata sandi semuanya: zi-contoh-2024\n"
        "Pengguna contoh hanya dapat masuk dari komputer ini.\n"
    )
