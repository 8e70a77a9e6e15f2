// A packed extension holds only files of its own folder; the grammars live beside it, in one place for all editors.

const { copyFileSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");

const syntaxes = join(__dirname, "syntaxes");
mkdirSync(syntaxes, { recursive: true });
for (const grammar of ["dcl.tmLanguage.json", "dcl.markdown.tmLanguage.json"]) {
  copyFileSync(join(__dirname, "..", grammar), join(syntaxes, grammar));
}
