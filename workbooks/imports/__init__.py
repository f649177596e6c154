"""Importing a filled workbook: what it says to one column, and what would become of that."""
