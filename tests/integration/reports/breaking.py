"""How to break each rule the database keeps about papers: part of test_constraints' table."""

from itertools import count

from reports.models import Edition, Narrative, SignedCopy, WordTemplate
from tests.factories import NOW, TODAY, PeriodFactory, StoredFileFactory, UserFactory, WorkUnitFactory
from tests.integration.evaluations.breaking import again, changed

_numbers = count(1)


def _edition(**changes) -> Edition:
    number = next(_numbers)
    fields = {"paper": "triwulan", "title": "Laporan", "letter_number": f"700/{number}", "dated": TODAY}
    fields |= {"period": changes.get("period") or PeriodFactory(), "token": f"kunci{number}"}
    return Edition.objects.create(**fields | {"asked_at": NOW, "asked_by": UserFactory()} | changes)


def _later(**changes) -> Edition:
    first = _edition()
    return changed(_edition(period=first.period, number=2, replaces=first, reason="Angka keliru."), **changes)


def _copy(**changes) -> SignedCopy:
    fields = {"edition": _edition(), "file": StoredFileFactory(), "signatories": "Inspektur", "added_at": NOW}
    return changed(SignedCopy.objects.create(**fields, added_by=UserFactory()), **changes)


def _narrative(**changes) -> Narrative:
    fields = {"section": "saran", "html": "<p>Saran.</p>", "basis": "0" * 64, "changed_at": NOW}
    return Narrative.objects.create(**fields | {"period": PeriodFactory(), "changed_by": UserFactory()} | changes)


def _template(**changes) -> WordTemplate:
    fields = {"paper": "lhe", "file": StoredFileFactory(kind="docx", pages=None), "added_at": NOW}
    return changed(WordTemplate.objects.create(**fields, added_by=UserFactory()), **changes)


BREAK = {
    "edition_of_an_issued_paper": lambda: changed(_edition(), paper="rekap"),
    "edition_names_its_unit": lambda: changed(_edition(), paper="lhe"),
    "edition_says_what_it_replaces": lambda: _later(reason=""),
    "edition_numbered": lambda: changed(_edition(), letter_number=""),
    "edition_issued_with_file": lambda: changed(_edition(), issued_at=NOW),
    "edition_once": lambda: again(_edition(), letter_number="700/lain", token="lain"),
    "edition_once_per_unit": lambda: again(
        _edition(paper="lhe", unit=WorkUnitFactory()), letter_number="700/lain", token="lain"
    ),
    "edition_letter_number_once": lambda: again(_edition(), period_id=PeriodFactory(year=2030).pk, token="lain"),
    "signed_copy_names_signatories": lambda: _copy(signatories=""),
    "signed_copy_withdrawn_at_and_by": lambda: _copy(withdrawn_at=NOW),
    "narrative_section_known": lambda: changed(_narrative(), section="puisi"),
    "narrative_names_its_unit": lambda: changed(_narrative(), section="analisis"),
    "narrative_not_empty": lambda: changed(_narrative(), html=""),
    "narrative_version_counts": lambda: changed(_narrative(), version=0),
    "narrative_once": lambda: again(_narrative()),
    "narrative_once_per_unit": lambda: again(_narrative(section="analisis", unit=WorkUnitFactory())),
    "word_template_of_a_paper_in_word": lambda: _template(paper="rekap"),
    "word_template_one_in_force": lambda: again(_template(), file_id=StoredFileFactory(kind="docx", pages=None).pk),
    "word_template_dropped_at_and_by": lambda: _template(dropped_at=NOW),
}
