"""The columns of the workbook and a row as it was read: texts only, nothing judged yet."""

from dataclasses import dataclass, field
from typing import NamedTuple

MAX_ROWS = 2_000
MAX_TEXT = 300  # signs in one cell; no field holds more


class Column(NamedTuple):
    """A column: its key in the code, its heading, other headings that are understood, what to write there."""

    key: str
    heading: str
    aliases: tuple[str, ...]
    help: str
    required: bool = False
    is_date: bool = False


COLUMNS = (
    Column("full_name", "Nama lengkap", ("nama",), "Wajib. Lengkap dengan gelar.", required=True),
    Column(
        "username",
        "Nama pengguna",
        ("username",),
        "Wajib. Untuk masuk: huruf, angka, dan @ . + - _ tanpa spasi; satu baris per orang.",
        required=True,
    ),
    Column("email", "Surel", ("email", "e-mail"), "Boleh kosong. Untuk pemberitahuan dan tautan kata sandi."),
    Column("nip", "NIP", (), "Boleh kosong. 18 angka dalam sel berformat Teks; boleh dengan spasi."),
    Column("position", "Jabatan", (), "Boleh kosong."),
    Column("role", "Peran", (), "Boleh kosong. Salah satu dari daftar peran."),
    Column(
        "unit",
        "Kode unit",
        ("kode unit kerja", "unit"),
        "Wajib untuk anggota Tim ZI dan kepala unit kerja; kosong untuk peran lain.",
    ),
    Column(
        "starts_on",
        "Mulai",
        ("mulai berlaku",),
        "Hari pertama peran, seperti 31/12/2024. Kosong: hari ini.",
        is_date=True,
    ),
    Column("ends_on", "Sampai", ("berakhir",), "Hari terakhir peran. Kosong: seterusnya.", is_date=True),
)
HEADINGS = {name.casefold(): column for column in COLUMNS for name in (column.heading, *column.aliases)}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, a text per column key ("" when empty), and what could not be read.

    A cell that could not be read has a sentence in `problems` and no key in `values`.
    """

    number: int
    values: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """What stands in that column; "" when nothing does."""
        return self.values.get(key, "")

    def could_read(self, *keys: str) -> bool:
        """Is it known what stands in these columns?"""
        return all(key in self.values for key in keys)

    def stored(self) -> dict:
        """As JSON keeps it until somebody confirms."""
        return {"number": self.number, "values": self.values, "problems": self.problems}
