/** Money, tokens and times as a person reads them. */

import { expect, test } from "vitest";
import {
	formatAgo,
	formatCost,
	formatDollars,
	formatDuration,
	formatElapsed,
	formatTokens,
} from "../../webview/text/format.ts";

test.each([
	[0, "$0.00"],
	[0.00002, "< $0.0001"],
	[0.0042, "$0.0042"],
	[0.00996, "$0.010"],
	[0.0421, "$0.042"],
	[0.0999, "$0.10"],
	[0.1234, "$0.12"],
	[3.999, "$4.00"],
	[1234.5, "$1,234.50"],
])("%d dollars are %s", (dollars, text) => {
	expect(formatDollars(dollars)).toBe(text);
});

test("an unknown cost is never shown as nothing", () => {
	expect(formatCost({ cost: 0, costUnknown: true }, false)).toBe("cost unknown");
	expect(formatCost({ cost: 0.5, costUnknown: true }, false)).toBe("at least $0.50");
	expect(formatCost({ cost: 0, costUnknown: true }, true)).toBe("cost unknown");
});

test("a demo costs nothing and says why; money that was spent is still shown", () => {
	expect(formatCost({ cost: 0, costUnknown: false }, true)).toBe("$0 (scripted demo)");
	expect(formatCost({ cost: 0.5, costUnknown: false }, true)).toBe("$0.50 (partly a scripted demo)");
});

test.each([
	[0, "0"],
	[999, "999"],
	[1_000, "1.0k"],
	[9_949, "9.9k"],
	[9_951, "10k"],
	[48_210, "48k"],
	[999_499, "999k"],
	[999_500, "1.0M"],
	[12_400_000, "12M"],
])("%d tokens are %s", (tokens, text) => {
	expect(formatTokens(tokens)).toBe(text);
});

test.each([
	[-5, "0 ms"],
	[40, "40 ms"],
	[1_234, "1.2 s"],
	[9_960, "10 s"],
	[134_000, "2 m 14 s"],
	[3_900_000, "1 h 5 m"],
])("%d ms are %s", (ms, text) => {
	expect(formatDuration(ms)).toBe(text);
});

test("a clock never shows less than nothing", () => {
	expect(formatElapsed(-1)).toBe("0 s");
});

test.each([
	[0, "just now"],
	[59_000, "just now"],
	[5 * 60_000, "5 min ago"],
	[3 * 3_600_000, "3 h ago"],
	[30 * 3_600_000, "yesterday"],
	[72 * 3_600_000, "3 days ago"],
])("%d ms before is %s", (ms, text) => {
	expect(formatAgo(1_795_251_600_000 - ms, 1_795_251_600_000)).toBe(text);
});
