"""Load a library file of the LKE as a published instrument."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations.actions.instruments import load_instrument
from evaluations.exceptions import Invalid
from evaluations.scoring import library


class Command(BaseCommand):
    help = "Memuat berkas instrumen LKE (bawaan: PermenPANRB 90/2021) sebagai instrumen terbit. Aman diulang."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default=str(library.builtin_path()), help="berkas YAML")

    def handle(self, *args, file: str, **options):
        try:
            parsed, data, sha256 = library.read(Path(file))
            row, new = load_instrument(data=data, sha256=sha256, now=timezone.now())
        except (OSError, library.InstrumentError, Invalid) as error:
            raise CommandError(str(error)) from error
        what = "dimuat dan terbit" if new else "sudah dimuat, tidak ada yang berubah"
        self.stdout.write(f"{row}: {len(parsed.questions)} pertanyaan, {len(parsed.indicators)} indikator; {what}.")
