/** Says whether a check looks at style and types alone: what tests say of the work, it does not. */

/** In doubt it does not: every command of the line must. */
export function isStyleCheck(check: string): boolean {
	const plain = check.replace(/\d*[<>]+&?\s*\S+/g, " ");
	const commands = plain.split(/&&|\|\||[;&|\n]/).filter((command) => command.trim() !== "");
	return commands.length > 0 && commands.every(looksAtStyle);
}

const style =
	/(?:^|[:-])(?:lint|type-?check|check[-:]types|tsc|eslint|biome|ruff|mypy|pyright|clippy|vet|rubocop|prettier|fmt|format)(?:$|[:@-])/;

/** A program, or a script, of such a name; an option, and a file to look at, say nothing of what is run. */
function looksAtStyle(command: string): boolean {
	const words = command
		.trim()
		.split(/\s+/)
		.filter((word) => !/^-|^\w+=/.test(word));
	return words.some((word, at) => style.test(at === 0 || word.startsWith("@") ? (word.split("/").at(-1) ?? "") : word));
}
