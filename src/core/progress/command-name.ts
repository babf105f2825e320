/** Names a command by what it runs, whatever its output is sent through. */

/** Characters of a command that are looked at. */
const mostRead = 2_000;
const longestName = 120;

const redirection = /\s*(?:\d?>&\d|&?\d?>{1,2}\s*\/dev\/null)/g;
const intoFolder = /^cd\s+[^\s;&|]+\s*(?:&&|;)\s*/;
/** What only shows the output, or hides how the command ended. */
const filter =
	/\s*(?:\|&?|;|\|\||&&)\s*(?:tail|head|cat|tee|less|more|grep|egrep|rg|echo|printf|true|:)(?:\s[^|;&]*)?$/;

/** The same for `npm test`, `cd a && npm  test` and `npm test 2>&1 | tail -50`. */
export function commandName(command: string): string {
	let name = command.slice(0, mostRead).replace(/\s+/g, " ").replace(redirection, "").trim().replace(intoFolder, "");
	for (let shorter = name.replace(filter, ""); shorter !== name && shorter !== ""; ) {
		name = shorter;
		shorter = name.replace(filter, "");
	}
	return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}

/** Whether what stands behind the command hides how it ended. */
export function hidesItsEnd(command: string): boolean {
	return /[|;]/.test(command);
}
