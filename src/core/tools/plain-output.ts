/** A command's output as plain text: what a terminal would show in the end, without colours and overwritten progress. */

// Written with \u escapes in strings, so that no control character stands in a pattern unseen.
const esc = "\u001b";
const bell = "\u0007";
/** Operating system commands, such as titles and links, end with BEL or ESC \. */
const strings = new RegExp(`${esc}[\\]PX^_][^${esc}${bell}]*(?:${bell}|${esc}\\\\)?`, "g");
/** Colours, cursor movements. */
const controls = new RegExp(`(?:${esc}\\[|\u009b)[0-?]*[ -/]*[@-~]?`, "g");
/** Character sets and single functions. */
const functions = new RegExp(`${esc}[ -/]*[0-~]?`, "g");
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Lines end with LF; of a line that was written over with carriage returns the last state is kept. */
export function plainOutput(output: string): string {
	const text = output.replace(strings, "").replace(controls, "").replace(functions, "");
	const lines = text.split("\n").map(lastState);
	return withoutOverstrikes(lines.join("\n")).replace(invisible, "");
}

function lastState(line: string): string {
	if (!line.includes("\r")) return line;
	const states = line.split("\r").filter((state) => state.trim() !== "");
	return states.at(-1) ?? "";
}

/** Spinners and manual pages write over single characters with backspaces. */
function withoutOverstrikes(text: string): string {
	if (!text.includes("\u0008")) return text;
	const kept: string[] = [];
	for (const character of text) {
		if (character !== "\u0008") kept.push(character);
		else if (kept.at(-1) !== "\n") kept.pop();
	}
	return kept.join("");
}
