"""The LKE sheet as its page shows it: every question with all views of its answer. Three queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Answer, Evaluation
from evaluations.queries import periods
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.sheets import Rows, Sheet, is_verified, rows_of, score_one, value_of, verified_codes
from evaluations.scoring.rounding import exact_text, percent_text
from evaluations.scoring.thresholds import Verdict
from evaluations.scoring.types import Input, Node, Question


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sent that was not saved: shown again with the reason."""

    value: Any
    note: str
    error: str
    field: str = ""


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
        """Value 0..1; None while unanswered."""
        return self.question.value(value_of(self.answer))

    @property
    def text(self) -> str:
        """The option, or the percentage that the figures give."""
        if self.answer.option:
            return self.answer.option
        return "belum lengkap" if self.points is None else percent_text(self.points)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Label and figure of a numeric answer, as far as given."""
        given = self.answer.figures or {}
        return [(item.label, figure_text(given[item.key])) for item in self.question.inputs if item.key in given]


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


@dataclass(frozen=True)
class QuestionView:
    """A question with the unit's, the TPI's and last quarter's answer; `writer` is whose column is open ("" = none)."""

    question: Question
    writer: str
    unit: View | None
    tpi: View | None
    previous: View | None
    version: int  # of the writer's row, 0 while there is none
    unit_version: int  # of the unit's row that is shown: what the TPI judges is judged on it
    draft: Draft | None = None

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def slug(self) -> str:
        """The code as it may stand in an element's id."""
        return self.code.replace(".", "-")

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
        return self.unit is not None and self.unit.points is not None

    @property
    def is_verified(self) -> bool:
        return is_verified(self.question, self.tpi and self.tpi.answer, self.unit and self.unit.answer)

    @property
    def is_done(self) -> bool:
        """Has the open column its answer?"""
        return self.is_verified if self.writer == Assessor.TPI else self.is_answered

    @property
    def differs(self) -> bool:
        """Did the TPI give another value than the unit?"""
        theirs = self.unit.answer.value if self.unit else None
        return self.tpi is not None and self.tpi.has_value and self.tpi.answer.value != theirs

    def matches(self, value: Any, note: str) -> bool:
        """Is what a form sent (an option or texts of figures, and a note) just what the controls show?"""
        if self.question.is_numeric:
            same = {item.key: item.text for item in self.inputs} == {k: v.strip() for k, v in value.items()}
        else:
            same = [option.value for option in self.options if option.chosen] == ([value] if value else [])
        return same and note == self.note

    @property
    def can_stay(self) -> bool:
        """Has the TPI a value that stands on an older answer of the unit, and may keep it on purpose?"""
        return bool(self.writer == Assessor.TPI and self.tpi and self.tpi.points is not None and not self.is_verified)

    @property
    def input_names(self) -> str:
        """Names of the controls that belong to this question, for htmx."""
        figures = [f"{self.code}.f.{item.key}" for item in self.question.inputs]
        return ",".join([*(f"{self.code}.{part}" for part in "vnruk"), *figures])

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
        yield "TW lalu", self.previous

    @property
    def inputs(self) -> list[InputView]:
        given = self.draft.value if self.draft else (self.own.answer.figures or {}) if self.own else {}
        draft = self.draft is not None
        return [_input(item, (given or {}).get(item.key, ""), draft) for item in self.question.inputs]

    @property
    def other_views(self) -> list[tuple[str, View]]:
        """The answers that stand beside the controls, which show one themselves."""
        return [(name, view) for name, view in self._others() if view and view is not self.own]


def _input(item: Input, figure: str, draft: bool) -> InputView:
    return InputView(item.key, item.label, figure if draft else figure_text(figure), item.decimals > 0)


