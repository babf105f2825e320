/** A task that changes nothing: what it cannot do, and that its end is an answer. */

import { expect, test } from "vitest";
import type { Brief } from "../../../src/core/task/brief.ts";
import { allTools } from "../../../src/core/tools/all.ts";
import { delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes } from "../../support/replies.ts";

const brief: Brief = { goal: "Where is the version read?", mode: "explore", checks: ["npm test"] };
const files = { "src/a.ts": "one\ntwo\n", "docs/b c.md": "x\n" };

/** What the model was told of its calls, in order. */
function results(task: ReturnType<typeof delegationOf>) {
	return task.model.requests.flatMap(({ messages }) => {
		const last = messages.at(-1)?.blocks ?? [];
		return last.flatMap((block) => (block.type === "result" ? [block] : []));
	});
}

async function settled(setting: Parameters<typeof delegationOf>[0]) {
	const task = delegationOf({ brief, ...setting });
	task.delegation.start();
	await task.delegation.settled();
	return task;
}

test("the tools that change files are not declared, and a task that may change things declares them all", async () => {
	const { model } = await settled({ turns: [[finishes()]] });
	const names = model.requests[0]?.tools.map(({ name }) => name);
	expect(names).toEqual(["read", "list", "search", "run", "plan", "ask", "finish"]);
	const other = await settled({ brief: { goal: "Mend it." }, turns: [[finishes()]] });
	expect(other.model.requests[0]?.tools.map(({ name }) => name)).toEqual(allTools.map(({ name }) => name));
});

test("the model is told that it answers and does not change, and of no checks", async () => {
	const { model } = await settled({ turns: [[finishes()]] });
	const [first] = model.requests[0]?.messages[0]?.blocks ?? [];
	expect(first).toMatchObject({ text: expect.stringMatching(/# Read-only\nNothing is to be changed.*`path:line`/s) });
	expect(JSON.stringify(first)).not.toContain("npm test");
});

test.each(["edit", "write", "Edit", "write ", "functions.write", "multi_edit", "apply_patch", "__proto__"])(
	"a call of %s changes nothing and is answered as unknown",
	async (tool) => {
		const input = { path: "src/a.ts", old: "one", new: "1", text: "1\n" };
		const checkout = memoryCheckout(files);
		const task = await settled({ checkout, turns: [[calls("read", input), calls(tool, input)], [finishes()]] });
		expect(results(task)[1]).toMatchObject({ failed: true, text: expect.stringContaining("There is no tool") });
		expect(checkout.text("src/a.ts")).toBe(files["src/a.ts"]);
		expect(task.delegation.view).toMatchObject({ status: "ready", changes: [] });
	},
);

test.each([
	"npm test",
	"touch x",
	"rm -r src",
	"curl https://example.com",
	"git push",
	"echo one > src/a.ts",
	"cat a; npm t",
])("the command %s is refused, and nobody is asked", async (command) => {
	const task = await settled({ turns: [[calls("run", { command })], [finishes()]] });
	expect(task.checkout.commands).toEqual([]);
	expect(task.types()).not.toContain("approval.asked");
	expect(results(task)[0]).toMatchObject({ failed: true, text: expect.stringMatching(/^(Not run|Never allowed): /) });
});

test("a command that reads runs", async () => {
	const checkout = memoryCheckout(files, [{ command: "git log --oneline", output: "1 first\n" }]);
	const task = await settled({ checkout, turns: [[calls("run", { command: "git log --oneline" })], [finishes()]] });
	expect(results(task)[0]).toMatchObject({ failed: false, text: expect.stringContaining("1 first") });
});

test("what was approved for the task while it could change things does not run any more", async () => {
	const run = () => calls("run", { command: "rm -r dist" });
	const checkout = memoryCheckout(files, [{ command: "rm -r dist" }]);
	const task = delegationOf({
		brief: { goal: "Mend it." },
		checkout,
		turns: [[run()], [finishes("stuck")], [run()], [finishes()]],
	});
	task.delegation.start();
	await task.event("approval.asked");
	task.approve({ reach: "task" });
	await task.delegation.settled();
	expect(await task.delegation.rescope(brief, "panel")).toBe(true);
	await task.delegation.settled();
	expect(checkout.commands.map(({ command }) => command)).toEqual(["rm -r dist"]);
	expect(task.delegation.view.status).toBe("ready");
});

test("what a command changes although it was judged safe is put back", async () => {
	const effect = ({ put }: ReturnType<typeof memoryCheckout>["files"]) => {
		put("src/a.ts", "changed\n");
		put("made.txt", "made\n");
		put("docs/b c.md", null);
	};
	const checkout = memoryCheckout(files, [{ command: "git status", effect }]);
	const task = await settled({ checkout, turns: [[calls("run", { command: "git status" })], [finishes()]] });
	expect(await task.event("changes.taken-back")).toMatchObject({ paths: ["docs/b c.md", "made.txt", "src/a.ts"] });
	expect([...checkout.files.all.keys()].toSorted()).toEqual(Object.keys(files).toSorted());
	expect(task.delegation.view).toMatchObject({ status: "ready", changes: [] });
});

test("the end is an answer: no check runs, nothing waits to be accepted, and a further question goes on", async () => {
	const task = await settled({
		turns: [[finishes("done", "In `src/a.ts:2`.")], [finishes("done", "And in src/a.ts:1.")]],
	});
	expect(task.types()).not.toContain("verification.started");
	expect(task.delegation.view).toMatchObject({
		status: "ready",
		statusText: expect.stringMatching(/^This is an answer: nothing was changed for it\./),
		unchecked: "",
		handOff: { summary: "In `src/a.ts:2`." },
	});
	await task.delegation.steer("And the first line?");
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "ready", handOff: { summary: "And in src/a.ts:1." } });
});

test("of the places in the answer those are on record whose file is there", async () => {
	const summary = [
		"See `src/a.ts:2`, src/a.ts:1-2 and (`docs/b c.md:1`), not src/none.ts:4 or `../../etc/passwd:1`,",
		"`/etc/passwd:1`, `.git/config:1`, `src:3`, src/a.ts:0, src/a.ts:2, http://localhost:80 or 12:30.",
	].join("\n");
	const task = await settled({ checkout: memoryCheckout(files), turns: [[finishes("done", summary)]] });
	expect(task.delegation.view.handOff?.places?.toSorted()).toEqual(["docs/b c.md:1", "src/a.ts:1", "src/a.ts:2"]);
});

test("places in prose are found in names of every script, and in names with brackets", async () => {
	const names = { "src/größe.ts": "a\n", "app/[id]/page.tsx": "b\n", "routes/$user.tsx": "c\n" };
	const summary = "See src/größe.ts:1, (app/[id]/page.tsx:1) and [routes/$user.tsx:1].";
	const task = await settled({ checkout: memoryCheckout(names), turns: [[finishes("done", summary)]] });
	expect(task.delegation.view.handOff?.places).toEqual(Object.keys(names).map((name) => `${name}:1`));
});

test("an answer without places says nothing of them, and an end as stuck stays one", async () => {
	const answer = await settled({ turns: [[finishes("done", "Nowhere.")]] });
	expect(answer.delegation.view.handOff).not.toHaveProperty("places");
	const stuck = await settled({ turns: [[finishes("stuck", "I cannot find it.")]] });
	expect(stuck.delegation.view).toMatchObject({ status: "stuck", statusText: "I cannot find it." });
});
