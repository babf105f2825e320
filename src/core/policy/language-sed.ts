/** Judges a sed script by its text: it may edit and print, but not run commands, or read or write other files. */

/** The rest of a sentence, or nothing when it only edits. */
export function sedFindings(script: string): string | undefined {
	let rest = script;
	for (let steps = 0; rest !== "" && steps < 200; steps++) {
		const next = step(rest);
		if (next === null) return "has a sed script that can run commands or write files, or is not understood";
		rest = next;
	}
	return rest === "" ? undefined : "has a sed script that is very long";
}

const address = /^(?:\d+(?:~\d+)?|\$|\/(?:\\.|\[[^\]\n]*\]|[^/\\\n[])*\/[IM]*|\+\d+|~\d+)/;

/** What is left after the first command, or null when it is not one that only edits. */
function step(script: string): string | null {
	let rest = script.replace(/^[\s;}]+/, "");
	if (rest === "") return "";
	const first = address.exec(rest)?.[0] ?? "";
	rest = rest.slice(first.length).replace(/^\s+/, "");
	if (rest.startsWith(",")) {
		rest = rest.slice(1).replace(/^\s+/, "");
		const second = address.exec(rest)?.[0];
		if (second === undefined) return null;
		rest = rest.slice(second.length);
	}
	rest = rest.replace(/^[\s!]+/, "");
	const command = rest[0] ?? "";
	if (command === "s" || command === "y") return substitution(rest);
	if (command === "{") return rest.slice(1);
	if (/^[aic]/.test(rest)) return rest.replace(/^[aic](?:[^\n\\]|\\.|\\\n)*/s, "");
	const simple = /^(?:[pdnNgGhHxPD=lz]|[qQ]\d*|[bt:]\s*\w*)(?=\s*(?:[;}\n]|$))/.exec(rest);
	return simple ? rest.slice(simple[0].length) : null;
}

function substitution(rest: string): string | null {
	const mark = rest[1] ?? "";
	if (mark === "" || /[\s\w\\;]/.test(mark)) return null;
	let at = 2;
	for (let parts = 0; parts < 2; parts++) {
		// Inside of brackets a mark does not end the pattern in every sed: what would differ is not understood.
		while (at < rest.length && rest[at] !== mark) at += rest[at] === "\\" ? 2 : 1;
		if (at >= rest.length) return null;
		at++;
	}
	const flags = /^[gpiIM\d]*(?=\s*(?:[;}\n]|$))/.exec(rest.slice(at));
	return flags ? rest.slice(at + flags[0].length) : null;
}
