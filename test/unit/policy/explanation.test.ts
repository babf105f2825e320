/** What a person reads who asks what the policy says of a command. */

import { expect, test } from "vitest";
import type { Decision } from "../../../src/core/policy/decision.ts";
import { explanation, explanationLine } from "../../../src/core/policy/explanation.ts";

const decision: Decision = {
	verdict: "ask",
	because: "`npm install` reaches the network.",
	segments: [
		{ text: "ls", verdict: "safe", because: "`ls` only reads." },
		{ text: "npm install", verdict: "ask", because: "It is asked for.", rule: "remit.policy.rules[0]" },
	],
	touches: [
		{ path: "", kind: "read", glob: false },
		{ path: "dist/*", kind: "delete", glob: true },
	],
	domains: ["registry.example"],
};

test("the verdict comes first, then each command with its rule, each path and each host", () => {
	expect(explanation(decision)).toEqual([
		{ about: "ask", label: "ask", note: "waits for you", because: "`npm install` reaches the network." },
		{ about: "safe", label: "ls", note: "safe", because: "`ls` only reads." },
		{ about: "ask", label: "npm install", note: "ask, by remit.policy.rules[0]", because: "It is asked for." },
		{ about: "read", label: "reads the whole checkout" },
		{ about: "delete", label: "deletes dist/*", note: "a pattern" },
		{ about: "network", label: "reaches registry.example", note: "only after an approval" },
	]);
});

test("a host that a rule lets a command reach is not said to need an approval", () => {
	const lines = explanation({ ...decision, verdict: "workspace" });
	expect(lines.at(-1)).toEqual({ about: "network", label: "reaches registry.example", note: "as a rule allows" });
});

test("the line to copy is the probe's answer, in one line whatever the command holds", () => {
	const line = explanationLine("a\nb", decision);
	expect(line).not.toContain("\n");
	expect(JSON.parse(line)).toEqual({ command: "a\nb", verdict: "ask", because: decision.because });
});
