"""The LKE sheet as its page shows it: every question with all views of its answer. Six queries at most."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.db.models import Q

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Answer, Evaluation, Recommendation, RepairRequest
from evaluations.queries import periods
from evaluations.queries.advice_on_sheet import advice_of, by_code
from evaluations.queries.audience import UNIT
from evaluations.queries.evidence import Uses, evidence_of, unproven_codes
from evaluations.queries.evidence_view import Proof, proofs_of
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.question_view import SIEVES, Draft, QuestionView, dashed, view_of
from evaluations.queries.repairs import Exchange, exchange_of, open_requests
from evaluations.queries.sheets import Rows, Sheet, rows_of, score_one, verified_codes
from evaluations.queries.snapshots import recorded_rows, records
from evaluations.scoring.thresholds import Verdict
from evaluations.scoring.types import Node


def seen_names(codes: list[str]) -> str:
    """For htmx: the controls with the versions of the unit's answers of these questions."""
    return ",".join(f"{code}.u" for code in codes)


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its questions."""

    node: Node
    questions: list[QuestionView]

    @property
    def slug(self) -> str:
        """The code as it may stand in an element's id."""
        return dashed(self.node.code)

    @property
    def seen_names(self) -> str:
        """Names of the controls that say which answers of the unit the page shows."""
        return seen_names(self.open_codes)

    @cached_property
    def open_codes(self) -> list[str]:
        """Questions that one press may agree with: answered by the unit, not judged by the TPI at all."""
        return [view.code for view in self.questions if view.is_answered and not (view.tpi and view.tpi.has_value)]


@dataclass(frozen=True)
class Section:
    """One node of the outline (an area's part, or a result) with progress and points of the shown column."""

    page: "SheetPage"
    node: Node
    path: str  # titles above it: "Pengungkit · Pemenuhan" for A.I.1

    @property
    def slug(self) -> str:
        return dashed(self.node.code)

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

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        """The indicators with their questions, as far as they pass the page's sieve."""
        parts = (IndicatorView(child, self._views(child)) for child in self.node.children)
        return [part for part in parts if part.questions]

    def _views(self, indicator: Node) -> list[QuestionView]:
        views = (self.page.views[question.code] for question in indicator.questions)
        return [view for view in views if view.fits(self.page.sieve)]

    @property
    def seen_names(self) -> str:
        """Names of the controls that say which answers of the unit the page shows."""
        return seen_names(self.open_codes)

    @cached_property
    def open_codes(self) -> list[str]:
        """Questions that one press may agree with."""
        return [code for part in self.indicators for code in part.open_codes]


