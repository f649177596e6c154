"""manage.py create_administrator."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from history.models import Entry
from units.actors import actor_for
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    """Runs the command with this text on stdin; gives back what it said."""

    def call(stdin: str = "Kunci-Baru-Sekali-9\n", **options) -> str:
        said = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        call_command("create_administrator", stdout=said, **options)
        return said.getvalue()

    return call


NAMES = {"username": "siti", "full_name": "Siti Rahmawati"}


def test_creates_the_account_with_its_role(run):
    assert run(**NAMES) == "Administrator siti dibuat. Silakan masuk dengan kata sandi tadi.\n"
    user = User.objects.get()
    assert (user.check_password("Kunci-Baru-Sekali-9"), user.must_change_password) == (True, False)
    assert actor_for(user, today=timezone.localdate()).roles == {Role.ADMINISTRATOR}
    verbs = Entry.objects.filter(source="command", subject__in=["user", "rolegrant"]).values_list("verb", flat=True)
    assert sorted(verbs) == ["pengguna dibuat", "peran pengguna dibuat"]


def test_second_run_changes_nothing(run):
    run(**NAMES)
    assert run(username="lain", full_name="Lain") == "Administrator sudah ada; tidak ada yang diubah.\n"
    assert User.objects.count() == 1


def test_deactivated_administrator_does_not_count(run):
    run(**NAMES)
    User.objects.update(is_active=False)
    run(username="lain", full_name="Lain")
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("stdin", "options", "sentence"),
    [
        ("pendek\n", NAMES, "setidaknya 10 karakter"),
        ("", NAMES, "setidaknya 10 karakter"),
        ("Kunci-Baru-Sekali-9\n", NAMES | {"username": "dua kata"}, "^Nama pengguna hanya boleh"),
        ("Kunci-Baru-Sekali-9\n", {"username": "siti"}, "--full-name"),
        ("Kunci-Baru-Sekali-9\n", {}, "--username"),
    ],
)
def test_bad_input_creates_nobody(run, stdin, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(stdin, **options)
    assert not User.objects.exists()


def test_asks_at_a_terminal_until_answers_are_valid(run, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    answers = iter(["dua kata", "siti", "", "Siti Rahmawati"])
    passwords = iter(["pendek", "Kunci-Baru-Sekali-9", "salah ketik", "Kunci-Baru-Sekali-9", "Kunci-Baru-Sekali-9"])
    module = "units.management.commands.create_administrator"
    monkeypatch.setattr(f"{module}.sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr(f"{module}.getpass", lambda question: next(passwords))
    call_command("create_administrator", stdout=io.StringIO(), stderr=io.StringIO())
    assert User.objects.get().full_name == "Siti Rahmawati"
