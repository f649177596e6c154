"""What a workbook says to one assessor's questions, as JSON between reading and importing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evaluations.models import Evaluation
from evaluations.queries.sheets import stored_figures
from workbooks.enums import Layout
from workbooks.exceptions import Unreadable
from workbooks.reading.types import ANYBODY, Book, Misread, Origin

NO_COLUMN = (
    "Buku kerja ini tidak memuat kolom TPI, karena diunduh ketika isinya belum boleh dilihat pengunduhnya. "
    "Unduh LKE dengan akun Anda sendiri."
)

Value = str | dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the cells of one question say; `value` as the database keeps it."""

    value: Value
    note: str
    cell: str


@dataclass(frozen=True, slots=True)
class Content:
    """One column of a workbook. `versions` and `marks` of our own only: what the app held when the file was made, and
    what its cells said; `unit_versions` of the unit's answers then."""

    layout: str
    told: dict[str, Told]
    misread: list[Misread]
    made_at: str
    versions: dict[str, int]
    marks: dict[str, str]
    unit_versions: dict[str, int]

    @property
    def is_own(self) -> bool:
        """Does the file know what the app held when it was made?"""
        return self.layout == Layout.OWN

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_stored(cls, data: Mapping[str, Any]) -> "Content":
        """What `stored` gave."""
        told = {code: Told(**one) for code, one in data["told"].items()}
        return cls(**{**data, "told": told, "misread": [Misread(**one) for one in data["misread"]]})


def content_of(book: Book, evaluation: Evaluation, assessor: str) -> Content:
    """The column of the assessor. Raises Unreadable for another unit's or quarter's workbook, or one without it."""
    origin = book.origin
    if origin is not None:
        _check_origin(origin, evaluation)
    column = book.columns.get(assessor) or book.columns.get(ANYBODY)
    if column is None:
        raise Unreadable(NO_COLUMN)
    return Content(
        layout=book.layout.value,
        told={code: Told(_stored(said.value), said.note, said.cell) for code, said in column.said.items()},
        misread=column.misread,
        made_at=origin.made_at if origin else "",
        versions=origin.versions[assessor] if origin else {},
        marks=origin.marks.get(assessor, {}) if origin else {},
        unit_versions=origin.versions.get("unit", {}) if origin else {},
    )


def _stored(value: Any) -> Value:
    return stored_figures(value) if isinstance(value, Mapping) else value


def _check_origin(origin: Origin, evaluation: Evaluation) -> None:
    unit, period = evaluation.unit, evaluation.period
    if origin.unit != unit.code:
        raise Unreadable(
            f"Buku kerja ini milik unit kerja {origin.unit}, sedangkan lembar ini milik {unit.code} ({unit.name}). "
            "Tidak ada yang diubah."
        )
    if origin.period != f"{period.year}-{period.quarter}":
        year, _, quarter = origin.period.partition("-")
        raise Unreadable(
            f"Buku kerja ini dari triwulan {quarter} tahun {year}, sedangkan lembar ini untuk {period}. "
            "Unduh LKE triwulan ini, lalu isi berkas yang baru."
        )
