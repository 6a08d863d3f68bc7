"""What reads and writes workbooks, loaded when there is one: openpyxl is an extra."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["Alignment", "Font", "Workbook", "get_column_letter", "load_workbook"]

if TYPE_CHECKING:
    from openpyxl import Workbook, load_workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
else:
    __getattr__ = late(
        {
            "Alignment": "openpyxl.styles:Alignment",
            "Font": "openpyxl.styles:Font",
            "Workbook": "openpyxl:Workbook",
            "get_column_letter": "openpyxl.utils:get_column_letter",
            "load_workbook": "openpyxl:load_workbook",
        }
    )
