"""What a workbook says, before anything is written: frozen dataclasses, no queries, no cells."""
