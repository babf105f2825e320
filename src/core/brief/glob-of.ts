/** Writes a path as the glob that means it and nothing else. */

import { globProblem } from "../scope/scope.ts";

/** `path` is relative to the project's root; a folder ends in a slash. The root itself has no glob: null. */
export function globOf(path: string): string | null {
	const plain = path.replace(/^(?:\.?\/)+/, "");
	const name = plain.replace(/\/+$/, "");
	if (name === "" || name === ".") return null;
	const folder = name.length < plain.length ? "/**" : "";
	const exact = quoted(name);
	// A name with a star or the like would be one in every folder, if it did not begin at the root.
	const own = exact === name || name.includes("/") ? exact : `/${exact}`;
	const globs = [own, `/${exact}`, `/${loose(name)}`].map((glob) => glob + folder);
	return globs.find((glob) => globProblem(glob) === null) ?? null;
}

/** Brackets keep a character as it is; spaces at the ends would be cut off, and no list has a name of two lines. */
function quoted(name: string): string {
	const brace = /,|\.\./.test(name) ? "?" : "[{]";
	return name
		.replace(/[[*?]|^\s|\s$/g, "[$&]")
		.replaceAll("{", brace)
		.replace(/\\|\[?[\r\n]\]?/g, "?");
}

/** A question mark stands for any one character: what there is no room to quote is one. */
function loose(name: string): string {
	return name.replace(/[[\]*?{}\\\r\n]|^\s|\s$/g, "?");
}
