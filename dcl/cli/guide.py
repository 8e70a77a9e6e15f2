"""`dcl guide`: the labelling guide for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcl.cli.common import color_option, complain, load, put, verb
from dcl.cli.files import WholeFile
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_guide import DCL805
from dcl.run.result import ExitStatus
from dcl.tables.show import visible

if TYPE_CHECKING:
    from dcl.compile import Compiled

EXAMPLE = """dcl guide street.dcl --output guide.html
dcl guide street.dcl --language ko --since street-2.0.0.dcl --output guide.html"""


@verb(EXAMPLE)
@click.argument("contract", metavar="CONTRACT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    default="html",
    show_default=True,
    help="What to write.",
)
@click.option("--output", metavar="FILE", help="Write the guide to a file instead of standard output.")
@click.option("--language", metavar="TAG", help="The language to show first, such as ko; Markdown holds only this one.")
@click.option("--since", metavar="OLD.dcl", help="Also say what changed since this version of the contract.")
@color_option
def command(contract: str, form: str, output: str | None, language: str | None, since: str | None, color: str) -> int:
    """Write the labelling guide of a contract: its labels, tables and rules in words, with examples as pictures.

    The HTML is one file that needs no network. It holds all languages of the contract, prints well and works on a
    phone.
    """
    compiled = load(contract, color)
    old = load(since, color) if since is not None else None
    if compiled is None or (since is not None and old is None):
        return ExitStatus.NOT_JUDGED
    file = None
    if output is not None:
        never = tuple(Path(name) for name in (contract, since) if name is not None)
        file, problems = WholeFile.open(output, never)
        complain(problems, color)
        if file is None:
            return ExitStatus.NOT_JUDGED
    try:
        text, found = guide_text(compiled, form, language, old)
        complain(found, color)
        if text is None:
            return ExitStatus.NOT_JUDGED
        if file is None:
            put(text)
        else:
            file.draft.write_text(text, encoding="utf-8", newline="\n")
            file.finish()
    finally:
        if file is not None:
            file.discard()
    return ExitStatus.OK


def guide_text(
    compiled: Compiled, form: str, language: str | None, since: Compiled | None
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """A guide as text, with what it could not show; None where the language is not known."""
    from dcl.analysis.translations import languages
    from dcl.guide.make import make_guides

    known = languages(compiled.checked)
    first, problem = _first_language(known, language)
    if problem is not None:
        return None, (problem,)
    if form == "markdown":
        from dcl.guide.markdown import markdown_guide

        (guide,), found = make_guides(compiled, (first,), since)
        return markdown_guide(guide), found
    from dcl.guide.html import html_guide

    guides, found = make_guides(compiled, tuple(dict.fromkeys((first, *known))), since)
    return html_guide(guides), found


def _first_language(known: tuple[str, ...], asked: str | None) -> tuple[str, Diagnostic | None]:
    """The language to show first: the contract's own, or the one that was asked for, however it is spelled."""
    from dcl.guide.words import WORDS
    from dcl.syntax.languages import meant_language

    if asked is None:
        return known[0], None
    meant = meant_language(asked)
    possible = dict.fromkeys((*known, *WORDS))
    if meant is None or meant not in possible:
        said = ", ".join(f"`{each}`" for each in possible)
        message = f"there is no word of this guide in `{visible(asked, 40)}`"
        return known[0], Diagnostic(DCL805, message, help=f"it can be had in {said}")
    return meant, None
