"""One contract file with all that it uses, analysed as far as it goes, mistakes or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dcl.analysis.check import analyse
from dcl.analysis.context import Context
from dcl.analysis.contract import CheckedContract
from dcl.analysis.uses import Use
from dcl.diagnostics import Diagnostic, has_errors
from dcl.diagnostics.codes_lint import DCL701, DCL702, DCL708
from dcl.diagnostics.codes_lsp import DCL851
from dcl.diagnostics.codes_types import DCL311
from dcl.lint import lint
from dcl.lsp.files import Files
from dcl.lsp.occurrences import Occurrences, gather
from dcl.modules import Module, load_modules
from dcl.source import SourceFile, Span
from dcl.syntax import ast

TOO_DEEP = "what this contract builds on each other nests too deeply to be read"


@dataclass(frozen=True, eq=False)
class Analysis:
    """What is known of a file and the files that it uses.

    A file that declares no contract is analysed as if it did; it `is_shared`. `contract` and `context` are None where
    it nests too deeply to be looked at.
    """

    path: Path
    module: Module
    contract: CheckedContract | None
    context: Context | None
    diagnostics: tuple[Diagnostic, ...]
    noted: tuple[Use, ...]
    is_shared: bool = False

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The file and those that it uses, directly or not, each once."""
        return tuple(_all_modules(self.module, set()))

    @cached_property
    def sources(self) -> dict[str, SourceFile]:
        """The texts that were read, by their paths."""
        return {module.source.path: module.source for module in self.modules}

    @cached_property
    def occurrences(self) -> Occurrences:
        """All names of these files and what they stand for."""
        if self.context is None:
            return Occurrences(())
        return Occurrences(gather(self.modules, self.context, self.contract, self.noted))

    @cached_property
    def is_well_spelled(self) -> bool:
        """Whether every statement of these files is in the tree."""
        return not any(is_of_spelling(diagnostic) for diagnostic in self.diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether something keeps the contract from being used."""
        return has_errors(self.diagnostics)

    @cached_property
    def lints(self) -> tuple[Diagnostic, ...]:
        """What could be better where nothing is wrong. What a shared file declares is there for others to use."""
        if self.contract is None or self.has_errors:
            return ()
        unused = (DCL701, DCL702, DCL708) if self.is_shared else ()
        try:
            return tuple(found for found in lint(self.contract) if found.code not in unused)
        except RecursionError:
            return ()

    def tree(self, path: str) -> ast.File | None:
        return next((module.tree for module in self.modules if module.source.path == path), None)


def is_of_spelling(diagnostic: Diagnostic) -> bool:
    """Whether a statement is not understood at all; the codes from DCL160 on speak of what was understood."""
    return diagnostic.is_error and diagnostic.id < "DCL160"


def analysis_of(path: Path, root: Path, files: Files) -> tuple[Analysis | None, tuple[Diagnostic, ...]]:
    """Analyse a file; None, and why, where it cannot be read. `root` is the folder that no `use` may leave."""
    try:
        module, diagnostics = load_modules(path, str(path), files.reader, root)
    except RecursionError:
        return None, (Diagnostic(DCL311, TOO_DEEP),)
    if module is None:
        return None, diagnostics
    noted: list[Use] = []
    whole = _with_contract(module)
    try:
        contract, context = analyse(whole, diagnostics, noted)
        found = tuple(context.diagnostics)
        if any(diagnostic.code is DCL851 for diagnostic in diagnostics):
            found = ()
    except RecursionError:
        return Analysis(path, module, None, None, (*diagnostics, Diagnostic(DCL311, TOO_DEEP)), ()), ()
    said = (*diagnostics, *found)
    return Analysis(path, module, contract, context, said, tuple(noted), whole is not module), ()


def _with_contract(module: Module) -> Module:
    """The file, with a nameless contract where it declares none, so that its examples are looked at, too."""
    if any(isinstance(node, ast.ContractDecl) for node in module.tree.declarations):
        return module
    start = Span(module.source, 0, 0)
    header = ast.ContractDecl(start, ast.Name(start, ""), "1.0.0", start, None, ())
    return Module(module.source, ast.File(module.tree.span, (header, *module.tree.declarations)), module.uses)


def _all_modules(module: Module, seen: set[int]) -> Iterator[Module]:
    if id(module) not in seen:
        seen.add(id(module))
        yield module
        for _, used in module.uses:
            yield from _all_modules(used, seen)
