import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMoney, MoneyError, parseMoney } from "../src/index.ts";

test("amounts are read with a point, a comma or neither", () => {
	assert.equal(parseMoney("12.50"), 1250);
	assert.equal(parseMoney(" 12,50 "), 1250);
	assert.equal(parseMoney("12"), 1200);
	assert.equal(parseMoney("-0.05"), -5);
});

test("what is not an amount is refused", () => {
	for (const text of ["", "12.5", "1e3", "12.50 EUR"]) assert.throws(() => parseMoney(text), MoneyError);
});

test("amounts are written with two decimals", () => {
	assert.equal(formatMoney(1250), "12.50");
	assert.equal(formatMoney(5), "0.05");
	assert.equal(formatMoney(-5), "-0.05");
});
