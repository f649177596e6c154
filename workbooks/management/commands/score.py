"""`manage.py score FILE`: scores a sheet with the built-in instrument, prints JSON, needs no database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.enums import Assessor
from evaluations.scoring import library
from evaluations.scoring.engine import score
from evaluations.scoring.result_json import dumps, result
from evaluations.scoring.sheet_files import SheetError
from evaluations.scoring.thresholds import judge
from workbooks.reading.answer_files import answers_of

BAD_INPUT = 2


class Command(BaseCommand):
    """Both scores of every node and the verdicts on WBK and WBBM; what cannot be read ends with exit code 2."""

    help = "Menghitung nilai LKE dari berkas jawaban (.json atau buku kerja .xlsx) dan mencetaknya sebagai JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whose column of a workbook that has two."""
        parser.add_argument("file", metavar="BERKAS", help="jawaban: .json atau buku kerja LKE (.xlsx)")
        parser.add_argument(
            "--penilai",
            dest="assessor",
            choices=Assessor.values,
            default=Assessor.UNIT.value,
            help="kolom yang dihitung bila buku kerja memuat jawaban unit dan TPI (bawaan: unit)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the scores; raises CommandError with exit code 2 for a file it cannot use."""
        instrument, _, _ = library.read(library.builtin_path())
        try:
            answers = answers_of(options["file"], instrument, options["assessor"])
        except SheetError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        scores = score(instrument, answers)
        self.stdout.write(dumps(result(scores, judge(instrument, scores))))
