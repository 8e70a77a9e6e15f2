"""The libraries that only some metrics need, and that come with an extra of the package."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtra(ImportError):
    """A metric cannot be computed here, because the library that it needs is not installed."""


def library(module: str, metric: str, extra: str) -> Any:
    """The module that a metric needs, loaded when it is first needed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        raise MissingExtra(
            f"`{metric}` needs the package {package}, which is not installed here; "
            f'install it with: pip install "dcl-lang[{extra}]"'
        ) from error
