/** Rarer forms in which runners tell of failures. */

import { expect, test } from "vitest";
import { parseFailures } from "../../../src/core/checks/parse-output.ts";

function found(lines: readonly string[], root = "/work/project"): readonly string[] {
	return parseFailures(lines.join("\n"), root).failures.map(
		({ name, place, message }) => `${place ? `${place.path}:${place.line}` : "-"} ${name} | ${message}`,
	);
}

const jsonLine = (test: string, output: string) =>
	JSON.stringify({ Action: "output", Package: "x", Test: test, Output: output });

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
	[
		"go -json, where tests speak in turn",
		[
			jsonLine("TestA/one", "    a_test.go:6: no\n"),
			jsonLine("TestB", "    b_test.go:8: nope\n"),
			jsonLine("TestA/one", "    --- FAIL: TestA/one (0.00s)\n"),
			jsonLine("TestB", "--- FAIL: TestB (0.00s)\n"),
			jsonLine("TestA", "--- FAIL: TestA (0.00s)\n"),
		],
		["a_test.go:6 TestA/one | no", "b_test.go:8 TestB | nope"],
	],
	[
		"go -v, where what is said comes first",
		[
			"=== RUN   TestA",
			"    a_test.go:5: bad",
			"--- FAIL: TestA (0.00s)",
			"=== RUN   TestB",
			"--- PASS: TestB (0.00s)",
		],
		["a_test.go:5 TestA | bad"],
	],
	[
		"a panic of go",
		[
			"--- FAIL: TestNil (0.00s)",
			"panic: nil pointer",
			"",
			"x.TestNil(0xc0)",
			"\t/work/project/nil_test.go:7 +0x1d",
			"FAIL\tx\t0.1s",
		],
		["nil_test.go:7 TestNil | panic: nil pointer"],
	],
	[
		"nextest",
		["        FAIL [   0.004s] x tests::neg", "thread 'tests::neg' (7) panicked at src/lib.rs:17:9:", "boom"],
		["src/lib.rs:17 x tests::neg | boom"],
	],
	[
		"jest with a project's name, and the frame of the test rather than the first",
		[
			"FAIL  unit  src/x.test.ts",
			"  ● sum › adds",
			"",
			"    boom",
			"",
			"      at add (src/add.ts:3:9)",
			"      at Object.<anonymous> (src/x.test.ts:12:5)",
		],
		["src/x.test.ts:12 sum › adds | boom"],
	],
	[
		"vitest, the same",
		[" FAIL  src/a.test.ts > x", "Error: b", " ❯ Module.f src/f.ts:3:9", " ❯ src/a.test.ts:8:3"],
		["src/a.test.ts:8 src/a.test.ts > x | Error: b"],
	],
	[
		"vitest, in a folder with a space",
		[" FAIL  src/sub dir/a.test.ts > x", "Error: b", " ❯ src/sub dir/a.test.ts:4:2"],
		["src/sub dir/a.test.ts:4 src/sub dir/a.test.ts > x | Error: b"],
	],
	[
		"phpstan",
		["  Line   src/A.php", " ------ -----", "  12     Undefined variable: $x", " ------ -----"],
		["src/A.php:12 phpstan | Undefined variable: $x"],
	],
	[
		"pytest, the same",
		[
			"____ test_x ____",
			"tests/test_x.py:4: ",
			"_ _ _ _",
			"src/f.py:2: ValueError",
			"=== short test summary info ===",
			"FAILED tests/test_x.py::test_x - ValueError",
		],
		["tests/test_x.py:4 tests/test_x.py::test_x | ValueError"],
	],
	[
		"pytest, a parameter and a message with dashes and brackets",
		["FAILED tests/test_x.py::test_x[a - b] - assert [1] - [2]", "FAILED tests/test_x.py::test_y - assert [1 - 2]"],
		[
			"tests/test_x.py:1 tests/test_x.py::test_x[a - b] | assert [1] - [2]",
			"tests/test_x.py:1 tests/test_x.py::test_y | assert [1 - 2]",
		],
	],
	[
		"pytest without its summary",
		[
			"____ TestA.test_neg ____",
			"tests/test_a.py:22: in test_neg",
			"src/app.py:7: in helper",
			"E   ValueError: x",
			"1 failed in 0.02s",
		],
		["tests/test_a.py:22 tests/test_a.py::TestA::test_neg | ValueError: x"],
	],
	[
		"unittest with a test's documentation",
		[
			"=".repeat(70),
			"ERROR: test_io (test_io.IoTest)",
			"Reads the file",
			"-".repeat(70),
			"Traceback (most recent call last):",
			'  File "/work/project/tests/test_io.py", line 8, in test_io',
			'  File "/work/project/app.py", line 3, in load',
			"OSError: x",
		],
		["tests/test_io.py:8 test_io (test_io.IoTest) | OSError: x"],
	],
	[
		"rails",
		["F", "", "Failure:", "UserTest#test_name [test/models/user_test.rb:7]:", "Expected true"],
		["test/models/user_test.rb:7 UserTest#test_name | Expected true"],
	],
	[
		"minitest, an error in what is tested",
		[
			"  1) Error:",
			"CalcTest#test_boom:",
			"NoMethodError: x",
			"    lib/calc.rb:4:in 'Calc.boom'",
			"    test/calc_test.rb:16:in 'test_boom'",
			"1 runs, 0 assertions",
		],
		["test/calc_test.rb:16 CalcTest#test_boom | NoMethodError: x"],
	],
	[
		"rspec, where places are ids",
		["  1) A b", "     Failure/Error: x", "       no", "Failed examples:", "rspec './spec/a_spec.rb[1:2:1]' # A b"],
		["spec/a_spec.rb:1 A b | no"],
	],
	[
		"pest",
		[
			"   FAILED  Tests\\Unit\\CalcTest > it adds   TypeError",
			"  wrong",
			"",
			"  at tests/Unit/CalcTest.php:9",
			"  Tests:    1 failed",
		],
		["tests/Unit/CalcTest.php:9 Tests\\Unit\\CalcTest > it adds | wrong"],
	],
	[
		"gradle, without folders",
		[
			"CalcTest > adds() FAILED",
			"    org.opentest4j.AssertionFailedError at CalcTest.kt:14",
			"3 tests completed, 1 failed",
		],
		["CalcTest.kt:14 CalcTest > adds() | org.opentest4j.AssertionFailedError at CalcTest.kt:14"],
	],
	[
		"kotlin",
		["e: file:///work/project/src/A.kt:7:5 Unresolved reference"],
		["src/A.kt:7 compile | Unresolved reference"],
	],
	[
		"pyright",
		["  /work/project/src/a.py:4:12 - error: no str (reportReturnType)"],
		["src/a.py:4 reportReturnType | no str"],
	],
	[
		"bun",
		[
			"bun test v1.1.0",
			"",
			"src/a.test.ts:",
			"(pass) ok",
			"error: wrong",
			"      at <anonymous> (/work/project/src/a.test.ts:4:13)",
			"(fail) math > bad [0.50ms]",
		],
		["src/a.test.ts:4 math > bad | wrong"],
	],
	[
		"playwright",
		[
			"  1) [chromium] › tests/a.spec.ts:5:5 › login › works ───",
			"",
			"    Error: hidden",
			"",
			"        at /work/project/tests/a.spec.ts:9:19",
			"",
			"  1 failed",
		],
		["tests/a.spec.ts:9 login › works | Error: hidden"],
	],
];

test.each(cases)("%s", (_name, lines, failures) => expect(found(lines)).toEqual(failures));

test("paths of Windows, and the real names that macOS gives temporary folders, lead into the project", () => {
	const eslint = ["C:\\work\\src\\b.js", "  1:1  error  no  a-rule"];
	expect(found(eslint, "C:\\work")).toEqual(["src/b.js:1 a-rule | no"]);
	expect(found(eslint, "C:/work")).toEqual(["src/b.js:1 a-rule | no"]);
	expect(found(["/private/tmp/x/a.c:3:5: error: no"], "/tmp/x")).toEqual(["a.c:3 error | no"]);
});

test("many failures of every form come to an end", () => {
	for (const line of [
		"--- FAIL: TestA/b",
		"        FAIL [ 1s] x a::b",
		"____ a ____",
		"(fail) a",
		"rspec './a[1]' # b",
		"  1) a",
		"=== RUN   TestA",
	])
		expect(
			found([
				"bun test v1",
				...Array(30_000)
					.fill(line)
					.map((each, at) => `${each}${at}`),
			]).length,
		).toBeLessThanOrEqual(50);
});
