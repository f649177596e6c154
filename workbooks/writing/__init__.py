"""Documents as .xlsx: `formulas` makes the texts of cells, the other modules put them where `layout` says."""
