"""The sheet Rekap of a quarter: one row per unit, best first, with the chart of the totals."""

from dataclasses import dataclass

from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.documents.recap import RecapBook, RecapUnit
from workbooks.words import day_text, moment_text
from workbooks.writing import styles
from workbooks.writing.cells import fit, formula, heading, put, set_up, widths
from workbooks.writing.charts import columns_against
from workbooks.writing.recap_gates import Gates

HEADING = 6
TOTAL_HEADINGS = (
    "Peringkat",
    "Kode",
    "Unit kerja",
    "Status",
    "Tujuan",
    "Nilai unit (ketat)",
    "Nilai LKE TPI",
    "Nilai ketat TPI",
    "Selisih TPI dari unit",
    "Nilai TPI TW lalu",
    "Perubahan",
    "WBK",
    "WBBM",
    "Dapat diusulkan",
)
TOTAL_WIDTHS = dict(zip("ABCDEFGHIJKLMN", (10, 8, 40, 25, 9, 11, 11, 11, 11, 11, 11, 13, 13, 11), strict=True))
HELPERS = {"P": "Minimal WBK", "Q": "Minimal WBBM"}  # beyond the printed page: what the chart's lines are drawn from
STATISTICS = (("Rata-rata", "AVERAGE"), ("Tertinggi", "MAX"), ("Terendah", "MIN"))


def add_head(page: Worksheet, told: RecapBook) -> None:
    """What the sheet is about."""
    put(page, "A1", "Rekapitulasi Hasil Evaluasi Zona Integritas", styles.TITLE)
    put(page, "A2", told.period_name, styles.SECTION)
    put(page, "A3", _since(told), styles.FACT)
    put(page, "A4", "Peringkat dan nilai minimal menurut nilai ketat TPI.", styles.FACT)


def add_totals(page: Worksheet, told: RecapBook, gates: Gates) -> None:
    """Write the sheet."""
    _Totals(page, told, gates).write()


@dataclass
class _Totals:
    """The sheet Rekap: one row per unit, best first."""

    page: Worksheet
    told: RecapBook
    gates: Gates

    def write(self) -> None:
        page, told = self.page, self.told
        add_head(page, told)
        heading(page, HEADING, TOTAL_HEADINGS, styles.HEADING)
        page.row_dimensions[HEADING].height = 44
        for row, unit in enumerate(told.units, start=HEADING + 1):
            self._unit(row, unit)
        self._statistics()
        self._chart()
        widths(page, TOTAL_WIDTHS)
        set_up(page, repeated=HEADING, freeze=f"D{HEADING + 1}", area=f"A1:N{self.last + 24}")

    @property
    def last(self) -> int:
        """The last row of a unit."""
        return HEADING + len(self.told.units)

    def _unit(self, row: int, unit: RecapUnit) -> None:
        page = self.page
        put(page, f"A{row}", unit.rank, styles.CENTRE)
        texts = {"B": unit.code, "C": unit.name, "D": unit.state, "E": unit.target, "N": unit.proposed_for or "–"}
        for column, text in texts.items():
            put(page, f"{column}{row}", text, styles.CENTRE if column in "BEN" else styles.TEXT)
        for column, points in zip("FGHJ", (unit.unit_total, unit.official, unit.total, unit.previous), strict=True):
            put(page, f"{column}{row}", points, styles.SCORE)
        self._difference(f"I{row}", f"=H{row}-F{row}", told=unit.is_complete and unit.unit_total is not None)
        self._difference(f"K{row}", f"=H{row}-J{row}", told=unit.compares)
        for column, key in zip("LM", self.told.gates, strict=True):
            failed = self.gates.failed(unit, key)
            words = f'=IF({failed}="","–",IF({failed}=0,"Terpenuhi","Belum ("&{failed}&")"))'
            formula(page, f"{column}{row}", words, styles.CENTRE)
            self._colour(f"{column}{row}")
        for column, key in zip(HELPERS, self.told.gates, strict=True):
            put(page, f"{column}{row}", self.told.gates[key][0].required, styles.SCORE)
        fit(page, row, [(unit.name, TOTAL_WIDTHS["C"]), (unit.state, TOTAL_WIDTHS["D"])])

    def _difference(self, at: str, text: str, *, told: bool) -> None:
        if told:
            formula(self.page, at, text, styles.SCORE, styles.SIGNED)
        else:
            put(self.page, at, None, styles.SCORE)

    def _colour(self, at: str) -> None:
        for look, words in ((styles.PASSED, "Terpenuhi"), (styles.FAILED, "Belum")):
            condition = f'LEFT({at},{len(words)})="{words}"'
            self.page.conditional_formatting.add(at, Rule(type="expression", dxf=look, formula=[condition]))

    def _statistics(self) -> None:
        look = styles.LEVELS[2]
        for row, (label, function) in enumerate(STATISTICS, start=self.last + 1):
            for column in TOTAL_WIDTHS:
                put(self.page, f"{column}{row}", None, look)
            put(self.page, f"C{row}", label, look)
            for column in "FGHIJK":
                cells = f"{column}{HEADING + 1}:{column}{self.last}"
                text = f'=IF(COUNT({cells})=0,"",{function}({cells}))'
                signed = styles.SIGNED if column in "IK" else ""
                formula(self.page, f"{column}{row}", text, styles.numbers(look), signed)

    def _chart(self) -> None:
        for column, text in HELPERS.items():
            put(self.page, f"{column}{HEADING}", text, styles.HEADING)
            self.page.column_dimensions[column].width = 11
        columns_against(
            self.page,
            f"A{self.last + len(STATISTICS) + 2}",
            title="Nilai ketat TPI terhadap nilai minimal WBK dan WBBM",
            names=Reference(self.page, min_col=2, min_row=HEADING + 1, max_row=self.last),
            bars=Reference(self.page, min_col=8, min_row=HEADING, max_row=self.last),
            marks=[Reference(self.page, min_col=column, min_row=HEADING, max_row=self.last) for column in (16, 17)],
            top=100,
            letters=sum(TOTAL_WIDTHS.values()),
        )


def _since(told: RecapBook) -> str:
    state = f"Periode dikunci pada {day_text(told.locked_on)}" if told.locked_on else f"Status periode: {told.state}"
    return f"{state}. Diunduh oleh {told.taken_by} pada {moment_text(told.taken_at)}."
