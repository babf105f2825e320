/** Guesses the command that most likely proves a project: a suggestion for a field, never run by itself. */

import * as vscode from "vscode";
import * as z from "zod";

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

/** Every answer is a fixed text: a file decides which one, never what it says. Empty when nothing is recognised. */
export async function detectCheck(folder: vscode.Uri): Promise<string> {
	const manifest = packageSchema.safeParse(jsonOf(await textOf(folder, "package.json"))).data;
	if (manifest?.scripts["test"] !== undefined) return "npm test";
	for (const [file, command] of byFile) if ((await textOf(folder, file)) !== undefined) return command;
	return /^test:/m.test((await textOf(folder, "Makefile")) ?? "") ? "make test" : "";
}

const byFile = [
	["Cargo.toml", "cargo test"],
	["go.mod", "go test ./..."],
	["pytest.ini", "python -m pytest"],
	["pyproject.toml", "python -m pytest"],
] as const;

async function textOf(folder: vscode.Uri, name: string): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
	} catch {
		return undefined;
	}
}

function jsonOf(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? "null");
	} catch {
		return null;
	}
}
