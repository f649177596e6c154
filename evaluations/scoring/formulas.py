"""The formulas of the numeric questions. Each turns figures into a value 0..1, clamped, as an exact Fraction.

Source: PermenPANRB 90/2021 as the official workbook computes it; where the workbook gives an error
(division by zero), the instrument says what counts (see docs/SCORING.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)
ONE = Fraction(1)


def clamp(value: Fraction) -> Fraction:
    """The value, kept within 0..1."""
    return ZERO if value < 0 else ONE if value > 1 else value


def total(figures: Mapping[str, Fraction], keys: tuple[str, ...]) -> Fraction:
    """Sum of the named figures. Raises KeyError when one of them is missing."""
    if len(keys) == 1:
        return figures[keys[0]]
    return sum((figures[key] for key in keys), ZERO)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of some figures divided by the sum of others, for example reported / obliged to report."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    when_denominator_zero: Fraction

    def value(self, figures: Mapping[str, Fraction]) -> Fraction:
        """Value 0..1 of the figures; with a zero denominator the instrument's own value."""
        denominator = total(figures, self.denominator)
        if denominator == 0:
            return self.when_denominator_zero
        return clamp(total(figures, self.numerator) / denominator)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the figures the formula reads."""
        return self.numerator + self.denominator


@dataclass(frozen=True, slots=True)
class Reduction:
    """By how much a count fell since the year before, for example breaches of discipline."""

    previous: str
    current: str
    when_both_zero: Fraction
    when_previous_zero: Fraction

    def value(self, figures: Mapping[str, Fraction]) -> Fraction:
        """Value 0..1: (previous - current) / previous; a rise counts 0, a zero year before as the instrument says."""
        previous, current = figures[self.previous], figures[self.current]
        if previous == 0:
            return self.when_both_zero if current == 0 else self.when_previous_zero
        return clamp((previous - current) / previous)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the figures the formula reads."""
        return (self.previous, self.current)


@dataclass(frozen=True, slots=True)
class Index:
    """A survey index divided by the highest value of its scale."""

    input: str
    maximum: Fraction

    def value(self, figures: Mapping[str, Fraction]) -> Fraction:
        """Value 0..1 of the index."""
        return clamp(figures[self.input] / self.maximum)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the figures the formula reads."""
        return (self.input,)


Formula = Ratio | Reduction | Index
