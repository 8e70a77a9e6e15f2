// Tokenises texts with the engine of VS Code.
// In: {"grammars": {scope: path}, "injections": {scope: [scope]}, "texts": [{"scope", "text"}]} on standard input.
// Out: for each text, for each line, a list of [text, [scope, …]].

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "here.js"));
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");
const { OnigScanner, OnigString, loadWASM } = require("vscode-oniguruma");

const asked = JSON.parse(readFileSync(0, "utf8"));
await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));

const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new OnigScanner(sources),
    createOnigString: (text) => new OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const path = asked.grammars[scope];
    return path ? parseRawGrammar(readFileSync(path, "utf8"), path) : null;
  },
  getInjections: (scope) => asked.injections[scope],
});

async function tokens({ scope, text }) {
  const grammar = await registry.loadGrammar(scope);
  let stack = INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const read = grammar.tokenizeLine(line, stack);
    stack = read.ruleStack;
    return read.tokens.map((token) => [line.slice(token.startIndex, token.endIndex), token.scopes.slice(1)]);
  });
}

const found = [];
for (const text of asked.texts) {
  found.push(await tokens(text));
}
process.stdout.write(JSON.stringify(found));
