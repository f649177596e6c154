"""What messages about visits say: data, no logic."""

from dataclasses import dataclass
from enum import StrEnum


class Happening(StrEnum):
    """Why people are told of a visit."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    LEFT_OUT = "left_out"  # a unit or a person that no longer takes part


@dataclass(frozen=True, slots=True)
class Letter:
    """Title and text with places: {kind}, {topic}, {units}, {when}, {place}, {team}, {by}, {reason}, {before}."""

    title: str
    text: str


LETTERS: dict[Happening, Letter] = {
    Happening.PLANNED: Letter(
        "{kind} {when}: {topic}",
        "{by} menjadwalkan {kind_lower}.\nWaktu: {when}\nTempat: {place}\nUnit kerja: {units}\nTim: {team}",
    ),
    Happening.MOVED: Letter(
        "{kind} menjadi {when}: {topic}",
        "{by} mengubah jadwal {kind_lower}.\nSemula: {before}\nMenjadi: {when}, {place}\nUnit kerja: {units}\n"
        "Tim: {team}",
    ),
    Happening.CANCELLED: Letter(
        "{kind} {when} dibatalkan: {topic}",
        "{by} membatalkan {kind_lower} dengan alasan:\n“{reason}”\n\nUnit kerja: {units}",
    ),
    Happening.LEFT_OUT: Letter(
        "{kind} {when}: Anda tidak lagi dijadwalkan ikut",
        "{by} mengubah peserta {kind_lower} “{topic}”. Unit kerja Anda atau Anda sendiri tidak lagi termasuk.",
    ),
}
