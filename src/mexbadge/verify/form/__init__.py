"""Whether a document of Open Badges is well formed; nothing of it is verified."""

from mexbadge.verify.form.faults import Fault, Shape
from mexbadge.verify.form.value import FORM_SCHEMA, FormReport

__all__ = ["FORM_SCHEMA", "Fault", "FormReport", "Shape"]
