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
