"""The formats that contracts are exported to: the one registry.

A new format is one module with a function `export(contract, table)` and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from dcl.compile import Compiled
from dcl.interop.exported import Exported

Export = Callable[[Compiled, str | None], Exported]
"""From a contract, and the table where the format is of one table, to a file."""


@dataclass(frozen=True)
class ExportFormat:
    """A format of files. `module` holds its `export`, imported when it is asked for.

    `one_table`: a file speaks of one table, which `export` is given; else of the whole contract, or of the table alone
    where one is named. `needs` is the library and the extra that brings it, where it takes one.
    """

    name: str
    suffix: str
    summary: str
    module: str
    one_table: bool = True
    needs: tuple[str, str] | None = None

    def export(self, contract: Compiled, table: str | None) -> Exported:
        """The contract in this format."""
        function: Export = import_module(self.module).export
        return function(contract, table)


EXPORTS: dict[str, ExportFormat] = {
    entry.name: entry
    for entry in (
        ExportFormat("json-schema", ".schema.json", "JSON Schema 2020-12 of one record", "dcl.interop.json_schema"),
        ExportFormat(
            "frictionless",
            ".json",
            "a Frictionless Data Package, or with `--table` a Table Schema",
            "dcl.interop.frictionless",
            one_table=False,
        ),
        ExportFormat(
            "odcs",
            ".odcs.yaml",
            "Open Data Contract Standard v3",
            "dcl.interop.odcs",
            one_table=False,
            needs=("yaml", "yaml"),
        ),
        ExportFormat("pandera", ".py", "a Pandera class for Polars", "dcl.interop.pandera"),
        ExportFormat("dataframely", ".py", "a dataframely class", "dcl.interop.dataframely"),
        ExportFormat("label-studio", ".xml", "a labelling configuration of Label Studio", "dcl.interop.label_studio"),
        ExportFormat("cvat", ".labels.json", "the labels of a CVAT project", "dcl.interop.cvat"),
    )
}
"""Every format by its name."""
