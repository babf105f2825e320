/** The scripted demo, played on a real copy of the bundled repository: to the end, denied, steered, stopped, and elsewhere. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Message, ModelRequest } from "../../../src/core/agent/messages.ts";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { scriptedModel } from "../../../src/models/scripted.ts";
import {
	demo,
	emptyFolder,
	isClean,
	isTest,
	model,
	type Outcome,
	type Played,
	perform,
	play,
	removeFolders,
	reply,
} from "./demo-play.ts";

afterEach(removeFolders);

const commands = ({ calls }: Played) =>
	calls.flatMap(({ tool, input: given }) => (tool === "run" ? [String(given.command)] : []));
const spoken = ({ messages }: Played) =>
	messages
		.flatMap(({ role, blocks }) => (role === "assistant" ? blocks : []))
		.flatMap((block) => (block.type === "text" ? [block.text] : []))
		.join("\n");
const denied = (why: string): Outcome => ({
	failed: true,
	text: `The person denied this command and says: ${why}\nDo not try the same in another form.`,
});
test("the bundled repository has exactly one failing test", () => {
	const folder = demo();
	const outcome = perform(folder, { type: "call", id: "1", tool: "run", input: { command: "npm test" } });
	expect(outcome.failed).toBe(true);
	expect(outcome.text).toMatch(/\bfail 1\b/);
	expect(outcome.text).toContain("no cent is lost");
});

test("played through, the bug is fixed, the changelog says so, the leftovers are gone and every test passes", async () => {
	const folder = demo();
	const played = await play(folder, { real: true });
	expect(played.finish).toMatchObject({ status: "done", left: [] });
	expect(commands(played)).toEqual(["npm test", "rm -rf build-cache"]);
	expect(played.calls.filter(({ tool }) => tool === "edit").map(({ input: given }) => given.path)).toEqual([
		"src/split.ts",
		"CHANGELOG.md",
	]);
	expect(existsSync(join(folder, "build-cache"))).toBe(false);
	expect(readFileSync(join(folder, "CHANGELOG.md"), "utf8")).toMatch(/### Fixed\n\n- `splitEqually` no longer loses/);
	expect(perform(folder, { type: "call", id: "1", tool: "run", input: { command: "npm test" } }).failed).toBe(false);
});

test("every call of a conversation has an id of its own", async () => {
	const ids = (await play(demo())).calls.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});

test("a denied deletion is not tried again, and its reason is in the hand-off", async () => {
	const folder = demo();
	const played = await play(folder, {
		outcome: (call) => (isClean(call) ? denied("Another tool reads it.") : undefined),
	});
	expect(commands(played)).toEqual(["npm test", "rm -rf build-cache"]);
	expect(played.finish).toMatchObject({
		status: "done",
		left: ["`rm -rf build-cache` was denied: Another tool reads it."],
	});
	expect(played.finish.summary).toContain("still there");
	expect(existsSync(join(folder, "build-cache"))).toBe(true);
});

test("when the tests may not run, nothing is claimed to be done", async () => {
	const played = await play(demo(), { outcome: (call) => (isTest(call) ? denied("") : undefined) });
	expect(played.finish.status).toBe("stuck");
	expect(played.finish.summary).toContain("The tests were not run");
});

test("when the tests still fail, it is stuck and says where", async () => {
	const played = await play(demo(), {
		outcome: (call) =>
			isTest(call) ? { failed: true, text: "exit 1\nTypeError: ERR_UNKNOWN_FILE_EXTENSION" } : undefined,
	});
	expect(played.finish).toMatchObject({
		status: "stuck",
		summary: expect.stringContaining("ERR_UNKNOWN_FILE_EXTENSION"),
	});
	expect(commands(played)).toEqual(["npm test"]);
});

test.each(["Please keep build-cache.", "Don't delete anything", "leave the leftovers alone"])(
	"told “%s” meanwhile, it does not ask for the deletion",
	async (words) => {
		const played = await play(demo(), { steer: ({ tool }) => (tool === "search" ? words : undefined) });
		expect(spoken(played)).toContain("Understood: build-cache/ stays.");
		expect(commands(played)).toEqual(["npm test"]);
		expect(played.finish.status).toBe("done");
	},
);

test("told anything else, it says that it only notes it, once, and does", async () => {
	const played = await play(demo(), {
		steer: ({ tool }) => (tool === "search" ? "Don't touch the tests. Use tabs." : undefined),
	});
	expect(spoken(played).match(/I can only note it/g)).toHaveLength(1);
	expect(commands(played)).toHaveLength(2);
	expect(played.finish.left).toEqual([expect.stringContaining("Don't touch the tests. Use tabs.")]);
});

test("a comment on a hunk is answered once, in its thread; what the harness says of a review is not taken for the person's words", async () => {
	const said = [
		"The person asks for a change (comment c-7) of:\n<data>+x</data>\nThey say: Why?\nAnswer it in `replies` of finish.",
		"The person edited a file that you changed. Their edit stays; read the file again before you edit it:\n…",
		"The person rejected these changes of yours, and they were taken out of the files. Leave them out:\n…",
		"The person has accepted changes of yours in:\n…",
	];
	let at = 0;
	const played = await play(demo(), { steer: () => said[at++] });
	expect(played.finish.left).toEqual([]);
	expect(spoken(played)).not.toContain("I can only note it");
	const [end] = played.calls.filter(({ tool }) => tool === "finish");
	expect(end?.input).toMatchObject({ replies: [{ comment: "c-7", text: expect.stringContaining("scripted demo") }] });
	const more: readonly Message[] = [
		...played.messages,
		{ role: "assistant", blocks: end ? [end] : [] },
		{ role: "user", blocks: [{ type: "result", call: end?.id ?? "", text: "ok", failed: false, images: [] }] },
	];
	const { blocks } = await reply(more);
	expect(blocks.find((block) => block.type === "call" && block.tool === "finish")).toMatchObject({
		input: { replies: [] },
	});
});

test("calls that were not run or whose outcome is unknown are asked for again when it goes on", async () => {
	const texts = [
		"Not run: the task was stopped before this call.",
		"Outcome unknown: the editor closed while this ran.",
	];
	const played = await play(demo(), {
		outcome: (call) => {
			const text = isTest(call) || isClean(call) ? texts.shift() : undefined;
			return text === undefined ? undefined : { failed: true, text };
		},
	});
	expect(commands(played)).toEqual(["npm test", "npm test", "npm test", "rm -rf build-cache"]);
	expect(played.finish.status).toBe("done");
});

test("an edit that failed is tried again after another look", async () => {
	const failures = [{ failed: true, text: "src/split.ts changed since it was read." }];
	const played = await play(demo(), { outcome: ({ tool }) => (tool === "edit" ? failures.shift() : undefined) });
	expect(played.finish.status).toBe("done");
	expect(played.calls.filter(({ input: given }) => given.path === "src/split.ts").map(({ tool }) => tool)).toEqual([
		"read",
		"edit",
		"read",
		"edit",
	]);
});

test("a repository whose bug is fixed already is not edited again", async () => {
	const folder = demo();
	await play(folder);
	const again = await play(folder);
	expect(again.calls.some(({ tool }) => tool === "edit")).toBe(false);
	expect(again.finish.status).toBe("done");
});

test("a demo repository that was changed makes it stuck, not wrong", async () => {
	const folder = demo();
	writeFileSync(join(folder, "src/split.ts"), "export const nothing = 0;\n");
	const played = await play(folder);
	expect(played.finish).toMatchObject({
		status: "stuck",
		summary: expect.stringContaining("src/split.ts is not as the demo brings it"),
	});
});

test("in another repository it looks, changes nothing and says what it is", async () => {
	const folder = emptyFolder();
	writeFileSync(join(folder, "package.json"), '{ "name": "other" }');
	const played = await play(folder);
	expect(played.finish).toMatchObject({
		status: "stuck",
		summary: expect.stringMatching(/scripted demo.*only play the bundled repository/),
	});
	expect(played.calls.map(({ tool }) => tool)).toEqual(["list", "read", "search", "finish"]);
	expect(readdirSync(folder)).toEqual(["package.json"]);
});

test("it uses and costs nothing, and is labelled", async () => {
	const { usage, cost } = await reply([{ role: "user", blocks: [{ type: "text", text: "# Task\nx" }] }]);
	expect({ usage, cost }).toEqual({ usage: noUsage, cost: 0 });
	expect(model.info).toMatchObject({ provider: "scripted", label: "Scripted demo (no model was called)" });
});

test("its words come one by one, and stop at once when it is stopped", async () => {
	const slow = scriptedModel({ pace: 5 });
	const stop = new AbortController();
	const reason = new Error("stopped");
	const words: string[] = [];
	const request: ModelRequest = {
		system: "",
		tools: [],
		messages: [{ role: "user", blocks: [{ type: "text", text: "# Task\nx" }] }],
		maxTokens: 1_000,
	};
	const reading = (async () => {
		for await (const said of slow.stream(request, stop.signal)) {
			if (said.type === "text" && words.push(said.delta) === 3) stop.abort(reason);
		}
	})();
	await expect(reading).rejects.toBe(reason);
	expect(words.join("")).toBe("I look at ");
});
