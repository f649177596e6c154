"""What this app keeps: workbooks that wait to be imported."""

from workbooks.models.workbook_import import WorkbookImport

__all__ = ["WorkbookImport"]
