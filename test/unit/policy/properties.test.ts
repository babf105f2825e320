/** The policy on any text: it always has a verdict, and nothing slipped into a safe command stays unseen. */

import { expect, test } from "vitest";
import { decide as decideIn, provedContext } from "../../../src/core/policy/decide.ts";
import { fc, times } from "../../support/properties.ts";

const decide = (command: string) => decideIn(command, provedContext);

const safeCommands = [
	"pwd",
	"echo hello world",
	"echo 'a b' \"c d\" e",
	"ls -la -R",
	"echo all 'a folder'",
	"node --version",
	"pwd && ls -l | true; echo done || false",
	"pwd\nls -1\necho -n x",
];

/** At a word's edge each of these adds a command, or something hidden. */
const intrusions = [
	...[
		"$(id)",
		";id",
		";id;",
		"\nid\n",
		"&",
		"& ",
		"&id",
		"`id`",
		"|id",
		"<(id)",
		"<<E",
		">../x",
		"</etc/x",
		"$(cat .env)",
	],
	...["${x:=$(id)}", "${x@P}", "${!x}", ">(id)", "$((x))", "\0", "\r", "\u200b", "\u202e", "\u00a0", "\ufeff"],
];

/** These add what is harmless to read, but changes what is done. */
const changes = [">x", "2>x", ">>x"];

/** Where words and operators begin and end. */
function boundaries(command: string): readonly number[] {
	const inside = [...command.matchAll(/\s+|&&|\|\||[;|]|(?<=['"\s])(?=\S)/g)].flatMap(({ index, 0: gap }) => [
		index,
		index + gap.length,
	]);
	return [...new Set([0, ...inside, command.length])];
}

/** The verdict, where it means that the command runs by itself. */
function runs(command: string): string {
	const { verdict } = decide(command);
	return verdict === "safe" || verdict === "workspace" ? verdict : "none";
}

/** What bash would run, as far as the policy sees it. */
function meaning(command: string): readonly string[] {
	return decide(command).segments.map(({ text }) => text);
}

test("the commands that are tried are safe to begin with", () => {
	for (const command of safeCommands) expect(decide(command).verdict).toBe("safe");
});

test("another command, an expansion or a hidden character at any boundary of a safe command is not safe", () => {
	for (const command of safeCommands) {
		for (const at of boundaries(command)) {
			for (const text of intrusions) {
				const changed = command.slice(0, at) + text + command.slice(at);
				// `|&` pipes errors as well, and runs nothing else.
				if (changed.includes("|&") || insideQuotes(command, at)) continue;
				expect([changed, decide(changed).verdict]).not.toEqual([changed, runs(changed)]);
			}
		}
	}
});

test("a redirection into a file at any boundary of a safe command is not safe", () => {
	for (const command of safeCommands) {
		for (const at of boundaries(command)) {
			for (const text of changes) {
				const changed = command.slice(0, at) + text + command.slice(at);
				// `|&` pipes errors as well, and runs nothing else.
				if (changed.includes("|&")) continue;
				if (!insideQuotes(command, at)) expect([changed, decide(changed).verdict]).not.toEqual([changed, "safe"]);
			}
		}
	}
});

test("a line break at any boundary leaves a command safe only if it still means the same", () => {
	for (const command of safeCommands) {
		for (const at of boundaries(command)) {
			const changed = `${command.slice(0, at)}\n${command.slice(at)}`;
			if (decide(changed).verdict !== "safe" || insideQuotes(command, at)) continue;
			expect(meaning(changed)).toEqual(meaning(command));
		}
	}
});

/** Text in quotes is text, whatever it is: only what the shell would expand there must be seen. */
function insideQuotes(command: string, at: number): boolean {
	const before = command.slice(0, at);
	return (before.split("'").length - 1) % 2 === 1 || (before.split('"').length - 1) % 2 === 1;
}

test("an expansion inside of double quotes is not safe", () => {
	for (const text of ["$(id)", "`id`", "${x@P}", "${x:=y}", "$((x))", '"$(id)"', "$API_TOKEN"]) {
		expect([text, decide(`echo "a ${text} b"`).verdict]).toEqual([text, "ask"]);
	}
});

test("every text has a verdict and a reason, and a denial beats everything", () => {
	const fragment = fc.oneof(
		fc.constantFrom(
			...safeCommands,
			...intrusions,
			"if",
			"then",
			"fi",
			"do",
			"done",
			"case",
			"esac",
			"git",
			"push",
			"rm",
			"-rf",
			"((",
			"))",
			"[[",
			"]]",
			" ",
		),
		fc.string({ maxLength: 6, unit: "binary" }),
	);
	fc.assert(
		fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
			const command = fragments.join(" ");
			const { verdict, because, segments } = decide(command);
			expect(because).not.toBe("");
			if (segments.some((segment) => segment.verdict === "deny")) expect(verdict).toBe("deny");
			if (verdict === "safe") expect(segments.every((segment) => segment.verdict === "safe")).toBe(true);
		}),
		{ numRuns: times(500) },
	);
});

test("a command is denied wherever git push is put into it as a command of its own", () => {
	const around = fc.constantFrom("x; ", "x && ", "x | ", "( ", "{ ", "x; ! ", "if ", "x & ", "\n");
	fc.assert(
		fc.property(fc.array(around, { maxLength: 6 }), (before) => {
			expect(decide(`${before.join("")}git push origin main`).verdict).toBe("deny");
		}),
	);
});

test("deeply nested and very long commands have a verdict, and never a safe one", () => {
	const verdicts: string[] = [];
	const judge = (command: string) => verdicts.push(decide(command).verdict);
	for (const [open, close] of [
		["(", ")"],
		["$(", ")"],
		["{ ", "; }"],
		["if true; then ", "; fi"],
		["bash -c '", "'"],
		["eval ", ""],
		["`", "`"],
	]) {
		judge(`${open?.repeat(2_000)}git push${close?.repeat(2_000)}`);
	}
	judge("a|".repeat(30_000));
	judge(`${"env ".repeat(10_000)}ls`);
	judge(`git ${"-c alias.x=push ".repeat(3_000)}`);
	expect(verdicts).toHaveLength(10);
	expect(verdicts).not.toContain("safe");
});
