"""Everything that a badge says, of any version, in one shape; nothing of it is checked."""

from mexbadge.verify.contents.value import CONTENTS_SCHEMA, Contents

__all__ = ["CONTENTS_SCHEMA", "Contents"]
