"""From a template and its values to one file of HTML that needs nothing besides.

Everything that a template is given is escaped, unless it says itself that it is safe (`__html__`). The page allows
itself exactly the styles and scripts that it brings along, by their hashes, and pictures that stand in it; nothing is
loaded and nothing is sent.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from dcl.pages.escape import shown
from dcl.pages.languages import direction, language_name, tag

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = ("style.css",)
SCRIPTS = ("page.js",)


def render(
    template: str,
    *,
    styles: tuple[str, ...] = STYLES,
    scripts: tuple[str, ...] = SCRIPTS,
    more_style: str = "",
    **values: Any,
) -> str:
    """A page. `styles` and `scripts` are files beside the templates; `more_style` is the caller's own, no stranger's.

    The filter `shown` makes a stranger's text visible; a template uses it where it has a text in its hand.
    """
    environment = _environment()
    style = "\n".join([*map(_file, styles), more_style]).strip() + "\n"
    sources = tuple(map(_file, scripts))
    return environment.get_template(template).render(
        page_style=style, page_scripts=sources, page_policy=policy(style, sources), **values
    )


def policy(style: str, scripts: tuple[str, ...]) -> str:
    """What a page may do: use its own style and scripts, and show pictures that stand in it."""
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dcl.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"shown": shown, "tag": tag, "language_name": language_name, "direction": direction}
    environment.filters["drawing"] = _drawing
    environment.finalize = _finalized
    return environment


def _finalized(value: Any) -> Any:
    """Every text that goes into a page loses what cannot be seen; nothing else is changed here."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _drawing(svg: Any) -> Any:
    """The drawing of a picture, which is safe as it is; one in several languages says so itself."""
    from markupsafe import Markup

    return Markup(svg) if isinstance(svg, str) else svg  # noqa: S704 - dcl.pictures escapes what is in it


@cache
def _file(name: str) -> str:
    """A file beside the templates, with the line ends that a browser sees, which count for its hash."""
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0].replace("\r\n", "\n")
