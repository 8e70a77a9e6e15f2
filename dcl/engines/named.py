"""The engines by name; one is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from dcl.engines.base import Engine

ENGINES = {"polars": "PolarsEngine", "reference": "ReferenceEngine"}


def engine_named(name: str) -> Engine:
    engine: Engine = getattr(import_module(f"dcl.engines.{name}"), ENGINES[name])()
    return engine
