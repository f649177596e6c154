"""The sheet LKE: every question with both answers, and every score as a formula."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.enums import Assessor
from evaluations.scoring.answers import check_text
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Input, Node, Question
from workbooks.documents.lke import Given, LkeBook
from workbooks.layout import HEADING_ROW, LKE, TOTAL, Column, figure_key, node_key
from workbooks.writing import formulas, styles
from workbooks.writing.cells import fit, formula, heading, plain, put, set_up, widths
from workbooks.writing.lke_checks import Checks
from workbooks.writing.lke_rows import TPI_SIDE, UNIT_SIDE, Line, Rows, Side, last_key
from workbooks.writing.scales import Place

WIDTHS = {
    Column.CODE: 10.5,
    Column.TEXT: 38,
    Column.CHOICES: 48,
    Column.UNIT_ANSWER: 10,
    Column.UNIT_NOTE: 26,
    Column.TPI_ANSWER: 10,
    Column.TPI_NOTE: 26,
    Column.WEIGHT: 8,
    Column.UNIT_OFFICIAL: 9.5,
    Column.UNIT_STRICT: 9.5,
    Column.TPI_OFFICIAL: 9.5,
    Column.TPI_STRICT: 9.5,
    Column.KEY: 12,
}
HEADINGS = (
    "Kode",
    "Uraian",
    "Pilihan dan kriteria",
    "Jawaban unit",
    "Catatan unit",
    "Jawaban TPI",
    "Catatan TPI",
    "Bobot",
    "Nilai LKE unit",
    "Nilai ketat unit",
    "Nilai LKE TPI",
    "Nilai ketat TPI",
    "Kunci",
)
NOBODY = Given(None, "", 0)
FILLED_BY = {Assessor.UNIT: "Jawaban unit dan Catatan unit", Assessor.TPI: "Jawaban TPI dan Catatan TPI"}


def add_lke(book: Workbook, told: LkeBook, rows: Rows, scales: dict[str, Place]) -> None:
    """Write the sheet."""
    _Writer(book.create_sheet(LKE), told, rows, scales).write()


@dataclass
class _Writer:
    page: Worksheet
    told: LkeBook
    rows: Rows
    scales: dict[str, Place]

    def write(self) -> None:
        self._head()
        self.checks = Checks(self.page, self.scales)
        for line in self.rows.lines:
            if isinstance(line.item, Node):
                self._node(line, line.item)
            elif isinstance(line.item, Question):
                self._question(line, line.item)
        self._total()
        self.checks.add()

    @property
    def _sides(self) -> Sequence[Side]:
        """The assessors whose columns are written; the TPI's stay empty and hidden where the reader may not see it."""
        return (UNIT_SIDE,) if self.told.tpi is None else (UNIT_SIDE, TPI_SIDE)

    def _given(self, side: Side, code: str) -> Given:
        column = self.told.unit if side is UNIT_SIDE else self.told.tpi
        return column.get(code, NOBODY)

    def _is_open(self, side: Side, code: str) -> bool:
        return self.told.writer == side.assessor and code in self.told.open_codes

    # --- the sheet ------------------------------------------------------------------------------------
    def _head(self) -> None:
        page, told = self.page, self.told
        put(page, "A1", told.instrument.title, styles.TITLE)
        put(page, "A2", f"{told.unit_code} {told.unit_name}", styles.SECTION)
        put(page, "A3", f"{told.period_name}. Status: {told.state}. Dasar: {told.instrument.legal_basis}.", styles.FACT)
        put(page, "A4", _guidance(told), styles.HINT)
        heading(page, HEADING_ROW, HEADINGS, styles.HEADING)
        page.row_dimensions[HEADING_ROW].height = 44
        widths(page, WIDTHS)
        set_up(
            page,
            repeated=HEADING_ROW,
            freeze=f"{Column.CHOICES}{self.rows.first}",
            area=f"A1:{self._last_column}{self.rows.last}",
        )
        page.column_dimensions[Column.KEY].hidden = True
        for column in () if told.tpi is not None else _columns(TPI_SIDE):
            page.column_dimensions[column].hidden = True

    @property
    def _last_column(self) -> Column:
        return self._sides[-1].strict

    # --- rows -----------------------------------------------------------------------------------------
    def _node(self, line: Line, node: Node) -> None:
        style = _level(self.told, node)
        self._band(line.row, line.key, style, node.code, node.title)
        put(self.page, f"{Column.WEIGHT}{line.row}", node.weight, styles.numbers(style))
        weight = f"${Column.WEIGHT}{line.row}"
        for side in self._sides:
            if node.is_indicator:
                first, last = node.questions[0].code, last_key(node.questions[-1])
                official = formulas.official_mean(self.rows.block(first, last, side.official), weight)
                strict = formulas.strict_mean(self.rows.block(first, last, side.strict), weight)
            else:
                keys = [node_key(child.code) for child in node.children]
                official, strict = self._sums(side, keys)
            formula(self.page, f"{side.official}{line.row}", official, styles.numbers(style))
            formula(self.page, f"{side.strict}{line.row}", strict, styles.numbers(style))

    def _sums(self, side: Side, keys: Sequence[str]) -> tuple[str, str]:
        both = (side.official, side.strict)
        return tuple(formulas.total([self.rows.at(key, column) for key in keys]) for column in both)

    def _total(self) -> None:
        style, row = styles.LEVELS[-1], self.rows.last
        self._band(row, node_key(TOTAL), style, "", "Nilai total")
        put(self.page, f"{Column.WEIGHT}{row}", self.told.instrument.weight, styles.numbers(style))
        for side in self._sides:
            keys = [node_key(node.code) for node in self.told.instrument.components]
            official, strict = self._sums(side, keys)
            formula(self.page, f"{side.official}{row}", official, styles.numbers(style))
            formula(self.page, f"{side.strict}{row}", strict, styles.numbers(style))

    def _band(self, row: int, key: str, style: str, code: str, title: str) -> None:
        for column in Column:
            put(self.page, f"{column}{row}", None, style)
        put(self.page, f"{Column.CODE}{row}", code, style)
        put(self.page, f"{Column.TEXT}{row}", title, style)
        put(self.page, f"{Column.KEY}{row}", key, style)
        fit(self.page, row, [(title, WIDTHS[Column.TEXT] * 0.9)])  # bold letters are wider

    def _question(self, line: Line, question: Question) -> None:
        choices = _choices(question, [self._given(side, question.code).remark for side in self._sides])
        self._labels(line.row, question.code, question.code, question.text, choices)
        texts = [(question.text, WIDTHS[Column.TEXT]), (choices, WIDTHS[Column.CHOICES])]
        for side in self._sides:
            given, is_open = self._given(side, question.code), self._is_open(side, question.code)
            note = f"{side.note}{line.row}"
            put(self.page, note, given.note, styles.OPEN_TEXT if is_open else styles.TEXT)
            self.checks.note(note)
            texts.append((given.note, WIDTHS[side.note]))
            value = self._figures(side, question) if question.is_numeric else self._option(side, line.row, question)
            official = f"{side.official}{line.row}"
            formula(self.page, official, value, styles.SCORE)
            formula(self.page, f"{side.strict}{line.row}", formulas.strict_value(official), styles.SCORE)
        fit(self.page, line.row, texts)
        for item in question.inputs:
            self._figure_row(question, item)

    def _labels(self, row: int, key: str, code: str, text: str, choices: str) -> None:
        for column in Column:
            put(self.page, f"{column}{row}", None, styles.TEXT)
        put(self.page, f"{Column.CODE}{row}", code, styles.TEXT)
        put(self.page, f"{Column.TEXT}{row}", text, styles.TEXT)
        put(self.page, f"{Column.CHOICES}{row}", choices, styles.TEXT)
        put(self.page, f"{Column.KEY}{row}", key, styles.TEXT)

    def _option(self, side: Side, row: int, question: Question) -> str:
        """The answer cell of a question with a scale; returns the formula of its value."""
        at, given = f"{side.answer}{row}", self._given(side, question.code)
        style = styles.OPEN_ANSWER if self._is_open(side, question.code) else styles.CENTRE
        put(self.page, at, given.value or "", style)
        self.checks.option(at, question.scale)
        place = self.scales[question.scale.key]
        return formulas.option(at, place.options, place.points)

    def _figures(self, side: Side, question: Question) -> str:
        """The formula of a question's figures, which stand in the rows below it."""
        keys = {item.key: figure_key(question.code, item.key) for item in question.inputs}
        cells = {name: self.rows.at(key, side.answer) for name, key in keys.items()}
        self.checks.rules(question, cells)
        first, last = (keys[question.inputs[place].key] for place in (0, -1))
        return formulas.figures(question, cells, self.rows.block(first, last, side.answer))

    def _figure_row(self, question: Question, item: Input) -> None:
        key = figure_key(question.code, item.key)
        row = self.rows.numbers[key]
        text = item.label[0].upper() + item.label[1:]
        self._labels(row, key, "", text, _allowed(item))
        for side in self._sides:
            figures, at = self._given(side, question.code).value or {}, f"{side.answer}{row}"
            figure = figures.get(item.key)
            style = styles.OPEN_ANSWER if self._is_open(side, question.code) else styles.CENTRE
            put(self.page, at, None if figure is None else plain(figure), style, "0.00" if item.decimals else "0")
            self.checks.figure(at, item)
        fit(self.page, row, [(text, WIDTHS[Column.TEXT]), (_allowed(item), WIDTHS[Column.CHOICES])])


