/** What fits into a notification or a row of the palette is approved there; everything else is looked at in the panel. */

import { expect, test } from "vitest";
import type { Approval } from "../../../src/core/task/waiting.ts";
import { noticeOf, rowOf } from "../../../src/vscode/approval-text.ts";

const deletes = { files: 14, bytes: 3_355_443, names: ["dist/a.js"], more: false };

function waiting(rest: Partial<Approval> = {}): Approval {
	return {
		...{ kind: "approval", call: "c1", command: "make fresh", cwd: "", because: "make is not known.", purpose: "" },
		...{ binding: "b", paths: [], deletes: null, domains: [], step: "", rule: null, sandboxed: true, held: "" },
		...{ segments: [{ text: "make fresh", verdict: "ask", because: "make is not known." }], since: 0 },
		...rest,
	};
}

test("a plain command is approved in a notification, with the reason why it asks", () => {
	expect(noticeOf(waiting())).toEqual({ text: "make fresh (make is not known.)", whole: true });
});

const outside = [{ path: "/etc/hosts", kind: "read", place: "outside" }] as const;
const segment = { text: "a", verdict: "ask", because: "b" } as const;

test.each([
	["that deletes", { deletes }],
	["that reaches a host", { domains: ["registry.example"] }],
	["that leaves the project", { paths: outside }],
	["of several commands", { segments: [segment, segment] }],
	["whose commands are not known", { segments: [] }],
	["without a sandbox", { sandboxed: false }],
	["in a folder", { cwd: "packages/app" }],
	["that is long", { command: "x".repeat(201) }],
	["with a character that cannot be seen", { command: "make\u200B" }],
	["of two lines", { command: "make\nrm x" }],
	["with an odd reason", { because: "a\u202Eb" }],
] as const)("a command %s is looked at in the panel", (_, rest) => {
	const { text, whole } = noticeOf(waiting(rest));
	expect(whole).toBe(false);
	expect(text).toBe("a command that has to be looked at in the panel");
});

test("a row of the palette says first what would be lost, reached and left, and then why it asks", () => {
	const rest = { deletes, domains: ["cdn.example"], paths: outside, sandboxed: false, cwd: "app" };
	expect(rowOf(waiting({ ...rest, command: "rm -r dist", because: "rm deletes." }))).toEqual({
		text: "rm -r dist",
		detail:
			"Would delete 14 files (3.2 MB): dist/a.js and 13 more · Would reach cdn.example · Outside of the project: /etc/hosts · Without a sandbox · In app · rm deletes.",
		whole: true,
	});
});

test.each([
	["its text is too long", { command: "x".repeat(61) }],
	["it has several lines", { command: "a\nb" }],
	["what it would do is too long to be seen", { domains: Array.from({ length: 30 }, (_, at) => `host-${at}.example`) }],
	["a file has a name that reads as something else", { deletes: { ...deletes, names: ["a\u202Eb"] } }],
] as const)("a row is not enough when %s", (_, rest) => {
	expect(rowOf(waiting(rest)).whole).toBe(false);
});
