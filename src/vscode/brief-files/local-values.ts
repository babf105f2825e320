/** What the opened folder has to offer for the fields of a brief file: commands, branches, folders. */

import * as vscode from "vscode";
import { globOf } from "../../core/brief/glob-of.ts";
import { openedFolder } from "../setup.ts";
import { checksIn } from "../verify/detect-check.ts";
import type { LocalValues } from "./complete.ts";

const mostValues = 100;
/** Milliseconds that the list of branches is worth. */
const patience = 2_000;

/** Nothing is read while the workspace is not trusted. */
export function localValues(
	branches: (folder: string, signal: AbortSignal) => Promise<readonly string[]>,
): LocalValues {
	return async (path) => {
		const folder = openedFolder();
		if (!folder || !vscode.workspace.isTrusted) return [];
		if (path === "checks") return checksIn(folder.uri);
		if (path === "base") return listed(branches(folder.uri.fsPath, AbortSignal.timeout(patience)));
		if (path === "scope.allowed" || path === "scope.forbidden") return globsAtRoot(folder.uri);
		return [];
	};
}

async function listed(values: Promise<readonly string[]>): Promise<readonly string[]> {
	return (await values.catch(() => [])).slice(0, mostValues);
}

async function globsAtRoot(folder: vscode.Uri): Promise<readonly string[]> {
	const entries = await vscode.workspace.fs.readDirectory(folder).then(
		(found) => found,
		() => [],
	);
	const paths = entries.map(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? name : `${name}/`));
	const globs = paths.toSorted().flatMap((path) => {
		const glob = path === ".git/" ? null : globOf(path);
		return glob === null ? [] : [glob];
	});
	return globs.slice(0, mostValues);
}
