"""Reads the questions of an instrument file: answer scale or figures with their formula."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from evaluations.scoring import fields
from evaluations.scoring.fields import InstrumentError
from evaluations.scoring.types import Check, Formula, Index, Input, Option, Question, Ratio, Reduction, Scale

CODE = r"[A-Z](\.[A-Za-z0-9]+)*"
INPUT_KEY = r"[a-z][a-z0-9_]*"
INDEX_DECIMALS = 2
COMMON = ("code", "text", "evidence")


def parse_scale(key: str, data: Any) -> Scale:
    """The scale of the key; at least two options, each worth 0..1. Raises InstrumentError with the key."""
    if not isinstance(data, Mapping) or len(data) < 2:
        raise InstrumentError("skala harus memuat sedikitnya dua pilihan.", key)
    if any(not isinstance(value, str) or not value.strip() for value in data):
        raise InstrumentError("setiap pilihan pada skala harus berupa teks.", key)
    return Scale(key, tuple(Option(value, fields.number(data, value, key, at_most=1)) for value in data))


def parse_question(data: Any, indicator: str, scales: Mapping[str, Scale]) -> Question:
    """The question, below the indicator of that code. Raises InstrumentError with the question's code."""
    code = code_of(data, indicator)
    has_scale, has_figures = "scale" in data, "inputs" in data or "formula" in data
    if has_scale == has_figures:
        raise InstrumentError("pertanyaan harus memuat skala, atau isian angka beserta rumusnya.", code)
    if has_scale:
        fields.keys(data, code, (*COMMON, "scale", "criteria"), ("note",))
    else:
        fields.keys(data, code, (*COMMON, "inputs", "formula"), ("note", "checks"))
    formula = _formula(data["formula"], code) if has_figures else None
    inputs = _inputs(data, code, formula) if formula else ()
    scale = _scale(data, code, scales) if has_scale else None
    return Question(
        code=code,
        text=fields.text(data, "text", code),
        indicator=indicator,
        scale=scale,
        criteria=_criteria(data, code, scale) if scale else {},
        evidence=fields.texts(data, "evidence", code),
        inputs=inputs,
        formula=formula,
        checks=_checks(data, code, inputs),
        note=fields.text(data, "note", code) if "note" in data else "",
    )


def code_of(data: Any, parent: str) -> str:
    """The code of a node or question; raises InstrumentError with the parent's code when it has none."""
    if not isinstance(data, Mapping) or "code" not in data:
        raise InstrumentError("ada bagian tanpa kode di bawahnya.", parent)
    return fields.text(data, "code", parent, CODE)


def _scale(data: Mapping[str, Any], code: str, scales: Mapping[str, Scale]) -> Scale:
    key = fields.text(data, "scale", code)
    if key not in scales:
        raise InstrumentError(f'skala "{key}" tidak dikenal.', code)
    return scales[key]


def _criteria(data: Mapping[str, Any], code: str, scale: Scale) -> dict[str, str]:
    criteria = fields.keys(data["criteria"], code, scale.values, where="kriteria")
    return {value: fields.text(criteria, value, code) for value in criteria}


def _inputs(data: Mapping[str, Any], code: str, formula: Formula) -> tuple[Input, ...]:
    inputs = tuple(_input(item, code, formula) for item in fields.items(data, "inputs", code))
    known = [item.key for item in inputs]
    if len(set(known)) != len(known):
        raise InstrumentError("kunci isian angka yang sama dipakai dua kali.", code)
    _refuse_unknown(formula.inputs, known, code, "rumus")
    return inputs


def _input(data: Any, code: str, formula: Formula) -> Input:
    fields.keys(data, code, ("key", "label"), where="isian angka")
    key, label = fields.text(data, "key", code, INPUT_KEY), fields.text(data, "label", code)
    if isinstance(formula, Index) and formula.input == key:
        return Input(key, label, formula.maximum, INDEX_DECIMALS)
    return Input(key, label, None, 0)


def _checks(data: Mapping[str, Any], code: str, inputs: tuple[Input, ...]) -> tuple[Check, ...]:
    if "checks" not in data:
        return ()
    return tuple(_check(item, code, [item.key for item in inputs]) for item in fields.items(data, "checks", code))


def _check(data: Any, code: str, known: list[str]) -> Check:
    fields.keys(data, code, ("sum", "at_most"), where="pemeriksaan")
    check = Check(fields.texts(data, "sum", code), fields.texts(data, "at_most", code))
    _refuse_unknown((*check.sum, *check.at_most), known, code, "pemeriksaan")
    return check


def _refuse_unknown(used: tuple[str, ...], known: list[str], code: str, where: str) -> None:
    for key in used:
        if key not in known:
            raise InstrumentError(f'{where} menyebut isian "{key}" yang tidak ada.', code)


def _formula(data: Any, code: str) -> Formula:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if kind not in FORMULAS:
        raise InstrumentError(f'jenis rumus "{kind}" tidak dikenal.', code)
    return FORMULAS[kind](data, code)


def _ratio(data: Mapping[str, Any], code: str) -> Ratio:
    fields.keys(data, code, ("kind", "numerator", "denominator", "when_denominator_zero"), where="rumus")
    numerator, denominator = fields.texts(data, "numerator", code), fields.texts(data, "denominator", code)
    return Ratio(numerator, denominator, _share(data, "when_denominator_zero", code))


def _reduction(data: Mapping[str, Any], code: str) -> Reduction:
    required = ("kind", "previous", "current", "when_both_zero", "when_previous_zero")
    fields.keys(data, code, required, where="rumus")
    previous, current = fields.text(data, "previous", code), fields.text(data, "current", code)
    return Reduction(previous, current, _share(data, "when_both_zero", code), _share(data, "when_previous_zero", code))


def _index(data: Mapping[str, Any], code: str) -> Index:
    fields.keys(data, code, ("kind", "input", "maximum"), where="rumus")
    return Index(fields.text(data, "input", code), fields.positive(data, "maximum", code, at_most=100))


def _share(data: Mapping[str, Any], key: str, code: str) -> Fraction:
    return fields.number(data, key, code, at_most=1)


FORMULAS: Mapping[str, Callable[[Mapping[str, Any], str], Formula]] = {
    "ratio": _ratio,
    "reduction": _reduction,
    "index": _index,
}
