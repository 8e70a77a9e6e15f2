"""Texts inside Markdown, so that they are read and never obeyed: no mark-up, no link, nobody is called.

Signs of Markdown are written as entities. GitHub, however, turns `@name`, `#12`, `www.…`, `GH-12`, the hash of a commit
and `:name:` into something else after that, in the finished page; an element around one of their signs stops it. In
code it looks for addresses only.
"""

from __future__ import annotations

import re

from dcl.tables.show import visible

_SIGNS = re.compile(r"[&<>*`~\[\]|\\!$^]|(?<![^\W_])_|_(?![^\W_])")
"""An underscore between letters is none of them."""

_ADDRESSES = re.compile(r"@|:(?=//)|(?<=www)\.", re.IGNORECASE)

_LINKS = re.compile(r"[@#]|:(?=\S)|(?<=www)\.|(?<=gh)-|(?<=[0-9a-f]{6})[0-9a-f]", re.IGNORECASE)
"""Signs that make a link of the text around them; the hash of a commit has at least seven of its own."""

_IN_BACKTICKS = re.compile(r"&#96;(.+?)&#96;")


def prose(text: str, limit: int = 400) -> str:
    """A sentence, on one line. What stands in backticks in it is shown as code."""
    return _IN_BACKTICKS.sub(r"<code>\1</code>", _escaped(visible(" ".join(text.split()), limit), _LINKS))


def code(text: str, limit: int = 80) -> str:
    """A value or a name, on one line and letter by letter.

    An element and no backticks: inside these a table could not hold `\\|`.
    """
    return f"<code>{_escaped(visible(text, limit), _ADDRESSES)}</code>" if text else ""


def _escaped(text: str, linking: re.Pattern[str]) -> str:
    """A control character, of which a visible text has none, stands for the element until the signs are escaped."""
    apart = linking.sub(lambda found: f"\0{found[0]}\0", text)
    return re.sub("\0(.)\0", r"<span>\1</span>", _SIGNS.sub(lambda found: f"&#{ord(found[0])};", apart))
