/** Whether a command only reads, and nothing that could lead out of the project: the allow-list, applied. */

import { type SafeProgram, safePrograms } from "./safe-programs.ts";
import type { ShellCommand, ShellWord } from "./shell-commands.ts";

/** True only when every word is understood and listed. */
export function isSafe({ words, fed, targets }: ShellCommand): boolean {
	const [name, ...args] = words;
	if (!name?.plain || fed.length > 0 || targets.length > 0) return false;
	const program = safePrograms.get(name.text);
	if (!program) return false;
	if (program.needsOption && args.length !== 1) return false;
	return args.every((word) => isSafeArgument(word, program));
}

/** Whether the program is on the list, whatever its arguments. */
export function isSafeProgram({ words }: ShellCommand): boolean {
	return words[0]?.plain === true && safePrograms.has(words[0].text);
}

function isSafeArgument(word: ShellWord, { options, rest }: SafeProgram): boolean {
	const { value } = word;
	if (value === null || !isHarmlessText(word)) return false;
	if (word.plain && value.startsWith("-")) return isListedOption(value, options);
	switch (rest) {
		case "none":
			return false;
		case "text":
			return !value.startsWith("-");
		default:
			return rest satisfies never;
	}
}

function isListedOption(option: string, options: readonly string[]): boolean {
	if (options.includes(option)) return true;
	return /^-[a-zA-Z0-9]{2,}$/.test(option) && [...option.slice(1)].every((letter) => options.includes(`-${letter}`));
}

/** Without quotes only characters that never mean anything to a shell; in quotes nothing that it would expand or escape. */
function isHarmlessText({ text, plain }: ShellWord): boolean {
	return plain ? /^[\w.,:/@%+=-]+$/.test(text) : /^(?:[\w.,:/@%+=-]|'[\x20-\x7e]*?'|"[^"$`\\\n]*")+$/.test(text);
}
