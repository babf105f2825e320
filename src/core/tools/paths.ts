/** Paths as a model writes them, brought into the one form that the checkout knows. */

/** `./src//a.ts` and `src/a.ts/` are `src/a.ts`; `.` is the root, which is empty. What leads out is left for the checkout to refuse. */
export function cleanPath(path: string): string {
	const parts = path.trim().split("/");
	const kept = parts.filter((part, at) => part !== "." && (part !== "" || (at === 0 && parts.length > 1)));
	return kept.join("/");
}

/** The path in a sentence: the root has a name too. */
export function pathText(path: string): string {
	return path === "" ? "the project's root" : path;
}
