"""How to break each rule the database keeps about imported workbooks: part of test_constraints' table."""

from tests.factories import NOW, EvaluationFactory, StoredFileFactory, UserFactory
from tests.integration.evaluations.breaking import again, changed
from workbooks.models import WorkbookImport


def _ready(**changes) -> WorkbookImport:
    fields = {"assessor": "unit", "file_name": "LKE.xlsx", "state": "ready", "layout": "own", "content": {}}
    who = {"evaluation": EvaluationFactory(), "owner": UserFactory(), "created_at": NOW}
    return changed(WorkbookImport.objects.create(**fields, **who), **changes)


BREAK = {
    "workbook_import_one_per_person": lambda: again(_ready()),
    "workbook_import_assessor_known": lambda: _ready(assessor="bpk"),
    "workbook_import_layout_known": lambda: _ready(layout="csv"),
    "workbook_import_state_fits": lambda: _ready(file=StoredFileFactory()),
    "workbook_import_ready_has_content": lambda: _ready(content=None),
    "workbook_import_applied_has_time": lambda: _ready(applied_at=NOW, changed=1),
}
