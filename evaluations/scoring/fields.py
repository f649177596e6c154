"""Strict access to the parts of an instrument file: right keys, right kinds, or an error with the code at fault."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

DECIMALS = 6


class InstrumentError(ValueError):
    """An instrument that cannot be used. `code` is the node, question or predicate at fault, "" for the file itself."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(f"{code}: {message}" if code else message)
        self.code = code


def keys(
    data: Any, code: str, required: tuple[str, ...], optional: tuple[str, ...] = (), where: str = ""
) -> Mapping[str, Any]:
    """The mapping itself, once it has every required key and no key besides; raises InstrumentError."""
    place = f" di {where}" if where else ""
    if not isinstance(data, Mapping):
        raise InstrumentError(f"isian{place} harus berupa pasangan kunci dan nilai.", code)
    for key in required:
        if key not in data:
            raise InstrumentError(f'kunci "{key}" belum ada{place}.', code)
    for key in data:
        if key not in required and key not in optional:
            raise InstrumentError(f'kunci "{key}" tidak dikenal{place}.', code)
    return data


def text(data: Mapping[str, Any], key: str, code: str, pattern: str = "") -> str:
    """A text that is not blank (and matches the pattern); raises InstrumentError."""
    value = data[key]
    if not isinstance(value, str) or not value.strip():
        raise InstrumentError(f'"{key}" harus berupa teks yang tidak kosong.', code)
    if pattern and not re.fullmatch(pattern, value):
        raise InstrumentError(f'"{key}" tidak boleh ditulis "{value}".', code)
    return value


def items(data: Mapping[str, Any], key: str, code: str) -> list[Any]:
    """A list with something in it; raises InstrumentError."""
    value = data[key]
    if not isinstance(value, list | tuple) or not value:
        raise InstrumentError(f'"{key}" harus berupa daftar yang tidak kosong.', code)
    return list(value)


def texts(data: Mapping[str, Any], key: str, code: str) -> tuple[str, ...]:
    """A list of texts, none blank, none twice; raises InstrumentError."""
    values = items(data, key, code)
    if any(not isinstance(value, str) or not value.strip() for value in values):
        raise InstrumentError(f'"{key}" hanya boleh berisi teks yang tidak kosong.', code)
    if len(set(values)) != len(values):
        raise InstrumentError(f'"{key}" memuat isian yang sama dua kali.', code)
    return tuple(values)


def whole(data: Mapping[str, Any], key: str, code: str) -> int:
    """A whole number of at least 1; raises InstrumentError."""
    value = data[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InstrumentError(f'"{key}" harus berupa bilangan bulat mulai dari 1.', code)
    return value


def number(data: Mapping[str, Any], key: str, code: str, at_most: int) -> Fraction:
    """A number from 0 to `at_most`, exact: 0.67 in the file is 67/100 here. Raises InstrumentError."""
    value = _exact(data[key])
    if value is None:
        raise InstrumentError(f'"{key}" harus berupa angka dengan paling banyak {DECIMALS} desimal.', code)
    if not 0 <= value <= at_most:
        raise InstrumentError(f'"{key}" harus antara 0 dan {at_most}.', code)
    return value


def positive(data: Mapping[str, Any], key: str, code: str, at_most: int) -> Fraction:
    """A number above 0 and up to `at_most`; raises InstrumentError."""
    value = number(data, key, code, at_most)
    if value == 0:
        raise InstrumentError(f'"{key}" harus lebih dari 0.', code)
    return value


def _exact(value: Any) -> Fraction | None:
    """The number as it is written; None when it is no number or has too many decimals to be meant."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        decimal = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    if not decimal.is_finite() or abs(decimal.adjusted()) > 12:
        return None
    fraction = Fraction(decimal)
    return fraction if 10**DECIMALS % fraction.denominator == 0 else None
