"""One question of the sheet with all views of its answer. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from evaluations.enums import Assessor
from evaluations.models import Answer, Recommendation, RepairRequest
from evaluations.queries.evidence_view import Proof
from evaluations.queries.sheets import is_answered, is_excused, is_verified, value_from, value_of
from evaluations.scoring.rounding import exact_text, percent_text
from evaluations.scoring.types import Input, Question


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sent that was not saved: shown again with the reason."""

    value: Any
    note: str
    error: str
    field: str = ""
    response: str = ""


@dataclass(frozen=True)
class View:
    """One assessor's answer to one question, in words."""

    question: Question
    answer: Answer

    @property
    def has_value(self) -> bool:
        return self.answer.value is not None

    @cached_property
    def points(self) -> Fraction | None:
        """Value 0..1 that counts; None while unanswered."""
        return self.question.value(value_of(self.answer))

    @property
    def written(self) -> Fraction | None:
        """Value 0..1 of what stands there, also when it was only carried along."""
        return self.question.value(value_from(self.answer.option, self.answer.figures))

    @property
    def text(self) -> str:
        """The option, or the percentage that the figures give."""
        if self.answer.option:
            return self.answer.option
        return "belum lengkap" if self.written is None else percent_text(self.written)

    @property
    def criterion(self) -> str:
        """What the chosen option stands for; "" for figures."""
        return self.question.criteria.get(self.answer.option, "") if self.answer.option else ""

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Label and figure of a numeric answer, as far as given."""
        return figures_of(self.question, self.answer.figures)


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option: its criterion, its value 0..1, whether the writer chose it, and who else did."""

    value: str
    key: str
    points: Fraction
    criterion: str
    chosen: bool
    chosen_by: list[str]


@dataclass(frozen=True, slots=True)
class InputView:
    """One figure of a numeric question, as typed."""

    key: str
    label: str
    text: str
    is_index: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the exchange about a question: the request, and what the unit changed since it was sent."""

    request: RepairRequest
    changes: list[str]


@dataclass(frozen=True)
class QuestionView:
    """A question with the unit's, the TPI's and an earlier quarter's answer.

    `writer` is whose column is open ("" = none).
    `requests` are what the TPI wants repaired, as far as the reader may know, the oldest first; `request` is the one
    the unit has to respond to now. `recommendations` about the question are open, or were given in this sheet.
    """

    question: Question
    writer: str
    unit: View | None
    tpi: View | None
    previous: View | None
    version: int  # of the writer's row, 0 while there is none
    unit_version: int  # of the unit's row that is shown: what the TPI judges is judged on it
    previous_name: str = "TW lalu"
    requests: tuple[RepairRequest, ...] = ()
    request: RepairRequest | None = None
    recommendations: tuple[Recommendation, ...] = ()
    draft: Draft | None = None
    evidence: tuple[Proof, ...] = ()
    is_unproven: bool = False  # the unit's answer claims something, and no evidence suffices

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def slug(self) -> str:
        """The code as it may stand in an element's id."""
        return dashed(self.code)

    @property
    def own(self) -> View | None:
        """The answer of the column that is shown in the controls: the writer's, else the unit's."""
        return self.tpi if self.writer == Assessor.TPI else self.unit

    @property
    def note(self) -> str:
        if self.draft:
            return self.draft.note
        return self.own.answer.note if self.own else ""

    @property
    def is_answered(self) -> bool:
        return is_answered(self.question, self.unit and self.unit.answer)

    @property
    def is_carried(self) -> bool:
        """Does the unit's column hold a proposal that nobody confirmed?"""
        return self.unit is not None and self.unit.answer.is_carried

    @property
    def gap_reason(self) -> str:
        """Why the unit head left the question unanswered."""
        return self.unit.answer.gap_reason if self.unit else ""

    @property
    def may_agree(self) -> bool:
        """Is there something the TPI can agree with: an answer, or a reason for having none?"""
        return self.is_answered or is_excused(self.unit and self.unit.answer)

    @property
    def is_verified(self) -> bool:
        return is_verified(self.question, self.tpi and self.tpi.answer, self.unit and self.unit.answer)

    @property
    def is_done(self) -> bool:
        """Has the open column its answer, and the TPI the response it waits for?"""
        if self.writer == Assessor.TPI:
            return self.is_verified
        return self.is_answered and (self.request is None or bool(self.response))

    @property
    def response(self) -> str:
        """What the unit says to the open request."""
        if self.draft:
            return self.draft.response
        return self.request.response if self.request else ""

    @property
    def mark(self) -> RepairRequest | None:
        """The request that goes out with the next return."""
        return next((request for request in self.requests if not request.is_sent), None)

    @property
    def takes_evidence(self) -> bool:
        """May the reader add evidence to the question now?"""
        return self.writer == Assessor.UNIT

    @property
    def has_old_evidence(self) -> bool:
        """Was some evidence carried along and not confirmed, or is it out of force?"""
        return any(proof.is_old for proof in self.evidence)

    @property
    def has_unjudged_evidence(self) -> bool:
        """Does some evidence wait for the verdict of the TPI, which is at work?"""
        return self.writer == Assessor.TPI and any(not proof.verdict for proof in self.evidence)

    @property
    def turns(self) -> list[Turn]:
        """The exchange so far, each turn with what the unit changed after it."""
        sent = [request for request in self.requests if request.is_sent]
        now = (self.unit.answer.value, self.unit.answer.note) if self.unit else (None, "")
        after = [*((request.unit_value, request.unit_note) for request in sent[1:]), now]
        return [Turn(request, self._changes(request, *then)) for request, then in zip(sent, after, strict=False)]

    def _changes(self, request: RepairRequest, value: Any, note: str) -> list[str]:
        found = []
        if request.unit_value != value:
            texts = (value_text(self.question, one) or "kosong" for one in (request.unit_value, value))
            found.append("Jawaban: {} menjadi {}".format(*texts))
        if request.unit_note != note:
            found.append("Catatan diubah")
        return found

    @property
    def differs(self) -> bool:
        """Did the TPI give another value than the unit?"""
        theirs = self.unit.answer.value if self.unit else None
        return self.tpi is not None and self.tpi.has_value and self.tpi.answer.value != theirs

    def matches(self, value: Any, note: str, response: str) -> bool:
        """Is what a form sent (an option or texts of figures, a note, a response) just what the controls show?"""
        if self.question.is_numeric:
            same = {item.key: item.text for item in self.inputs} == {k: v.strip() for k, v in value.items()}
        else:
            same = [option.value for option in self.options if option.chosen] == ([value] if value else [])
        return same and note == self.note and response == self.response

    @property
    def can_stay(self) -> bool:
        """Does the writer's column hold a value that has to be confirmed to count?

        The TPI's when the unit changed its answer since; the unit's when it was carried along.
        """
        if self.writer == Assessor.UNIT:
            return self.is_carried
        return bool(self.writer == Assessor.TPI and self.tpi and self.tpi.points is not None and not self.is_verified)

    @property
    def changed_since(self) -> bool:
        """Does the unit's answer differ from what the TPI approved before? No comparison, no change."""
        return bool(self.previous and self.unit and self.previous.answer.value != self.unit.answer.value)

    @property
    def stays(self) -> bool:
        """Did the unit give the answer that the TPI approved before?"""
        return bool(self.previous and self.is_answered and not self.changed_since)

    def fits(self, sieve: str) -> bool:
        """Does the question pass one of SIEVES ("" = every question does)? What could not be saved always shows."""
        return not sieve or self.draft is not None or SIEVES[sieve][1](self)

    @property
    def input_names(self) -> str:
        """Names of the controls that belong to this question, for htmx."""
        figures = [f"{self.code}.f.{item.key}" for item in self.question.inputs]
        return ",".join([*(f"{self.code}.{part}" for part in "vnrukt"), *figures])

    @property
    def options(self) -> list[OptionView]:
        chosen = self.draft.value if self.draft else self.own.answer.option if self.own else ""
        return [
            OptionView(
                value=option.value,
                key=option.value[0],
                points=option.points,
                criterion=self.question.criteria[option.value],
                chosen=option.value == chosen,
                chosen_by=[name for name, view in self._others() if view and view.answer.option == option.value],
            )
            for option in self.question.scale.options
        ]

    def _others(self) -> Iterable[tuple[str, View | None]]:
        if self.writer != Assessor.UNIT:
            yield "Unit", self.unit
        if self.writer != Assessor.TPI:
            yield "TPI", self.tpi
        yield self.previous_name, self.previous

    @property
    def inputs(self) -> list[InputView]:
        given = self.draft.value if self.draft else (self.own.answer.figures or {}) if self.own else {}
        draft = self.draft is not None
        return [_input(item, (given or {}).get(item.key, ""), draft) for item in self.question.inputs]

    @property
    def other_views(self) -> list[tuple[str, View]]:
        """The answers that stand beside the controls, which show one themselves."""
        return [(name, view) for name, view in self._others() if view and view is not self.own]


