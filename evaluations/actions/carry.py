"""Giving units their sheet in a quarter, with answers and evidence of their latest approved one as proposals."""

from collections.abc import Iterable
from datetime import datetime

from evaluations.actions.answer_rows import logged
from evaluations.actions.evidence_rows import told
from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation, EvidenceUse, Period
from evaluations.queries.carry import Source, sources
from evaluations.queries.instruments import loaded
from history import log
from history.models import Entry
from history.models import Source as Door
from units.actors import Actor
from units.models import WorkUnit

BATCH = 500


def create_sheets(
    period: Period, units: Iterable[WorkUnit], *, by: Actor, now: datetime, source: str
) -> list[Evaluation]:
    """One sheet per unit, proposals included; part of opening a quarter or adding a unit, which check and lock.

    What was verified last counts as unanswered until the unit confirms or changes it, question by question.
    """
    units = list(units)
    found = sources(period, [unit.pk for unit in units])
    sheets = Evaluation.objects.bulk_create(
        Evaluation(
            period=period,
            unit=unit,
            target=unit.target,
            carried_from=found[unit.pk].evaluation if unit.pk in found else None,
        )
        for unit in units
    )
    log.write_all([_joined(sheet, by, now, source) for sheet in sheets])
    _carry([(sheet, found[sheet.unit_id]) for sheet in sheets if sheet.unit_id in found], by, now)
    return sheets


def _joined(sheet: Evaluation, by: Actor, now: datetime, source: str) -> Entry:
    return log.entry(verb="unit ikut periode", subject=sheet, by=by.user, at=now, source=source)


def _carry(pairs: list[tuple[Evaluation, Source]], by: Actor, now: datetime) -> None:
    """Store the proposals of all sheets and an entry for each."""
    carried = [(sheet, source, code) for sheet, source in pairs for code in source.proposals]
    Answer.objects.bulk_create((_answer(*where, by, now) for where in carried), batch_size=BATCH)
    log.write_all([_entry(*where, by, now) for where in carried])
    uses = [(sheet, source, *found) for sheet, source in pairs for found in source.evidence]
    EvidenceUse.objects.bulk_create((_use(sheet, code, use, by, now) for sheet, _, code, use in uses), batch_size=BATCH)
    log.write_all([_use_entry(*where, by, now) for where in uses])


def _answer(sheet: Evaluation, source: Source, code: str, by: Actor, now: datetime) -> Answer:
    proposal = source.proposals[code]
    return Answer(
        evaluation=sheet,
        question_id=loaded(sheet.period.instrument).question_ids[code],
        assessor=Assessor.UNIT,
        option=proposal.option,
        figures=proposal.figures,
        note=proposal.note,
        is_carried=True,
        updated_at=now,
        updated_by=by.user,
    )


def _entry(sheet: Evaluation, source: Source, code: str, by: Actor, now: datetime) -> Entry:
    proposal = source.proposals[code]
    fields = {"option": proposal.option, "figures": proposal.figures, "note": proposal.note}
    return log.entry(
        verb="jawaban dibawa",
        subject=sheet,
        topic=f"{code}/{Assessor.UNIT}",
        by=by.user,
        at=now,
        source=Door.CARRY,
        new=logged(fields) | {"dibawa dari": str(source.evaluation.period)},
    )


def _use(sheet: Evaluation, code: str, use: EvidenceUse, by: Actor, now: datetime) -> EvidenceUse:
    """The same content at the same question, as old as it is; it proves nothing until the unit confirms it."""
    return EvidenceUse(
        evaluation=sheet,
        question_id=loaded(sheet.period.instrument).question_ids[code],
        evidence_id=use.evidence_id,
        version=use.version,
        place=use.place,
        since_id=use.since_id,
        added_at=now,
        added_by=by.user,
        is_carried=True,
    )


def _use_entry(sheet: Evaluation, source: Source, code: str, use: EvidenceUse, by: Actor, now: datetime) -> Entry:
    return log.entry(
        verb="bukti dibawa",
        subject=sheet,
        topic=f"{code}/{Assessor.UNIT}",
        by=by.user,
        at=now,
        source=Door.CARRY,
        new=told(use) | {"dibawa dari": str(source.evaluation.period)},
    )
