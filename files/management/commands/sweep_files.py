from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from files.sweep import TooMany, sweep


class Command(BaseCommand):
    help = "Menghapus isi berkas tanpa catatan, sisa unggahan, serta pratinjau dan hasil lama (juga setiap malam)."

    def add_arguments(self, parser):
        parser.add_argument("--paksa", action="store_true", help="hapus sebanyak apa pun isi berkas tanpa catatan")

    def handle(self, *args, paksa: bool, **options):
        try:
            swept = sweep(now=timezone.now(), force=paksa)
        except TooMany as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Dihapus: {swept['contents']} isi berkas tanpa catatan, {swept['uploads']} sisa unggahan, "
            f"{swept['kept']} pratinjau atau hasil lama."
        )
