/** Finds the files and folders that a sentence names, within limits of number and time. */

import * as vscode from "vscode";

const mostNames = 12;
const mostHits = 6;
/** Milliseconds for all names together: a draft is not worth a long wait. */
export const usualPatience = 2_000;

/** Within so many milliseconds. By name: paths relative to the folder, folders with a slash at their end. */
export async function findNamed(
	folder: vscode.WorkspaceFolder,
	names: readonly string[],
	patience: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
	const stop = new vscode.CancellationTokenSource();
	const timer = setTimeout(() => stop.cancel(), patience);
	try {
		const wanted = [...new Set(names)].filter(isPlain).slice(0, mostNames);
		const found = await Promise.all(wanted.map(async (name) => [name, await find(folder, name, stop.token)] as const));
		return new Map(found);
	} finally {
		clearTimeout(timer);
		stop.dispose();
	}
}

function isPlain(name: string): boolean {
	return name !== "" && name.length <= 300 && !/^(?:\/|~|[a-z]:)|\\|\0/i.test(name) && !name.split("/").includes("..");
}

async function find(
	folder: vscode.WorkspaceFolder,
	name: string,
	token: vscode.CancellationToken,
): Promise<readonly string[]> {
	const plain = name.replace(/^(?:\.\/)+|\/+$/g, "");
	if (plain === "" || plain === ".") return [];
	const type = await typeOf(vscode.Uri.joinPath(folder.uri, plain));
	if (type !== null) return [type === "folder" ? `${plain}/` : plain];
	const pattern = escaped(plain);
	const files = await search(folder, `**/${pattern}`, { most: mostHits, token });
	if (files.length > 0) return files;
	const [inside] = await search(folder, `**/${pattern}/**`, { most: 1, token });
	const at = inside === undefined ? -1 : `/${inside}`.indexOf(`/${plain}/`);
	return inside === undefined || at < 0 ? [] : [inside.slice(0, at + plain.length + 1)];
}

async function search(
	folder: vscode.WorkspaceFolder,
	pattern: string,
	{ most, token }: { readonly most: number; readonly token: vscode.CancellationToken },
): Promise<readonly string[]> {
	try {
		const where = new vscode.RelativePattern(folder, pattern);
		const found = await vscode.workspace.findFiles(where, "**/{node_modules,.git}/**", most, token);
		return found.map(({ path }) => path.slice(folder.uri.path.length + 1)).toSorted();
	} catch {
		return [];
	}
}

async function typeOf(uri: vscode.Uri): Promise<"file" | "folder" | null> {
	try {
		const { type } = await vscode.workspace.fs.stat(uri);
		return (type & vscode.FileType.Directory) === 0 ? "file" : "folder";
	} catch {
		return null;
	}
}

/** The editor's own globs have no escape but brackets. */
function escaped(name: string): string {
	return name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
