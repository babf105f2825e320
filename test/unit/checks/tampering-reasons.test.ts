/** Each way in which checks come to prove less is told with its reason, and what is harmless is not. */

import { expect, test } from "vitest";
import { findTampering } from "../../../src/core/checks/tampering.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function found(path: string, base: string, proposed: string): readonly string[] {
	const sides = { base: bytes(base), proposed: bytes(proposed) };
	return findTampering([{ change: { path, kind: "modified", binary: false }, sides }])
		.map(({ because }) => because)
		.filter((because) => !because.endsWith("and was changed"));
}

const js = "it('adds', () => {\n  const got = add(1, 2);\n  expect(got).toBe(3);\n});\n";
const py = "import pytest\n\ndef test_a():\n    assert f() == 1\n";
const ci = "on: [push, pull_request]\njobs:\n  t:\n    steps:\n      - run: npm test\n      - run: npm run lint\n";
const hooks = "repos:\n  - repo: local\n    hooks:\n      - id: ruff\n      - id: mypy\n";

/** A file, what was in it, what stands there now (or what replaces what), and why it is told. */
const cases: readonly (readonly [string, string, readonly [string, string], string])[] = [
	["a.test.js", js, ["  const", "  this.skip();\n  const"], "skips a test"],
	["a.test.js", js, ["  const", "  return;\n  const"], "ends a test before its end"],
	["a.test.js", js, ["expect(got)", "expect(true)"], "asserts what always holds"],
	["a.test.js", js, ["toBe(3)", "toBeDefined()"], "asserts less exactly than before"],
	["a.test.js", js, ["expect(got).toBe(3);", "try { expect(got).toBe(3); } catch {}"], "pass unseen"],
	["a.test.js", js, ["it('adds'", "vi.mock('./a');\nit('adds'"], "puts a mock in place of what it is named after"],
	["a.test.js", js, ["it('adds'", "jest.retryTimes(3);\nit('adds'"], "runs a test that fails again"],
	["test_a.py", py, ["import pytest\n", "import pytest\npytestmark = pytest.mark.skip\n"], "skips a test"],
	["test_a.py", py, ["def test_a", "def _test_a"], "has 1 test fewer than before"],
	["test_a.py", py, ["assert f() == 1", "assert True"], "asserts what always holds"],
	["test_a.py", py, ["assert f() == 1", "assert f() is not None"], "asserts less exactly than before"],
	["src/lib.rs", "#[test]\nfn a() {}\n", ["#[test]\n", "#[test]\n#[ignore]\n"], "skips a test"],
	["a_test.go", "package a\n", ["package", "//go:build never\n\npackage"], "is built only under a condition"],
	["ATests.cs", "[Test]\nvoid A() {}\n", ["[Test]", '[Test, Ignore("x")]'], "skips a test"],
	["spec/a_spec.rb", "  it 'a' do\n  end\n", ["it 'a'", "xit 'a'"], "skips a test"],
	["tests/ATest.php", "it('a', f);\n", ["f);", "f)->skip();"], "skips a test"],
	[".github/workflows/ci.yml", ci, ["npm test", "npm test || true"], "lets a step that fails pass"],
	[".github/workflows/ci.yml", ci, ["npm test", "npm test\n        continue-on-error: true"], "step that fails pass"],
	[".github/workflows/ci.yml", ci, ["      - run: npm test\n", ""], "runs fewer checks than before"],
	[".github/workflows/ci.yml", ci, ["push, pull_request", "workflow_dispatch"], "runs on fewer occasions than before"],
	[".pre-commit-config.yaml", hooks, ["      - id: mypy\n", ""], "runs fewer checks than before"],
	[".husky/pre-commit", "npm test\n", ["npm test", ""], "runs fewer checks than before"],
	["tsconfig.json", '{"compilerOptions":{"strict":true}}', ["true", "false"], 'turns "strict" off'],
	["tsconfig.json", '{"include":["src","test"]}', [',"test"', ""], "takes in less than before"],
	["eslint.config.js", "rules: { eqeqeq: 'error' }", ["'error'", "'off'"], "turns a lint rule off"],
	["eslint.config.js", "rules: { eqeqeq: 'error' }", ["'error'", "'warn'"], "makes a lint rule weaker"],
	[".eslintignore", "dist\n", ["dist", "dist\nsrc/a.ts"], "leaves out something that was checked"],
	["jest.config.js", "preset: 'x'", ["'x'", "'x', testPathIgnorePatterns: ['a']"], "leaves out something"],
	["pytest.ini", "[pytest]\n", ["]\n", "]\naddopts = --ignore=tests/test_a.py\n"], "leaves out something"],
	[".golangci.yml", "enable:\n  - errcheck\n  - govet\n", ["  - errcheck\n", ""], "takes in less than before"],
	["playwright.config.ts", "retries: 0", ["0", "5"], "raises retries from 0 to 5"],
	["vitest.config.ts", "globals: true", ["true", "true, retry: 3"], "raises retry from 0 to 3"],
	["phpstan.neon", "level: 8", ["8", "3"], "changes the threshold level from 8 to 3"],
	["pom.xml", "<a/>", ["<a/>", "<testFailureIgnore>true</testFailureIgnore>"], 'turns "testFailureIgnore" on'],
	["build.gradle", "test { }", ["{ }", "{ ignoreFailures = true }"], 'turns "ignoreFailures" on'],
	["build.gradle.kts", "test { }", ["{ }", '{ exclude("**/ATest*") }'], "leaves out something that was checked"],
	["src/a.py", "eval(x)\n", ["\n", "  # nosec\n"], "turns a lint rule off"],
];

