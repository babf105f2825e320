/** What real runners printed: recorded on a small project, with its folder named /work/project. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseFailures } from "../../../src/core/checks/parse-output.ts";
import { plainOutput } from "../../../src/core/tools/plain-output.ts";

function recorded(name: string): readonly string[] {
	const text = readFileSync(join(import.meta.dirname, "../../fixtures/checks", `${name}.txt`), "utf8");
	return parseFailures(plainOutput(text), "/work/project").failures.map(
		({ kind, name: what, place, message }) =>
			`${kind} ${place ? `${place.path}:${place.line}` : "-"} ${what} | ${message}`,
	);
}

const vitest = [
	"test broken.test.ts:1 broken.test.ts | Error: Cannot find module './nothing-there.ts' imported from broken.test.ts",
	"test sum.test.ts:2 sum.test.ts > adds | AssertionError: expected 3 to be 4 // Object.is equality",
	"test sum.test.ts:4 sum.test.ts > group > fails within > a name | Error: it fell",
];

test.each([
	["vitest", vitest],
	["vitest-colour", vitest],
	[
		"node-spec",
		[
			"test sum.test.mjs:3 adds | AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 3 !== 4",
			"test sum.test.mjs:4 fails within | Error: it fell",
		],
	],
	[
		"node-tap",
		[
			"test sum.test.mjs:3 adds | Expected values to be strictly equal: 3 !== 4",
			"test sum.test.mjs:4 fails within | it fell",
		],
	],
	[
		"pytest-failed",
		[
			"test test_sum.py:3 test_sum.py::test_adds | assert (1 + 2) == 4",
			"test test_sum.py:9 test_sum.py::TestGroup::test_even[1] | assert (1 % 2) == 0",
		],
	],
	["pytest", ["test test_broken.py:1 test_broken.py | "]],
	[
		"unittest",
		[
			"test test_unit.py:6 test_raises (test_unit.T.test_raises) | KeyError: 'x'",
			"test test_unit.py:4 test_adds (test_unit.T.test_adds) | AssertionError: 3 != 4",
		],
	],
	[
		"cargo",
		["test src/lib.rs:10 tests::falls | it fell", "test src/lib.rs:6 tests::adds | assertion `left == right` failed"],
	],
	["cargo-error", ["error src/lib.rs:1 E0277 | cannot add `&str` to `i32`"]],
	[
		"tsc",
		[
			"error a.ts:1 TS2322 | Type 'string' is not assignable to type 'number'.",
			"error a.ts:2 TS2304 | Cannot find name 'y'.",
		],
	],
	[
		"tsc-pretty",
		[
			"error a.ts:1 TS2322 | Type 'string' is not assignable to type 'number'.",
			"error a.ts:2 TS2304 | Cannot find name 'y'.",
		],
	],
	[
		"biome",
		[
			"error b.ts:2 lint/suspicious/noDoubleEquals | Using == may be unsafe if you are relying on type coercion.",
			"error b.ts:2 lint/suspicious/noDebugger | This is an unexpected use of the debugger statement.",
			"error b.ts:1 format | Formatter would have printed the following content:",
		],
	],
])("%s", (name, failures) => expect(recorded(name)).toEqual(failures));
