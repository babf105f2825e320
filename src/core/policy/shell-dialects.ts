/** Knows where other shells read a script differently from bash. */

/** The rest of a sentence, or nothing when `sh` and `bash` mean the same by the script. */
export function shellWordProblem(script: string): string | undefined {
	return /[^\t\n\x20-\x7e]|&>|\|&|<\(|>\(|\$'|\$"|\[\[|\(\(|\{[^}]*[,.][^}]*\}|<<</.test(script)
		? "has a script that not every shell reads alike"
		: undefined;
}
