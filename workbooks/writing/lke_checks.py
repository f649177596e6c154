"""What the answer cells of the sheet LKE accept: drop-downs, numbers, lengths; figures that clash turn red."""

from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.models import Answer
from evaluations.scoring.answers import COUNT_MAXIMUM
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Input, Question, Scale
from workbooks.writing import formulas, styles
from workbooks.writing.scales import Place

NOTE_LENGTH = Answer._meta.get_field("note").max_length


class Checks:
    """Collects the cells of every kind, and adds one validation for each kind to the sheet."""

    def __init__(self, page: Worksheet, scales: dict[str, Place]):
        self._page, self._scales = page, scales
        self._found: dict[str, DataValidation] = {}

    def option(self, at: str, scale: Scale) -> None:
        """A drop-down of the scale's options."""
        listed = ", ".join(scale.values)
        self._add(
            at,
            f"scale {scale.key}",
            {"type": "list", "formula1": self._scales[scale.key].options},
            "Jawaban tidak dikenal",
            f"Pilih salah satu dari {listed}, atau kosongkan.",
        )

    def figure(self, at: str, item: Input) -> None:
        """A count, or an index up to its maximum."""
        if item.decimals == 0 and item.maximum is None:
            rule = {"type": "whole", "operator": "between", "formula1": "0", "formula2": str(COUNT_MAXIMUM)}
            self._add(at, "count", rule, "Angka tidak dapat diterima", "Isi bilangan bulat mulai dari 0.")
            return
        most = COUNT_MAXIMUM if item.maximum is None else item.maximum
        rule = {"type": "custom", "formula1": formulas.index_allowed(at, most, item.decimals)}
        sentence = f"Isi angka dari 0 sampai {exact_text(most)}, paling banyak {item.decimals} angka di belakang koma."
        self._add(at, f"index {at}", rule, "Angka tidak dapat diterima", sentence)

    def note(self, at: str) -> None:
        """A note that the app can take."""
        rule = {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(NOTE_LENGTH)}
        self._add(at, "note", rule, "Catatan terlalu panjang", f"Catatan paling banyak {NOTE_LENGTH} huruf.")

    def rules(self, question: Question, cells: Mapping[str, str]) -> None:
        """Figures that break a check of the instrument turn red; the rule stands beside the question."""
        for rule in question.checks:
            formula = formulas.broken(rule, {key: _fixed(at) for key, at in cells.items()})
            for key in (*rule.sum, *rule.at_most):
                red = Rule(type="expression", dxf=styles.FAILED, formula=[formula])
                self._page.conditional_formatting.add(cells[key], red)

    def add(self) -> None:
        """Put the collected validations on the sheet."""
        for found in self._found.values():
            self._page.add_data_validation(found)

    def _add(self, at: str, kind: str, rule: dict[str, str], title: str, sentence: str) -> None:
        if kind not in self._found:
            self._found[kind] = DataValidation(
                **rule, allow_blank=True, showErrorMessage=True, errorTitle=title, error=sentence
            )
        self._found[kind].add(at)


def _fixed(at: str) -> str:
    """D9 -> $D$9; columns of the sheet have one letter."""
    return f"${at[0]}${at[1:]}"
