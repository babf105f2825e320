/** Remit as it is shipped: the packaged VSIX, installed the way a person installs it. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHost } from "../../scripts/host/install.ts";
import { runProgram } from "../../scripts/host/processes.ts";
import { packageExtension } from "../../scripts/package.ts";
import {
	approvalCard,
	approve,
	button,
	delegate,
	type RemitEditor,
	reaches,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { call, say } from "../support/messages-server-script.ts";

let editor: RemitEditor;
let extensionsDir: string;

beforeAll(async () => {
	extensionsDir = await mkdtemp(join(tmpdir(), "remit-vsix-"));
	const installed = await ensureHost({ browser: true });
	if (installed.kind === "failed") throw new Error(installed.text);
	const server = join(installed.codeServer, "out/server-main.js");
	const vsix = await packageExtension();
	const args = [
		server,
		"--install-extension",
		vsix,
		"--extensions-dir",
		extensionsDir,
		"--accept-server-license-terms",
	];
	const result = await runProgram(process.execPath, args, {});
	if (result.code !== 0) throw new Error(`The VSIX could not be installed: ${result.errors}${result.output}`);
	editor = await startRemit({ extensionPath: null, files: { "a.txt": "one\n" }, server: { extensionsDir } });
});

afterAll(async () => {
	await editor?.close();
	await rm(extensionsDir, { recursive: true, force: true, maxRetries: 10 });
});

test("the packaged extension delegates, asks, runs, reviews and accepts", async () => {
	const goal = "Turn one into two";
	editor.model.play(goal, [
		say("Looking.").call("search", { pattern: "one" }),
		say("Editing.").call("edit", { path: "a.txt", old: "one", new: "two" }),
		say("Proving.").call("run", { command: "install a.txt copy.txt" }),
		call("finish", { status: "done", summary: "It says two now." }),
	]);
	await delegate(editor.workbench, goal);
	// The sandbox's helper is in the package and can be run.
	await approvalCard(editor.workbench, "install a.txt copy.txt")
		.getByText("in the sandbox, without network")
		.waitFor({ timeout: workLimit });
	await approve(editor.workbench, "install a.txt copy.txt");
	await reaches(editor.workbench, "Ready for review");
	expect(await editor.workbench.readFile("a.txt")).toBe("one\n");
	await button(editor.workbench, "Accept all").click();
	await reaches(editor.workbench, "Accepted");
	expect(await editor.workbench.readFile("a.txt")).toBe("two\n");
	expect(await editor.workbench.readFile("copy.txt")).toBe("two\n");
});
