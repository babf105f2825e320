/** The tools as a model meets them: what it is told, what slips are forgiven, and what it is told otherwise. */

import { describe, expect, test } from "vitest";
import { allTools, prepareCall, toolDeclarations } from "../../../src/core/tools/all.ts";
import { agentOn } from "./agent.ts";

describe("what a model is told", () => {
	test("all nine tools take at most 4,400 bytes", () => {
		expect(toolDeclarations().map(({ name }) => name)).toEqual([
			"read",
			"list",
			"search",
			"edit",
			"write",
			"run",
			"plan",
			"ask",
			"finish",
		]);
		expect(Buffer.byteLength(JSON.stringify(toolDeclarations()))).toBeLessThanOrEqual(4_400);
	});

	test("the same bytes every time, as plain JSON Schema objects", () => {
		expect(JSON.stringify(toolDeclarations())).toBe(JSON.stringify(toolDeclarations()));
		for (const { schema } of toolDeclarations()) {
			expect(schema).toMatchObject({ type: "object", properties: expect.any(Object) });
			expect(JSON.stringify(schema)).not.toMatch(/\$schema|additionalProperties|9007199254740991/);
		}
	});

	test("fields that may be left out are not required", () => {
		const required = Object.fromEntries(toolDeclarations().map(({ name, schema }) => [name, schema["required"] ?? []]));
		expect(required).toEqual({
			...{ read: ["path"], list: [], search: ["pattern"], edit: ["path", "old", "new"], write: ["path", "text"] },
			...{ run: ["command"], plan: ["steps"], ask: ["question"], finish: ["status", "summary"] },
		});
	});

	test("only tools that touch nothing run together", () => {
		expect(allTools.filter(({ effect }) => effect === "read").map(({ name }) => name)).toEqual([
			"read",
			"list",
			"search",
		]);
	});
});

describe("inputs that do not fit", () => {
	test("an unknown tool is answered with the tools that there are", () => {
		expect(prepareCall("bash", {})).toMatchObject({
			kind: "invalid",
			text: expect.stringContaining("run, plan, ask, finish"),
		});
	});

	test("a missing or wrong field is named", () => {
		expect(prepareCall("edit", { path: "a", old: "b" })).toMatchObject({
			kind: "invalid",
			text: expect.stringContaining("new:"),
		});
		expect(prepareCall("read", { path: { deep: 1 } })).toMatchObject({
			kind: "invalid",
			text: expect.stringContaining("path:"),
		});
		expect(prepareCall("read", { path: "a", offset: "ten" })).toMatchObject({
			kind: "invalid",
			text: expect.stringContaining("offset:"),
		});
		expect(prepareCall("finish", { status: "perfect", summary: "x" })).toMatchObject({
			kind: "invalid",
			text: expect.stringContaining("status:"),
		});
	});
});

describe("slips that are forgiven", () => {
	test("nulls, numbers as strings, fields too many and single texts for lists are taken as meant", () => {
		for (const [tool, input] of [
			["read", { path: "a", offset: "2", limit: null, encoding: "utf8" }],
			["search", { pattern: 404, regex: "false", glob: null }],
			["run", { command: "ls", timeout: 1.4 }],
			["ask", { question: "Which?", options: '["a", "b"]' }],
			["finish", { status: "stuck", summary: "no", tried: "everything", left: null }],
			[
				"plan",
				{
					steps: [
						"one",
						{ text: "two", state: "in_progress" },
						{ text: "three", state: "completed" },
						{ text: "four" },
					],
				},
			],
			["plan", { steps: '[{"text": "one", "state": "doing"}]' }],
		] as const) {
			expect([tool, prepareCall(tool, input).kind]).toEqual([tool, "ready"]);
		}
	});

	test("a prototype's names are no tools and no trouble", () => {
		expect(prepareCall("constructor", {}).kind).toBe("invalid");
		expect(prepareCall("read", JSON.parse('{"path": "a", "__proto__": {"offset": 9}}')).kind).toBe("ready");
	});
});

describe("plan, ask and finish", () => {
	test("a plan becomes what the person sees", async () => {
		const outcome = await agentOn({}).call("plan", {
			steps: [
				{ text: "look", state: "completed" },
				{ text: "do", state: "doing" },
				"prove",
				{ text: "no", state: "skipped" },
			],
		});
		expect(outcome).toMatchObject({ kind: "done", text: "ok", summary: "1 of 4 done" });
		expect(outcome.facts).toEqual([
			{
				type: "plan.set",
				steps: [
					{ text: "look", state: "done" },
					{ text: "do", state: "doing" },
					{ text: "prove", state: "open" },
					{ text: "no", state: "dropped" },
				],
			},
		]);
	});

	test("a plan without steps, with more than 20, or with two at once is refused", async () => {
		const agent = agentOn({});
		const doing = { text: "x", state: "doing" };
		expect((await agent.call("plan", { steps: [] })).text).toContain("1 to 20 steps");
		expect((await agent.call("plan", { steps: Array(21).fill("x") })).text).toContain("1 to 20 steps");
		expect((await agent.call("plan", { steps: [doing, doing] })).text).toContain("at most one step is doing");
	});
});

describe("asking and handing off", () => {
	test("a question waits for an answer, which is the result", async () => {
		const prepared = prepareCall("ask", { question: "Which?", options: ["a", "b"] });
		expect(prepared.kind === "ready" && prepared.needs).toEqual({
			kind: "answer",
			question: "Which?",
			options: ["a", "b"],
		});
		expect(await agentOn({ answer: "b" }).call("ask", { question: "Which?" })).toMatchObject({
			kind: "done",
			text: "b",
		});
		expect((await agentOn({ answer: " " }).call("ask", { question: "Which?" })).text).toContain("no answer");
	});

	test("a hand-off holds what was done, tried and left", async () => {
		const outcome = await agentOn({}).call("finish", {
			status: "stuck",
			summary: "It needs a key.",
			tried: ["without"],
			left: ["all"],
		});
		expect(outcome).toMatchObject({ kind: "done", summary: "stuck" });
		expect(outcome.facts).toEqual([
			{
				type: "handoff.written",
				handoff: { status: "stuck", summary: "It needs a key.", tried: ["without"], left: ["all"] },
			},
		]);
	});

	test("a hand-off may answer the person's comments, also as JSON in a string", async () => {
		const replies = [{ comment: "c1", text: "Done." }];
		const answered = { type: "comment.answered", thread: "c1", text: "Done." };
		for (const given of [replies, JSON.stringify(replies)]) {
			const outcome = await agentOn({}).call("finish", { status: "done", summary: "Done.", replies: given });
			expect(outcome.facts.slice(1)).toEqual([answered]);
		}
		const broken = await agentOn({}).call("finish", { status: "done", summary: "Done.", replies: [{ text: "x" }] });
		expect(broken).toMatchObject({ kind: "failed", text: expect.stringContaining("replies.0.comment") });
	});
});
