"""What names in expressions stand for, as the analysis finds it out; editors follow it to the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, Union

from dcl.analysis.terms import Term
from dcl.source import Span
from dcl.syntax import ast
from dcl.types import LabelType

if TYPE_CHECKING:
    from dcl.analysis.context import BoundColumn, BoundLabel, TableInfo

Subject: TypeAlias = Union["TableInfo", LabelType, ast.LetDecl, ast.LabelsDecl, "BoundLabel", "BoundColumn", Term]


@dataclass(frozen=True, eq=False)
class Use:
    """A place where a name stands.

    `subject` is what it names: a table, a constant, a label set, what `each` binds. With `name`, the place names a part
    of it: a column of the table, a label of the set, a field of the record that a term is.
    """

    span: Span
    subject: Subject
    name: str = ""
