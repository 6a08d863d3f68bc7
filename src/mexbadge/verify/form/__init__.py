"""Whether a document of Open Badges is well formed; nothing of it is verified."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.verify.form.faults import Fault, Shape
from mexbadge.verify.form.value import FORM_SCHEMA, FormReport

if TYPE_CHECKING:
    from mexbadge.verify.form import ob2
else:
    __getattr__ = face(__name__, {"ob2"})

__all__ = ["FORM_SCHEMA", "Fault", "FormReport", "Shape", "ob2"]
