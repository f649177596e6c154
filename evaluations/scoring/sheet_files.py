"""Answer sheets from files: a JSON object of question code -> option, figures or null."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from evaluations.scoring.answers import AnswerError, clean, quoted
from evaluations.scoring.types import Answer, Instrument

LONGEST_NUMBER = 30


class SheetError(ValueError):
    """A sheet that cannot be used; `problems` holds one Indonesian sentence each, the message has one per line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_json(path: str | Path) -> dict[str, Any]:
    """Raw answers of a JSON file; numbers with decimals are Decimal. Raises SheetError for anything else."""
    try:
        raw = json.loads(
            Path(path).read_text(encoding="utf-8-sig"),
            object_pairs_hook=_once,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=str,
        )
    except SheetError:
        raise
    except OSError as error:
        raise SheetError(f"Berkas {quoted(path)} tidak ditemukan atau tidak dapat dibuka.") from error
    except (ValueError, RecursionError) as error:
        raise SheetError(f"Berkas {quoted(path)} bukan JSON yang sah: {error}") from error
    if not isinstance(raw, dict):
        raise SheetError("Isi berkas harus berupa objek JSON: kode pertanyaan dan jawabannya.")
    return raw


def answers_from(instrument: Instrument, raw: Mapping[str, Any]) -> dict[str, Answer]:
    """Clean answers by question code. Raises SheetError with every unknown code and every wrong value, not just one."""
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for code, value in raw.items():
        question = instrument.questions.get(code)
        if question is None:
            problems.append(f"Kode pertanyaan {quoted(code)} tidak dikenal.")
            continue
        try:
            answers[code] = clean(question, value)
        except AnswerError as error:
            problems.append(f"{code}: {error}")
    if problems:
        raise SheetError(*problems)
    return answers


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if twice := [key for key in dict.fromkeys(keys) if keys.count(key) > 1]:
        raise SheetError(*(f"Kunci {quoted(key)} ditulis lebih dari sekali." for key in twice))
    return dict(pairs)


def _decimal(written: str) -> Decimal | str:
    # A number with an exponent stays text, which `answers.clean` refuses by name.
    return written if "e" in written.lower() or len(written) > LONGEST_NUMBER else Decimal(written)


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= LONGEST_NUMBER else written
