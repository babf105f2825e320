/** What runs by itself stops doing so when a command, a redirection or a hidden character is slipped into it anywhere. */

import { expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";
import { policyCorpus } from "../../support/policy-corpus.ts";
import { fc, times } from "../../support/properties.ts";

/** Commands whose quoting can be told by looking at quotes alone. */
const plain = policyCorpus()
	.filter(({ expect: kind, shell = "bash" }) => kind === "everyday" && shell === "bash")
	.map(({ command }) => command)
	.filter((command) => runs(command) && !/\$[(']|`|#|<<|\n/.test(command));
const some = plain.filter((_, index) => index % 11 === 0);

function runs(command: string): boolean {
	return ["safe", "workspace"].includes(decide(command, provedContext).verdict);
}

type Quoting = "bare" | "single" | "double" | "escaped";

function quotingAt(command: string, at: number): Quoting {
	let quoting: Quoting = "bare";
	for (let index = 0; index < at; index++) {
		const character = command[index];
		if (character === "\\" && quoting !== "single") {
			index++;
			if (index >= at) return "escaped";
		} else if (character === "'" && quoting !== "double") quoting = quoting === "single" ? "bare" : "single";
		else if (character === '"' && quoting !== "single") quoting = quoting === "double" ? "bare" : "double";
	}
	return quoting;
}

/** Where bash would run or write something more. Elsewhere the same characters are text. */
const intrusions: Readonly<Record<Quoting, readonly string[]>> = {
	bare: [
		...[
			"$(rm x)",
			"`rm x`",
			";rm x;",
			"\nrm x\n",
			"&rm x;",
			" & ",
			"|sh;",
			"|&sh;",
			"&&rm x;",
			"||rm x;",
			" >/etc/x ",
			" 2>/etc/x ",
		],
		...[
			"<(rm x)",
			" >(rm x)",
			'"$(rm x)"',
			"${x:=$(rm x)}",
			"${x@P}",
			"${!x}",
			"$((a[$(rm x)]))",
			"(",
			")",
			" <<E ",
			" $'\\x72m' (",
			" </etc/passwd ",
		],
	],
	double: [
		"$(rm x)",
		"`rm x`",
		"${x:-$(rm x)}",
		"${x@P}",
		"${!x}",
		'";rm x;"',
		'" >/etc/x "',
		"$((a[$(rm x)]))",
		'"`rm x`"',
	],
	single: ["';rm x;'", "'$(rm x)'", "'`rm x`'", "' >/etc/x '", "'\nrm x\n'", "'|sh;'"],
	escaped: ["\\;rm x;", " $(rm x) ", "\\\nrm x\n;rm x;"],
};

/** These hide something from whoever reads the card, in quotes as well. */
const hidden = [
	"\0",
	"\r",
	"\u200b",
	"\u200d",
	"\u202e",
	"\u2066",
	"\u00a0",
	"\ufeff",
	"\u00ad",
	"\u001b[2K",
	"\u{e0041}",
	"\u2028",
];

function insert(command: string, at: number, text: string): string {
	return command.slice(0, at) + text + command.slice(at);
}

/** Before, after and between words, operators and quotes. */
function boundaries(command: string): readonly number[] {
	const edges = [...command.matchAll(/(?<=[\s;|&<>"'(){}])|(?=[\s;|&<>"'(){}])/g)].map(({ index }) => index);
	return [...new Set([0, ...edges, command.length])];
}

test("there are commands of every kind to change", () => {
	expect(plain.length).toBeGreaterThan(600);
	expect(plain.some((command) => command.includes("'"))).toBe(true);
	expect(plain.some((command) => command.includes('"'))).toBe(true);
});

test.each(some)("no command can be slipped into %j at any boundary", (command) => {
	for (const at of boundaries(command)) {
		const left = intrusions[quotingAt(command, at)].map((text) => insert(command, at, text)).filter(runs);
		expect(left).toEqual([]);
	}
});

test.each(some)("nothing invisible can be put into %j at any place", (command) => {
	for (let at = 0; at <= command.length; at++) {
		expect(hidden.map((text) => insert(command, at, text)).filter(runs)).toEqual([]);
	}
});

test("no command can be slipped into any of the others, at any place", () => {
	const changed = fc
		.record({ command: fc.constantFrom(...plain), part: fc.double({ min: 0, max: 1, noNaN: true }), pick: fc.nat() })
		.map(({ command, part, pick }) => {
			const at = Math.round(part * command.length);
			const texts = [...intrusions[quotingAt(command, at)], ...hidden];
			return insert(command, at, texts[pick % texts.length] ?? "\0");
		});
	fc.assert(
		fc.property(changed, (command) => {
			expect([command, decide(command, provedContext).verdict]).toEqual([command, expect.stringMatching(/ask|deny/)]);
		}),
		{ numRuns: times(6_000) },
	);
});

const lookalikes = new Map([..."acegijlopsxy"].map((letter, index) => [letter, "асеɡіјӏорѕху"[index] ?? letter]));

test("a program whose name only looks like a known one is not known", () => {
	for (const command of plain) {
		const name = /^[a-z]+/.exec(command)?.[0] ?? "";
		for (const [at, letter] of [...name].entries()) {
			const other = lookalikes.get(letter);
			if (other === undefined) continue;
			const changed = `${command.slice(0, at)}${other}${command.slice(at + 1)}`;
			expect([changed, runs(changed)]).toEqual([changed, false]);
		}
	}
});

test("one command that waits makes the whole wait, before or after one that runs by itself", () => {
	const joint = fc.constantFrom(" && ", " || ", "; ", "\n");
	fc.assert(
		fc.property(
			fc.constantFrom(...plain),
			joint,
			fc.constantFrom("rm -r src", "git push origin main", "curl http://a"),
			(command, by, other) => {
				expect(runs(`${command}${by}${other}`)).toBe(false);
				expect(runs(`${other}${by}${command}`)).toBe(false);
			},
		),
		{ numRuns: times(500) },
	);
});

test("any Unicode text, and any heap of shell words, has a verdict and a reason", () => {
	const words = fc.constantFrom(
		..."if then fi for in do done case esac (( )) [[ ]] { } ( ) $( ` ' \" \\ << <<- <<< >| & | ; ;; ;& ${ } $(( select coproc function time ! a[ ]= =( @( *) # ~ EOF".split(
			" ",
		),
	);
	const heap = fc.array(fc.oneof(words, fc.string({ unit: "binary", maxLength: 4 }), fc.constantFrom(...plain)), {
		maxLength: 14,
	});
	const glue = fc.constantFrom(" ", "", "\n");
	fc.assert(
		fc.property(heap, glue, (parts, by) => {
			expect(decide(parts.join(by), provedContext).because).not.toBe("");
		}),
		{ numRuns: times(3_000) },
	);
	fc.assert(
		fc.property(
			fc.string({ unit: "binary", maxLength: 200 }),
			(text) => void expect(decide(text, provedContext).because).not.toBe(""),
		),
	);
});
