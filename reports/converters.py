"""URL pieces of this app."""

from typing import NamedTuple

from reports.enums import Section


class Place(NamedTuple):
    """Where something is written in a report: a section, and the unit's code for Section.UNIT."""

    section: Section
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.section}/{self.unit}" if self.unit else str(self.section)


class PlaceConverter:
    """Path converter `place`: "ringkasan" or "analisis/07" <-> Place."""

    _whole = "|".join(section for section in Section if section != Section.UNIT)
    regex = f"(?:{_whole}|{Section.UNIT}/[-a-zA-Z0-9_]+)"

    def to_python(self, value: str) -> Place:
        section, _, unit = value.partition("/")
        return Place(Section(section), unit)

    def to_url(self, value: Place | str) -> str:
        return str(value)
