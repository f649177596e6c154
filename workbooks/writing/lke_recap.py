"""The sheet Rekap: points of the parts and areas, and every minimum of WBK and WBBM, all from the sheet LKE."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.scoring.thresholds import Gate, area_code
from evaluations.scoring.types import Instrument, Node
from workbooks.documents.lke import LkeBook
from workbooks.layout import NODE, RECAP, TOTAL, Column, node_key
from workbooks.words import day_text, moment_text
from workbooks.writing import formulas, styles
from workbooks.writing.cells import fit, formula, heading, put, set_up, widths
from workbooks.writing.lke_rows import TPI_SIDE, UNIT_SIDE, Rows, Side

WIDTHS = {"A": 9, "B": 50, "C": 10, "D": 11, "E": 17, "F": 11, "G": 11, "H": 17, "I": 11, "J": 12}
UNIT_COLUMNS, TPI_COLUMNS, DIFFERENCE = ("D", "E", "F"), ("G", "H", "I"), "J"
SCORES = ("Nilai LKE {}", "Nilai ketat {}", "% ketat {}")
GATES = ("Capaian {}", "Status {}", "Kurang {}")
MET, NOT_MET = "Terpenuhi", "Belum terpenuhi"


def add_recap(book: Workbook, told: LkeBook, rows: Rows) -> None:
    """Write the sheet; it is the first one."""
    _Writer(book.create_sheet(RECAP), told, rows).write()


@dataclass
class _Writer:
    page: Worksheet
    told: LkeBook
    rows: Rows
    row: int = 1  # the next one to write
    answered: int = 0  # the row that counts the answers

    def write(self) -> None:
        instrument = self.told.instrument
        self._head()
        self._scores("Nilai menurut bagian", "Bagian", [(node.code, node.title) for node in _shown(instrument)])
        self._areas(instrument)
        for key, gates in self.told.gates.items():
            self._gates(key, gates)
        widths(self.page, WIDTHS)
        last = DIFFERENCE if self._has_tpi else UNIT_COLUMNS[-1]
        set_up(self.page, area=f"A1:{last}{self.row - 2}", upright=True)
        for column in () if self._has_tpi else (*TPI_COLUMNS, DIFFERENCE):
            self.page.column_dimensions[column].hidden = True

    @property
    def _has_tpi(self) -> bool:
        return self.told.tpi is not None

    @property
    def _sides(self) -> Sequence[tuple[Side, tuple[str, str, str]]]:
        both = ((UNIT_SIDE, UNIT_COLUMNS), (TPI_SIDE, TPI_COLUMNS))
        return both if self._has_tpi else both[:1]

    def _head(self) -> None:
        told = self.told
        self._line("Rekapitulasi Penilaian Zona Integritas", styles.TITLE)
        self._line(f"{told.unit_code} {told.unit_name}", styles.SECTION)
        if told.parent_agency:
            self._line(told.parent_agency)
        self._line(f"{told.period_name}. Status: {told.state}. Menuju {told.target}.")
        if told.locked_on:
            self._line(f"Sebagaimana direkam saat periode dikunci, {day_text(told.locked_on)}.")
        self._line(f"Diunduh oleh {told.taken_by} pada {moment_text(told.taken_at)}.")
        self._line("Semua nilai dihitung dari lembar LKE. Pertanyaan yang belum dijawab tidak masuk nilai LKE;")
        self._line("dalam nilai ketat dihitung 0. Nilai ketat menentukan tercapainya nilai minimal.")
        if not self._has_tpi:
            self._line("Hasil TPI tampil setelah penilaian dikembalikan atau disetujui.")
        self.row += 1

    def _line(self, text: str, style: str = styles.FACT) -> None:
        put(self.page, f"A{self.row}", text, style)
        self.row += 1

    # --- scores ---------------------------------------------------------------------------------------
    def _scores(self, title: str, what: str, parts: Sequence[tuple[str, str]]) -> None:
        self._heading(title, ("Kode", what, "Bobot"), SCORES, "Selisih TPI")
        self.answered = self.row + len(parts) + 1
        for code, text in parts:
            keys = [node_key(code)]
            self._score_row(code, text, keys, self._look(code))
        self._score_row("", "Nilai total", [node_key(TOTAL)], styles.LEVELS[-1])
        self._answered()
        self.row += 1

    def _look(self, code: str) -> str:
        return styles.LEVELS[0] if code not in self.told.instrument.parents else ""

    def _areas(self, instrument: Instrument) -> None:
        self._heading(
            "Enam area perubahan, Pemenuhan dan Reform", ("Area", "Area perubahan", "Bobot"), SCORES, "Selisih TPI"
        )
        for area in instrument.areas:
            keys = [node_key(code) for code in instrument.area_nodes[area.number]]
            self._score_row(str(area.number), area.title, keys, "")
        self.row += 1

    def _score_row(self, code: str, text: str, keys: Sequence[str], look: str) -> None:
        row, number = self.row, styles.numbers(look) if look else styles.SCORE
        self._labels(code, text, look)
        self._formula(f"C{row}", self._from(keys, Column.WEIGHT), number)
        for side, (official, strict, percent) in self._sides:
            self._formula(f"{official}{row}", self._from(keys, side.official), number)
            self._formula(f"{strict}{row}", self._from(keys, side.strict), number)
            self._formula(f"{percent}{row}", f"={strict}{row}/$C{row}", number, styles.PERCENT)
        if self._has_tpi:
            _, (_, strict, _) = self._sides[1]
            judged = f"{TPI_COLUMNS[0]}${self.answered}>={UNIT_COLUMNS[0]}${self.answered}"  # else still open, not lost
            difference = f'=IF({judged},{strict}{row}-{UNIT_COLUMNS[1]}{row},"")'
            self._formula(f"{DIFFERENCE}{row}", difference, number, styles.SIGNED)
        self.row += 1

    def _from(self, keys: Sequence[str], column: Column) -> str:
        return "=" + "+".join(self.rows.elsewhere(key, column) for key in keys)

    def _answered(self) -> None:
        """How many questions have a value; rows of nodes are told by their key, rows of figures have none."""
        put(self.page, f"A{self.row}", "", styles.TEXT)
        put(self.page, f"B{self.row}", "Pertanyaan yang terjawab", styles.TEXT)
        put(self.page, f"C{self.row}", len(self.told.instrument.questions), styles.SCORE, "0")
        keys = self.rows.everything(Column.KEY)
        for side, columns in self._sides:
            values = self.rows.everything(side.official)
            count = f'=SUMPRODUCT((LEFT({keys},1)<>"{NODE}")*ISNUMBER({values}))'
            for column in columns:
                put(self.page, f"{column}{self.row}", None, styles.SCORE)
            self._formula(f"{columns[0]}{self.row}", count, styles.SCORE, "0")
        self.row += 1

    # --- gates ----------------------------------------------------------------------------------------
    def _gates(self, key: str, gates: Sequence[Gate]) -> None:
        title = f"Nilai minimal {key} ({self.told.instrument.predicates[key].title}), dari nilai ketat"
        self._heading(title, ("", "Nilai minimal", "Minimal"), GATES, "")
        first = self.row
        for gate in gates:
            self._gate_row(gate)
        self._verdict(key, first, self.row - 1)
        self.row += 1

    def _gate_row(self, gate: Gate) -> None:
        row = self.row
        self._labels("" if gate.kind in {"total", "area"} else gate.code, gate.label, "")
        put(self.page, f"C{row}", gate.required, styles.SCORE)
        for side, (reached, status, missing) in self._sides:
            self._formula(f"{reached}{row}", self._from(self._keys(gate), side.strict), styles.SCORE)
            self._formula(f"{missing}{row}", formulas.missing(f"{reached}{row}", f"$C{row}"), styles.SCORE)
            self._formula(f"{status}{row}", f'=IF({missing}{row}=0,"{MET}","{NOT_MET}")', styles.CENTRE)
        self.row += 1

    def _keys(self, gate: Gate) -> list[str]:
        """The nodes whose points are judged."""
        if gate.kind != "area":
            return [node_key(gate.code)]
        areas = self.told.instrument.area_nodes
        return [node_key(code) for number, codes in areas.items() if area_code(number) == gate.code for code in codes]

    def _verdict(self, key: str, first: int, last: int) -> None:
        row, look = self.row, styles.LEVELS[1]
        self._labels("", f"Memenuhi semua nilai minimal {key}", look)
        put(self.page, f"C{row}", None, look)
        for _, (reached, status, missing) in self._sides:
            failed = f'COUNTIF({status}{first}:{status}{last},"{NOT_MET}")'
            put(self.page, f"{reached}{row}", None, look)
            self._formula(f"{status}{row}", f'=IF({failed}=0,"Ya","Tidak")', styles.centred(look))
            self._formula(f"{missing}{row}", f"={failed}", styles.numbers(look), "0")
            self._colour(f"{status}{first}:{status}{last}", f'{status}{first}="{MET}"', f'{status}{first}="{NOT_MET}"')
            self._colour(f"{status}{row}", f'{status}{row}="Ya"', f'{status}{row}="Tidak"')
        self.row += 1

    def _colour(self, cells: str, passed: str, failed: str) -> None:
        for look, condition in ((styles.PASSED, passed), (styles.FAILED, failed)):
            self.page.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[condition]))

    # --- pieces ---------------------------------------------------------------------------------------
    def _heading(self, title: str, labels: Sequence[str], columns: Sequence[str], difference: str) -> None:
        put(self.page, f"A{self.row}", title, styles.SECTION)
        texts = [*labels, *(text.format(side.name) for side, _ in self._sides for text in columns)]
        heading(
            self.page, self.row + 1, [*texts, difference] if self._has_tpi and difference else texts, styles.HEADING
        )
        self.page.row_dimensions[self.row + 1].height = 30
        self.row += 2

    def _labels(self, code: str, text: str, look: str) -> None:
        put(self.page, f"A{self.row}", code, look or styles.TEXT)
        put(self.page, f"B{self.row}", text, look or styles.TEXT)
        fit(self.page, self.row, [(text, WIDTHS["B"])])

    def _formula(self, at: str, text: str, style: str, number_format: str = "") -> None:
        formula(self.page, at, text, style, number_format)


def _shown(instrument: Instrument) -> Iterator[Node]:
    """Nodes down to areas and results: no indicators of the areas, none that only repeats the node above it."""
    for node in instrument.nodes.values():
        above = instrument.nodes.get(instrument.parents.get(node.code, ""))
        repeats = above is not None and (above.area is not None or above.weight == node.weight)
        if not (node.is_indicator and repeats):
            yield node
