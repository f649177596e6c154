"""The sheet Area of the recap: what share of every area each unit reached, with the means as a chart."""

from dataclasses import dataclass

from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.scoring.thresholds import area_code
from evaluations.scoring.types import Area
from workbooks.documents.recap import RecapBook
from workbooks.writing import formulas, styles
from workbooks.writing.cells import fit, formula, heading, put, set_up, widths
from workbooks.writing.charts import columns_against
from workbooks.writing.recap_gates import Gates

HEADING = 6


def add_areas(page: Worksheet, told: RecapBook, gates: Gates) -> None:
    """Write the sheet."""
    _Areas(page, told, gates).write()


@dataclass
class _Areas:
    """The sheet Area: what share of each area's weight every unit reached."""

    page: Worksheet
    told: RecapBook
    gates: Gates

    def write(self) -> None:
        page, areas = self.page, self.told.instrument.areas
        put(page, "A1", "Capaian enam area perubahan", styles.TITLE)
        put(page, "A2", f"{self.told.period_name}. Persen dari bobot area, nilai ketat TPI.", styles.FACT)
        put(
            page, "A3", "Merah: di bawah minimal WBK. Kuning: di bawah minimal WBBM. Hijau: memenuhi WBBM.", styles.FACT
        )
        heading(page, HEADING, ("Kode", "Unit kerja", *(area.title for area in areas)), styles.HEADING)
        page.row_dimensions[HEADING].height = 44
        for row, unit in enumerate(self.told.units, start=HEADING + 1):
            put(page, f"A{row}", unit.code, styles.CENTRE)
            put(page, f"B{row}", unit.name, styles.TEXT)
            fit(page, row, [(unit.name, 42)])
            for column, area in self._columns:
                points = self.gates.reached(unit, area_code(area.number))
                share = f'=IF({points}="","",{points}/{self.gates.weight(area_code(area.number))})'
                formula(page, f"{column}{row}", share, styles.SCORE, styles.PERCENT)
        self._summary()
        widths(page, {"A": 8, "B": 42} | {column: 17 for column, _ in self._columns})
        set_up(page, repeated=HEADING, freeze=f"C{HEADING + 1}", area=f"A1:{self._last_column}{self.last + 24}")

    @property
    def last(self) -> int:
        return HEADING + len(self.told.units)

    @property
    def _columns(self) -> list[tuple[str, Area]]:
        return [(get_column_letter(place), area) for place, area in enumerate(self.told.instrument.areas, start=3)]

    @property
    def _last_column(self) -> str:
        return self._columns[-1][0]

    def _summary(self) -> None:
        """The mean of all units and the minimums, in rows below; the chart is drawn from them."""
        page, look = self.page, styles.LEVELS[2]
        rows = {"Rata-rata": self.last + 1} | {
            f"Minimal {key}": self.last + 2 + place for place, key in enumerate(self.told.gates)
        }
        for label, row in rows.items():
            put(page, f"A{row}", None, look)
            put(page, f"B{row}", label, look)
        for column, area in self._columns:
            cells = f"{column}{HEADING + 1}:{column}{self.last}"
            mean = f'=IF(COUNT({cells})=0,"",AVERAGE({cells}))'
            formula(page, f"{column}{self.last + 1}", mean, styles.numbers(look), styles.PERCENT)
            code = area_code(area.number)
            for row, key in enumerate(self.told.gates, start=self.last + 2):
                text = f"={self.gates.required(code, key)}/{self.gates.weight(code)}"
                formula(page, f"{column}{row}", text, styles.numbers(look), styles.PERCENT)
            self._colour(cells, column)
        self._chart()

    def _colour(self, cells: str, column: str) -> None:
        first, wbk, wbbm = f"{column}{HEADING + 1}", f"{column}${self.last + 2}", f"{column}${self.last + 3}"
        close = formulas.TOLERANCE
        for look, condition in (
            (styles.FAILED, f"AND(ISNUMBER({first}),{first}<{wbk}-{close})"),
            (styles.NEAR, f"AND(ISNUMBER({first}),{first}<{wbbm}-{close},{first}>={wbk}-{close})"),
            (styles.PASSED, f"AND(ISNUMBER({first}),{first}>={wbbm}-{close})"),
        ):
            self.page.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[condition]))

    def _chart(self) -> None:
        page, last = self.page, 2 + len(self.told.instrument.areas)
        rows = [Reference(page, min_col=2, max_col=last, min_row=self.last + place) for place in (1, 2, 3)]
        columns_against(
            page,
            f"A{self.last + 5}",
            title="Rata-rata semua unit kerja terhadap nilai minimal setiap area",
            names=Reference(page, min_col=3, max_col=last, min_row=HEADING),
            bars=rows[0],
            marks=rows[1:],
            top=1,
            letters=50 + 17 * len(self._columns),
            number_format="0%",
        )
