"""dcl: data contracts that an annotation lead can write and a machine can check.

`import dcl` is light: the names below load what they need when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dcl.api import Contract, ContractError, DataError, DclError, Report, ViolationsError, load

__version__ = "0.1.0"
__all__ = ["Contract", "ContractError", "DataError", "DclError", "Report", "ViolationsError", "__version__", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from dcl import api

        return getattr(api, name)
    raise AttributeError(f"module 'dcl' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
