/** What makes the checks prove less than before. */

import { expect, test } from "vitest";
import { findTampering } from "../../../src/core/checks/tampering.ts";

const bytes = (text: string | null) => (text === null ? null : new TextEncoder().encode(text));

/** Not written out, because this project allows it nowhere. */
const silence = "@ts-".concat("ignore");

function found(path: string, base: string | null, proposed: string | null): readonly string[] {
	const kind = base === null ? "added" : proposed === null ? "deleted" : "modified";
	const change = { path, kind, binary: false } as const;
	return findTampering([{ change, sides: { base: bytes(base), proposed: bytes(proposed) } }]).map(
		({ line, because }) => `${line} ${because}`,
	);
}

test.each([
	["src/a.test.ts", "0 is a test and was deleted"],
	["tests/test_a.py", "0 is a test and was deleted"],
	["pkg/a_test.go", "0 is a test and was deleted"],
	["src/test/java/com/x/AppTest.java", "0 is a test and was deleted"],
	["src/__snapshots__/a.test.ts.snap", "0 is a snapshot of a test and was deleted"],
	[".github/workflows/ci.yml", "0 runs in continuous integration and was deleted"],
	["vitest.config.ts", "0 configures what checks the work and was deleted"],
	[".eslintrc.json", "0 configures what checks the work and was deleted"],
])("%s that is deleted is told", (path, because) => expect(found(path, "a\n", null)).toEqual([because]));

test.each(["src/contest.ts", "src/latest.ts", "README.md", "src/attest/a.ts", "docs/testing.md"])(
	"%s judges nothing",
	(path) => expect(found(path, "a\n", "b\n")).toEqual([]),
);

const skips: readonly (readonly [string, string, string])[] = [
	["a.test.ts", 'test("a", f);\n', 'test.skip("a", f);\n'],
	["a.test.ts", 'it("a", f);\n', 'xit("a", f);\n'],
	["test_a.py", "def test_a(): pass\n", "@pytest.mark.skip\ndef test_a(): pass\n"],
	["a_test.go", "func TestA(t *testing.T) {}\n", "func TestA(t *testing.T) { t.Skip() }\n"],
	["tests/a.rs", "#[test]\nfn a() {}\n", "#[test]\n#[ignore]\nfn a() {}\n"],
	["src/test/java/ATest.java", "@Test void a() {}\n", "@Disabled\n@Test void a() {}\n"],
];
test.each(skips)("%s: a skip that was not there is told", (path, base, proposed) => {
	expect(found(path, base, proposed).join()).toContain("skips a test");
	expect(found(path, proposed, proposed.replace("\n", "\n\n")).join()).not.toContain("skips a test");
});

test("only, fewer assertions and a suppressed line are told with their places", () => {
	expect(found("a.test.ts", 'test("a", () => expect(1).toBe(1));\n', 'test.only("a", () => {});\n')).toEqual([
		"0 has 1 assertion fewer than before",
		"1 runs only some of the tests",
		"0 is a test and was changed",
	]);
	expect(found("a.test.ts", "expect(a).toBe(1);\n", "// expect(a).toBe(1);\n").join()).toContain("1 assertion fewer");
	expect(found("src/a.ts", "a\n", `a\n// ${silence}\nb\n`)).toEqual(["2 turns the type checker off"]);
	expect(found("src/a.py", "a\n", "a  # noqa\n")).toEqual(["1 turns a lint rule off"]);
	expect(found("src/a.ts", `// ${silence}\nb\n`, `// ${silence}\nc\n`)).toEqual([]);
	expect(found("src/new.test.ts", null, 'test.skip("a", f);\n')).toEqual(["1 skips a test"]);
	expect(found("src/new.test.ts", null, 'test("a", () => expect(f()).toBe(1));\n')).toEqual([]);
});

test("assertions by names that are imported count as others do", () => {
	const named = 'import { equal, ok as holds } from "node:assert/strict";\n';
	const required = 'const { equal, ok: holds } = require("assert");\n';
	const whole = 'import is from "node:assert";\n';
	const body = "equal(1, 1);\nholds(true);\n";
	for (const head of [named, required]) {
		expect(found("a.test.ts", head + body, `${head}equal(1, 1);\n`)).toContain("0 has 1 assertion fewer than before");
		expect(found("a.test.ts", head + body, `${required}${body}`).join()).not.toContain("fewer");
	}
	expect(found("a.test.ts", `${whole}is.ok(1);\nis(2);\n`, whole)).toContain("0 has 2 assertions fewer than before");
	const other = 'import { equal } from "./lib.ts";\n';
	expect(found("a.test.ts", `${other}equal(1);\n`, other)).toEqual(["0 is a test and was changed"]);
});

test("lowered and removed thresholds are told, raised ones are only a change", () => {
	const at = (lines: number) => `thresholds: { lines: ${lines} }\n`;
	expect(found("vitest.config.ts", at(90), at(50))[0]).toBe("0 changes the threshold lines from 90 to 50");
	expect(found("vitest.config.ts", at(90), "thresholds: {}\n")[0]).toBe("0 takes the threshold lines (90) away");
	expect(found("vitest.config.ts", at(50), at(90))).toEqual(["0 configures what checks the work and was changed"]);
});

test("scripts and settings of checks in a manifest are told, others are not", () => {
	const manifest = (scripts: object, rest: object = {}) => JSON.stringify({ scripts, ...rest });
	expect(found("package.json", manifest({ test: "vitest run" }), manifest({ test: "true" }))).toEqual([
		'0 changes the script "test"',
	]);
	expect(found("package.json", manifest({ lint: "eslint ." }), manifest({}))).toEqual([
		'0 takes the script "lint" away',
	]);
	expect(found("package.json", manifest({}, { jest: {} }), manifest({}, { jest: { bail: 1 } }))).toEqual([
		'0 changes the configuration "jest"',
	]);
	expect(found("package.json", manifest({ start: "a" }), manifest({ start: "b" }, { version: "2.0.0" }))).toEqual([]);
	expect(found("pyproject.toml", "[tool.pytest.ini_options]\nx = 1\n", "[tool.pytest.ini_options]\nx = 2\n")).toEqual([
		"0 changes the configuration of checks in it",
	]);
	expect(found("pyproject.toml", "[project]\nversion = 1\n", "[project]\nversion = 2\n")).toEqual([]);
	expect(found("Makefile", "test:\n\tgo test\nbuild:\n\tgo\n", "test:\n\ttrue\nbuild:\n\tgo\n")).toEqual([
		'0 changes what "test" runs',
	]);
	expect(found("Makefile", "test:\n\tgo test\nbuild:\n\tgo\n", "test:\n\tgo test\nbuild:\n\tgo build\n")).toEqual([]);
});

test("a test that is moved away is told, and a hostile file comes to an end", () => {
	const change = { path: "old/a.ts", from: "src/a.test.ts", kind: "renamed", binary: false } as const;
	const sides = { base: bytes("a\n"), proposed: bytes("a\n") };
	expect(findTampering([{ change, sides }])).toEqual([
		{ path: "old/a.ts", line: 0, because: "is a test and was moved to a name by which runners may not find it" },
	]);
	// A pattern that takes the square of this would not end within the time of a test.
	for (const piece of ["expect", "/*", "test.", "it.skip.", "lines: ", "# "])
		expect(found("a.test.ts", "a", piece.repeat(100_000)).length).toBeLessThanOrEqual(50);
});
