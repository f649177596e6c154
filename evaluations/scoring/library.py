"""Instruments from YAML: strict reading into `types.Instrument`, and the built-in one.

The built-in file holds PermenPANRB 90/2021's codes, weights, scales and minimums, worded by this project.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from evaluations.scoring import fields
from evaluations.scoring.fields import InstrumentError
from evaluations.scoring.library_questions import code_of, parse_question, parse_scale
from evaluations.scoring.library_rules import FULL_SCORE, verify
from evaluations.scoring.types import Area, Instrument, Node, Predicate, Scale

__all__ = ["InstrumentError", "builtin_path", "parse", "read"]

TOP = ("id", "version", "title", "legal_basis", "scales", "areas", "components", "predicates")
PREDICATES = ("WBK", "WBBM")
BELOW = ("children", "indicators", "questions")


def builtin_path() -> Path:
    """Path of the instrument that comes with the project."""
    return Path(__file__).resolve().parent.parent / "library" / "permenpanrb-90-2021.yaml"


def read(path: str | Path) -> tuple[Instrument, dict[str, Any], str]:
    """The instrument of a YAML file, the file's own data, and the sha256 (hex) of its bytes.

    Raises OSError when the file cannot be read, InstrumentError when it is not a valid instrument.
    """
    content = Path(path).read_bytes()
    try:
        data = yaml.load(content, Loader=_Loader)  # noqa: S506 - a SafeLoader that also refuses duplicate keys
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InstrumentError(f"Berkas bukan YAML yang sah: {error}") from error
    return parse(data), data, hashlib.sha256(content).hexdigest()


def parse(data: Mapping[str, Any]) -> Instrument:
    """The instrument of the data. Raises InstrumentError, naming the code at fault, for anything not as it must be."""
    fields.keys(data, "", TOP)
    scales = _scales(data)
    instrument = Instrument(
        id=fields.text(data, "id", ""),
        version=fields.whole(data, "version", ""),
        title=fields.text(data, "title", ""),
        legal_basis=fields.text(data, "legal_basis", ""),
        scales=scales,
        areas=tuple(_area(area) for area in fields.items(data, "areas", "")),
        components=tuple(_node(node, scales, "") for node in fields.items(data, "components", "")),
        predicates=_predicates(data),
    )
    verify(instrument)
    return instrument


def _scales(data: Mapping[str, Any]) -> dict[str, Scale]:
    scales = data["scales"]
    if not isinstance(scales, Mapping) or not all(isinstance(key, str) and key for key in scales):
        raise InstrumentError('"scales" harus berupa pasangan nama skala dan pilihannya.')
    return {key: parse_scale(key, scale) for key, scale in scales.items()}


def _area(data: Any) -> Area:
    fields.keys(data, "", ("number", "title"), where="area")
    number = fields.whole(data, "number", "")
    return Area(number, fields.text(data, "title", f"area-{number}"))


def _node(data: Any, scales: Mapping[str, Scale], parent: str) -> Node:
    """A node and all below it; `children`, `indicators` or `questions` hang below, exactly one of them."""
    code = code_of(data, parent)
    below = [key for key in BELOW if key in data]
    if len(below) != 1:
        raise InstrumentError(f"harus memuat tepat satu dari {', '.join(BELOW)}.", code)
    fields.keys(data, code, ("code", "title", "weight", below[0]), ("area",))
    listed = fields.items(data, below[0], code)
    is_indicator = below == ["questions"]
    node = Node(
        code=code,
        title=fields.text(data, "title", code),
        weight=fields.positive(data, "weight", code, at_most=FULL_SCORE),
        area=fields.whole(data, "area", code) if "area" in data else None,
        children=() if is_indicator else tuple(_node(child, scales, code) for child in listed),
        questions=tuple(parse_question(item, code, scales) for item in listed) if is_indicator else (),
    )
    _right_kind(node, below[0])
    return node


def _right_kind(node: Node, below: str) -> None:
    """`indicators` hold questions and `children` do not, so that the file says what it means."""
    for child in node.children:
        if child.is_indicator != (below == "indicators"):
            raise InstrumentError(f'tidak boleh didaftar sebagai "{below}" di bawah {node.code}.', child.code)


def _predicates(data: Mapping[str, Any]) -> dict[str, Predicate]:
    predicates = fields.keys(data["predicates"], "", PREDICATES, where="predicates")
    return {key: _predicate(key, predicates[key]) for key in PREDICATES}


def _predicate(key: str, data: Any) -> Predicate:
    fields.keys(data, key, ("title", "minimum", "minimum_percent_per_area"))
    minimum = fields.keys(data["minimum"], key, ("total", "nodes"), where="minimum")
    if not isinstance(minimum["nodes"], Mapping):
        raise InstrumentError('"nodes" harus berupa pasangan kode dan nilai minimal.', key)
    return Predicate(
        key=key,
        title=fields.text(data, "title", key),
        total=fields.number(minimum, "total", "total", FULL_SCORE),
        nodes={code: fields.number(minimum["nodes"], code, str(code), FULL_SCORE) for code in minimum["nodes"]},
        area_percent=fields.number(data, "minimum_percent_per_area", key, at_most=100),
    )


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice in one place (YAML would silently keep the last)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = [key.value for key, _ in node.value]
        for key in seen:
            if seen.count(key) > 1:
                raise InstrumentError(f'Kunci "{key}" ditulis dua kali (baris {node.start_mark.line + 1}).')
        return super().construct_mapping(node, deep)
