"""Text for people as Markdown in which nothing of a contract is markup."""

from __future__ import annotations

import re

from dcl.syntax.layout import one_line

LONGEST_CODE = 300

_special = re.compile(r"[\\\[\]<>*_#|&~!$]")


def plain(text: str) -> str:
    """A text of a contract, shown as it stands. Backticks stay: they set names apart, and hide nothing."""
    return _special.sub(r"\\\g<0>", text)


def code(text: str) -> str:
    """Some source text as a block of code, on one line and not too long."""
    return fenced(cut(one_line(text)))


def fenced(text: str) -> str:
    """A block of code."""
    ticks = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}dcl\n{text}\n{fence}"


def cut(text: str, most: int = LONGEST_CODE) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def name(text: str) -> str:
    """A name inside a sentence."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def names(texts: list[str], most: int = 12) -> str:
    """Several names, not too many of them."""
    shown = ", ".join(name(text) for text in texts[:most])
    return shown + (f" and {len(texts) - most} more" if len(texts) > most else "")
