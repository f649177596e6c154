"""Fill an empty database with the sample data."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations.actions.sample import Contents, Counts, contents
from evaluations.exceptions import Refused
from evaluations.scoring.rounding import text
from zi_tracker.sample import load_sample


class Command(BaseCommand):
    help = "Memuat data contoh ke basis data kosong. Aman diulang."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="diam saja bila basis data sudah berisi data")

    def handle(self, *args, if_empty: bool, **options):
        found = contents()
        if if_empty and found != Contents.EMPTY:
            return
        if found == Contents.SAMPLE:
            self.stdout.write("Data contoh sudah dimuat; tidak ada yang berubah.")
            return
        try:
            counts = load_sample(today=timezone.localdate(), now=timezone.now())
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_sentence(counts))


def _sentence(counts: Counts) -> str:
    return (
        f"Data contoh dimuat: {counts.units} unit kerja, {counts.users} pengguna, {counts.periods} periode, "
        f"{text(counts.evaluations, 0)} penilaian, {text(counts.answers, 0)} jawaban."
    )
