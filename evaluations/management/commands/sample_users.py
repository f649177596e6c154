"""Who can sign in to the sample data; `./run` prints it."""

from django.core.management.base import BaseCommand

from accounts.models import User
from evaluations.sample import people


def _role(user: people.SampleUser) -> str:
    """The role's name, for an evaluator with the units they verify."""
    codes = sorted(people.ASSIGNED.get(user.username, ()))
    return f"{user.role.label} (unit {codes[0]} sampai {codes[-1]})" if codes else user.role.label


ROWS = (
    *((user.username, _role(user)) for user in people.INSPECTORATE),
    (f"{people.HEADS[0].username} … {people.HEADS[-1].username}", people.HEADS[0].role.label),
    (f"{people.MEMBERS[0].username} … {people.MEMBERS[-1].username}", people.MEMBERS[0].role.label),
)


class Command(BaseCommand):
    help = "Mencetak pengguna contoh beserta peran dan kata sandinya; tidak mencetak apa pun bila tidak ada."

    def handle(self, *args, **options):
        if not User.objects.filter(is_sample=True).exists():
            return
        width = max(len(name) for name, _ in ROWS)
        self.stdout.write("Pengguna contoh:")
        for name, role in ROWS:
            self.stdout.write(f"  {name:<{width}}  {role}")
        self.stdout.write(f"Kata sandi semuanya: {people.PASSWORD}")
        self.stdout.write("Pengguna contoh hanya dapat masuk dari komputer ini.")
