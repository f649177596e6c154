"""Raw answers from forms, imports and files, read strictly: a clean value or a sentence that says what is wrong."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluations.scoring.formulas import total
from evaluations.scoring.rounding import exact_text, text
from evaluations.scoring.types import Check, Input, Question

COUNT_MAXIMUM = 1_000_000_000
NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
SEPARATOR = re.compile(r"[.,]")
LONGEST = 30


class AnswerError(ValueError):
    """An answer that cannot be taken: an Indonesian sentence, the question's code and the input's key (or "")."""

    def __init__(self, message: str, question: str, field: str = "") -> None:
        super().__init__(message)
        self.question = question
        self.field = field


def clean(question: Question, raw: Any) -> str | dict[str, Fraction] | None:
    """The answer as the engine takes it: an option, the given figures as exact Fractions, or None when all is blank.

    Takes what JSON or a form gives: text, int, Decimal, Fraction, None, a mapping of them. Read JSON with
    parse_float=Decimal; a float is refused. Raises AnswerError. The instrument's checks are not applied (see `check`).
    """
    if _is_blank(raw):
        return None
    return _figures(question, raw) if question.is_numeric else _option(question, raw)


def check(question: Question, figures: Mapping[str, Fraction]) -> list[str]:
    """One sentence per check of the instrument that the figures break; a check with a figure missing is left out."""
    return [
        _check_sentence(question, rule, figures)
        for rule in question.checks
        if all(figures.get(key) is not None for key in (*rule.sum, *rule.at_most))
        and total(figures, rule.sum) > total(figures, rule.at_most)
    ]


def check_text(question: Question, rule: Check) -> str:
    """A check of the instrument as a rule one reads before answering."""
    left, right = _named(question, rule.sum), _named(question, rule.at_most)
    return f"{left} tidak boleh melebihi {right[0].lower()}{right[1:]}."


def _is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _option(question: Question, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in question.scale.values:
        allowed = ", ".join(question.scale.values)
        raise AnswerError(f"Pilihan {quoted(raw)} tidak dikenal; pilih salah satu dari {allowed}.", question.code)
    return raw


def _figures(question: Question, raw: Any) -> dict[str, Fraction] | None:
    known = [item.key for item in question.inputs]
    if not isinstance(raw, Mapping):
        keys = ", ".join(known)
        raise AnswerError(f"Jawaban {quoted(raw)} harus berupa angka untuk setiap isian: {keys}.", question.code)
    for key in raw:
        if key not in known:
            message = f"Isian {quoted(key)} tidak dikenal; yang ada hanya {', '.join(known)}."
            raise AnswerError(message, question.code, str(key))
    figures = {item.key: _figure(question, item, raw[item.key]) for item in question.inputs if item.key in raw}
    return {key: figure for key, figure in figures.items() if figure is not None} or None


def _figure(question: Question, item: Input, raw: Any) -> Fraction | None:
    if _is_blank(raw):
        return None
    figure = _number(raw)
    problem = "tidak dapat dibaca sebagai angka" if figure is None else _problem(item, figure, raw)
    if problem:
        raise AnswerError(f"{item.label}: {quoted(raw)} {problem}.", question.code, item.key)
    return figure


def _number(raw: Any) -> Fraction | None:
    """The number as it is written; None when it is none: a word, a truth value, an exponent, a float, infinity."""
    if isinstance(raw, str):
        typed = raw.strip()
        return Fraction(typed.replace(",", ".")) if len(typed) <= LONGEST and NUMBER.fullmatch(typed) else None
    if isinstance(raw, Decimal):
        return Fraction(raw) if raw.is_finite() and -LONGEST < raw.as_tuple().exponent <= 0 else None
    if isinstance(raw, bool) or not isinstance(raw, int | Fraction):
        return None
    return Fraction(raw)


def _problem(item: Input, figure: Fraction, raw: Any) -> str:
    """What is wrong with a number; "" when nothing is. A typed count takes no separator: 1.000 means two things."""
    if figure < 0:
        return "kurang dari 0"
    if item.decimals == 0 and (figure.denominator > 1 or (isinstance(raw, str) and SEPARATOR.search(raw))):
        return "harus ditulis sebagai bilangan bulat, tanpa titik atau koma"
    if 10**item.decimals % figure.denominator:
        return f"memuat lebih dari {item.decimals} angka di belakang koma"
    maximum = COUNT_MAXIMUM if item.maximum is None else item.maximum
    return f"melebihi nilai tertinggi {exact_text(maximum)}" if figure > maximum else ""


def _check_sentence(question: Question, rule: Check, figures: Mapping[str, Fraction]) -> str:
    left, right = _named(question, rule.sum), _named(question, rule.at_most)
    given, most = text(total(figures, rule.sum), 0), text(total(figures, rule.at_most), 0)
    return f"{left} ({given}) melebihi {right[0].lower()}{right[1:]} ({most})."


def _named(question: Question, keys: tuple[str, ...]) -> str:
    """The figures in words: "Banyaknya A" for one, "Jumlah A, B, dan C" for several."""
    labels = [question.input(key).label for key in keys]
    if len(labels) == 1:
        return labels[0]
    names = [label.removeprefix("Banyaknya ").removeprefix("Jumlah ") for label in labels]
    return f"Jumlah {', '.join(names[:-1])}{',' if len(names) > 2 else ''} dan {names[-1]}"


def quoted(raw: Any) -> str:
    """What somebody gave, safe to show in a sentence: in quotation marks, shortened, printable."""
    shown = "".join(char if char.isprintable() else "?" for char in str(raw)[:60])
    return f'"{shown[:40]}…"' if len(shown) > 40 else f'"{shown}"'
