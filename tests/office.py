"""LibreOffice for the tests: opens workbooks, calculates every formula, writes them again.

Starting it takes seconds, so files go in together. It must be there (./test installs it): without it the tests fail.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

SECONDS = 300


def recalculated(files: Mapping[str, bytes]) -> dict[str, Workbook]:
    """The same workbooks by their names, with the results of their formulas as values."""
    made = converted(files, "xlsx:Calc MS Excel 2007 XML")
    return {name: load_workbook(BytesIO(content), data_only=True) for name, content in made.items()}


def converted(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """The files in another format, `kind` as LibreOffice names it ("pdf"); one run for all of them."""
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice is missing: apt-get install --no-install-recommends libreoffice-calc")
    with tempfile.TemporaryDirectory(prefix="zi-office-") as folder:
        root = Path(folder)
        given, made = root / "in", root / "out"
        given.mkdir()
        for name, content in files.items():
            (given / f"{name}.xlsx").write_bytes(content)
        # A profile of its own, or two runs side by side would wait for each other.
        profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made)]
        subprocess.run(
            [*command, *(str(given / f"{name}.xlsx") for name in files)],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        suffix = kind.partition(":")[0]
        return {name: (made / f"{name}.{suffix}").read_bytes() for name in files}
