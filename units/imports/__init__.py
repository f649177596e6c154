"""Users from a workbook: what a row says, and what would become of it."""
