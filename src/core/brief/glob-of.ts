/** Writes a path as the glob that means it and nothing else. */

import { globProblem } from "../scope/scope.ts";

/** `path` is relative to the project's root; a folder ends in a slash. The root itself has no glob: null. */
export function globOf(path: string): string | null {
	const plain = path.replace(/^(?:\.?\/)+/, "");
	const name = plain.replace(/\/+$/, "");
	if (name === "" || name === ".") return null;
	const folder = name.length < plain.length ? "/**" : "";
	const exact = literal(name, "[[]") + folder;
	const glob = globProblem(exact) === null ? exact : `./${literal(name, "?")}${folder}`;
	return globProblem(glob) === null ? glob : null;
}

/** A question mark stands for any one character: what cannot be quoted in a glob is one. */
function literal(name: string, bracket: string): string {
	const quoted = name.replace(/[[\]*?{}!\\]|^\s|\s$/g, (character) => (character === "[" ? bracket : "?"));
	// A name with a star or the like would be one in every folder.
	return quoted === name || name.includes("/") ? quoted : `/${quoted}`;
}
