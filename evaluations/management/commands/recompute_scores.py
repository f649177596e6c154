"""Recompute every stored score from the answers and report what differs."""

from django.core.management.base import BaseCommand

from evaluations.actions.scores import recompute
from evaluations.models import Evaluation


class Command(BaseCommand):
    help = "Menghitung ulang semua nilai tersimpan dan melaporkan selisihnya. Tanpa --perbaiki tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument("--perbaiki", action="store_true", help="simpan nilai hasil hitung ulang")

    def handle(self, *args, perbaiki: bool, **options):
        count = differences = 0
        for evaluation in Evaluation.objects.select_related("period__instrument", "unit").order_by("pk"):
            scores, different = recompute(evaluation=evaluation, repair=perbaiki)
            for assessor in different:
                self.stdout.write(f"{evaluation} ({assessor}): nilai tersimpan berbeda dari hitung ulang.")
            count, differences = count + scores, differences + len(different)
        done = "diperbaiki" if perbaiki else "ditemukan"
        self.stdout.write(f"{count} nilai dihitung ulang; {differences} perbedaan {done}.")
