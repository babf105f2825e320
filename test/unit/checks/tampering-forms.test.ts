/** More forms in which runners and their settings are told to prove less, by runner; and what looks like them and is harmless. */

import { expect, test } from "vitest";
import { findTampering } from "../../../src/core/checks/tampering.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function found(path: string, base: string | null, proposed: string): readonly string[] {
	const sides = { base: base === null ? null : bytes(base), proposed: bytes(proposed) };
	const kind = base === null ? "added" : "modified";
	return findTampering([{ change: { path, kind, binary: false }, sides }])
		.map(({ because }) => because)
		.filter((because) => !because.endsWith("and was changed"));
}

const js = "test('a', () => {\n  expect(f(1)).toBe(2);\n});\n";
const py = "def test_a():\n    assert f() == 1\n";
const rb = "it 'a' do\n  expect(f).to eq 1\nend\n";
const java = "@Test\nvoid a() { assertThat(f()).isEqualTo(1); }\n";
const go = "func TestA(t *testing.T) {\n\tassert.Equal(t, 1, f())\n}\n";
const rs = "#[test]\nfn a() { assert_eq!(1, f()); }\n";
const cpp = "TEST(A, B) { EXPECT_EQ(1, f()); }\nTEST(A, C) { f(); }\n";

const [skips, less, always, unseen] = [
	"skips a test",
	"asserts less exactly than before",
	"asserts what always holds",
	"lets what goes wrong in it pass unseen",
];
const leavesOut = "leaves out something that was checked";

/** A file, what was in it, what was replaced by what, and why it is told. */
const tests: readonly (readonly [string, string, readonly [string, string], string])[] = [
	["a.test.ts", js, ["test('a'", "test.runIf(false)('a'"], skips],
	["a.test.ts", js, ["test('a', ", "test('a', { timeout: 5, skip: true }, "], skips],
	["a.test.ts", js, ["() => {", "(c) => {\n  c.skip();"], skips],
	["a.test.ts", js, ["() => {", "({ skip }) => {\n  skip();"], skips],
	["a.test.ts", js, ["test('a'", "test['skip']('a'"], skips],
	["a.spec.js", js, ["() => {", "() => {\n  pending('later');"], skips],
	["a_test.ts", js, ["test('a'", "Deno.test.ignore('a'"], skips],
	["a-test.js", "QUnit.test('a', f);\n", ["QUnit.test", "QUnit.skip"], skips],
	["a-test.js", "QUnit.test('a', f);\n", ["QUnit.test", "QUnit.only"], "runs only some of the tests"],
	["a_test.dart", "test('a', () { g(); });\n", ["});", "}, skip: true);"], skips],
	["src/test/java/ATest.java", java, ["@Test", "@Test(enabled = false)"], skips],
	["src/test/kotlin/ATest.kt", 'should("a") { f() }\n', ["should", "xshould"], skips],
	["src/test/scala/ASpec.scala", 'it should "a" in { f() }\n', ["it should", "ignore should"], skips],
	["a_test.go", go, ["\tassert", "\tif testing.Short() {\n\t\treturn\n\t}\n\tassert"], skips],
	["tests/a.rs", rs, ["fn a", "#[cfg_attr(all(), ignore)]\nfn a"], skips],
	["tests/a.rs", rs, ["#[test]", "#[cfg(never)]\n#[test]"], "is built only under a condition"],
	["spec/a_spec.rb", rb, ["'a' do", "'a', :skip do"], skips],
	["spec/a_spec.rb", rb, ["'a' do", "'a', pending: true do"], skips],
	["spec/a_spec.rb", rb, ["'a' do", "'a', skip: 'flaky' do"], skips],
	["spec/a_spec.rb", rb, ["'a' do", "'a', :focus do"], "runs only some of the tests"],
	["tests/a_test.cpp", cpp, ["A, B", "A, DISABLED_B"], skips],
	["tests/a_test.cpp", cpp, ["EXPECT", "GTEST_SKIP(); EXPECT"], skips],
	["tests/a_test.cpp", cpp, ["EXPECT_EQ(1, f())", "f()"], "has 1 assertion fewer than before"],
	["tests/a_test.cpp", cpp, ["TEST(A, C) { f(); }", ""], "has 1 test fewer than before"],
	["a.test.ts", js, ["toBe(2)", "not.toBe(3)"], less],
	["a.test.ts", js, ["toBe(2)", "toBeTypeOf('number')"], less],
	["a.test.ts", js, ["toBe(2)", "toBeGreaterThan(0)"], less],
	["a.test.ts", js, ["toBe(2)", "toEqual(expect.any(Number))"], less],
	["a.test.ts", js.replace("toBe(2)", "toThrow('bad')"), ["toThrow('bad')", "toThrow()"], less],
	["test_a.py", py, ["f() == 1", "f()"], less],
	["test_a.py", py, ["f() == 1", "isinstance(f(), int)"], less],
	["test_a.py", py.replace("assert", "with pytest.raises(OSError):\n        "), ["OSError", "Exception"], less],
	["tests/ATest.php", "it('a', fn() => expect(f())->toBe(1));\n", ["toBe(1)", "toBeTruthy()"], less],
	["src/test/java/ATest.java", java, ["isEqualTo(1)", "isNotNull()"], less],
	["a_test.go", go, ["Equal(t, 1, f())", "NotNil(t, f())"], less],
	["tests/a.rs", rs, ["assert_eq!(1, f())", "assert!(f().is_ok())"], less],
	["a.test.ts", js, ["toBe(2)", "toBe(f(1))"], always],
	["a.test.ts", js, ["expect(f(1)).toBe(2)", "expect(f(1) === 2 || true).toBe(true)"], always],
	["test_a.py", py, ["f() == 1", "f() == 1 or True"], always],
	["test_a.py", py, ["    assert", "    with suppress(AssertionError):\n        assert"], unseen],
	[
		"test_a.py",
		py,
		["    assert f() == 1", "    try:\n        assert f() == 1\n    except Exception as e:\n        print(e)"],
		unseen,
	],
	["a.test.ts", js, ["expect(f(1)).toBe(2)", "try { expect(f(1)).toBe(2) } catch (e) { console.log(e); }"], unseen],
	["a.test.ts", js, ["expect(f(1))", "await g().catch(() => {});\n  expect(f(1))"], unseen],
	["src/lib.rs", "fn a() {}\n", ["fn a", "#[coverage(off)]\nfn a"], "leaves code out of the coverage"],
];

