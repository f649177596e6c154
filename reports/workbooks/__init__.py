"""Reports as .xlsx: one module per workbook, all written by `workbooks.tables`."""
