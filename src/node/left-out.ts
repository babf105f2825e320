/** Which names are left out of a checkout although git does not ignore them: what can be made again, and git's own. */

import { visible } from "../core/policy/visible.ts";

/** Gitignore patterns of what every project can make again, and of Remit's own temporary files. */
export const madePatterns: readonly string[] = [
	...["node_modules", ".venv", "venv", "__pycache__", ".tox", ".DS_Store"],
	".remit-*.tmp",
];

/** Whether the path leads through git's own folder, however it is spelled. */
export function isInGitFolder(path: string): boolean {
	return path.split(/[\\/]/).some(isGitFolder);
}

/**
 * Whether a file system could take this name for `.git`: Windows cuts trailing dots and spaces and stream names and has
 * the short name `git~1`; macOS skips characters of no width.
 */
export function isGitFolder(name: string): boolean {
	const plain = name
		.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, "")
		.replace(/:.*$/s, "")
		.replace(/[. ]+$/, "")
		.toLowerCase();
	return plain === ".git" || plain === "git~1";
}

/** The folders of the paths that are Python environments of any name: each has a `pyvenv.cfg` at its top. */
export function virtualEnvironments(paths: readonly string[]): readonly string[] {
	return paths.filter((path) => path.endsWith("/pyvenv.cfg")).map((path) => path.slice(0, -"pyvenv.cfg".length));
}

/** The first few of the paths, and how many more there are; characters that nobody would see are written out. */
export function enumeration(paths: readonly string[]): string {
	const shown = paths
		.slice(0, 5)
		.map((path) => visible(path, 200))
		.join(", ");
	return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
