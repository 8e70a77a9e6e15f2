"""What a contract says in other languages, and that this changes nothing else."""

from __future__ import annotations

from pathlib import Path

from dcl.analysis.contract import CheckedContract
from dcl.analysis.translations import languages, said
from tests.contract_text import compiled

TEXT = """labels kind {
  car    "Cars."        translation ko "승용차." translation de "PKW."
  truck  "Goods."
  rest
}
table t {
  x : { y: int "Depth." translation it "Profondità." }
  z : kind
}
rule r on t {
  "Deep."
  translation ko "깊다."
  check x.y > 3
}
"""
HEADER = 'dcl 1\ncontract test 1.0.0 {{ "A contract of the tests."\n{}}}\n'


def checked(folder: Path, header: str = "") -> CheckedContract:
    return compiled(folder, TEXT, HEADER.format(header)).checked


def test_the_own_language_is_the_first(tmp_path: Path) -> None:
    assert languages(checked(tmp_path)) == ("en", "de", "it", "ko")
    assert languages(checked(tmp_path, '  language "ko"\n')) == ("ko", "de", "it")


def test_a_description_falls_back_to_the_own_language(tmp_path: Path) -> None:
    contract = checked(tmp_path)
    car, truck, rest = contract.label_decls["kind"].labels
    assert [said(car, language) for language in ("ko", "de", "en", "fr")] == ["승용차.", "PKW.", "Cars.", "Cars."]
    assert said(truck, "ko") == "Goods."
    assert said(rest, "ko") is None
    assert said(contract.rules[0].decl, "ko") == "깊다."


def test_translations_change_no_fingerprint(tmp_path: Path) -> None:
    plain = "\n".join(line for line in TEXT.splitlines() if not line.startswith("  translation")) + "\n"
    for translation in ('translation ko "승용차."', 'translation de "PKW."', 'translation it "Profondità."'):
        plain = plain.replace(translation, "")
    assert "translation" not in plain
    bare = compiled(tmp_path, plain, HEADER.format("")).program.fingerprint
    assert compiled(tmp_path, TEXT, HEADER.format("")).program.fingerprint == bare
