"""Contract files together: `use`, its circles, and the folder that no path may leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dcl.diagnostics import Diagnostic, Label, did_you_mean
from dcl.diagnostics.codes_modules import DCL401, DCL402, DCL403, DCL404
from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.parse import parse
from dcl.syntax.read import read_source

Parsed = tuple[SourceFile, ast.File]
Reader = Callable[[Path, str], tuple[Parsed | None, tuple[Diagnostic, ...]]]
"""From a path, and how to name it, to the parsed file; None, and the reason, where it cannot be read."""

NAMED_DECLARATIONS = (ast.LetDecl, ast.LabelsDecl, ast.TableDecl, ast.RuleDecl)


@dataclass(frozen=True, eq=False)
class Module:
    """One parsed file and the modules that it uses, in the order of its `use` lines."""

    source: SourceFile
    tree: ast.File
    uses: tuple[tuple[ast.UseDecl, Module], ...]

    def declares(self, name: str) -> bool:
        return any(
            declaration_name(declaration) == name
            for declaration in self.tree.declarations
            if isinstance(declaration, NAMED_DECLARATIONS)
        )


def declaration_name(declaration: ast.Declaration) -> str | None:
    """The name that a declaration gives to what it declares; None for those without one of their own."""
    match declaration:
        case ast.LetDecl() | ast.LabelsDecl() | ast.TableDecl():
            return declaration.name.text
        case ast.RuleDecl(target=(name,)):
            return name.text
        case _:
            return None


def parsed_file(path: Path, shown: str) -> tuple[Parsed | None, tuple[Diagnostic, ...]]:
    """A contract file, read and parsed."""
    source, problems = read_source(path, shown)
    if source is None:
        return None, problems
    tree, found = parse(source)
    return (source, tree), (*problems, *found)


def load_modules(
    path: Path, shown: str, reader: Reader = parsed_file, root: Path | None = None
) -> tuple[Module | None, tuple[Diagnostic, ...]]:
    """Read and parse a contract file with all that it uses, directly or not.

    `shown` is how to name the file in messages; `root` is the folder that no `use` may leave, by default that of the
    file. The module is None where the file itself cannot be read.
    """
    loader = _Loader(path.resolve().parent if root is None else root, reader)
    module = loader.load(path, shown, ())
    return module, tuple(loader.diagnostics)


class _Loader:
    """Loads each file once; `root` is the folder that no `use` may leave."""

    def __init__(self, root: Path, reader: Reader) -> None:
        self.root = root
        self.reader = reader
        self.loaded: dict[Path, Module | None] = {}
        self.diagnostics: list[Diagnostic] = []

    def load(self, path: Path, shown: str, ancestors: tuple[Path, ...]) -> Module | None:
        resolved = path.resolve()
        if resolved in self.loaded:
            return self.loaded[resolved]
        parsed, problems = self.reader(path, shown)
        self.diagnostics.extend(problems)
        if parsed is None:
            self.loaded[resolved] = None
            return None
        source, tree = parsed
        uses = self._uses(tree, path, shown, (*ancestors, resolved))
        module = Module(source, tree, uses)
        self.loaded[resolved] = module
        return module

    def _uses(
        self, tree: ast.File, path: Path, shown: str, ancestors: tuple[Path, ...]
    ) -> tuple[tuple[ast.UseDecl, Module], ...]:
        found = []
        for declaration in tree.declarations:
            if isinstance(declaration, ast.UseDecl):
                module = self._used(declaration, path, shown, ancestors)
                if module is not None:
                    self._check_names(declaration, module)
                    found.append((declaration, module))
        return tuple(found)

    def _used(self, use: ast.UseDecl, path: Path, shown: str, ancestors: tuple[Path, ...]) -> Module | None:
        written = use.path.value
        target = path.parent / written
        if not self._inside_root(target, written):
            message = f'"{written}" leaves the folder of the contract'
            self._report(DCL402, message, use, "put the file beside the contract or below it, and use it from there")
            return None
        resolved = target.resolve()
        if resolved in ancestors:
            names = " → ".join([*(step.name for step in ancestors[ancestors.index(resolved) :]), resolved.name])
            self._report(
                DCL403, f"these files use each other in a circle: {names}", use, "move what both need into a third file"
            )
            return None
        if not resolved.is_file():
            self._report(DCL401, f'there is no file "{written}" beside {Path(shown).name}', use, None)
            return None
        return self.load(target, str(Path(shown).parent / written), ancestors)

    def _inside_root(self, target: Path, written: str) -> bool:
        if "\0" in written or Path(written).is_absolute() or "\\" in written:
            return False
        try:
            return target.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def _check_names(self, use: ast.UseDecl, module: Module) -> None:
        declared = [found for d in module.tree.declarations if (found := declaration_name(d)) is not None]
        for name in use.names:
            if not module.declares(name.text):
                guess = did_you_mean(name.text, declared)
                self.diagnostics.append(
                    Diagnostic(
                        DCL404,
                        f'"{use.path.value}" declares no `{name.text}`',
                        name.span,
                        (Label(use.path.span, "looked for in this file"),),
                        f"did you mean `{guess}`?" if guess else None,
                    )
                )

    def _report(self, code: type, message: str, use: ast.UseDecl, help: str | None) -> None:
        self.diagnostics.append(Diagnostic(code, message, use.path.span, (), help))
