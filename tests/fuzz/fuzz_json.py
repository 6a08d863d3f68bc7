"""JSON text: a value that survives being written again, or why it is none; and what the models say of it."""

import contextlib

from mexbadge import _json
from mexbadge.badge import Badge
from mexbadge.errors import InputError
from mexbadge.models import clr2, ob3
from mexbadge.models.kinds import kind_of


def one(data: bytes) -> None:
    """Read ``data``; only :class:`InputError` may pass."""
    try:
        value = _json.loads(data)
    except InputError:
        return
    assert _json.loads(_json.dumps(value)) == value
    with contextlib.suppress(InputError):
        assert _json.loads(_json.canonical(value)) == value
    if isinstance(value, dict):
        kind_of(value)
        for problem in (*ob3.problems(value), *clr2.problems(value)):
            assert problem.message("fr")
        Badge.of_ob3(value, format="data-integrity")
