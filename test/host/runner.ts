/** Collects tests and runs them inside the extension host, one after another, telling each outcome as it happens. */

import { createHash } from "node:crypto";

export interface TestContext {
	/** Aborts when the test's time is over. */
	readonly signal: AbortSignal;
}

export interface TestOptions {
	/** At most `longestTest`. */
	readonly timeoutMs?: number;
}

/** One line of the results file. A run without `finished` did not come to its end, whatever else it says. */
export type TestRecord =
	| { readonly type: "started"; readonly tests: number }
	| { readonly type: "passed"; readonly name: string; readonly ms: number }
	| { readonly type: "failed"; readonly name: string; readonly ms: number; readonly text: string }
	| { readonly type: "finished"; readonly passed: number; readonly failed: number };

/** Milliseconds. A test ends by its conditions; this is for one that hangs, on the slowest machine. */
export const longestTest = 180_000;

interface Test {
	readonly name: string;
	readonly body: (context: TestContext) => unknown;
	readonly timeoutMs: number;
}

const tests: Test[] = [];

/** Names are sentences about the outside, and unique. */
export function test(name: string, body: Test["body"], options: TestOptions = {}): void {
	if (tests.some((known) => known.name === name)) throw new Error(`Two tests are called "${name}".`);
	tests.push({ name, body, timeoutMs: Math.min(options.timeoutMs ?? longestTest, longestTest) });
}

/**
 * Whether a rejection that nobody awaits comes from one of the editor's own extensions, as when its Git meets
 * a repository that is gone, and not from Remit or a test.
 */
export function isOfAnotherExtension(reason: unknown): boolean {
	const stack = reason instanceof Error ? (reason.stack ?? "") : "";
	return /\/extensions\/[^/]+\/dist\//.test(stack) && !/\/out\/host\/|extension\.cjs/.test(stack);
}

/**
 * Resolves to the number of failed tests. Rejections that no test awaits fail the test in which they happen.
 * `restore` brings back after each test what all of them share; when it rejects, the test that left it so has failed.
 */
export async function runCollected(
	tell: (record: TestRecord) => void,
	restore: () => Promise<void> = async () => {},
): Promise<number> {
	tell({ type: "started", tests: tests.length });
	let failed = 0;
	for (const one of ordered(process.env.REMIT_HOST_ORDER ?? "")) {
		const started = Date.now();
		const text = await failure(one, restore);
		const outcome = { name: one.name, ms: Date.now() - started };
		if (text !== null) failed++;
		tell(text === null ? { type: "passed", ...outcome } : { type: "failed", ...outcome, text });
	}
	tell({ type: "finished", passed: tests.length - failed, failed });
	return failed;
}

/** As they were written without a seed, else in an order that follows from it: no test may need what another one did. */
function ordered(seed: string): readonly Test[] {
	const place = ({ name }: Test) => createHash("sha256").update(`${seed} ${name}`).digest("hex");
	return seed === "" ? tests : tests.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Null when the test passes. */
async function failure({ body, timeoutMs }: Test, restore: () => Promise<void>): Promise<string | null> {
	const stray: unknown[] = [];
	const onStray = (reason: unknown) => {
		if (!isOfAnotherExtension(reason)) stray.push(reason);
	};
	process.on("unhandledRejection", onStray);
	try {
		const failed = await thrown(() => withinTime(body, timeoutMs));
		const left = await thrown(restore);
		await new Promise(setImmediate);
		const unhandled = stray.length === 0 ? null : `An unhandled rejection: ${describe(stray[0])}`;
		return [failed, left, unhandled].filter((text) => text !== null).join("\n") || null;
	} finally {
		process.off("unhandledRejection", onStray);
	}
}

async function withinTime(body: Test["body"], timeoutMs: number): Promise<void> {
	const signal = AbortSignal.timeout(timeoutMs);
	const over = new Promise<never>((_, reject) => {
		signal.addEventListener("abort", () => reject(new Error(`It did not end within ${timeoutMs} ms.`)));
	});
	await Promise.race([Promise.resolve({ signal }).then(body), over]);
}

/** Null when it resolves. */
async function thrown(run: () => Promise<void>): Promise<string | null> {
	try {
		await run();
		return null;
	} catch (error) {
		return describe(error);
	}
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
