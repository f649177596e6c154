"""manage.py create_administrator: asks for the first administrator; does nothing while there is one."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from units.actions.administrators import administrator_exists, create_administrator


class Command(BaseCommand):
    help = "Membuat administrator pertama. Di terminal perintah ini bertanya; selain itu kata sandi dibaca dari stdin."

    def add_arguments(self, parser):
        parser.add_argument("--username", help="nama pengguna")
        parser.add_argument("--full-name", help="nama lengkap")

    def handle(self, *args, **options):
        today = timezone.localdate()
        if administrator_exists(today=today):
            self.stdout.write("Administrator sudah ada; tidak ada yang diubah.")
            return
        try:
            user, password = self._ask(options) if sys.stdin.isatty() else self._read(options)
            create_administrator(user=user, password=password, today=today, now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Dibatalkan; belum ada administrator.") from None
        self.stdout.write(f"Administrator {user.username} dibuat. Silakan masuk dengan kata sandi tadi.")

    def _read(self, options) -> tuple[User, str]:
        """Without a terminal: names from the options, the password from the first line of stdin."""
        if not options["username"] or not options["full_name"]:
            raise CommandError("Tanpa terminal, berikan --username dan --full-name, serta kata sandi lewat stdin.")
        user = User(username=options["username"], full_name=options["full_name"])
        password = sys.stdin.readline().rstrip("\n")
        validate_password(password, user)
        return user, password

    def _ask(self, options) -> tuple[User, str]:
        """At a terminal: each question until its answer is valid."""
        self.stdout.write("Belum ada administrator. Buat akun administrator pertama.")
        user = User()
        self._ask_field(user, "username", "Nama pengguna: ", options["username"])
        self._ask_field(user, "full_name", "Nama lengkap: ", options["full_name"])
        while True:
            password = getpass("Kata sandi: ")
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if password == getpass("Ulangi kata sandi: "):
                return user, password
            self.stderr.write("Kedua kata sandi tidak sama.")

    def _ask_field(self, user: User, name: str, question: str, given: str | None) -> None:
        field = User._meta.get_field(name)
        while True:
            value = (given or input(question)).strip()
            given = None
            try:
                setattr(user, name, field.clean(value, user))
                user.validate_unique(exclude={f.name for f in User._meta.fields} - {name})
                return
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