test.each(cases)("%s: %j becomes %j", (path, base, [old, now], because) => {
	expect(base).toContain(old);
	expect(found(path, base, base.replace(old, now)).join("\n")).toContain(because);
	expect(found(path, base.replace(old, now), base)).not.toContain(because);
});

const harmless: readonly (readonly [string, string, string])[] = [
	["a.test.js", js, `${js}it('adds zero', () => {\n  expect(add(0, 0)).toBe(0);\n});\n`],
	["a.test.js", js, js.replaceAll("got", "sum")],
	["a.test.js", js, js.replace("  const", "  // it.skip(…) would hide this\n  const")],
	["a.test.js", js, js.replace("'adds'", "'adds only numbers, skips none'")],
	["test_a.py", py, `${py}\ndef helper(x):\n    if x:\n        return\n    return 1\n`],
	["README.md", "a\n", "Never write # noqa, # nosec or it.skip(…).\n"],
	[".github/workflows/ci.yml", ci, `${ci}      - run: npm run e2e\n`],
	[".github/workflows/ci.yml", ci, ci.replace("- run: npm test", "- name: All tests\n        run: npm test")],
	[".pre-commit-config.yaml", hooks, hooks.replace("repo: local", "repo: local\n    rev: v2")],
	["tsconfig.json", '{"compilerOptions":{}}', '{"compilerOptions":{"strict":true}}'],
	["eslint.config.js", "rules: { a: 'error' }", "rules: { a: 'error', b: 'error' }"],
	["src/list.ts", "f();\n", "// as any reader sees\nxs.skip(1).only('x');\n"],
	["pom.xml", "<a/>", "<a/><dependency/>"],
	["build.gradle", "a\n", "a\nexclude group: 'org.x'\n"],
];

test.each(harmless)("%s: %j may become %j", (path, base, proposed) => expect(found(path, base, proposed)).toEqual([]));

test("a test that is renamed so that runners may not find it is told, one that is only moved is moved", () => {
	const sides = { base: bytes(js), proposed: bytes(js) };
	const moved = (from: string, path: string) =>
		findTampering([{ change: { path, from, kind: "renamed", binary: false }, sides }]).map(({ because }) => because);
	expect(moved("tests/test_a.py", "tests/a.py")).toEqual([
		"is a test and was moved to a name by which runners may not find it",
	]);
	expect(moved("src/a.test.ts", "src/math/a.test.ts")).toEqual(["is a test and was moved"]);
});

test("a hostile file of settings comes to an end", () => {
	for (const piece of ["ignore = ", "include: [", "exclude:\n - a\n ", "on: push # ", "strict: ", "'off' ", "- id:"])
		for (const path of ["tsconfig.json", "eslint.config.js", ".github/workflows/a.yml", "pom.xml"])
			expect(found(path, "a", piece.repeat(50_000)).length).toBeLessThanOrEqual(50);
});
