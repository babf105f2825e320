/** Whose a line is that is not committed: the task's only where it is one of the accepted lines. */

import { expect, test } from "vitest";
import { authorshipOf, isAcceptedLine } from "../../../src/core/report/authorship.ts";

const base = "one\ntwo\nthree\n";
const accepted = "one\nTWO\nthree\nfour\n";

function agents(live: string): readonly number[] {
	const lines = live.split(/\r?\n/).length;
	return Array.from({ length: lines }, (_, at) => at).filter((line) => isAcceptedLine({ base, accepted, live }, line));
}

test.each<[string, string, readonly number[]]>([
	["as it was accepted", accepted, [1, 3]],
	["with other line ends and a mark", `\uFEFF${accepted.replaceAll("\n", "\r\n")}`, [1, 3]],
	["with the person's lines before and between", `a\nb\none\nTWO\nmine\nthree\nfour\n`, [3, 6]],
	["with an accepted line changed by the person", "one\nTWO!\nthree\nfour\n", [3]],
	["without an accepted line", "one\nthree\nfour\n", [2]],
	["as it was before", base, []],
	["something else", "x\ny\n", []],
	["nothing", "", []],
])("%s", (_, live, lines) => {
	expect(agents(live)).toEqual(lines);
});

test("trailers without their task say nothing of an agent, and a task without its trailers is still named", () => {
	expect(authorshipOf([["Remit-Model", "m"]])).toEqual({ tasks: [], reviewers: [] });
	expect(authorshipOf([["remit-task", "t1"]])).toEqual({
		tasks: [{ task: "t1", model: "", owner: "" }],
		reviewers: [],
	});
});