@dataclass(frozen=True)
class SheetPage:
    """Everything the page needs; the parts are worked out when the page asks for them."""

    evaluation: Evaluation
    loaded: Loaded
    rows: Rows
    writer: str
    sees_tpi: bool
    drafts: dict[str, Draft] = field(default_factory=dict)
    sieve: str = ""  # a key of SIEVES, "" = all questions
    compares: bool = True  # with the quarter before
    audience: str = UNIT  # whose page it is: what the unit does not know yet stays out of its own
    advises: bool = False  # may the reader write recommendations?

    @cached_property
    def advice(self) -> dict[str, list[Recommendation]]:
        """Recommendations about questions and nodes, by code; one query."""
        return by_code(advice_of(self.evaluation, self.audience))

    @cached_property
    def _requests(self) -> Exchange:
        """Sent or only marked, whoever looks."""
        return exchange_of(self.evaluation)

    @cached_property
    def exchange(self) -> Exchange:
        """What the TPI wants repaired; what is only marked is for those who write the TPI's column."""
        if self.writer == Assessor.TPI:
            return self._requests
        sent = {code: [request for request in requests if request.is_sent] for code, requests in self._requests.items()}
        return {code: requests for code, requests in sent.items() if requests}

    @cached_property
    def open_requests(self) -> dict[str, RepairRequest]:
        """The requests the unit has to respond to now, by question code."""
        return open_requests(self.evaluation, self.exchange)

    @property
    def marks(self) -> int:
        """How many questions would go back with a return of the marked ones; also once nobody writes any more."""
        return sum(not request.is_sent for requests in self._requests.values() for request in requests)

    def _writer_of(self, code: str) -> str:
        """Whose column is open in one question: after a return of single ones only theirs."""
        returned = self.writer == Assessor.UNIT and self.evaluation.state == EvaluationState.RETURNED
        closed = returned and not self.evaluation.returned_whole and code not in self.open_requests
        return "" if closed else self.writer

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
    def sieves(self) -> list[tuple[str, str, int]]:
        """Key, name and number of questions of every sieve that some question passes, and of the one in use."""
        views = self.views.values()
        counted = [(key, name, sum(test(view) for view in views)) for key, (name, test) in SIEVES.items()]
        return [sieve for sieve in counted if sieve[2] or sieve[0] == self.sieve]

    @property
    def is_empty(self) -> bool:
        """Does no question pass the sieve?"""
        return not any(section.indicators for section in self.sections)

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

    @cached_property
    def views(self) -> dict[str, QuestionView]:
        """Every question by its code, for the sieves and the sections alike."""
        return {code: self.question(code) for code in self.loaded.instrument.questions}

    def question(self, code: str) -> QuestionView:
        """One question with all views of its answer."""
        question = self.loaded.instrument.questions[code]
        writer = self._writer_of(code)
        row = self.rows[writer].get(code) if writer else None
        unit = self.rows[Assessor.UNIT].get(code)
        return QuestionView(
            question=question,
            writer=writer,
            unit=view_of(question, self.rows[Assessor.UNIT]),
            tpi=view_of(question, self.rows[Assessor.TPI]) if self.sees_tpi else None,
            previous=view_of(question, self.previous),
            version=row.version if row else 0,
            unit_version=unit.version if unit else 0,
            previous_name=self.previous_name,
            requests=tuple(self.exchange.get(code, ())),
            request=self.open_requests.get(code),
            recommendations=tuple(self.advice.get(code, ())),
            draft=self.drafts.get(code),
            evidence=self.evidence.get(code, ()),
            is_unproven=code in self.unproven,
        )

    @cached_property
    def _uses(self) -> Uses:
        """What stands at every question, with what the TPI says to it for those who may know; one query."""
        return evidence_of(self.evaluation, verdicts=self.sees_tpi)

    @cached_property
    def evidence(self) -> dict[str, tuple[Proof, ...]]:
        """The evidence by question code."""
        period = self.evaluation.period
        return {code: proofs_of(uses, period) for code, uses in self._uses.items()}

    @cached_property
    def unproven(self) -> set[str]:
        """Questions whose answer by the unit wants better evidence, as far as the reader may know."""
        return unproven_codes(self.loaded, self.rows, self._uses, self.evaluation.period)

    @cached_property
    def previous(self) -> dict[str, Answer]:
        """The TPI's approved answers by question code: of the sheet that was carried along, else of the quarter before
        unless its instrument scores differently. Two queries at most.

        None once that sheet is no longer approved: what the TPI says then is not the unit's to see.
        """
        if not self.compares:
            return {}
        source, fingerprint = self.evaluation.carried_from_id, self.loaded.instrument.fingerprint
        before = Q(evaluation__period__in=periods.previous(self.evaluation.period))
        before &= Q(evaluation__unit=self.evaluation.unit_id, evaluation__period__instrument__fingerprint=fingerprint)
        told = records(Q(evaluation=source) if source else before, with_sheets=True)
        if told:
            return next((recorded_rows(row)[Assessor.TPI] for row in told.values() if row.is_approved), {})
        stored = Q(evaluation=source, evaluation__state=EvaluationState.APPROVED, assessor=Assessor.TPI)
        stored = stored if source else before & periods.approved_before(self.evaluation.period)
        answers = Answer.objects.filter(stored).select_related("question", "evaluation__period")
        return {answer.question.code: answer for answer in answers}

    @cached_property
    def previous_name(self) -> str:
        """Where the earlier answers come from: "TW lalu", or the quarter's name when it is an older one."""
        source = next((answer.evaluation.period for answer in self.previous.values()), None)
        return str(source) if source and self.evaluation.period.when - source.when != 1 else "TW lalu"

    def _path(self, node: Node) -> str:
        titles, code = [], self.loaded.instrument.parents.get(node.code)
        while code:
            titles.append(self.loaded.instrument.nodes[code].title)
            code = self.loaded.instrument.parents.get(code)
        return " · ".join(reversed(titles))


def sheet_page(
    evaluation: Evaluation,
    *,
    writer: str,
    sees_tpi: bool,
    drafts: dict[str, Draft] | None = None,
    rows: Rows | None = None,
    sieve: str = "",
    compares: bool = True,
    audience: str = UNIT,
    advises: bool = False,
) -> SheetPage:
    """The page of an evaluation; `rows` may be given by a caller who just wrote them."""
    return SheetPage(
        evaluation=evaluation,
        loaded=loaded(evaluation.period.instrument),
        rows=rows_of(evaluation) if rows is None else rows,
        writer=writer,
        sees_tpi=sees_tpi,
        drafts=drafts or {},
        sieve=sieve if sieve in SIEVES else "",
        compares=compares,
        audience=audience,
        advises=advises,
    )