def dashed(code: str) -> str:
    """A code as it may stand in an element's id: A-I-1-i-a."""
    return code.replace(".", "-")


def _input(item: Input, figure: str, draft: bool) -> InputView:
    return InputView(item.key, item.label, figure if draft else figure_text(figure), item.decimals > 0)


def figures_of(question: Question, figures: dict[str, str] | None) -> list[tuple[str, str]]:
    """Label and figure of a numeric answer, as far as given."""
    given = figures or {}
    return [(item.label, figure_text(given[item.key])) for item in question.inputs if item.key in given]


def value_text(question: Question, value: str | dict[str, str] | None) -> str:
    """A stored value in words: the option, or every figure with its label; "" for none."""
    if isinstance(value, dict):
        return "; ".join(f"{label}: {figure}" for label, figure in figures_of(question, value))
    return value or ""


def figure_text(figure: str) -> str:
    """A stored figure as a person types it: decimal comma, no needless zeros, no thousands."""
    return exact_text(Decimal(figure)).replace(".", "") if figure else ""


# Key in the address -> name, test.
SIEVES = {
    "belum": ("Belum selesai", lambda view: not view.is_done),
    "dibawa": ("Dibawa, belum dikonfirmasi", lambda view: view.is_carried),
    "dikembalikan": ("Dikembalikan", lambda view: bool(view.requests)),
    "berbeda": ("TPI berbeda dari unit", lambda view: view.differs),
    "berubah": ("Berubah sejak TW lalu", lambda view: view.changed_since),
    "rekomendasi": ("Ada rekomendasi", lambda view: bool(view.recommendations)),
    "tanpa-bukti": ("Bukti belum cukup", lambda view: view.is_unproven),
    "bukti-lama": ("Bukti dibawa atau tidak berlaku lagi", lambda view: view.has_old_evidence),
    "bukti-dinilai": ("Bukti belum dinilai", lambda view: view.has_unjudged_evidence),
}


def view_of(question: Question, rows: dict[str, Answer]) -> View | None:
    """One side's answer in words; None when it says nothing (any more)."""
    answer = rows.get(question.code)
    says = answer is not None and (answer.value is not None or answer.note or answer.gap_reason)
    return View(question, answer) if says else None
