"""Recompute every stored score from the answers and report what differs."""

from django.core.management.base import BaseCommand
from django.db import transaction

from evaluations.actions.scores import store
from evaluations.models import Evaluation, Score
from evaluations.queries.sheets import score_evaluation, score_fields


class Command(BaseCommand):
    help = "Menghitung ulang semua nilai tersimpan dan melaporkan selisihnya. Tanpa --perbaiki tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument("--perbaiki", action="store_true", help="simpan nilai hasil hitung ulang")

    @transaction.atomic
    def handle(self, *args, perbaiki: bool, **options):
        count = 0
        differences = 0
        for evaluation in Evaluation.objects.select_related("period__instrument", "unit").order_by("pk"):
            fresh = {key: score_fields(sheet) for key, sheet in score_evaluation(evaluation).items()}
            stored = {score.assessor: score for score in Score.objects.filter(evaluation=evaluation)}
            count += len(fresh)
            for assessor in sorted({*fresh, *stored}):
                if not _same(stored.get(assessor), fresh.get(assessor)):
                    differences += 1
                    self.stdout.write(f"{evaluation} ({assessor}): nilai tersimpan berbeda dari hitung ulang.")
                    if perbaiki and assessor in fresh:
                        store(evaluation, assessor, fresh[assessor])
        done = "diperbaiki" if perbaiki else "ditemukan"
        self.stdout.write(f"{count} nilai dihitung ulang; {differences} perbedaan {done}.")


def _same(score: Score | None, fields: dict | None) -> bool:
    if score is None or fields is None:
        return score is None and fields is None
    return all(getattr(score, key) == value for key, value in fields.items())
