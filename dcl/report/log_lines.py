"""Keeping what stands in data from being obeyed by the log of a build.

The runner of GitHub Actions obeys a line that starts with `::`, blanks aside, and one that holds `##[` anywhere. A
cell of a stranger could set outputs or hide errors with them.
"""

from __future__ import annotations

import re

_START = re.compile(r"^([^\S\n]*)::", re.MULTILINE)


def unobeyed(text: str) -> str:
    """The text with its would-be commands written out."""
    return _START.sub(r"\1\\u{3a}:", text).replace("##[", "##\\u{5b}")
