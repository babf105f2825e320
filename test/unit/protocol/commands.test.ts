/** What the host takes from a panel that renders hostile words: whole commands, and nothing else. */

import { expect, test } from "vitest";
import { parseCommand } from "../../../src/protocol/commands.ts";

const approve = { type: "approve", task: "t1", call: "c1", binding: "b1", reach: "once" };
const edited = { type: "approve-edited", task: "t1", call: "c1", binding: "b1", command: "ls" };

test.each([approve, { ...approve, reach: "task" }, { ...approve, reach: "always" }, edited])(
	"an approval that says what it is for is taken",
	(message) => {
		expect(parseCommand(message)).toEqual(message);
	},
);

test.each([
	["without a binding", { type: "approve", task: "t1", call: "c1", reach: "once" }],
	["with an empty binding", { ...approve, binding: "" }],
	["with a reach of its own making", { ...approve, reach: "forever" }],
	["without a reach", { type: "approve", task: "t1", call: "c1", binding: "b1" }],
	["with a rule of its own", { ...approve, reach: "always", rule: { verdict: "allow", program: "rm", flags: ["*"] } }],
	["with another command", { ...approve, command: "rm -rf /" }],
	["with hosts of its own", { ...approve, domains: ["evil.example"] }],
	["with another surface", { ...approve, surface: "api" }],
	["of a changed command without its text", { type: "approve-edited", task: "t1", call: "c1", binding: "b1" }],
	["of a changed command for always", { ...edited, reach: "always" }],
	["of a changed command that is too long", { ...edited, command: "x".repeat(20_001) }],
	["that is no object", "approve"],
	["that is nothing", null],
] as const)("an approval %s is not taken", (_, message) => {
	expect(parseCommand(message)).toBeNull();
});

test.each([
	{ type: "accept", task: "t1", path: "a.ts", version: "v1" },
	{ type: "undo", task: "t1", path: "a.ts" },
	{ type: "open-thread", task: "t1", thread: "c1" },
	{ type: "verify", task: "t1", of: "accepted" },
	{ type: "open-check", task: "t1", of: "proposal", check: 0 },
	{ type: "keep-branch", task: "t1" },
	{ type: "commit-accepted", task: "t1" },
	{ type: "open-pull-request", task: "t1" },
])("$type is taken as it is meant", (message) => {
	expect(parseCommand(message)).toEqual(message);
});

test.each([
	["a branch of its own", { type: "keep-branch", task: "t1", branch: "main" }],
	["a message of its own", { type: "commit-accepted", task: "t1", message: "x" }],
	["a commit that was confirmed already", { type: "commit-accepted", task: "t1", confirmed: true }],
	["a remote of its own", { type: "open-pull-request", task: "t1", remote: "https://evil.example" }],
	["checks of its own", { type: "verify", task: "t1", of: "accepted", checks: ["rm -rf /"] }],
	["a tree of its own", { type: "verify", task: "t1", of: "everything" }],
	["an undo of everything", { type: "undo", task: "t1" }],
	["a check that is no place in a list", { type: "open-check", task: "t1", of: "accepted", check: -1 }],
] as const)("what is shipped or proved cannot be steered by the panel: %s", (_, message) => {
	expect(parseCommand(message)).toBeNull();
});

test.each([
	{ type: "raise-budget", task: "t1", money: 0.5 },
	{ type: "raise-budget", task: "t1", tokens: 1_000_000, turns: 50 },
])("a raise by an amount is taken", (message) => {
	expect(parseCommand(message)).toEqual(message);
});

test.each([
	["by nothing", {}],
	["by less than nothing", { money: -1 }],
	["by zero", { turns: 0 }],
	["by everything", { money: 1e9 }],
	["by what is no number", { money: Number.POSITIVE_INFINITY }],
	["by half a turn", { turns: 1.5 }],
	["of a cap that there is not", { days: 1 }],
	["to an amount", { money: 1, to: 100 }],
	["in another's name", { money: 1, surface: "api" }],
] as const)("a raise %s is not taken", (_, amounts) => {
	expect(parseCommand({ type: "raise-budget", task: "t1", ...amounts })).toBeNull();
});
