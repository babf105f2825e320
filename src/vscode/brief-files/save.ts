/** Writes a brief into a file of the opened folder; never over another file without asking, and never through a link. */

import { lstat, mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import * as vscode from "vscode";
import { longestBriefFile, writeBriefFile } from "../../core/brief/brief-file.ts";
import { type Brief, briefSlug } from "../../core/task/brief.ts";
import { windowProblem } from "../entry/place.ts";
import { isBelow } from "../folders.ts";
import { isSeenWhole } from "../plain-text.ts";
import { openedFolder } from "../setup.ts";
import type { Person } from "../ship/person.ts";

const ending = ".remit.md";

/** Resolves to the file that was written and is shown now; undefined when the person cancelled, or was told why not. */
export async function saveBrief(brief: Brief, person: Person): Promise<vscode.Uri | undefined> {
	const folder = openedFolder();
	const problem = windowProblem();
	if (problem || !folder) {
		void person.warn(`Remit: ${problem?.text ?? ""}`);
		return undefined;
	}
	const text = writeBriefFile(brief);
	if (text.length > longestBriefFile) {
		void person.warn(`Remit: ${tooLong(text.length)}`);
		return undefined;
	}
	const typed = await person.type({
		title: "Remit: Save Brief",
		prompt: `A file in ${folder.name}. It can be committed, and delegated again.`,
		value: `briefs/${briefSlug(brief.goal)}${ending}`,
		validateInput: (text) => nameProblem(text) ?? undefined,
	});
	if (typed === undefined) return undefined;
	const written = await write(withEnding(typed.trim()), text, { root: folder.uri.fsPath, person });
	if (written === null) return undefined;
	const uri = vscode.Uri.file(written);
	await vscode.window.showTextDocument(uri, { preview: false });
	return uri;
}

function tooLong(length: number): string {
	const [is, most] = [length, longestBriefFile].map((count) => count.toLocaleString("en-US"));
	return `the brief was not saved. As a file it has ${is} characters, and at most ${most} are read. Remove what is attached to it, or shorten the goal.`;
}

/** Why a brief cannot be saved under this name, as a sentence; null when it can. */
function nameProblem(text: string): string | null {
	const name = text.trim();
	const parts = name.split("/");
	if (name === "" || name === ending) return "Give it a name.";
	if (name.length > 200 || parts.some((part) => part.length > 100)) return "The name is too long.";
	if (name.includes("\\") || /^(?:\/|~|[a-z]:)/i.test(name) || parts.some((part) => part === ".." || part === "."))
		return "The name is relative to the opened folder, with slashes.";
	if (parts.includes("") || parts.some((part) => part.endsWith(" ") || part.startsWith(" ")))
		return "A folder has no name.";
	if (parts.some((part) => part.toLowerCase() === ".git")) return "Nothing is written into .git.";
	if (/[<>:"|?*]/.test(name) || !isSeenWhole(name.replace(/[^\x20-\x7e]/gu, letter), 200))
		return "The name has characters that not every system can have, or that cannot be seen.";
	return null;
}

/** Letters and digits of every script are seen; all else outside of ASCII stays and is refused. */
function letter(character: string): string {
	return /[\p{L}\p{M}\p{N}]/u.test(character) ? "x" : character;
}

function withEnding(name: string): string {
	return name.endsWith(ending) ? name : `${name.replace(/\.md$/, "")}${ending}`;
}

interface Ground {
	/** The opened folder; absolute. */
	readonly root: string;
	readonly person: Person;
}

/** The file's path; null when it was not written and the person knows why. */
async function write(name: string, text: string, { root, person }: Ground): Promise<string | null> {
	const file = join(root, ...name.split(posix.sep));
	const refuse = async (because: string) => {
		void person.warn(`Remit: ${name} was not written: ${because}`);
		return null;
	};
	try {
		if (await leadsOut(root, dirname(file))) return await refuse("its folder leads out of the opened one.");
		await mkdir(dirname(file), { recursive: true });
		const there = await lstat(file).catch(() => null);
		if (!there) await writeFile(file, text, { flag: "wx" });
		else if (!there.isFile()) return await refuse("something that is no file has this name.");
		else if (!(await mayReplace(name, file, person))) return null;
		else await writeFile(file, text);
		return file;
	} catch (error) {
		return refuse(failureText(error));
	}
}

/** In a person's words, without the place on the disk, for what a person can change. */
function failureText(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	switch ("code" in error ? error.code : "") {
		case "EEXIST":
		case "ENOTDIR":
			return "a file has this name already, or that of its folder.";
		case "EACCES":
		case "EPERM":
		case "EROFS":
			return "nothing may be written there.";
		case "ENAMETOOLONG":
			return "the name is too long for this system.";
		case "ENOSPC":
		case "EDQUOT":
			return "there is no room left on the disk.";
		default:
			return error.message;
	}
}

/** A link in the way could make a file elsewhere. */
async function leadsOut(root: string, folder: string): Promise<boolean> {
	const real = await realpath(root);
	for (let at = folder; isBelow(root, at); at = dirname(at)) {
		const found = await realpath(at).catch(() => null);
		if (found !== null) return found !== real && !isBelow(real, found);
	}
	return false;
}

const replace = "Replace";

async function mayReplace(name: string, file: string, person: Person): Promise<boolean> {
	const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
	const unsaved = open?.isDirty ? " Its unsaved text in the editor stays until you save or revert it." : "";
	const question = { text: `${name} is there already.`, detail: `Replace what it says?${unsaved}` };
	return (await person.ask(question, replace)) === replace;
}
