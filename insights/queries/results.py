"""The results of many units over many quarters, stored or recorded: two queries however many of either.

A locked quarter is told as it was recorded, an open one as its rows stand (evaluations/queries/snapshots.py). Nothing
is scored here. Figures of two quarters may stand side by side only where `Result.is_like` says so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import Cast

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Instrument, Score
from evaluations.permissions import sees_tpi, sees_unproven
from evaluations.quarters import Quarter
from evaluations.queries import evaluations
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.snapshots import counting
from evaluations.queries.standing import Standing
from units.actors import Actor

# Of a sheet, wherever its score lies.
SHEET = {
    "sheet_id": F("evaluation"),
    "unit_id": F("evaluation__unit"),
    "year": F("evaluation__period__year"),
    "quarter": F("evaluation__period__quarter"),
    "instrument_id": F("evaluation__period__instrument"),
    "fingerprint": F("evaluation__period__instrument__fingerprint"),
}
TOTALS = ("official", "strict", "answered", "questions", "passes_wbk", "passes_wbbm", "unproven")

Results = dict[int, dict[Quarter, "Result"]]  # unit id -> quarter -> result, the oldest quarter first


@dataclass(frozen=True)
class Result:
    """What one assessor's values gave one unit in one quarter; points are 0..100.

    `state` and `target` are those of the quarter. `unproven` counts answers that want better evidence (the unit's
    column; None: not for this reader). Whether a result counts already is for the caller: `is_approved`.
    """

    unit_id: int
    when: Quarter
    evaluation_id: int
    assessor: str
    fingerprint: str
    state: str
    target: str
    strict: Decimal
    official: Decimal
    answered: int
    questions: int
    passes: dict[str, bool]  # by predicate: WBK, WBBM
    unproven: int | None
    detail: str = ""  # JSON, as the score keeps it; "" unless asked for
    source: Loaded | None = None  # the instrument, with the detail

    @property
    def is_approved(self) -> bool:
        return self.state == EvaluationState.APPROVED

    @property
    def is_complete(self) -> bool:
        """Is every question answered (unit) or verified (TPI)?"""
        return self.answered == self.questions

    @cached_property
    def standing(self) -> Standing:
        """Areas, gates and those that fail (nilai ketat). Only of results asked for with their detail."""
        assert self.source is not None, "results(..., detail=True)"  # noqa: S101 - a mistake in the code, not in data
        score = Score(
            evaluation_id=self.evaluation_id,
            assessor=self.assessor,
            strict=self.strict,
            official=self.official,
            answered=self.answered,
            questions=self.questions,
            passes_wbk=self.passes["WBK"],
            passes_wbbm=self.passes["WBBM"],
            unproven=self.unproven or 0,
        )
        score.detail_text = self.detail
        return Standing(score, self.source)

    def is_like(self, other: "Result") -> bool:
        """Did both quarters' instruments score alike, so that their figures may be compared?"""
        return self.fingerprint == other.fingerprint


def results(
    actor: Actor, units: Collection[int], quarters: Collection[Quarter], *, assessor: str, detail: bool = False
) -> Results:
    """One assessor's results of these units (ids) in these quarters, as far as the actor may see them.

    Every unit asked for has an entry; quarters without a result are left out of it. The TPI's values of the actor's own
    units appear only once they were returned or approved. Two queries; with `detail` (areas and gates) three.
    """
    found: Results = {unit: {} for unit in units}
    rows = [*_recorded(actor, found, quarters, assessor, detail), *_stored(actor, found, quarters, assessor, detail)]
    sources = _sources(rows) if detail else {}
    for row in sorted(rows, key=lambda row: (row["year"], row["quarter"])):
        result = _seen(actor, _result(row, assessor, sources.get(row["instrument_id"])))
        if result:
            found[result.unit_id][result.when] = result
    return found


def _which(actor: Actor, units: Collection[int], quarters: Collection[Quarter]) -> Q:
    """Filter for what belongs to the sheets asked for and seen."""
    held = Q(pk__in=[])
    for year in {quarter.year for quarter in quarters}:
        of_year = [quarter.quarter for quarter in quarters if quarter.year == year]
        held |= Q(evaluation__period__year=year, evaluation__period__quarter__in=of_year)
    return held & Q(evaluation__unit__in=units, evaluation__in=evaluations.visible(actor).order_by())


def _recorded(actor: Actor, units, quarters, assessor: str, detail: bool) -> Iterator[dict]:
    """Of locked quarters, from their snapshots; sheets without a score of that assessor are left out."""
    head = {name: KT(f"head__evaluation__{name}") for name in ("state", "target")}
    totals = KeyTransform(assessor, KeyTransform("scores", "head"))
    text = {"text": F(f"{assessor}_detail")} if detail else {}
    rows = counting().filter(_which(actor, units, quarters)).values(**SHEET, **head, totals=totals, **text)
    for row in rows:
        totals = row.pop("totals")
        if totals:
            points = {name: Decimal(totals[name]) for name in ("official", "strict")}
            yield row | {name: totals.get(name, 0) for name in TOTALS} | points


def _stored(actor: Actor, units, quarters, assessor: str, detail: bool) -> QuerySet:
    """Of quarters that are not told from snapshots."""
    told = counting().filter(evaluation=OuterRef("evaluation"))
    rows = Score.objects.filter(_which(actor, units, quarters), ~Exists(told), assessor=assessor).order_by()
    text = {"text": Cast("detail", TextField())} if detail else {}
    return rows.values(*TOTALS, **SHEET, state=F("evaluation__state"), target=F("evaluation__target"), **text)


def _sources(rows: list[dict]) -> dict[int, Loaded]:
    """Instrument id -> instrument ready to be read."""
    found = Instrument.objects.filter(pk__in={row["instrument_id"] for row in rows})
    return {row.pk: loaded(row) for row in found}


def _result(row: dict, assessor: str, source: Loaded | None) -> Result:
    kept = ("unit_id", "fingerprint", "state", "target", "strict", "official", "answered", "questions")
    return Result(
        **{name: row[name] for name in kept},
        evaluation_id=row["sheet_id"],
        when=Quarter(row["year"], row["quarter"]),
        assessor=assessor,
        passes={"WBK": row["passes_wbk"], "WBBM": row["passes_wbbm"]},
        unproven=row["unproven"],
        detail=row.get("text", ""),
        source=source,
    )


def _seen(actor: Actor, result: Result) -> Result | None:
    """The result as far as the actor may see it. Both questions ask a sheet for its unit and state only."""
    if result.assessor == Assessor.TPI:  # who sees its values knows what it says to the evidence
        return result if sees_tpi(actor, result) else None
    return result if sees_unproven(actor, result) else replace(result, unproven=None)