def figure_text(figure: str) -> str:
    """A stored figure as a person types it: decimal comma, no needless zeros, no thousands."""
    return exact_text(Decimal(figure)).replace(".", "") if figure else ""


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its questions."""

    node: Node
    questions: list[QuestionView]


@dataclass(frozen=True)
class Section:
    """One node of the outline (an area's part, or a result) with progress and points of the shown column."""

    page: "SheetPage"
    node: Node
    path: str  # titles above it: "Pengungkit · Pemenuhan" for A.I.1

    @property
    def slug(self) -> str:
        return self.node.code.replace(".", "-")

    @property
    def codes(self) -> list[str]:
        return [question.code for child in self.node.children for question in child.questions]

    @property
    def done(self) -> int:
        """How many questions the shown column has done."""
        return len(self.page.done_codes.intersection(self.codes))

    @property
    def strict(self) -> Fraction:
        """Nilai ketat, points."""
        return self.page.sheet.scores.strict[self.node.code]

    @property
    def indicators(self) -> list[IndicatorView]:
        """The indicators with all their questions."""
        return [
            IndicatorView(child, [self.page.question(question.code) for question in child.questions])
            for child in self.node.children
        ]


@dataclass(frozen=True)
class SheetPage:
    """Everything the page needs; the parts are worked out when the page asks for them."""

    evaluation: Evaluation
    loaded: Loaded
    rows: Rows
    writer: str
    sees_tpi: bool
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Whose figures the page's head shows: the open column's, else the TPI's when visible and there."""
        if self.writer:
            return self.writer
        return Assessor.TPI if self.sees_tpi and self.rows[Assessor.TPI] else Assessor.UNIT

    @cached_property
    def sheet(self) -> Sheet:
        """The exact scores of the shown assessor (an empty sheet scores 0)."""
        return score_one(self.loaded, self.rows, self.shown)

    @property
    def verdict(self) -> Verdict:
        """The verdict for the predicate the unit aims at."""
        return self.sheet.verdicts[self.evaluation.target]

    @cached_property
    def done_codes(self) -> set[str]:
        """Questions the shown column has done: answered by the unit, or verified by the TPI."""
        if self.shown == Assessor.TPI:
            return verified_codes(self.loaded, self.rows)
        return {code for code, value in self.sheet.scores.values.items() if value is not None}

    @cached_property
    def sections(self) -> list[Section]:
        """Outline and content, in the order of the instrument."""
        nodes = self.loaded.instrument.nodes.values()
        return [
            Section(self, node, self._path(node))
            for node in nodes
            if any(child.is_indicator for child in node.children)
        ]

    @property
    def groups(self) -> list[tuple[str, list[Section]]]:
        """The sections under the titles above them, for the outline."""
        grouped: dict[str, list[Section]] = {}
        for section in self.sections:
            grouped.setdefault(section.path, []).append(section)
        return list(grouped.items())

    def section_of(self, code: str) -> Section:
        """The section a question stands in."""
        return next(section for section in self.sections if code in section.codes)

    def question(self, code: str) -> QuestionView:
        """One question with all views of its answer."""
        question = self.loaded.instrument.questions[code]
        row = self.rows[self.writer].get(code) if self.writer else None
        unit = self.rows[Assessor.UNIT].get(code)
        return QuestionView(
            question=question,
            writer=self.writer,
            unit=_view(question, self.rows[Assessor.UNIT]),
            tpi=_view(question, self.rows[Assessor.TPI]) if self.sees_tpi else None,
            previous=_view(question, self.previous),
            version=row.version if row else 0,
            unit_version=unit.version if unit else 0,
            draft=self.drafts.get(code),
        )

    @cached_property
    def previous(self) -> dict[str, Answer]:
        """The TPI's approved answers of the quarter before, by question code; none of an instrument that scores
        differently. One query."""
        answers = Answer.objects.filter(
            evaluation__unit=self.evaluation.unit_id,
            evaluation__state=EvaluationState.APPROVED,
            evaluation__period__in=periods.previous(self.evaluation.period),
            evaluation__period__instrument__fingerprint=self.loaded.instrument.fingerprint,
            assessor=Assessor.TPI,
        ).select_related("question", "updated_by")
        return {answer.question.code: answer for answer in answers}

    def _path(self, node: Node) -> str:
        titles, code = [], self.loaded.instrument.parents.get(node.code)
        while code:
            titles.append(self.loaded.instrument.nodes[code].title)
            code = self.loaded.instrument.parents.get(code)
        return " · ".join(reversed(titles))


def _view(question: Question, rows: dict[str, Answer]) -> View | None:
    answer = rows.get(question.code)
    return View(question, answer) if answer and (answer.value is not None or answer.note) else None


def sheet_page(
    evaluation: Evaluation,
    *,
    writer: str,
    sees_tpi: bool,
    drafts: dict[str, Draft] | None = None,
    rows: Rows | None = None,
) -> SheetPage:
    """The page of an evaluation; `rows` may be given by a caller who just wrote them."""
    return SheetPage(
        evaluation=evaluation,
        loaded=loaded(evaluation.period.instrument),
        rows=rows_of(evaluation) if rows is None else rows,
        writer=writer,
        sees_tpi=sees_tpi,
        drafts=drafts or {},
    )
