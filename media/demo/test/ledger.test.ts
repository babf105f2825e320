import assert from "node:assert/strict";
import { test } from "node:test";
import { addExpense, balances, emptyLedger, MoneyError } from "../src/index.ts";

const people = ["Ada", "Ben", "Cleo"];

test("whoever pays is owed the others' shares", () => {
	const ledger = addExpense(emptyLedger(people), { payer: "Ada", amount: 9000, what: "Train" });
	assert.deepEqual([...balances(ledger)], [
		["Ada", 6000],
		["Ben", -3000],
		["Cleo", -3000],
	]);
});

test("weights say who takes part", () => {
	const ledger = addExpense(emptyLedger(people), { payer: "Ben", amount: 3000, what: "Wine", weights: { Ben: 1, Cleo: 2 } });
	assert.deepEqual([...balances(ledger).values()], [0, 2000, -2000]);
});

test("strangers cannot pay", () => {
	assert.throws(() => addExpense(emptyLedger(people), { payer: "Dan", amount: 100, what: "Tea" }), MoneyError);
});
