// Starts `dcl lsp` for contracts. Colours and snippets work without it.

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const INSTALL = "Install it with `pip install 'dcl-lang[lsp]'`, or name the program in the setting `dcl.command`.";

let client;
let watcher;

async function start() {
  const [command, ...args] = workspace.getConfiguration("dcl").get("command");
  client = new LanguageClient(
    "dcl",
    "dcl",
    { command, args },
    {
      documentSelector: [
        { scheme: "file", language: "dcl" },
        { scheme: "untitled", language: "dcl" },
      ],
      synchronize: { fileEvents: watcher },
    },
  );
  try {
    await client.start();
  } catch {
    client = undefined;
    window.showWarningMessage(`dcl: \`${command}\` does not start. ${INSTALL}`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop().catch(() => undefined);
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  watcher = workspace.createFileSystemWatcher("**/*.dcl");
  context.subscriptions.push(
    watcher,
    commands.registerCommand("dcl.restart", restart),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("dcl.command") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
