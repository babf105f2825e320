/** Reads what the operating system said went wrong. */

/** The error's code, e.g. `ENOENT`; empty for anything that is not a system error. */
export function errorCode(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** The error in words, for a text that a person reads. */
export function errorText(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** What the promise gives, or null when the file or a folder on its way does not exist. Other errors pass through. */
export async function orMissing<T>(promise: Promise<T>): Promise<T | null> {
	try {
		return await promise;
	} catch (error) {
		const code = errorCode(error);
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		throw error;
	}
}
