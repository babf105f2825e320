/** Outputs written by hand in the forms that the runners document. */

import { expect, test } from "vitest";
import { parseFailures } from "../../../src/core/checks/parse-output.ts";

function found(...lines: readonly string[]): readonly string[] {
	return parseFailures(lines.join("\n"), "/work/project").failures.map(
		({ kind, name, place, message }) => `${kind} ${place ? `${place.path}:${place.line}` : "-"} ${name} | ${message}`,
	);
}

test("jest, with a suite that did not run, and its summary told once", () => {
	const failure = [
		"  ● sum › adds",
		"",
		"    expect(received).toBe(expected)",
		"",
		"      at Object.<anonymous> (src/sum.test.js:4:20)",
	];
	const suite = ["FAIL src/b.test.js", "  ● Test suite failed to run", "", "    Cannot find module './b'", ""];
	const lines = [
		"FAIL src/sum.test.js",
		"  ● Console",
		"",
		...failure,
		...suite,
		"Summary of all failing tests",
		"FAIL src/sum.test.js",
		...failure,
	];
	expect(found(...lines)).toEqual([
		"test src/sum.test.js:4 sum › adds | expect(received).toBe(expected)",
		"test - src/b.test.js: did not run | Cannot find module './b'",
	]);
	expect(found("PASS src/a.test.js", "  ● Console", "    console.log")).toEqual([]);
});

test("mocha", () => {
	const frame = "      at Context.<anonymous> (test/array.js:5:14)";
	expect(
		found(
			"  2 passing (5ms)",
			"  1 failing",
			"",
			"  1) Array",
			"       #indexOf()",
			"         returns -1:",
			"",
			"      AssertionError: 0 == -1",
			frame,
		),
	).toEqual(["test test/array.js:5 Array #indexOf() returns -1 | AssertionError: 0 == -1"]);
	expect(found("  1) a list", "  2 passing (5ms)")).toEqual([]);
});

test("TAP leaves out what is still to do, what was skipped, and groups", () => {
	expect(
		found(
			"TAP version 13",
			"ok 1 - works",
			"not ok 2 - later # TODO",
			"not ok 3 - gone # SKIP",
			"not ok 4 - fails",
			"  ---",
			"  message: 'no'",
			"  at: /work/project/a.js:3:1",
			"  ...",
			"1..4",
		),
	).toEqual(["test a.js:3 fails | no"]);
	expect(found("it is not ok 4 - here")).toEqual([]);
});

const go = [
	"--- FAIL: TestAdd (0.00s)",
	"    --- FAIL: TestAdd/zero (0.00s)",
	"        add_test.go:8: got 3",
	"--- PASS: TestOther (0.00s)",
	"FAIL",
	"FAIL\texample.com/m\t0.1s",
];

test("go, plain and as JSON, names the subtest and not what holds it", () => {
	const wanted = ["test add_test.go:8 TestAdd/zero | got 3"];
	expect(found(...go)).toEqual(wanted);
	const json = go.map((line) =>
		JSON.stringify({ Time: "2026-01-01T00:00:00Z", Action: "output", Package: "m", Output: `${line}\n` }),
	);
	expect(found(...json, '{"Action":"fail","Package":"m"}')).toEqual(wanted);
	expect(found("--- PASS: TestAdd (0.00s)", "ok  \texample.com/m\t0.1s")).toEqual([]);
	expect(found("# example.com/m", "./add.go:5:2: undefined: x")).toEqual(["error add.go:5 error | undefined: x"]);
});

test("cargo in its older form", () => {
	expect(
		found("---- tests::adds stdout ----", "thread 'tests::adds' panicked at 'left is not right', src/lib.rs:9:9"),
	).toEqual(["test src/lib.rs:9 tests::adds | left is not right"]);
	expect(found("---- tests::adds stdout", "error: could not compile")).toEqual([]);
});

test("maven, in both of its forms, and what does not compile", () => {
	const rest = [
		"org.opentest4j.AssertionFailedError: expected: <3> but was: <4>",
		"\tat org.junit.jupiter.api.Assertions.fail(Assertions.java:1)",
		"\tat com.x.AppTest.adds(AppTest.java:12)",
	];
	const place = "src/test/java/com/x/AppTest.java:12";
	const wanted = [`test ${place} com.x.AppTest.adds | org.opentest4j.AssertionFailedError: expected: <3> but was: <4>`];
	const total = "[ERROR] Tests run: 2, Failures: 1, Time elapsed: 0.1 s <<< FAILURE! -- in com.x.AppTest";
	expect(found(total, "[ERROR] com.x.AppTest.adds -- Time elapsed: 0.01 s <<< FAILURE!", ...rest)).toEqual(wanted);
	expect(found("[ERROR] adds(com.x.AppTest)  Time elapsed: 0.01 s  <<< FAILURE!", ...rest)).toEqual(wanted);
	expect(found("[ERROR] /work/project/src/main/java/A.java:[5,3] cannot find symbol")).toEqual([
		"error src/main/java/A.java:5 compile | cannot find symbol",
	]);
	expect(found("[INFO] Tests run: 2, Failures: 0", "[WARNING] adds is slow")).toEqual([]);
});

