/** Commands: what must be approved, what the model is told, and how output becomes text. */

import { describe, expect, test } from "vitest";
import { prepareCall } from "../../../src/core/tools/all.ts";
import { plainOutput } from "../../../src/core/tools/plain-output.ts";
import { agentOn } from "./agent.ts";

describe("a command", () => {
	test("needs leave for exactly what will run", () => {
		const prepared = prepareCall("run", { command: "npm test", cwd: "./sub/", purpose: "prove it" });
		expect(prepared.kind === "ready" && prepared.needs).toEqual({
			kind: "command",
			command: "npm test",
			cwd: "sub",
			purpose: "prove it",
		});
	});

	test("comes back with exit code and output, shown while it runs", async () => {
		const agent = agentOn({ script: [{ command: "ls", output: ["a\n", "b\n"] }] });
		expect(await agent.call("run", { command: "ls" })).toMatchObject({
			kind: "done",
			text: "exit 0\na\nb",
			summary: "exit 0",
		});
		expect(agent.shown).toEqual(["a\n", "b\n"]);
	});

	test("that fails is a failed outcome with its output", async () => {
		const agent = agentOn({ script: [{ output: "1 test failed\n", exitCode: 1 }] });
		expect(await agent.call("run", { command: "npm test" })).toMatchObject({
			kind: "failed",
			text: "exit 1\n1 test failed",
			summary: "exit 1",
		});
	});

	test("without output says so", async () => {
		expect((await agentOn({ script: [{}] }).call("run", { command: "true" })).text).toBe("exit 0, no output");
	});
});

describe("how a command ends", () => {
	test("has 120 seconds, or what is asked for up to an hour", async () => {
		const agent = agentOn({ script: [{}, {}, {}, {}] });
		for (const timeout of [undefined, 5, "7200", -1])
			await agent.call("run", { command: "x", ...(timeout ? { timeout } : {}) });
		expect(agent.checkout.commands.map(({ timeoutMs }) => timeoutMs)).toEqual([120_000, 5_000, 3_600_000, 1_000]);
	});

	test.each([
		["timed-out", "timed out after 2 s"],
		["killed", "ended by a signal"],
		["refused", "could not be started"],
	] as const)("that is %s says so, and is a failure", async (ended, says) => {
		const agent = agentOn({ script: [{ output: "part", result: { ended } }] });
		const outcome = await agent.call("run", { command: "x", timeout: 2 });
		expect(outcome.kind).toBe("failed");
		expect(outcome.text).toContain(says);
		expect(outcome.text).toContain("part");
	});

	test("that is stopped ends when the task is stopped", async () => {
		const stopping = new AbortController();
		const running = agentOn({ script: [{ result: { ended: "stopped" } }], signal: stopping.signal }).call("run", {
			command: "sleep 100",
		});
		stopping.abort();
		expect(await running).toMatchObject({ kind: "failed", summary: "stopped" });
	});
});

describe("long output", () => {
	const lines = Array.from({ length: 5_000 }, (_, at) => `line ${at + 1}`);

	test("keeps the beginning and the end, names what is left out, and is kept whole", async () => {
		const agent = agentOn({ script: [{ output: `${lines.join("\n")}\n` }] });
		const outcome = await agent.call("run", { command: "x" });
		expect(outcome.text.length).toBeLessThan(16 * 1_024 + 300);
		expect(outcome.text.startsWith("exit 0\nline 1\nline 2\n")).toBe(true);
		expect(outcome.text.endsWith("line 4999\nline 5000")).toBe(true);
		expect(outcome.text).toMatch(/\n\[\d+ lines, \d+ characters left out here; .*\]\nline \d+\n/);
		expect(outcome.kept).toBe("0");
		expect(agent.kept[0]).toBe(lines.join("\n"));
	});

	test("of one endless line is cut as well, never within a character", async () => {
		const agent = agentOn({ script: [{ output: "😀".repeat(20_000) }] });
		const { text } = await agent.call("run", { command: "x" });
		expect(text.length).toBeLessThan(17_000);
		expect(text).not.toMatch(/\p{Surrogate}/u);
	});

	test("that the shell itself did not keep is told of", async () => {
		const agent = agentOn({ script: [{ output: "a\nz", result: { omitted: 5_000_000 } }] });
		expect((await agent.call("run", { command: "x" })).text).toContain("4.8 MB in the middle were not kept");
	});
});

describe("output as text", () => {
	const esc = "\u001b";
	test.each([
		["colours", `${esc}[1;31mred${esc}[0m text`, "red text"],
		["cursor movements", `${esc}[2K${esc}[1Gdone${esc}[?25h`, "done"],
		["titles and links", `${esc}]0;title\u0007a${esc}]8;;http://x${esc}\\link${esc}]8;;${esc}\\`, "alink"],
		["a sequence that was cut off", `a${esc}[3`, "a"],
		["progress that was written over", "10 %\r50 %\r100 %\nnext", "100 %\nnext"],
		["progress that ends with a return", "10 %\r100 %\r\nnext", "100 %\nnext"],
		["CRLF", "a\r\nb\r\n", "a\nb\n"],
		["overstrikes", "b\u0008bo\u0008o", "bo"],
		["other control characters", "a\u0000b\u0007c", "abc"],
		["what is no control sequence", "a [31m b ✓ é\t.", "a [31m b ✓ é\t."],
	])("%s", (_, output, text) => {
		expect(plainOutput(output)).toBe(text);
	});

	test("takes no more than time in proportion to its length: millions of control characters end", () => {
		for (const part of [`${esc}]`, `${esc}[`, "\r", "\u0008", "a\u0008", `${esc} `]) {
			expect(plainOutput(part.repeat(300_000))).not.toContain("\u0008");
		}
	});
});
