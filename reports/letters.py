"""What messages about papers say: data, no logic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """Title and text with places: those of `reports.actions.telling._words`; {count} and {units} of many."""

    title: str
    text: str


ISSUED = Letter("{paper} {period} terbit", "{title} terbit dengan nomor {number}, tanggal {dated}.")
CORRECTED = Letter(
    "{paper} {period} diperbaiki: edisi {edition}",
    "{title}, edisi {edition}, terbit dengan nomor {number}, tanggal {dated}, dan menggantikan edisi sebelumnya.\n"
    "Perbaikan: “{reason}”",
)
MANY = Letter("{count} {paper} {period} terbit", "Unit kerja: {units}.")
