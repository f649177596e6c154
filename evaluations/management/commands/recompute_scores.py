"""Recompute every stored score and every snapshot from the answers, and report what differs."""

from django.core.management.base import BaseCommand, CommandError

from evaluations.actions.scores import recompute
from evaluations.models import Evaluation
from evaluations.queries.recomputed import differences_in, snapshots, unlike_recorded


class Command(BaseCommand):
    help = (
        "Menghitung ulang semua nilai tersimpan dan semua rekaman, lalu melaporkan selisihnya. Tanpa --perbaiki tidak "
        "mengubah apa pun; rekaman tidak pernah diubah. Berakhir dengan kode 1 bila ada perbedaan yang tersisa."
    )

    def add_arguments(self, parser):
        parser.add_argument("--perbaiki", action="store_true", help="simpan nilai hasil hitung ulang")

    def handle(self, *args, perbaiki: bool, **options):
        stored = self._scores(perbaiki)
        left = self._snapshots() + self._locked()
        if left or (stored and not perbaiki):
            raise CommandError("Ada nilai yang tidak sesuai dengan jawabannya; lihat daftar di atas.")

    def _scores(self, repair: bool) -> int:
        count = differences = 0
        for evaluation in Evaluation.objects.select_related("period__instrument", "unit").order_by("pk"):
            scores, different = recompute(evaluation=evaluation, repair=repair)
            for assessor in different:
                self.stdout.write(f"{evaluation} ({assessor}): nilai tersimpan berbeda dari hitung ulang.")
            count, differences = count + scores, differences + len(different)
        done = "diperbaiki" if repair else "ditemukan"
        self.stdout.write(f"{count} nilai dihitung ulang; {differences} perbedaan {done}.")
        return differences

    def _snapshots(self) -> int:
        count = differences = 0
        for snapshot in snapshots():
            found = differences_in(snapshot)
            if found:
                self.stdout.write(f"{snapshot}: {', '.join(found)} tidak sesuai dengan isi rekaman.")
            count, differences = count + 1, differences + bool(found)
        self.stdout.write(f"{count} rekaman dihitung ulang; {differences} perbedaan ditemukan.")
        return differences

    def _locked(self) -> int:
        """Scores of locked quarters beside what was recorded at the lock; nothing is told when all agree."""
        found = unlike_recorded()
        for score in found:
            name = f"{score.evaluation} ({score.assessor})"
            self.stdout.write(f"{name}: nilai tersimpan berbeda dari rekaman penguncian.")
        return len(found)
