/** Says which paths a change must never be applied to, whoever proposes it. */

export type PathStyle = "posix" | "windows";

/** Characters that some file systems ignore in names, so that `.g\u200cit` is `.git` there (as git's own check on HFS+ has them). */
const ignoredByFileSystems = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** Device names that Windows reserves in every folder, with any extension. */
const windowsDevice = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$/i;

/** Why a change at `path` (relative, with forward slashes) is never applied; null where nothing speaks against it. */
export function pathRefusal(path: string, style: PathStyle): string | null {
	const shown = JSON.stringify(path);
	const parts = path.split("/");
	if (path === "" || path.startsWith("/") || parts.some((part) => part === "" || part === "." || part === "..")) {
		return `${shown} is not a path inside the folder, so it is not applied.`;
	}
	if (path.includes("\0")) return `${shown} contains a zero character, so it is not applied.`;
	if (style === "windows" && parts.some(isUnsafeOnWindows))
		return `${shown} is not a usable file name here, so it is not applied.`;
	if (parts.some(isGitFolder)) return `${shown} is inside a .git folder. Remit never writes there.`;
	return null;
}

/** Errs on the side of refusing: names that are the git folder on any file system count on all of them. */
function isGitFolder(part: string): boolean {
	const plain = part
		.replace(ignoredByFileSystems, "")
		.replace(/:.*$/s, "")
		.replace(/[. ]+$/, "")
		.toLowerCase();
	return plain === ".git" || /^git~\d+$/.test(plain);
}

function isUnsafeOnWindows(part: string): boolean {
	return /[\\:*?"<>|\u0000-\u001f]/.test(part) || /[. ]$/.test(part) || windowsDevice.test(part);
}
