/** Says which checks a part of a definition of done is about. */

/** From where the marks begin, so that a text of nothing but marks is not tried at each of them. */
const inCode = /(?<!`)`+([^`]+)`+/g;

/**
 * The commands that a text names as they are. In code the whole of it must be the command; elsewhere a command of one
 * word is an ordinary word, and one with options is another command.
 */
export function namedChecks(text: string, commands: readonly string[]): readonly string[] {
	const spans = [...text.matchAll(inCode)].map(([, span = ""]) => plain(span));
	let rest = plain(text.replace(inCode, " \u0000 "));
	const longestFirst = [...new Set(commands)].toSorted((one, two) => two.length - one.length);
	const named = new Set<string>();
	for (const command of longestFirst) {
		const words = plain(command);
		if (words === "") continue;
		if (spans.includes(words) || rest === words) named.add(command);
		if (!words.includes(" ")) continue;
		const without = withoutCommand(rest, words);
		if (without === rest) continue;
		named.add(command);
		rest = without;
	}
	return commands.filter((command, at) => named.has(command) && commands.indexOf(command) === at);
}

function withoutCommand(text: string, command: string): string {
	const literal = command.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const form = new RegExp(`(?<![^\\s"'“‘(:])${literal}(?![^\\s"'”’).,;:!?])(?![.,;:!?][^\\s])(?! -)`, "g");
	return text.replace(form, "\u0000");
}

/** Blanks do not make another command. */
export function isSameCommand(one: string, two: string): boolean {
	return plain(one) === plain(two);
}

function plain(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