# --- words ----------------------------------------------------------------------------------------
def _guidance(told: LkeBook) -> str:
    if told.writer:
        return (
            f"Isilah sel kuning pada kolom {FILLED_BY[told.writer]}, lalu impor berkas ini kembali di aplikasi. "
            "Nilai terhitung sendiri; sel lain terkunci."
        )
    return f"{told.why_not} Semua sel terkunci." if told.why_not else "Semua sel terkunci."


def _choices(question: Question, remarks: Sequence[str]) -> str:
    """Every option with its points and its criterion, or how the figures are counted; then what was not counted."""
    if question.scale is not None:
        lines = [
            f"{option.value} ({exact_text(option.points)}): {question.criteria[option.value]}"
            for option in question.scale.options
        ]
    else:
        lines = [question.note, *(check_text(question, rule) for rule in question.checks)]
    return "\n".join(filter(None, [*lines, *remarks]))


def _allowed(item: Input) -> str:
    if item.maximum is None:
        return "Bilangan bulat mulai dari 0."
    return f"Angka dari 0 sampai {exact_text(item.maximum)}, paling banyak {item.decimals} angka di belakang koma."


def _columns(side: Side) -> Sequence[Column]:
    return side.answer, side.note, side.official, side.strict


def _level(told: LkeBook, node: Node) -> str:
    """The look of a node by its depth; indicators have their own."""
    if node.is_indicator:
        return styles.LEVELS[3]
    depth, code = 0, told.instrument.parents.get(node.code)
    while code:
        depth, code = depth + 1, told.instrument.parents.get(code)
    return styles.LEVELS[min(depth, 2)]
