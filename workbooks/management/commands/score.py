"""`manage.py score FILE.json`: scores a sheet with the built-in instrument, prints JSON, needs no database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.scoring import library, sheet_files
from evaluations.scoring.engine import score
from evaluations.scoring.result_json import dumps, result
from evaluations.scoring.thresholds import judge

BAD_INPUT = 2


class Command(BaseCommand):
    """Both scores of every node and the verdicts on WBK and WBBM; unknown codes or values end with exit code 2."""

    help = "Menghitung nilai LKE dari berkas jawaban (.json) dan mencetaknya sebagai JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One argument: the file."""
        parser.add_argument("file", metavar="BERKAS", help="berkas jawaban: kode pertanyaan dan jawabannya")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the scores; raises CommandError with exit code 2 for a file it cannot use."""
        instrument, _, _ = library.read(library.builtin_path())
        try:
            answers = sheet_files.answers_from(instrument, sheet_files.read(options["file"]))
        except sheet_files.SheetError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        scores = score(instrument, answers)
        self.stdout.write(dumps(result(scores, judge(instrument, scores))))
