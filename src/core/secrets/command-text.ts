/** Takes secrets out of a command line without hiding what it would run. */

/**
 * Single-quoted text, and double-quoted text that runs nothing, is a value as a whole; operators end one; the rest is words.
 * Everything that is not matched by the others is a single character.
 */
const parts = /'[^']*'|"(?:[^"\\$`]|\\.|\$(?!\())*"|([;&|<>()`\n]+)|(?:\\.|[^'"\\;&|<>()`\n])+|./gs;

/** A secret ends where the shell ends a word: `password=a;rm -rf b` hides `a` and nothing else. */
export function redactCommand(command: string, clean: (text: string) => string): string {
	let [done, piece] = ["", ""];
	for (const [part, operator] of command.matchAll(parts)) {
		if (operator === undefined) {
			piece += part;
			continue;
		}
		done += clean(piece) + operator;
		piece = "";
	}
	return done + clean(piece);
}
