/** Lays whole trees out beside the checkout, to run checks on: what the task began with, and exactly the files that are given. */

import { randomBytes } from "node:crypto";
import { copyFile, lstat, mkdir, readdir, realpath, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pathRefusal } from "../core/changes/landing-path.ts";
import type { Shell } from "../core/ports.ts";
import type { AcceptedFile, LaidTree, Trees } from "../core/review-ports.ts";
import { baseIndex, type ComparedFolder } from "./changes.ts";
import { linkDependencies } from "./dependencies.ts";
import { GitFailure, gitOutput, joinNames } from "./git.ts";
import { indexEntries, putEntries } from "./git-index.ts";
import { commitTree, keptOptions, makeAgentRepository, materialise, type View, writing } from "./harness.ts";
import { isObjectName } from "./objects.ts";
import { removeFolder } from "./remove-folder.ts";
import type { Sandbox } from "./sandbox.ts";
import { makeShell } from "./shell.ts";
import { errorText, orMissing } from "./system-error.ts";
import { personsTop, placesOf } from "./task-places.ts";

/** Where the trees of the task with this git directory are. */
export function treesOf(gitDir: string): string {
	return join(dirname(gitDir), "trees");
}

/** Deletes the trees that an editor left behind when it was ended. Those of this process stay. */
export async function removeLeftTrees(gitDir: string): Promise<void> {
	const folder = treesOf(gitDir);
	const began = Date.now() - process.uptime() * 1000;
	for (const name of (await orMissing(readdir(folder))) ?? []) {
		const found = await orMissing(lstat(join(folder, name)));
		// In a container, the next editor can have the number of the last one.
		if (found !== null && name.startsWith(ownPrefix()) && found.mtimeMs >= began) continue;
		// What cannot be deleted now goes with the checkout; it is no reason not to open that.
		await removeFolder(join(folder, name)).catch(() => {});
	}
}

function ownPrefix(): string {
	return `${process.pid}-`;
}

/** Without a sandbox commands run with the rights of this process, as in the checkout. */
export function makeTrees(folder: ComparedFolder, sandbox?: Sandbox): Trees {
	return {
		lay: async (files, signal) => {
			const place = join(treesOf(folder.gitDir), `${ownPrefix()}${randomBytes(6).toString("hex")}`);
			const tree = { ...folder, top: join(place, basename(folder.top)) };
			try {
				await mkdir(place, { recursive: true });
				const name = await layOut(folder, tree, files, signal);
				const shell = await shellIn(tree, place, sandbox);
				return { tree: name, shell, remove: () => removeFolder(place) } satisfies LaidTree;
			} catch (error) {
				await removeFolder(place);
				signal.throwIfAborted();
				throw error instanceof GitFailure ? error : new GitFailure(`The tree could not be made. ${errorText(error)}`);
			}
		},
	};
}

/** Resolves to the name of the tree. */
async function layOut(
	folder: ComparedFolder,
	laid: ComparedFolder,
	files: readonly AcceptedFile[],
	signal: AbortSignal,
): Promise<string> {
	const index = join(folder.gitDir, `tree-${randomBytes(6).toString("hex")}.index`);
	const view: View = { gitDir: folder.gitDir, workTree: folder.top, index };
	try {
		await fillIndex(view, folder, files, signal);
		// Unchanged objects are the person's and out of sight here, hence --missing-ok.
		const tree = (await gitOutput(["write-tree", "--missing-ok"], writing(view), signal)).toString().trim();
		const message = "What was accepted";
		const commit = await commitTree(view, { tree, parent: folder.base, message }, signal);
		await makeAgentRepository(laid.top, branch, await keptOptions(folder.gitDir, signal), signal);
		await materialise({ ...view, workTree: laid.top }, commit, branch, signal);
		await mkdir(join(laid.top, laid.prefix), { recursive: true });
		await linkPackages(folder, laid.top, signal);
		return tree;
	} finally {
		await rm(index, { force: true });
	}
}

const branch = "remit/accepted";

/** The base, without what moved or vanished, with what is given. Throws GitFailure when they cannot all be there. */
async function fillIndex(
	view: View,
	{ gitDir, base, prefix }: ComparedFolder,
	files: readonly AcceptedFile[],
	signal: AbortSignal,
): Promise<void> {
	for (const file of files) checkFile(file, base.length);
	// The base's own index knows as well what a sparse checkout keeps off the disk.
	await copyFile(baseIndex(gitDir), view.index);
	const origins = files.flatMap(({ origin }) => (origin === null ? [] : [prefix + origin]));
	const run = { ...writing(view), input: joinNames(origins) };
	await gitOutput(["update-index", "--force-remove", "-z", "--stdin"], run, signal);
	const present = files.flatMap(({ path, content, mode }) =>
		content === null ? [] : [{ path: prefix + path, mode: mode.toString(8), id: content, stage: "0" }],
	);
	const left = (await indexEntries(view, signal)).map(({ path }) => path);
	refuseClashes(
		left,
		present.map(({ path }) => path),
	);
	await putEntries(view, present, signal);
}

const modes = [0o100644, 0o100755, 0o120000];

/** What is given was decided on by a person, but proposed by a model. */
function checkFile({ path, origin, content, mode }: AcceptedFile, nameLength: number): void {
	const style = process.platform === "win32" ? "windows" : "posix";
	const refusal = pathRefusal(path, style) ?? (origin === null ? null : pathRefusal(origin, style));
	if (refusal !== null) throw new GitFailure(refusal);
	const sound =
		content === null ? mode === 0 : isObjectName(content) && content.length === nameLength && modes.includes(mode);
	if (!sound) throw new GitFailure(`${JSON.stringify(path)} is not a file that can be laid out.`);
}

/** Git would leave out, without a word, what stands in the way of another file. */
function refuseClashes(left: readonly string[], present: readonly string[]): void {
	if (new Set(present).size < present.length) throw new GitFailure("Two files are accepted under one name.");
	const files = new Set([...left, ...present]);
	for (const path of files) {
		for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
			const above = path.slice(0, end);
			if (files.has(above))
				throw new GitFailure(
					`${JSON.stringify(above)} and ${JSON.stringify(path)} cannot both be there: accept, too, that the old one goes.`,
				);
		}
	}
}

/** Those of the checkout, because only they may be read. Nothing is made where a link of the tree leads out of it. */
async function linkPackages({ gitDir, dependencies }: ComparedFolder, top: string, signal: AbortSignal): Promise<void> {
	const from = await personsTop(gitDir);
	if (from === null) return;
	const folders = dependencies.map((path) => path.slice(0, -"node_modules/".length));
	const own = await Promise.all(
		folders.map(async (path) => (await orMissing(realpath(join(top, path)))) === resolve(top, path)),
	);
	await linkDependencies(
		{ from, to: top },
		folders.filter((_, at) => own[at]),
		signal,
	);
}

async function shellIn(tree: ComparedFolder, place: string, sandbox: Sandbox | undefined): Promise<Shell> {
	const root = resolve(tree.top, tree.prefix);
	if (sandbox === undefined) return makeShell({ root });
	const places = { ...(await placesOf(tree.gitDir, tree.top)), scratch: join(place, "scratch") };
	return makeShell({ root, sandbox: { sandbox, places } });
}
