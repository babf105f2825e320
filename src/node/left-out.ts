/** Which files are left out of a checkout although git does not ignore them: what looks like a secret, and dependencies. */

import ignore from "ignore";

/** Gitignore patterns. Only untracked files are left out by them: what is committed can be read from the history anyway. */
export const secretPatterns: readonly string[] = [
	...[".env", ".env.*", "!.env.example", "!.env.sample", "!.env.template", "!.env.dist", ".envrc"],
	...["*.pem", "*.key", "*.p12", "*.pfx", "*.ppk", "*.jks", "*.keystore", "*.kdbx"],
	...["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*_rsa", "*_ed25519"],
	...[".netrc", "_netrc", ".pgpass", ".pypirc", ".git-credentials", ".htpasswd", ".ssh/", ".aws/", ".gnupg/"],
	...["credentials.json", "service-account*.json"],
];

/** Gitignore patterns of what every project can make again, and of Remit's own temporary files. */
export const madePatterns: readonly string[] = [
	...["node_modules", ".venv", "venv", "__pycache__", ".tox", ".DS_Store"],
	".remit-*.tmp",
];

const secrets = ignore().add([...secretPatterns]);

/** Whether the file's name says that it holds a secret. The path is relative to the top folder. */
export function looksSecret(path: string): boolean {
	return secrets.ignores(path);
}

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