test("gradle", () => {
	const frame = "        at com.x.AppTest.adds(AppTest.kt:12)";
	expect(
		found(
			"com.x.AppTest > works() PASSED",
			"com.x.AppTest > adds() FAILED",
			"    java.lang.AssertionError: no",
			frame,
			"2 tests completed, 1 failed",
		),
	).toEqual(["test src/test/kotlin/com/x/AppTest.kt:12 com.x.AppTest > adds() | java.lang.AssertionError: no"]);
	expect(found("> Task :test FAILED", "BUILD FAILED in 1s")).toEqual([]);
});

test(".NET, tests and compiler", () => {
	const stack = ["  Stack Trace:", "     at Demo.Tests.Adds() in /work/project/Tests.cs:line 8"];
	expect(
		found(
			"  Passed Demo.Tests.Works [1 ms]",
			"  Failed Demo.Tests.Adds [12 ms]",
			"  Error Message:",
			"   Assert.Equal() Failure",
			...stack,
		),
	).toEqual(["test Tests.cs:8 Demo.Tests.Adds | Assert.Equal() Failure"]);
	expect(found("/work/project/A.cs(5,3): error CS0103: no such name [/work/project/A.csproj]")).toEqual([
		"error A.cs:5 CS0103 | no such name",
	]);
	expect(found("Failed!  - Failed: 1, Passed: 1", "A.cs(5,3): warning CS0168: unused")).toEqual([]);
});

test("rspec", () => {
	expect(
		found(
			"Failures:",
			"",
			"  1) Thing adds",
			"     Failure/Error: expect(3).to eq 4",
			"",
			"       expected: 4",
			"",
			"Failed examples:",
			"",
			"rspec ./spec/thing_spec.rb:5 # Thing adds",
		),
	).toEqual(["test spec/thing_spec.rb:5 Thing adds | expected: 4"]);
	expect(found("rspec runs spec/thing_spec.rb:5")).toEqual([]);
});

test("minitest, failures and errors", () => {
	expect(
		found(
			"  1) Failure:",
			"TestA#test_add [test/a_test.rb:6]:",
			"Expected: 4",
			"",
			"  2) Error:",
			"TestA#test_x:",
			"NoMethodError: no",
			"    /usr/lib/ruby/x.rb:1:in `a'",
			"    test/a_test.rb:9:in `test_x'",
			"",
			"2 runs, 1 assertions",
		),
	).toEqual([
		"test test/a_test.rb:6 TestA#test_add | Expected: 4",
		"test test/a_test.rb:9 TestA#test_x | NoMethodError: no",
	]);
	expect(found("  1) Failure:", "no name here")).toEqual([]);
});

test("phpunit", () => {
	const lines = [
		"There was 1 failure:",
		"",
		"1) ATest::testAdd",
		"Failed asserting that 3 matches expected 4.",
		"",
		"/work/project/tests/ATest.php:12",
		"",
		"FAILURES!",
	];
	expect(found("PHPUnit 11.0.0", ...lines)).toEqual([
		"test tests/ATest.php:12 ATest::testAdd | Failed asserting that 3 matches expected 4.",
	]);
	expect(found("1) ATest::testAdd", "is a list of ours")).toEqual([]);
});

test("eslint says errors and no warnings", () => {
	expect(
		found(
			"/work/project/a.js",
			"  1:7  error  'x' is never used  no-unused-vars",
			"  2:1  warning  Odd  no-odd",
			"",
			"✖ 2 problems",
		),
	).toEqual(["error a.js:1 no-unused-vars | 'x' is never used"]);
	expect(found("  1:7  error  without a file  no-unused-vars")).toEqual([]);
});

test("ruff, short and full, and mypy", () => {
	expect(found("a.py:1:8: F401 [*] `os` imported but unused", "Found 1 error.")).toEqual([
		"error a.py:1 F401 | F401 [*] `os` imported but unused",
	]);
	expect(found("F401 [*] `os` imported but unused", " --> a.py:1:8")).toEqual([
		"error a.py:1 F401 | `os` imported but unused",
	]);
	expect(found("a.py:3: error: Incompatible types  [assignment]", "a.py:3: note: See")).toEqual([
		"error a.py:3 assignment | Incompatible types [assignment]",
	]);
});

test("the common form, and what only looks like it", () => {
	expect(found("src/a.c:5:2: error: expected ';'")).toEqual(["error src/a.c:5 error | expected ';'"]);
	expect(
		found("src/a.c:5:2: warning: unused", "at 12:30:05 it began", "http://a.example:80: hello", "see a.b:c"),
	).toEqual([]);
});

test("a place that leads out of the project, or into packages, is none", () => {
	expect(
		found("../other/a.c:5: error: no", "/etc/passwd.txt:1: error: no", "node_modules/a/b.js:1: error: no"),
	).toEqual([]);
	expect(found("../other/a.ts(5,3): error TS1: no")).toEqual(["error - TS1 | no"]);
});

test("of many failures fifty are listed and the others are counted; a hostile output comes to an end", () => {
	const lines = Array.from({ length: 80 }, (_, at) => `a.ts(${at + 1},1): error TS1: no`);
	expect(parseFailures(lines.join("\n"), "/work/project")).toMatchObject({ failures: { length: 50 }, more: 30 });
	// A pattern that takes the square of this would not end within the time of a test.
	for (const piece of ["(", " ", "a:", "● ", "--- FAIL: ", "a.b:1:", " > ", "[ERROR] "])
		expect(parseFailures(piece.repeat(200_000), "/x").failures.length).toBeLessThanOrEqual(50);
});
