/** Where in a brief file's front matter a position is, also while it is being typed. The mark | is the position. */

import { expect, test } from "vitest";
import { keyAt, type Spot, spotAt } from "../../../src/vscode/brief-files/spot.ts";
import { growth, inStep } from "../../support/growth.ts";

function at<T>(marked: string, read: (lines: readonly string[], line: number, character: number) => T): T {
	const before = marked.slice(0, marked.indexOf("|"));
	const lines = marked.replace("|", "").split(/\r?\n/);
	const above = before.split(/\r?\n/);
	return read(lines, above.length - 1, (above.at(-1) ?? "").length);
}

const spot = (marked: string): Spot => at(marked, spotAt);
const key = (marked: string) => at(marked, keyAt);

test.each(["|", "-|", "--|", "---|", "|\n"])("%j is a file with nothing in it yet", (text) => {
	expect(spot(text).kind).toBe("empty");
});

test.each([
	["---\nkind: bug\n---\nFix the |parser\n", "below the front matter"],
	["Fix |it\n", "in a file without front matter"],
	["|---\nkind: bug\n---\n", "on the opening dashes"],
	["---\nkind: bug\n--|-\n", "on the closing dashes"],
	["---\n# a |comment\n---\n", "in a comment"],
	["---\nkind: bug # wh|y\n---\n", "in a comment after a value"],
])("%j is outside: %s", (text) => expect(spot(text)).toEqual({ kind: "outside" }));

test("a key is known with what stands beside it, in the front matter and in a field that has keys", () => {
	expect(spot("---\nkind: bug\nde|\nchecks:\n  - npm test\n---\n")).toEqual({
		...{ kind: "key", parent: [], present: ["kind", "checks"], start: 0, end: 2 },
	});
	expect(spot("---\nscope:\n  allowed:\n    - src/**\n  f|\nkind: bug\n---\n")).toEqual({
		...{ kind: "key", parent: ["scope"], present: ["allowed"], start: 2, end: 3 },
	});
	expect(spot("---\nbudget:\n  |\n---\n")).toMatchObject({ kind: "key", parent: ["budget"], present: [] });
	expect(spot("---\n|")).toMatchObject({ kind: "key", parent: [], present: [] });
});

test("a value is known with its keys", () => {
	expect(spot("---\nkind: |\n---\n")).toEqual({ kind: "value", path: ["kind"], taken: [], start: 6, end: 6 });
	expect(spot("---\nkind: b|ug\n---\n")).toMatchObject({ path: ["kind"], start: 6, end: 9 });
	expect(spot("---\nbudget:\n  money: |\n---\n")).toMatchObject({ kind: "value", path: ["budget", "money"] });
});

test("an item of a list is known in its middle too, with the others", () => {
	const list = "---\nscope:\n  allowed:\n    - src/**\n    - |\n    - 'lib/**'\nchecks:\n  - npm test\n---\n";
	expect(spot(list)).toEqual({
		...{ kind: "value", path: ["scope", "allowed"], taken: ["src/**", "lib/**"], start: 6, end: 6 },
	});
	expect(spot("---\nchecks:\n- npm test\n- np|\n---\n")).toMatchObject({ path: ["checks"], taken: ["npm test"] });
	expect(spot("---\nchecks:\n  -|\n---\n")).toMatchObject({ kind: "value", path: ["checks"] });
	expect(spot("---\n- |\n---\n")).toEqual({ kind: "outside" });
});

test("a list in brackets is a list", () => {
	expect(spot('---\nchecks: ["npm test", n|]\n---\n')).toEqual({
		...{ kind: "value", path: ["checks"], taken: ["npm test"], start: 21, end: 22 },
	});
	expect(spot("---\nchecks: [|\n---\n")).toMatchObject({ path: ["checks"], taken: [], start: 9 });
});

test("line ends of Windows and a byte order mark change nothing", () => {
	expect(spot("\uFEFF---\r\nkind: |\r\n---\r\n")).toMatchObject({ kind: "value", path: ["kind"] });
});

test("front matter that does not end yet is read to the end", () => {
	expect(spot("---\nkind: bug\n|")).toMatchObject({ kind: "key", present: ["kind"] });
});

test("a key under the position is found with the keys around it, a value is not", () => {
	expect(key("---\nscope:\n  all|owed:\n    - src/**\n---\n")).toEqual({
		path: ["scope", "allowed"],
		start: 2,
		end: 9,
	});
	expect(key("---\nkind: b|ug\n---\n")).toBeUndefined();
	expect(key("---\n---\nkind|: bug\n")).toBeUndefined();
});

test("an answer in a file that is too long takes time in step with it at the most", () => {
	const long = (length: number) => ["---", ...Array.from({ length }, () => "  - x"), "---"];
	const ask = (lines: readonly string[]) => Array.from({ length: 50 }, () => spotAt(lines, 1_900, 4));
	expect(growth(long, ask, 125_000)).toBeLessThan(inStep);
	expect(spotAt(long(500_000), 400_000, 4)).toEqual({ kind: "outside" });
});
