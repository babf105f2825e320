/** Which files a task may change: what the brief allows and forbids, as globs on paths relative to the project's root. */

import { Minimatch } from "minimatch";
import type { FileRefusal, Files } from "../ports.ts";
import type { Change } from "../review-ports.ts";

export interface Scope {
	/** Globs; none: everything. */
	readonly allowed: readonly string[];
	readonly forbidden: readonly string[];
}

/**
 * Nothing allowed means that everything is; what is forbidden is so in any case. A folder's name stands for all that is in
 * it. `*.md` is about names in every folder; so is a forbidden name without a slash, while an allowed one is about the
 * root's own entry. Case does not count for what is forbidden: some file systems ignore it.
 */
export function inScope(scope: Scope, path: string): boolean {
	const plain = plainPath(path);
	if (plain === null) return false;
	const allowed = scope.allowed.length === 0 || scope.allowed.some((glob) => allows(glob, plain));
	return allowed && !scope.forbidden.some((glob) => forbids(glob, plain));
}

/** Why the glob cannot be used, as a sentence; null when it can. */
export function globProblem(glob: string): string | null {
	const parts = withoutEnds(glob).split("/");
	if (glob.includes("\\")) return `${glob}: write slashes, not backslashes`;
	if (glob.startsWith("!")) return `${glob}: put what must not be changed into "forbidden"`;
	if (/^(?:[a-z]:|~)/i.test(glob) || parts.includes("..")) return `${glob}: it must be relative to the project's root`;
	if (glob.length > longestGlob || (glob.match(/[*{]/g) ?? []).length > mostStars) return "a glob is too long";
	return null;
}

const longestGlob = 500;
/** Each star can multiply what matching costs. */
const mostStars = 16;

/** The files as a task with this scope may use them: everything can be read, only what is in scope written. */
export function scopedFiles(files: Files, scope: Scope | undefined): Files {
	if (scope === undefined) return files;
	return {
		...files,
		write: async (path, bytes) => (inScope(scope, path) ? files.write(path, bytes) : refusal(scope, path)),
	};
}

/** The paths of what changed out of scope, both ends of a renaming among them, in path order. */
export function outOfScope(changes: readonly Change[], scope: Scope): readonly string[] {
	const paths = changes.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
	return [...new Set(paths)].filter((path) => !inScope(scope, path)).toSorted();
}

/** What the scope is, for a sentence. */
export function scopeText({ allowed, forbidden }: Scope): string {
	const parts = [
		allowed.length > 0 ? `only ${allowed.join(", ")}` : "",
		forbidden.length > 0 ? `never ${forbidden.join(", ")}` : "",
	];
	return parts.filter((part) => part !== "").join("; ");
}

function refusal(scope: Scope, path: string): FileRefusal {
	const text = `${path} is out of the task's scope (${scopeText(scope)}) and was not changed. Do the task without it; if that cannot be, say so or ask the person.`;
	return { kind: "refused", reason: "out-of-scope", text };
}

function allows(glob: string, path: string): boolean {
	const anywhere = !withoutEnds(glob).includes("/") && /[*?[{]/.test(glob) && !glob.startsWith("/");
	return matches(glob, path, { anywhere, nocase: false });
}

function forbids(glob: string, path: string): boolean {
	const anywhere = !withoutEnds(glob).includes("/") && !glob.startsWith("/");
	return matches(glob, path, { anywhere, nocase: true });
}

interface Matching {
	/** Whether the glob is about names in every folder. */
	readonly anywhere: boolean;
	readonly nocase: boolean;
}

function matches(glob: string, path: string, { anywhere, nocase }: Matching): boolean {
	const plain = withoutEnds(glob.normalize("NFC"));
	if (plain === "" || plain === ".") return true;
	const pattern = anywhere ? `**/${plain}` : plain;
	const options = { dot: true, nocase, nonegate: true, nocomment: true, noext: true };
	return [pattern, `${pattern}/**`].some((each) => new Minimatch(each, options).match(path));
}

function withoutEnds(glob: string): string {
	return glob.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}

/** The path without `.` and `..`; null when it is absolute or leads out. */
function plainPath(path: string): string | null {
	if (path.startsWith("/")) return null;
	const parts: string[] = [];
	for (const part of path.normalize("NFC").split("/")) {
		if (part === "..") {
			if (parts.pop() === undefined) return null;
		} else if (part !== "" && part !== ".") parts.push(part);
	}
	return parts.join("/");
}