const scripts = '{"scripts":{"e2e":"playwright test","quality":"eslint .","unit":"x","start":"node ."}}';
const ci = "on: [push]\njobs:\n  t:\n    steps:\n      - name: T\n        run: npm test\n";

const settings: readonly (readonly [string, string, readonly [string, string], string])[] = [
	["package.json", scripts, ["playwright test", "true"], 'changes the script "e2e"'],
	["package.json", scripts, ["eslint .", "true"], 'changes the script "quality"'],
	["package.json", scripts, ['"unit":"x",', ""], 'takes the script "unit" away'],
	["turbo.json", '{"tasks":{"test":{"dependsOn":["a"]}}}', ['"a"', ""], 'changes what "test" runs'],
	["project.json", '{"targets":{"test":{"executor":"a"}}}', ['"a"', '"b"'], 'changes what "test" runs'],
	["deno.json", '{"lint":{"exclude":[]}}', ["[]", '["src"]'], 'changes the configuration "lint"'],
	[
		"Taskfile.yml",
		"tasks:\n  build:\n    cmds: [a]\n  test:\n    cmds:\n      - go test\n",
		["go test", "true"],
		'"test" runs',
	],
	["Rakefile", "task :test do\n  sh 'a'\nend\n", ["sh 'a'", ""], 'changes what "test" runs'],
	[
		"Rakefile",
		"Rake::TestTask.new do |t|\n  t.pattern = 'test/**'\nend\n",
		["test/**", "test/a.rb"],
		'"Rake::TestTask" runs',
	],
	["justfile", 'test:\n  echo "now: a"\n  cargo test\n', ["cargo test", "true"], 'changes what "test" runs'],
	["Makefile", "test:\n\ttask prepare\n\tgo test\n", ["go test", "true"], 'changes what "test" runs'],
	["Cargo.toml", "[lib]\nname = 'a'\n", ["'a'\n", "'a'\ntest = false\n"], leavesOut],
	["build.gradle", "test { }", ["{ }", "{ enabled = false }"], leavesOut],
	["build.gradle", "test { useJUnitPlatform() }", ["()", "{ excludeTags 'slow' }"], leavesOut],
	["A.csproj", "<PropertyGroup></PropertyGroup>", ["></", "><NoWarn>$(NoWarn);CS8602</NoWarn></"], leavesOut],
	["A.csproj", "<Nullable>enable</Nullable>", ["enable", "disable"], 'turns "Nullable" off'],
	["A.Tests.csproj", "<ItemGroup></ItemGroup>", ["></", '><Compile Remove="ATests.cs" /></'], leavesOut],
	[
		"phpunit.xml",
		"<suite><directory>t</directory></suite>",
		["</suite>", "<exclude>t/ATest.php</exclude></suite>"],
		leavesOut,
	],
	["biome.json", '{"rules":{"recommended":true}}', ["true", "false"], 'turns "recommended" off'],
	["vitest.config.ts", "globals: true", ["true", "true, testNamePattern: 'x'"], leavesOut],
	["playwright.config.ts", "workers: 1", ["1", "1, grepInvert: /slow/"], leavesOut],
	["pytest.ini", "[pytest]\naddopts = -q\n", ["-q", "-q --deselect tests/test_a.py::test_b"], leavesOut],
	["pytest.ini", "[pytest]\naddopts = -q\n", ["-q", "-q -m 'not slow'"], leavesOut],
	[".github/workflows/a.yml", ci, ["- name: T", "- if: false\n        name: T"], "lets a step that fails pass"],
	[
		".github/workflows/a.yml",
		ci,
		["- name: T", "- if: github.actor == 'x'\n        name: T"],
		"runs on fewer occasions",
	],
	[
		".github/workflows/a.yml",
		ci,
		["on: [push]", "on:\n  push:\n    branches: [x]"],
		"runs on fewer occasions than before",
	],
	["Jenkinsfile", "sh 'npm test'\n", ["sh 'npm test'", "catchError { sh 'npm test' }"], "lets a step that fails pass"],
	[
		".travis.yml",
		"script: npm test\n",
		["test\n", "test\nallow_failures:\n  - node: 20\n"],
		"lets a step that fails pass",
	],
];

