"""The sheet Tren of the recap: the approved totals over the quarters, as table and lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.documents.recap import RecapBook, RecapUnit
from workbooks.writing import styles
from workbooks.writing.cells import fit, formula, heading, put, set_up, widths
from workbooks.writing.charts import lines_over

HEADING = 4


def add_trend(page: Worksheet, told: RecapBook) -> None:
    """Write the sheet."""
    _Trend(page, told).write()


@dataclass
class _Trend:
    """The sheet Tren: the approved totals of the quarters."""

    page: Worksheet
    told: RecapBook

    def write(self) -> None:
        page, told = self.page, self.told
        put(page, "A1", "Nilai ketat TPI dari triwulan ke triwulan", styles.TITLE)
        put(
            page,
            "A2",
            "Hanya hasil yang disetujui; triwulan dengan instrumen yang menilai secara lain dikosongkan.",
            styles.FACT,
        )
        heading(page, HEADING, ("Kode", "Unit kerja", *told.quarters, "Perubahan terakhir"), styles.HEADING)
        page.row_dimensions[HEADING].height = 30
        for row, unit in enumerate(told.units, start=HEADING + 1):
            self._unit(row, unit)
        for row, (key, gates) in enumerate(told.gates.items(), start=self.last + 1):
            put(page, f"A{row}", None, styles.LEVELS[2])
            put(page, f"B{row}", f"Minimal {key}", styles.LEVELS[2])
            for column in self._columns:
                put(page, f"{column}{row}", gates[0].required, styles.numbers(styles.LEVELS[2]))
            put(page, f"{self._change}{row}", None, styles.LEVELS[2])
        self._chart()
        widths(page, {"A": 8, "B": 42, self._change: 13} | dict.fromkeys(self._columns, 12))
        set_up(page, repeated=HEADING, freeze=f"C{HEADING + 1}", area=f"A1:{self._change}{self.last + 28}")

    @property
    def last(self) -> int:
        return HEADING + len(self.told.units)

    @property
    def _columns(self) -> Sequence[str]:
        return [get_column_letter(place) for place in range(3, 3 + len(self.told.quarters))]

    @property
    def _change(self) -> str:
        return get_column_letter(3 + len(self.told.quarters))

    def _unit(self, row: int, unit: RecapUnit) -> None:
        put(self.page, f"A{row}", unit.code, styles.CENTRE)
        put(self.page, f"B{row}", unit.name, styles.TEXT)
        fit(self.page, row, [(unit.name, 42)])
        for column, points in zip(self._columns, unit.trend, strict=True):
            put(self.page, f"{column}{row}", points, styles.SCORE)
        *_, before, now = ["", "", *self._columns]
        change = f'=IF(COUNT({before}{row}:{now}{row})=2,{now}{row}-{before}{row},"")' if before else '=""'
        formula(self.page, f"{self._change}{row}", change, styles.SCORE, styles.SIGNED)

    def _chart(self) -> None:
        known = [points for unit in self.told.units for points in unit.trend if points is not None]
        if not known:
            return
        page, last = self.page, 2 + len(self.told.quarters)
        lowest = min([*known, *(gates[0].required for gates in self.told.gates.values())])
        lines_over(
            page,
            f"A{self.last + 4}",
            title="Nilai ketat TPI per triwulan",
            names=Reference(page, min_col=3, max_col=last, min_row=HEADING),
            rows=Reference(page, min_col=2, max_col=last, min_row=HEADING + 1, max_row=self.last),
            marks=[Reference(page, min_col=2, max_col=last, min_row=self.last + place) for place in (1, 2)],
            bottom=int(lowest) // 10 * 10,
            letters=63 + 12 * len(self._columns),
        )
