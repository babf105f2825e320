import assert from "node:assert/strict";
import { test } from "node:test";
import { MoneyError, splitByWeight, splitEqually } from "../src/index.ts";

test("an amount that divides evenly is shared evenly", () => {
	assert.deepEqual(splitEqually(9000, 3), [3000, 3000, 3000]);
});

test("no cent is lost when an amount does not divide evenly", () => {
	// 10.00 among three: 3.34 + 3.33 + 3.33
	assert.deepEqual(splitEqually(1000, 3), [334, 333, 333]);
});

test("one person takes it all", () => {
	assert.deepEqual(splitEqually(1001, 1), [1001]);
});

test("nobody to share with is an error", () => {
	assert.throws(() => splitEqually(1000, 0), MoneyError);
});

test("weighted shares add up to the amount", () => {
	assert.deepEqual(splitByWeight(3000, [1, 1, 2]), [750, 750, 1500]);
	assert.deepEqual(splitByWeight(1000, [1, 1, 1]), [334, 333, 333]);
	assert.deepEqual(splitByWeight(1000, [1, 0, 1]), [500, 0, 500]);
});
