"""The regulation's own sentences, from the form of Lampiran III or the ministry's master soal (PortalRB)."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from evaluations.scoring.answers import quoted
from evaluations.scoring.types import Instrument, Question
from workbooks.exceptions import Unreadable
from workbooks.positions import Position, positions
from workbooks.reading.official import check_fits, form_of, form_places
from workbooks.reading.sheets import Sheet, sheets

MAX_BYTES = 10 * 1024 * 1024
YES = ("Ya", "Tidak")
NOT_SO = "Keadaan yang disebut pada pilihan Ya belum terpenuhi."  # both sources word the Ya only
LETTERED = re.compile(r"(?:^|\n)\s*([a-z])\s*[.)]\s*")
OWN_NODE = re.compile(r"[a-h]\.\s+")  # a node of the master soal that holds one question only (others: i., ii. ...)
NOT_FORM = "Buku kerja ini bukan formulir Lampiran III PermenPANRB 90/2021."
NOT_MASTER = "Berkas ini bukan master soal PortalRB."


@dataclass(frozen=True, slots=True)
class Words:
    """One question's sentences: `criteria` by option, `labels` by key of a figure, "" for no `note`."""

    text: str
    criteria: Mapping[str, str]
    labels: Mapping[str, str]
    note: str

    def data(self) -> dict[str, Any]:
        """As `actions.instruments.reword_instrument` takes them."""
        return {"text": self.text, "criteria": self.criteria, "labels": self.labels, "note": self.note}


@dataclass(frozen=True, slots=True)
class Wording:
    """Every question's sentences by code, what they were read from, and the sha256 of that file."""

    source: str
    sha256: str
    words: dict[str, Words]


def read(path: str | Path, instrument: Instrument) -> Wording:
    """The sentences of a file. Raises Unreadable, naming the cell or the soal, for anything that does not fit."""
    file = Path(path)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Unreadable(f"Berkas {quoted(file.name)} terlalu besar; paling besar {MAX_BYTES // 1024**2} MB.")
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"Berkas {quoted(path)} tidak ditemukan atau tidak dapat dibuka.") from error
    check_fits(instrument)
    suffix = file.suffix.lower()
    if suffix not in READERS:
        raise Unreadable(f"Berkas {quoted(file.name)} tidak dapat dibaca; yang dapat dibaca: {', '.join(READERS)}.")
    source, reader = READERS[suffix]
    return Wording(source, hashlib.sha256(content).hexdigest(), reader(file, instrument))


# --- the form of Lampiran III -------------------------------------------------------------------------
def _from_form(path: Path, instrument: Instrument) -> dict[str, Words]:
    with path.open("rb") as file:
        page = form_of(sheets(file), instrument)
    if page is None:
        raise Unreadable(NOT_FORM)
    places = form_places(page)
    found = {}
    for code, question in instrument.questions.items():
        place = places[code]
        row = place.notes[0]
        labels = {key: _form_text(page, at) for key, at in place.answers.items() if len(question.inputs) > 1}
        found[code] = _words(question, _form_text(page, row), page.text("I", row), labels, page.address("I", row))
    return found


def _form_text(page: Sheet, row: int) -> str:
    """The sentence of a row, in whichever of its columns it stands."""
    texts = [_lines(page.text(letter, row)) for letter in "GFE"]
    text = next((text for text in texts if len(text) > 2), "")  # shorter ones are letters of a list
    if not text:
        raise Unreadable(f"{page.address('G', row)}: kalimat pertanyaan tidak ada.")
    return text.removeprefix("- ")


# --- the ministry's master soal -----------------------------------------------------------------------
def _from_master(path: Path, instrument: Instrument) -> dict[str, Words]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        soals = dict(_soals(data["data"]))
        places: dict[str, list[Position]] = {}
        for place in positions():
            places.setdefault(place.code, []).append(place)
        questions = instrument.questions.items()
        return {code: _from_soals(question, [soals[p.soal_id] for p in places[code]]) for code, question in questions}
    except Unreadable:
        raise
    except KeyError as error:
        raise Unreadable(f"{NOT_MASTER} Yang tidak ada: {quoted(error.args[0])}.") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(NOT_MASTER) from error


def _soals(nodes: list[dict]) -> Iterator[tuple[int, tuple[str, dict]]]:
    """Id of a soal -> the node it stands in, and the soal."""
    for node in nodes:
        yield from ((soal["id"], (node["nama"], soal)) for soal in node["soals"])
        yield from _soals(node["children"])


def _from_soals(question: Question, found: list[tuple[str, dict]]) -> Words:
    node, first = found[0]
    cell, told = f"soal {first['id']}", _lines(first["kriteria_nilai"])
    if question.scale:
        _check_points(question, first["skema_penilaian"], cell)
        told = told if question.scale.values == YES else _lettered(first["skema_penilaian"])
        return _words(question, _line(first["teks_pertanyaan"]), told, {}, cell)
    if len(found) == 1:
        return _words(question, _line(first["teks_pertanyaan"]), told, {}, cell)
    keys = [item.key for item in question.inputs]
    labels = {key: _line(soal["teks_pertanyaan"]) for key, (_, soal) in zip(keys, found, strict=True)}
    if OWN_NODE.match(node):
        return _words(question, _line(OWN_NODE.sub("", node, count=1)), told, labels, cell)
    head, _, rest = told.partition("\n")
    if head.endswith(":"):  # a list that belongs to the question
        head, rest = told, ""
    return _words(question, head, rest, labels, cell)


def _check_points(question: Question, scheme: list[dict], cell: str) -> None:
    """The ministry's options must be worth what ours are: otherwise it is another instrument, not other words."""
    theirs = {option["key"]: Fraction(option["multiplier"]) for option in scheme}
    if theirs != {option.value: option.points for option in question.scale.options}:
        raise Unreadable(
            f"{cell}: pilihan atau nilainya berbeda dari {question.code}. Kata-katanya tidak dapat dipakai."
        )


def _lettered(scheme: list[dict]) -> str:
    return "\n".join(f"{option['key'].lower()}. {_line(option['label'])}" for option in scheme)


# --- both -------------------------------------------------------------------------------------------
def _words(question: Question, text: str, told: str, labels: Mapping[str, str], cell: str) -> Words:
    """`told` is what the source says below the question: its criteria, or how its figures are counted."""
    if not text or not all(labels.values()):
        raise Unreadable(f"{cell}: kalimat untuk {question.code} tidak ada.")
    told = _lines(told)
    if question.scale is None:
        return Words(text, {}, labels, told)
    return Words(text, _criteria(question, told, cell), {}, "")


def _criteria(question: Question, told: str, cell: str) -> dict[str, str]:
    if question.scale.values == YES:
        criteria = {"Ya": told[:1].upper() + told[1:], "Tidak": NOT_SO}
    else:
        parts = LETTERED.split(told)
        criteria = {letter.upper(): _line(text) for letter, text in zip(parts[1::2], parts[2::2], strict=True)}
    if tuple(criteria) != question.scale.values or not all(criteria.values()):
        raise Unreadable(f"{cell}: kriteria {question.code} tidak terdiri atas {', '.join(question.scale.values)}.")
    return criteria


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    """Without needless blanks; lines stay lines."""
    return "\n".join(line for line in map(_line, text.splitlines()) if line)


READERS = {".xlsx": ("formulir Lampiran III", _from_form), ".json": ("master soal PortalRB", _from_master)}
