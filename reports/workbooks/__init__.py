"""Reports as .xlsx: one module per workbook, all written by `sheets` (of the other apps only units writes any)."""
