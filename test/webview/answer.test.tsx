/** A task that answers: what the panel says of it, and where the places in the answer lead. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { answering, ended, found, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

const places = ["src/a.ts:12", "docs/[id] b.md:3"];

function handedOff(summary: string, status: "done" | "stuck" = "done"): TaskEvent {
	return { type: "handoff.written", handoff: { status, summary, tried: [], left: [], places } };
}

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(answering, ...events)));
}

const text = "This is an answer: nothing was changed for it.";

test("the end says that it is an answer, in calm words", async () => {
	const panel = await shown(handedOff("It is read in `src/a.ts:12`."), found(), ended("ready", text));
	expect(panel.text).toContain("Answered");
	expect(panel.text).toContain(text);
	expect(panel.all("region", "Answer")).toHaveLength(1);
	expect(panel.text).not.toContain("Hand-off");
	expect(panel.text).not.toContain("nothing changed");
	expect(panel.all("button", "Accept")).toEqual([]);
	expect(document.querySelector("textarea")?.placeholder).toBe("Ask a further question");
});

test("known places in prose and in code spans lead to their line", async () => {
	const panel = await shown(
		handedOff("See src/a.ts:12, `docs/[id] b.md:3` and `src/a.ts:12-20`."),
		ended("ready", text),
	);
	for (const button of panel.all("button", "Open ")) button.click();
	expect(panel.sent).toEqual([
		{ type: "open-place", task: "t1", path: "src/a.ts", line: 12 },
		{ type: "open-place", task: "t1", path: "docs/[id] b.md", line: 3 },
		{ type: "open-place", task: "t1", path: "src/a.ts", line: 12 },
	]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("names of other scripts, and with brackets, are known in prose as well", async () => {
	const names = ["src/größe.ts:3", "app/[id]/page.tsx:7", "routes/$user.tsx:1", "文档/说明.md:2"];
	const summary = `See ${names[0]}, (${names[1]}), [${names[2]}] and ${names[3]}.`;
	const handoff = { status: "done", summary, tried: [], left: [], places: names } as const;
	const panel = await shown({ type: "handoff.written", handoff }, ended("ready", text));
	for (const button of panel.all("button", "Open ")) button.click();
	const opened = names.map((name) => {
		const [path = "", line] = name.split(":");
		return { type: "open-place", task: "t1", path, line: Number(line) };
	});
	expect(panel.sent).toEqual(opened);
});

test.each([
	"`src/b.ts:12` and src/none.ts:1",
	"xsrc/a.ts:12 and ../src/a.ts:12",
	"src/a.ts:123",
	"[src/a.ts:12](https://example.com)",
	"```\nsrc/a.ts:12\n```",
	"<a>src/b.ts:12</a>",
])("what the host does not vouch for, or what leads elsewhere, is only text: %j", async (summary) => {
	const panel = await shown(handedOff(summary), ended("ready", text));
	expect(panel.all("button", "Open src")).toEqual([]);
});

test("a task that cannot answer is stuck, as any other", async () => {
	const panel = await shown(handedOff("I cannot find it.", "stuck"), ended("stuck", "I cannot find it."));
	expect(panel.text).toContain("Hand-off: stuck");
	expect(panel.all("region", "Answer")).toEqual([]);
});
