"""Words of the lexicon as a part of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A group that matches one of ``words``, for ``re`` and ``regex`` alike.

    The longest comes first, so that 办公室 is not read as 办. Without words (a user's lexicon may
    leave a role out) it matches nothing: an empty group would match everywhere.
    """
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + ("|".join(map(re.escape, longest)) or "(?!)") + ")"
