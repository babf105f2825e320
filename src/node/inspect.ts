/** Looks at what a command would touch: behind patterns and links, without changing anything and without following links out. */

import type { Stats } from "node:fs";
import { lstat, readlink, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Touch } from "../core/policy/decision.ts";
import type { InspectedPath, Inspection } from "../core/policy/inspection.ts";
import { looksSecret } from "../core/secrets/secret-files.ts";
import { countDeletion } from "./deletion.ts";
import { expandPattern } from "./patterns.ts";
import { configuredHosts } from "./registries.ts";
import { errorCode, errorText } from "./system-error.ts";

/** The most paths that are looked at and shown. */
const mostPaths = 200;

/**
 * `root` must be a real path; `readable` are folders outside that commands may read, as real paths: the dependencies that
 * are linked into the checkout. Rejects only when the signal aborts.
 */
export async function inspectTouches(
	root: string,
	touches: readonly Touch[],
	signal: AbortSignal,
	readable: readonly string[] = [],
): Promise<Inspection> {
	const named: Named[] = [];
	const problems = new Set<string>();
	let cut = false;
	for (const touch of touches) {
		signal.throwIfAborted();
		const expanded = await expandPattern(root, touch, mostPaths);
		cut ||= expanded.truncated;
		named.push(...expanded.paths.map((path) => ({ path, kind: touch.kind })));
	}
	const looked: Looked[] = [];
	for (const each of named.slice(0, mostPaths)) {
		signal.throwIfAborted();
		looked.push(await lookAt(root, each, readable));
	}
	for (const { problem } of looked) if (problem !== null) problems.add(problem);
	if (cut || named.length > mostPaths)
		problems.add(`It names more than ${mostPaths} paths: only these were looked at.`);
	const configured = await configuredHosts(root);
	const deleted = looked.filter(({ shown }) => shown.kind === "delete").map(({ entry }) => entry);
	return {
		paths: looked.map(({ shown }) => shown),
		deletes: deleted.length === 0 ? null : await countDeletion(root, deleted, signal),
		problems: [...problems],
		domains: configured.hosts,
		unreached: configured.refused,
	};
}

interface Named {
	/** Relative to the root or absolute, as the shell would pass it. */
	readonly path: string;
	readonly kind: Touch["kind"];
}

interface Looked {
	readonly shown: InspectedPath;
	/** The entry itself, absolute: links on the way are resolved, it is not. */
	readonly entry: string;
	/** A sentence. */
	readonly problem: string | null;
}

async function lookAt(root: string, { path, kind }: Named, readable: readonly string[]): Promise<Looked> {
	const asked = absolute(root, path);
	try {
		const entry = join(await realNearest(dirname(asked)), basename(asked));
		const found = await statOf(entry);
		// Deleting a link deletes no more than the link.
		const real = kind === "delete" || found === null ? entry : await realTarget(entry);
		const inside = isBelow(root, asked === root ? root : real);
		const shown = { path: inside ? slashed(relative(root, asked)) : asked, kind };
		const allowed = inside || (kind === "read" && readable.some((folder) => isBelow(folder, real)));
		const place = !inside ? "outside" : found === null && kind !== "write" ? "missing" : "inside";
		const problem = allowed
			? ordinaryProblem(root, { path, kind }, { real, found: await statOf(real) })
			: leadsOut(root, { asked, path, real });
		return { shown: { ...shown, place }, entry, problem };
	} catch (error) {
		if (errorCode(error) === "") throw error;
		const shown = {
			path: isBelow(root, asked) ? slashed(relative(root, asked)) : asked,
			kind,
			place: "missing",
		} as const;
		const problem = `${path} could not be looked at: ${errorText(error)}.`;
		return { shown, entry: asked, problem };
	}
}

interface Target {
	readonly asked: string;
	readonly path: string;
	readonly real: string;
}

/** What is outside by its own name needs no sentence: the policy has judged it by that name. */
function leadsOut(root: string, { asked, path, real }: Target): string | null {
	if (!isBelow(root, asked)) return null;
	return `${path} leads out of the project through a link: it is ${real}.`;
}

function ordinaryProblem(
	root: string,
	{ path, kind }: Named,
	{ real, found }: { readonly real: string; readonly found: Stats | null },
): string | null {
	if (found === null || kind === "delete") return null;
	const inside = slashed(relative(root, real));
	if (inside !== slashed(path) && looksSecret(inside) && isBelow(root, real) && !looksSecret(path))
		return `${path} is a link to ${inside}, whose name says that it holds a secret.`;
	if (found.isFile() && found.nlink > 1 && isBelow(root, real))
		return `${path} shares its bytes with another name (a hard link), which may lie outside of the project.`;
	if (!found.isFile() && !found.isDirectory()) return `${path} is a pipe, socket or device.`;
	return null;
}

/** Where the entry leads in the end; also for a link to nothing, through which a file could be created. */
async function realTarget(entry: string, hops = 0): Promise<string> {
	try {
		return await realpath(entry);
	} catch (error) {
		if (errorCode(error) !== "ENOENT" || hops > 40) throw error;
		const found = await statOf(entry);
		if (!found?.isSymbolicLink()) return entry;
		const target = resolve(dirname(entry), await readlink(entry));
		return realTarget(join(await realNearest(dirname(target)), basename(target)), hops + 1);
	}
}

async function realNearest(folder: string): Promise<string> {
	try {
		return await realpath(folder);
	} catch (error) {
		if (errorCode(error) !== "ENOENT" || dirname(folder) === folder) throw error;
		if ((await statOf(folder))?.isSymbolicLink()) return realTarget(folder);
		return join(await realNearest(dirname(folder)), basename(folder));
	}
}

async function statOf(path: string): Promise<Stats | null> {
	try {
		return await lstat(path);
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(errorCode(error))) return null;
		throw error;
	}
}

function absolute(root: string, path: string): string {
	if (path === "~" || path.startsWith("~/")) return join(homedir(), path.slice(1));
	return isAbsolute(path) ? resolve(path) : resolve(root, path);
}

function isBelow(folder: string, path: string): boolean {
	const below = relative(folder, path);
	return below === "" || (below.split(sep)[0] !== ".." && !isAbsolute(below));
}

function slashed(path: string): string {
	return path.split(sep).join("/");
}
