import assert from "node:assert/strict";
import { test } from "node:test";
import { settle } from "../src/index.ts";

test("debts are paid with as few payments as there are debtors", () => {
	const payments = settle(new Map([["Ada", 6000], ["Ben", -3000], ["Cleo", -3000]]));
	assert.deepEqual(payments, [
		{ from: "Ben", to: "Ada", amount: 3000 },
		{ from: "Cleo", to: "Ada", amount: 3000 },
	]);
});

test("nobody pays when everyone is even", () => {
	assert.deepEqual(settle(new Map([["Ada", 0], ["Ben", 0]])), []);
});
