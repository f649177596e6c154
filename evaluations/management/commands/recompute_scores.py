"""Recompute every stored score from the answers and report what differs."""

from django.core.management.base import BaseCommand
from django.db import transaction

from evaluations.actions.scores import store
from evaluations.models import Evaluation, Score
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_fields, score_rows


class Command(BaseCommand):
    help = "Menghitung ulang semua nilai tersimpan dan melaporkan selisihnya. Tanpa --perbaiki tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument("--perbaiki", action="store_true", help="simpan nilai hasil hitung ulang")

    @transaction.atomic
    def handle(self, *args, perbaiki: bool, **options):
        count = differences = 0
        for evaluation in Evaluation.objects.select_related("period__instrument", "unit").order_by("pk"):
            sheets = score_rows(loaded(evaluation.period.instrument), rows_of(evaluation))
            different = _different(evaluation, sheets)
            for assessor in different:
                self.stdout.write(f"{evaluation} ({assessor}): nilai tersimpan berbeda dari hitung ulang.")
            if perbaiki:
                store(evaluation, {key: sheet for key, sheet in sheets.items() if key in different})
            count, differences = count + len(sheets), differences + len(different)
        done = "diperbaiki" if perbaiki else "ditemukan"
        self.stdout.write(f"{count} nilai dihitung ulang; {differences} perbedaan {done}.")


def _different(evaluation: Evaluation, sheets: dict) -> list[str]:
    """Assessors whose stored score is missing, left over, or not what the answers give."""
    stored = {score.assessor: score for score in Score.objects.filter(evaluation=evaluation)}
    fresh = {key: score_fields(sheet) for key, sheet in sheets.items()}
    return [key for key in sorted({*fresh, *stored}) if not _same(stored.get(key), fresh.get(key))]


def _same(score: Score | None, fields: dict | None) -> bool:
    if score is None or fields is None:
        return score is None and fields is None
    return all(getattr(score, key) == value for key, value in fields.items())
