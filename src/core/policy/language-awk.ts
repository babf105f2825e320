/** Judges an awk program by its text: it may compute and print, but not run, write, or read what is not its input. */

/** The rest of a sentence, or nothing when it only prints. */
export function awkProblem(program: string): string | undefined {
	if (
		/\b(?:system|getline|ENVIRON|PROCINFO|SYMTAB|FUNCTAB|ARGV|close|fflush|extension)\b|@/.test(
			withoutStrings(program),
		) ||
		/system|getline|ENVIRON|SYMTAB|FUNCTAB/.test(program)
	)
		return "has an awk program that can run commands, read other files or show the environment";
	// A line that goes on can cut a word in two.
	if (/\\\r?\n/.test(program)) return "has an awk program that is not understood";
	const bare = withoutStrings(program);
	if (bare === "?") return "has an awk program that is not understood";
	if (/(?<!\|)\|(?!\|)/.test(bare)) return "has an awk program that pipes to commands";
	// After `print` a `>` writes a file; elsewhere it compares.
	return /\bprintf?\b[^;}\n]*>/.test(bare) ? "has an awk program that can write files" : undefined;
}

/** The program without its strings and regular expressions; `?` where they do not end. */
function withoutStrings(program: string): string {
	let [bare, at] = ["", 0];
	while (at < program.length) {
		const character = program[at] ?? "";
		const pattern = character === "/" && /(?:^|[(,{;!&|~=\n?:]|\b(?:return|in|print))\s*$/.test(bare);
		// After a bracket it could divide or begin an expression, unless nothing ends one.
		if (character === "/" && !pattern && /[)}]\s*$/.test(bare) && endOf(program, at, "/") >= 0) return "?";
		if (character === "#") at = program.indexOf("\n", at) < 0 ? program.length : program.indexOf("\n", at);
		else if (character === '"' || pattern) {
			const end = endOf(program, at, character);
			if (end < 0) return "?";
			bare += character === '"' ? '""' : "0";
			at = end + 1;
		} else {
			bare += character;
			at++;
		}
	}
	return bare;
}

function endOf(program: string, from: number, quote: string): number {
	let set = false;
	for (let at = from + 1; at < program.length; at++) {
		const character = program[at];
		if (character === "\\") at++;
		else if (character === "\n") return -1;
		else if (quote === "/" && character === "[") set = true;
		else if (quote === "/" && character === "]") set = false;
		else if (character === quote && !set) return at;
	}
	return -1;
}
