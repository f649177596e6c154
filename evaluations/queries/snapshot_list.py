"""The snapshots of one sheet as their readers see them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from accounts.models import User
from evaluations.enums import Assessor
from evaluations.models import Evaluation, Snapshot
from evaluations.permissions import sees_tpi
from evaluations.queries.sheet_page import SheetPage, sheet_page
from evaluations.queries.snapshots import person, rebuilt
from units.actors import Actor

SHORT = 12  # digits of a digest that tell two apart at a glance


@dataclass(frozen=True)
class SnapshotView:
    """One snapshot; the TPI's values only where the actor might see them in the recorded state.

    What the unit's people could read at that moment stays readable to them when the sheet is taken up again, and what
    they could not read never becomes readable here.
    """

    snapshot: Snapshot
    evaluation: Evaluation
    sees_tpi: bool

    @property
    def by(self) -> User | None:
        """Who took it, under the name of that day; None for the server itself."""
        return self.snapshot.taken_by_id and person(self.snapshot, self.snapshot.taken_by_id)

    @property
    def short_digest(self) -> str:
        return self.snapshot.digest[:SHORT]

    @cached_property
    def scores(self) -> dict[str, dict]:
        """Assessor -> recorded totals, as far as the actor may see them."""
        told = self.snapshot.head["scores"]
        return {key: totals for key, totals in told.items() if key != Assessor.TPI or self.sees_tpi}

    @property
    def unit_total(self) -> Decimal | None:
        return self._total(Assessor.UNIT)

    @property
    def tpi_total(self) -> Decimal | None:
        return self._total(Assessor.TPI)

    def _total(self, assessor: str) -> Decimal | None:
        """Nilai ketat, points."""
        return Decimal(self.scores[assessor]["strict"]) if assessor in self.scores else None

    @property
    def may_download(self) -> bool:
        """The file holds everything, so only those get it from whom nothing in it is kept."""
        said = self.snapshot.head["scores"].get(Assessor.TPI) or self._tpi_answers or self._verdicts
        return self.sees_tpi or not said

    @property
    def _tpi_answers(self) -> dict:
        return self.snapshot.sheet["answers"][Assessor.TPI]

    @property
    def _verdicts(self) -> list[str]:
        """What the TPI said to the evidence."""
        found = self.snapshot.sheet.get("evidence", {}).values()
        return [use["verdict"] for uses in found for use in uses if use["verdict"]]

    @cached_property
    def page(self) -> SheetPage:
        """The sheet as it stood, for reading; the quarter before is not part of a snapshot."""
        return sheet_page(self.evaluation, writer="", sees_tpi=self.sees_tpi, compares=False)


def snapshot_list(actor: Actor, evaluation: Evaluation) -> list[SnapshotView]:
    """Every snapshot of a sheet, the newest first; one query."""
    rows = evaluation.snapshots.defer("details", "sheet").order_by("-number")
    return [snapshot_view(actor, evaluation, row) for row in rows]


def snapshot_view(actor: Actor, evaluation: Evaluation, snapshot: Snapshot) -> SnapshotView:
    """One snapshot through the eyes of an actor who may read the sheet."""
    told = rebuilt(evaluation, snapshot)
    return SnapshotView(snapshot, told, sees_tpi(actor, told))
