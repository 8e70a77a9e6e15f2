"""Texts of strangers in Markdown: they stay text, whatever signs they hold."""

from __future__ import annotations

import re

from dcl.tables.show import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-!~&$:=.])")
_MENTION = re.compile(r"(\S*@\S*)")
_LINK_START = re.compile(r"(?:www|https?|ftp)$", re.IGNORECASE)
_LONGEST = 100_000


def text(content: str, opens: bool = True) -> str:
    """A text on one line, with nothing in it that Markdown obeys: no link, no tag, no table, no emphasis.

    What holds an `@` becomes code, so that nobody is called by it. `opens`: it may stand at the start of a line.
    """
    flat = _one_line(content)
    parts = _MENTION.split(flat.lstrip() if opens else flat)
    return "".join(
        code(part) if place % 2 else _escaped(part, opens and place == 0) for place, part in enumerate(parts)
    )


def code(content: str) -> str:
    """A text as code; as plain text where a table would take it apart."""
    flat = _one_line(content) or " "
    if "\\|" in flat:
        return _escaped(flat, opens=True)
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", flat)), default=0) + 1)
    pad = " " if flat[0] in "` " or flat[-1] in "` " else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}"


def cell(content: str) -> str:
    """What is Markdown already, as a cell of a table."""
    return content.replace("|", "\\|")


def block(content: str, language: str = "") -> str:
    """Lines of code."""
    ticks = "`" * max(3, max((len(run) for run in re.findall(r"`+", content)), default=0) + 1)
    lines = [visible(line, _LONGEST) for line in content.split("\n")]
    return "\n".join([ticks + language, *lines, ticks])


def _one_line(content: str) -> str:
    return visible(" ".join(content.split()) if "\n" in content else content, _LONGEST)


def _escaped(content: str, opens: bool) -> str:
    """The text with a `\\` before signs that mean something; plain prose stays readable."""
    return _SPECIAL.sub(lambda found: _escape(found, opens), content)


def _escape(found: re.Match[str], opens: bool) -> str:
    sign, whole, at = found[1], found.string, found.start()
    earlier, before, after = whole[:at], whole[at - 1 : at], whole[at + 1 : at + 2]
    starts_line = opens and (not earlier.strip() or earlier.strip().isdigit())
    harmless = {
        ".": not starts_line and not _LINK_START.search(earlier),
        ":": not starts_line and (not after or after.isspace()),
        "!": after != "[",
        "(": not starts_line and before != "]",
        ")": not starts_line,
        "_": before.isalnum() and after.isalnum(),
        "<": after in ("", "=") or after.isspace(),
        ">": not starts_line and before not in "-/",
    }
    return sign if harmless.get(sign, sign in "=-+" and not starts_line) else f"\\{sign}"
