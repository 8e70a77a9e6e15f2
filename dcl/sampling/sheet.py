"""The sheet that people fill in: a CSV file with a line for each row to judge."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dcl.run.words import text_of
from dcl.sampling.cells import cell_of, protect

ROW, VERDICT, NOTE, SAMPLE = "row", "verdict", "note", "sample"
OWN_COLUMNS = (ROW, VERDICT, NOTE, SAMPLE)


@dataclass(frozen=True)
class SampledRow:
    """A row to judge: its number counted from 0, its keys, what the rule reads of it, and the rest of it.

    Sensitive values are masked by whoever makes it.
    """

    row: int
    keys: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The rows drawn for a rule. `fingerprint` is that of the contract, `seed` and the column `by` drew them."""

    fingerprint: str
    rule: str
    seed: int
    rows: tuple[SampledRow, ...]
    by: str | None = None

    @cached_property
    def id(self) -> str:
        """A short name of what the sample was drawn for."""
        return "s" + _digest([self.fingerprint, self.rule, self.seed, *([] if self.by is None else [self.by])], 5)

    def id_of(self, row: SampledRow) -> str:
        """A short name of a row in this sample, by its number, its keys and what the rule reads of it.

        It stands in the column `sample`, so that no verdict can be taken for one of another row, or of other values.
        """
        seen = [[[name, text_of(value)] for name, value in part.items()] for part in (row.keys, row.reads)]
        return f"{self.id}-{_digest([self.id, row.row, *seen], 10)}"

    @cached_property
    def by_id(self) -> dict[str, SampledRow]:
        return {self.id_of(row): row for row in self.rows}


def sheet_bytes(sheet: Sheet, separator: str = ",") -> bytes:
    """The file to write. It begins with the mark by which Excel knows UTF-8.

    `separator` is `;` for an Excel that writes decimal commas.
    """
    keys = _names(row.keys for row in sheet.rows)
    reads = _names((row.reads for row in sheet.rows), keys)
    others = _names((row.others for row in sheet.rows), [*keys, *reads])
    heads = dict(zip([*keys, *reads, *others], _heads([*keys, *reads, *others]), strict=True))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    before, after = [heads[name] for name in (*keys, *reads)], [heads[name] for name in others]
    writer.writerow([ROW, *before, VERDICT, NOTE, *after, SAMPLE])
    for row in sheet.rows:
        known = [cell_of(row.keys.get(name)) for name in keys] + [cell_of(row.reads.get(name)) for name in reads]
        rest = [cell_of(row.others.get(name)) for name in others]
        writer.writerow([row.row + 1, *known, "", "", *rest, sheet.id_of(row)])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _names(parts: Iterable[Mapping[str, Any]], besides: Sequence[str] = ()) -> list[str]:
    """The columns of some parts of rows, those left out that stand elsewhere."""
    return [name for name in dict.fromkeys(name for part in parts for name in part) if name not in besides]


def _heads(names: Sequence[str]) -> list[str]:
    """What the sheet calls the columns of the data, which may have the names of its own."""
    taken = {*OWN_COLUMNS, *(key_of(name) for name in names if key_of(name) not in OWN_COLUMNS)}
    heads = []
    for name in names:
        head = name
        if key_of(name) in OWN_COLUMNS:
            while key_of(head) in taken:
                head = f"data.{head}"
            taken.add(key_of(head))
        heads.append(protect(head))
    return heads


def key_of(head: str) -> str:
    """By what the head of a column is known, whatever its letter case."""
    return head.strip().casefold()


def _digest(parts: list[Any], length: int) -> str:
    written = json.dumps(parts, separators=(",", ":"))
    return base64.b32encode(hashlib.sha256(written.encode()).digest()[:length]).decode().lower()
