/** Says which names a new file must not have, because another system would take them for another file or for none. */

import { isDeviceName } from "./paths.ts";

/** The longest name that file systems take, in bytes. */
const longestName = 255;

interface Refused {
	readonly says: string;
	readonly test: (name: string) => boolean;
}

/** Tried on each part of the path; what they say is the rest of a sentence that begins with the name. */
const refusals: readonly Refused[] = [
	{ says: "holds a control character", test: (name) => /[\u0000-\u001f\u007f-\u009f]/.test(name) },
	{ says: "holds invisible characters", test: (name) => /[\p{Cf}\p{Zl}\p{Zp}\ufffd\p{Surrogate}]/u.test(name) },
	{ says: "is a device on Windows", test: isDeviceName },
	{ says: 'holds one of the characters \\ : * ? " < > |', test: (name) => /[\\:*?"<>|]/.test(name) },
	{ says: "ends in a dot or a space, which Windows leaves out", test: (name) => /[. ]$/.test(name) },
	{ says: "begins with a space", test: (name) => name.startsWith(" ") },
	{
		says: "is the short form of a longer name on Windows",
		test: (name) => /^[^.]{1,8}~\d{1,6}(?:\.[^.]{0,3})?$/.test(name),
	},
	{ says: "stands for a home folder in a shell", test: (name) => name.startsWith("~") },
	{ says: "hides a dot or a slash in percent signs", test: (name) => /%(?:25)*(?:2e|2f|5c|00)/i.test(name) },
	{ says: "looks like a path of dots and slashes", test: looksLikePath },
	{ says: "is not in Unicode's composed form", test: (name) => name !== name.normalize("NFC") },
	{ says: "is too long", test: (name) => Buffer.byteLength(name) > longestName },
];

/** Why the path (with forward slashes) is no name for a new file, as a sentence; null when it is one. */
export function unusableNewName(path: string): string | null {
	for (const name of path.split("/")) {
		const refusal = refusals.find(({ test }) => test(name));
		if (refusal) return `${JSON.stringify(name)} ${refusal.says}: choose another name.`;
	}
	return null;
}

/** Characters that some programs turn into dots and slashes, e.g. those of full width. */
function looksLikePath(name: string): boolean {
	const plain = name.normalize("NFKC").replace(/[\u2215\u2044\u29f8]/g, "/");
	return plain !== name && (/[\\/]/.test(plain) || /^\.+$/.test(plain));
}
