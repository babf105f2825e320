/** What the library offers. */

export { MoneyError } from "./errors.ts";
export { addExpense, balances, emptyLedger, type Expense, type Ledger } from "./ledger.ts";
export { formatMoney, parseMoney } from "./money.ts";
export { type Payment, settle } from "./settle.ts";
export { splitByWeight, splitEqually } from "./split.ts";
