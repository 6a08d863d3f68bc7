"""Everything that a badge says, of any version, in one shape; nothing of it is checked."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.verify.contents.value import CONTENTS_SCHEMA, Contents

if TYPE_CHECKING:
    from mexbadge.verify.contents import ob2
else:
    __getattr__ = face(__name__, {"ob2"})

__all__ = ["CONTENTS_SCHEMA", "Contents", "ob2"]
