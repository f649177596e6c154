"""Answers from a file of either kind, to be scored without a database."""

from pathlib import Path

from evaluations.scoring.answers import quoted
from evaluations.scoring.sheet_files import SheetError, answers_from, read_json
from evaluations.scoring.types import Answer, Instrument
from workbooks.exceptions import Unreadable
from workbooks.reading.book import read
from workbooks.reading.types import ANYBODY


def answers_of(path: str | Path, instrument: Instrument, assessor: str) -> dict[str, Answer]:
    """Answers by question code: of a .json file, or of that assessor's column in a workbook (.xlsx).

    Raises SheetError with everything that cannot be taken; a cell is named by its address.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in READERS:
        readable = ", ".join(READERS)
        raise SheetError(f"Berkas {quoted(Path(path).name)} tidak dapat dibaca; yang dapat dibaca: {readable}.")
    return READERS[suffix](Path(path), instrument, assessor)


def _from_json(path: Path, instrument: Instrument, _assessor: str) -> dict[str, Answer]:
    return answers_from(instrument, read_json(path))


def _from_workbook(path: Path, instrument: Instrument, assessor: str) -> dict[str, Answer]:
    try:
        with path.open("rb") as file:
            columns = read(file, instrument).columns
    except OSError as error:
        raise SheetError(f"Berkas {quoted(path)} tidak ditemukan atau tidak dapat dibuka.") from error
    except Unreadable as error:
        raise SheetError(str(error)) from error
    column = columns.get(assessor) or columns.get(ANYBODY)
    if column is None:
        raise SheetError("Buku kerja ini tidak memuat jawaban TPI.")
    if column.misread:
        raise SheetError(*(f"{fault.cell}: {fault.sentence}" for fault in column.misread))
    return {code: said.value for code, said in column.said.items()}


READERS = {".json": _from_json, ".xlsx": _from_workbook}
