"""The sheet Nilai minimal of the recap: points of every unit at every gate, and what is missing to WBK and WBBM."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.scoring.thresholds import Gate
from workbooks.documents.recap import RecapBook, RecapUnit
from workbooks.writing import formulas, styles
from workbooks.writing.cells import fit, formula, heading, put, set_up, widths

GATES = "Nilai minimal"
HEADING = 4
WEIGHT = HEADING + 1  # the row of the weights; the minimums of WBK and WBBM follow
MISSING = '0.00;-0.00;"–"'


@dataclass(frozen=True)
class Gates:
    """Where things stand in the sheet, as formulas of other sheets name them."""

    columns: dict[str, str]  # gate code -> column
    rows: dict[str, int]  # unit code -> row
    failing: dict[str, str]  # predicate -> column that counts the gates not passed
    minimums: dict[str, int]  # predicate -> row

    def reached(self, unit: RecapUnit, code: str) -> str:
        """The points of a unit at a gate."""
        return f"'{GATES}'!{self.columns[code]}{self.rows[unit.code]}"

    def failed(self, unit: RecapUnit, predicate: str) -> str:
        """How many gates a unit does not pass."""
        return f"'{GATES}'!{self.failing[predicate]}{self.rows[unit.code]}"

    def weight(self, code: str) -> str:
        """What could be reached at a gate."""
        return f"'{GATES}'!{self.columns[code]}${WEIGHT}"

    def required(self, code: str, predicate: str) -> str:
        """The minimum of a predicate at a gate."""
        return f"'{GATES}'!{self.columns[code]}${self.minimums[predicate]}"


def add_gates(book: Workbook, told: RecapBook) -> Gates:
    """Write the sheet and say where things stand in it."""
    page, keys = book.create_sheet(GATES), list(told.gates)
    gates = told.gates[keys[0]]
    first = WEIGHT + 1 + len(keys)
    places = Gates(
        columns={gate.code: get_column_letter(place) for place, gate in enumerate(gates, start=3)},
        rows={unit.code: row for row, unit in enumerate(told.units, start=first)},
        failing={key: get_column_letter(3 + len(gates) + place) for place, key in enumerate(keys)},
        minimums={key: WEIGHT + 1 + place for place, key in enumerate(keys)},
    )
    _Writer(page, told, gates, places).write()
    return places


@dataclass
class _Writer:
    page: Worksheet
    told: RecapBook
    gates: Sequence[Gate]
    at: Gates

    def write(self) -> None:
        page, told = self.page, self.told
        put(page, "A1", "Capaian dan nilai minimal", styles.TITLE)
        put(page, "A2", f"{told.period_name}. Poin, nilai ketat TPI.", styles.FACT)
        self._heading(HEADING, [f"Belum {key}" for key in told.gates])
        self._limits()
        for unit in told.units:
            self._unit(unit)
        row = WEIGHT + 2 + len(told.gates) + len(told.units)
        for key in told.gates:
            row = self._missing(row, key)
        widths(page, {"A": 11, "B": 40} | dict.fromkeys([*self.at.columns.values(), *self.at.failing.values()], 12.5))
        last = list(self.at.failing.values())[-1]
        set_up(page, repeated=HEADING, freeze=f"C{WEIGHT}", area=f"A1:{last}{row - 2}")

    def _heading(self, row: int, more: Sequence[str]) -> None:
        labels = ("Kode", "Unit kerja", *(gate.label for gate in self.gates), *more)
        heading(self.page, row, labels, styles.HEADING)
        self.page.row_dimensions[row].height = 84

    def _limits(self) -> None:
        """The weights and the minimums, above the units."""
        look = styles.LEVELS[2]
        rows = {"Bobot": WEIGHT} | {f"Minimal {key}": row for key, row in self.at.minimums.items()}
        for label, row in rows.items():
            for column in ("A", "B", *self.at.columns.values(), *self.at.failing.values()):
                put(self.page, f"{column}{row}", label if column == "B" else None, look)
        for place, gate in enumerate(self.gates):
            column = self.at.columns[gate.code]
            put(self.page, f"{column}{WEIGHT}", gate.weight, styles.numbers(look))
            for key, row in self.at.minimums.items():
                put(self.page, f"{column}{row}", self.told.gates[key][place].required, styles.numbers(look))

    def _names(self, row: int, unit: RecapUnit) -> None:
        put(self.page, f"A{row}", unit.code, styles.CENTRE)
        put(self.page, f"B{row}", unit.name, styles.TEXT)
        fit(self.page, row, [(unit.name, 40)])

    def _unit(self, unit: RecapUnit) -> None:
        row, columns = self.at.rows[unit.code], list(self.at.columns.values())
        self._names(row, unit)
        for code, column in self.at.columns.items():
            put(self.page, f"{column}{row}", unit.reached.get(code), styles.SCORE)
        cells = f"{columns[0]}{row}:{columns[-1]}{row}"
        for key, column in self.at.failing.items():
            least = self.at.minimums[key]
            below = f"({cells}<{columns[0]}${least}:{columns[-1]}${least}-{formulas.TOLERANCE})"
            formula(self.page, f"{column}{row}", f'=IF(COUNT({cells})=0,"",SUMPRODUCT({below}*1))', styles.CENTRE, "0")

    def _missing(self, row: int, key: str) -> int:
        """A table of the points missing to a predicate; returns the row where the next one begins."""
        put(self.page, f"A{row}", f"Kekurangan terhadap {key} (poin)", styles.SECTION)
        self._heading(row + 1, ())
        for number, unit in enumerate(self.told.units, start=row + 2):
            self._names(number, unit)
            for column in self.at.columns.values():
                reached = f"{column}{self.at.rows[unit.code]}"
                lacking = formulas.missing(reached, f"{column}${self.at.minimums[key]}").removeprefix("=")
                text = f'=IF({reached}="","",{lacking})'
                formula(self.page, f"{column}{number}", text, styles.SCORE, MISSING)
        last = row + 1 + len(self.told.units)
        columns = list(self.at.columns.values())
        cell, cells = f"{columns[0]}{row + 2}", f"{columns[0]}{row + 2}:{columns[-1]}{last}"
        red = Rule(type="expression", dxf=styles.FAILED, formula=[f"AND(ISNUMBER({cell}),{cell}>0)"])
        self.page.conditional_formatting.add(cells, red)
        return last + 2
