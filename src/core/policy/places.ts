/** Says where a path leads, by its text: into the checkout, out of it, or to a secret. */

import { looksSecret } from "../secrets/secret-files.ts";
import { partFits, pathFits } from "./secret-names.ts";

export interface Ground {
	/** The folders in which a command could run, relative to the root. */
	readonly folders: readonly string[];
	/** Absolute; empty when it is not known. */
	readonly root: string;
}

/** The path relative to the root, or null when it leads out. */
export function joinPath(folder: string, path: string): string | null {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === undefined) return null;
	}
	return parts.join("/");
}

/** Where the path leads: relative to the root; null when it leads, or could lead, out of the checkout. */
export function insidePath(path: string, { folders, root }: Ground): string | null {
	if (path === "" || /^~|\0/.test(path)) return null;
	if (path.startsWith("/")) {
		const under = root !== "" && (path === root || path.startsWith(`${root}/`));
		return under ? joinPath("", path.slice(root.length)) : null;
	}
	const found = folders.map((folder) => joinPath(folder, path));
	return found.includes(null) ? null : (found.at(-1) ?? null);
}

/** Files of the system that are no files: what is read from or written to them stays nowhere. */
export function isStream(path: string, kind: "read" | "write"): boolean {
	const streams = kind === "read" ? ["null", "stdin"] : ["null", "stdout", "stderr", "tty"];
	return path.startsWith("/dev/") && streams.includes(path.slice("/dev/".length));
}

/** Git's own files and Remit's: not to be changed behind their backs. */
export function isGuarded(path: string): boolean {
	return path.split("/").some((part) => /^\.(?:git|remit)$/i.test(part) || /^git~1$/i.test(part));
}

/** Whether the file, or one that the pattern stands for, holds secrets: surely, perhaps, or not as far as names tell. */
export function secrecy(path: string, glob: boolean): "secret" | "perhaps" | "no" {
	if (!glob) return looksSecret(path) || hardSecret.test(path) ? "secret" : perhaps.test(path) ? "perhaps" : "no";
	const parts = path.split("/");
	return parts.some((part) => isAimed(part)) || pathFits(path) || perhaps.test(path) ? "perhaps" : "no";
}

const hardSecret = /(?:^|\/)(?:proc\/[^/]+\/environ|etc\/g?shadow-?|\.ssh|\.gnupg|\.aws|\.password-store)(?:\/|$)/i;
/** Files that often hold a token beside harmless things. */
const perhaps =
	/(?:^|\/)(?:\.git\/config|\.npmrc|\.yarnrc(?:\.yml)?|\.terraformrc|terraform\.rc|\.boto|\.s3cfg|\.dockercfg|\.kube|kubeconfig|\.git-credentials|secrets?(?:\.\w+)?|[^/]*secrets?\.(?:ya?ml|json|toml|env|ini|txt|properties|tfvars)|[^/]*credentials?(?:\.\w+)?|[^/]*\.tfstate(?:\.backup)?|\.vault[^/]*|\.bash_history|\.zsh_history|\.python_history|auth\.json|pip\.conf|gradle\.properties|settings\.xml|\.m2)(?:$|\/)/i;

/** Whether a part of a pattern fits a secret's name by more than a star and an ordinary ending. */
function isAimed(part: string): boolean {
	if (!/[*?[]/.test(part)) return looksSecret(part) || looksSecret(`${part}/x`);
	if (/^\*+$/.test(part) || /^\*+\.(?!pem|key|env|p12|pfx|ppk|jks|p8|keystore|kdbx)\w+$/i.test(part)) return false;
	return partFits(part);
}
