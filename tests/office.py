"""LibreOffice for the tests: opens workbooks, calculates every formula, writes them again; opens Word documents.

Starting it takes seconds, so files go in together. It must be there (./test installs it): without it the tests fail.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from xml.dom import minidom

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

SECONDS = 300


def recalculated(files: Mapping[str, bytes]) -> dict[str, Workbook]:
    """The same workbooks by their names, with the results of their formulas as values."""
    made = converted(files, "xlsx:Calc MS Excel 2007 XML")
    return {name: load_workbook(BytesIO(content), data_only=True) for name, content in made.items()}


def converted(files: Mapping[str, bytes], kind: str, *, given_as: str = "xlsx") -> dict[str, bytes]:
    """The files in another format, `kind` as LibreOffice names it ("pdf"); one run for all of them."""
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError(
            "LibreOffice is missing: apt-get install --no-install-recommends libreoffice-calc libreoffice-writer"
        )
    with tempfile.TemporaryDirectory(prefix="zi-office-") as folder:
        root = Path(folder)
        given, made = root / "in", root / "out"
        given.mkdir()
        for name, content in files.items():
            (given / f"{name}.{given_as}").write_bytes(content)
        # A profile of its own, or two runs side by side would wait for each other.
        profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made)]
        subprocess.run(
            [*command, *(str(given / f"{name}.{given_as}") for name in files)],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        suffix = kind.partition(":")[0]
        return {name: (made / f"{name}.{suffix}").read_bytes() for name in files}


def filled(content: bytes, page: str, cells: Mapping[tuple[str, int], str | float | None]) -> bytes:
    """The workbook after somebody opened it in LibreOffice, wrote into cells (column letter, row) and saved it.

    LibreOffice writes it as one XML document, the cells are written there, and LibreOffice makes a workbook of it.
    """
    document = minidom.parseString(converted({"lke": content}, "fods")["lke"])  # noqa: S318 - LibreOffice wrote it
    tables = document.getElementsByTagName("table:table")
    table = next(table for table in tables if table.getAttribute("table:name") == page)
    for (letter, row), value in cells.items():
        line = _alone(table.getElementsByTagName("table:table-row"), row, "table:number-rows-repeated")
        places = [node for node in line.childNodes if node.nodeName.endswith("table-cell")]
        _write(_alone(places, column_index_from_string(letter), "table:number-columns-repeated"), value)
    edited = document.toxml(encoding="utf-8")
    return converted({"lke": edited}, "xlsx:Calc MS Excel 2007 XML", given_as="fods")["lke"]


def _alone(elements: Iterable[minidom.Element], number: int, repeated: str) -> minidom.Element:
    """Element number `number` (from 1) where one may stand for several equal ones, told apart from these."""
    last = 0
    for element in elements:
        first, last = last + 1, last + int(element.getAttribute(repeated) or 1)
        if last >= number:
            break
    for count, is_before in ((number - first, True), (last - number, False)):
        if count:
            others = element.cloneNode(deep=True)
            others.setAttribute(repeated, str(count))
            element.parentNode.insertBefore(others, element if is_before else element.nextSibling)
    element.setAttribute(repeated, "1")
    return element


def _write(cell: minidom.Element, value: str | float | None) -> None:
    for child in list(cell.childNodes):
        cell.removeChild(child)
    for name in list(cell.attributes.keys()):
        if name.startswith(("office:", "calcext:")) or name == "table:formula":
            cell.removeAttribute(name)
    if value is None:
        return
    cell.setAttribute("office:value-type", "string" if isinstance(value, str) else "float")
    if not isinstance(value, str):
        cell.setAttribute("office:value", str(value))
    text = cell.ownerDocument.createElement("text:p")
    text.appendChild(cell.ownerDocument.createTextNode(str(value)))
    cell.appendChild(text)
