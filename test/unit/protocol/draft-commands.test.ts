/** What the host takes from the panel about a brief: texts of its fields, and nothing that could stand beside them. */

import { expect, test } from "vitest";
import { parseCommand } from "../../../src/protocol/commands.ts";

const edit = { draft: "d1", revision: 1, fields: { goal: "Do it", kind: "bug", effort: "" } };

test.each([
	{ type: "edit-brief", goal: "" },
	{ type: "rescope", task: "t1" },
	{ type: "write-draft", ...edit },
	{ type: "submit-draft", ...edit, fields: {} },
	{ type: "save-draft", ...edit, revision: 0 },
	{ type: "dismiss-warning", draft: "d1", warning: "security", dismissed: true },
	{ type: "remove-attachment", draft: "d1", attachment: 0 },
	{ type: "show-draft", draft: "d1" },
	{ type: "leave-draft", draft: "d1" },
	{ type: "discard-draft", draft: "d1" },
])("$type is taken as it is meant", (message) => {
	expect(parseCommand(message)).toEqual(message);
});

const submit = { type: "submit-draft", ...edit };

test.each([
	["with a field that there is not", { ...submit, fields: { goal: "x", sandbox: "off" } }],
	["with attachments of its own", { ...submit, fields: { attachments: [{ title: "a", text: "b" }] } }],
	["with a budget that is no text", { ...submit, fields: { money: 1e9 } }],
	["that was confirmed already", { ...submit, confirmed: true }],
	["with warnings dismissed on the way", { ...submit, dismissed: ["security"] }],
	["for a task of its choice", { ...submit, task: "t1" }],
	["in another's name", { ...submit, surface: "api" }],
	["of no draft", { ...submit, draft: "" }],
	["with a kind that there is not", { ...submit, fields: { kind: "sudo" } }],
	["with a mode that there is not", { ...submit, fields: { mode: "yolo" } }],
	["with an effort that there is not", { ...submit, fields: { effort: "infinite" } }],
	["with a text beyond measure", { ...submit, fields: { goal: "x".repeat(400_001) } }],
	["before the first edit", { ...submit, revision: -1 }],
] as const)("a draft is not submitted %s", (_, message) => {
	expect(parseCommand(message)).toBeNull();
});

test.each([
	["a warning that there is not", { type: "dismiss-warning", draft: "d1", warning: "sandbox-off", dismissed: true }],
	["all warnings", { type: "dismiss-warning", draft: "d1", warning: "*", dismissed: true }],
	["an attachment that is no number", { type: "remove-attachment", draft: "d1", attachment: "0" }],
	["a brief instead of a sentence", { type: "edit-brief", goal: { goal: "x", budget: { money: 1000 } } }],
	["a rescoping with its brief", { type: "rescope", task: "t1", brief: { goal: "x" } }],
] as const)("not taken: %s", (_, message) => {
	expect(parseCommand(message)).toBeNull();
});
