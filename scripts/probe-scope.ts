/** Says what the agent's file tools do with a path, by really trying it. */

import { realpath } from "node:fs/promises";
import { protectedBecause } from "../src/core/changes/landing-protected.ts";
import type { FileRead, FileRefusal, Files, FileWrite } from "../src/core/ports.ts";
import { makeFiles } from "../src/node/files.ts";
import { locate } from "../src/node/paths.ts";

export interface ScopeQuestion {
	/** The folder to take for the checkout's root. */
	readonly workspace: string;
	readonly path: string;
	readonly kind: "read" | "write";
}

export interface ScopeAnswer {
	readonly verdict: "allow" | "deny";
	/** The file may be proposed, and needs an accept of its own. */
	readonly protected?: true;
	readonly because: string;
	/** How many bytes were read. */
	readonly bytes?: number;
}

/** Reads the file, or appends one byte to it (a missing one is created with one byte). Never rejects. */
export async function probeScope(question: ScopeQuestion): Promise<ScopeAnswer> {
	try {
		const root = await realpath(question.workspace);
		const files = makeFiles(root);
		const found = await (question.kind === "read" ? files.read(question.path) : append(files, question.path));
		return found.kind === "refused" ? denied(found) : await allowed(root, question, found);
	} catch (error) {
		return { verdict: "deny", because: `It failed: ${String(error)}` };
	}
}

async function append(files: Files, path: string): Promise<FileWrite> {
	const before = await files.read(path);
	if (before.kind === "refused" && before.reason !== "not-found") return before;
	const old = before.kind === "file" ? before.bytes : new Uint8Array();
	return files.write(path, new Uint8Array([...old, 0x0a]));
}

function denied({ reason, text }: FileRefusal): ScopeAnswer {
	return { verdict: "deny", because: `${reason}: ${text}` };
}

async function allowed(
	root: string,
	{ path, kind }: ScopeQuestion,
	found: Exclude<FileRead | FileWrite, FileRefusal>,
): Promise<ScopeAnswer> {
	if (found.kind === "file") return { verdict: "allow", because: "It was read.", bytes: found.bytes.length };
	const place = await locate(root, path);
	const why = protectedBecause(place.kind === "inside" ? place.path : path);
	const because = `It was ${found.created ? "created" : "appended to"}.`;
	if (kind === "read" || why === null) return { verdict: "allow", because };
	return { verdict: "allow", protected: true, because: `${because} It ${why}, so it needs an accept of its own.` };
}