test.each([...tests, ...settings])("%s, once %j, with %j, is told: %s", (path, base, [old, now], because) => {
	expect(base).toContain(old);
	expect(
		found(
			path,
			base,
			base.replace(old, () => now),
		).join("; "),
	).toContain(because);
});

/** A file, what was in it, and what was replaced by what. */
const harmless: readonly (readonly [string, string, readonly [string, string]])[] = [
	["a.test.ts", js, ["expect(f(1))", "expect(list({ skip: 10 }).skip(3).length + f(1))"]],
	["a.test.ts", js, ["toBe(2)", "toEqual(2)"]],
	["a.test.ts", js, ["});\n", "});\ntest('b', () => {\n  expect(g()).toBeGreaterThan(1);\n});\n"]],
	["test_a.py", py, ["assert f() == 1", "assert f() == 1\n    assert g()"]],
	["src/list.ts", "find();\n", ["find()", "find({ skip: true }).skip()"]],
	["package.json", scripts, ["node .", "node . --port 1"]],
	["turbo.json", '{"tasks":{"build":{"cache":true}}}', ["true", "false"]],
	["Taskfile.yml", "tasks:\n  build:\n    cmds: [a]\n  test:\n    cmds: [b]\n", ["[a]", "[c]"]],
	["Rakefile", "task :deploy do\n  sh 'a'\nend\ntask :test do\n  sh 'b'\nend\n", ["'a'", "'c'"]],
	["tox.ini", "[testenv]\ncommands = pytest\n", ["pytest", "python -m pytest"]],
	["A.csproj", "<ItemGroup></ItemGroup>", ["></", '><PackageReference Include="X" /></']],
	[".github/workflows/a.yml", ci, ["npm test\n", "npm test\n      - if: always()\n        run: npm run lint\n"]],
	[".github/workflows/a.yml", ci, ["[push]", "[push, pull_request]\n# branches: none"]],
];

test.each(harmless)("%s, once %j, with %j, proves as much as before", (path, base, [old, now]) => {
	expect(base).toContain(old);
	expect(
		found(
			path,
			base,
			base.replace(old, () => now),
		),
	).toEqual([]);
});

test("a new list of what a check leaves alone is told, a new test or configuration is not", () => {
	expect(found("phpstan-baseline.neon", null, "parameters:\n  ignoreErrors: [a]\n")).toEqual([leavesOut]);
	expect(found("eslint-suppressions.json", null, "{}")).toEqual([leavesOut]);
	expect(found("jest.config.js", null, "module.exports = {};\n")).toEqual([]);
	expect(found("a.test.ts", null, js)).toEqual([]);
});

test("a test that is moved to a name that no runner looks for is told", () => {
	const moved = (path: string) =>
		findTampering([
			{
				change: { path, from: "src/a.test.ts", kind: "renamed", binary: false },
				sides: { base: bytes(js), proposed: bytes(js) },
			},
		]).map(({ because }) => because);
	const lost = ["is a test and was moved to a name by which runners may not find it"];
	expect([moved("src/a.test.ts.bak"), moved("src/a.test.ts~"), moved("src/a.test.ts.disabled")]).toEqual([
		lost,
		lost,
		lost,
	]);
});

const hostile: readonly (readonly [string, string])[] = [
	["test_a.py", "assert f("],
	["test_a.py", "except a: "],
	["a.test.ts", "expect("],
	["a.test.ts", ".catch( ( "],
	["pytest.ini", "-k a "],
	["build.gradle", "tests { "],
	["A.csproj", "<NoWarn>"],
	["Rakefile", "task :test "],
	["Taskfile.yml", "  test: "],
	[".github/workflows/a.yml", "\n"],
	[".github/workflows/a.yml", "    "],
];

test.each(hostile)("a hostile file comes to an end: %s with %j over and over", (path, piece) => {
	const text = piece.repeat(Math.floor(300_000 / piece.length));
	expect(found(path, "a", text).length).toBeLessThanOrEqual(50);
});

test("a test in which comments begin over and over, and none ends, comes to an end", () => {
	const text = "/* ".repeat(250_000);
	expect(found("a.test.ts", `${js}${text}`, text)).toContain("has 1 assertion fewer than before");
});
