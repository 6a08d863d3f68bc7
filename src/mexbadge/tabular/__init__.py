"""Tables in and out: CSV and workbooks as people's programs write them, and CSV that no spreadsheet runs."""

from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import FILE_BYTES, ROWS, Sheet, read_sheet
from mexbadge.tabular.writing import safe_cell, table_csv, table_parts, table_workbook

__all__ = [
    "FILE_BYTES",
    "ROWS",
    "Sheet",
    "heading_key",
    "read_sheet",
    "safe_cell",
    "table_csv",
    "table_parts",
    "table_workbook",
]
