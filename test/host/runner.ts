/** Collects tests and runs them inside the extension host, one after another, telling each outcome as it happens. */

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

/** Milliseconds. */
export const longestTest = 120_000;
const usualTest = 30_000;

interface Test {
	readonly name: string;
	readonly body: (context: TestContext) => unknown;
	readonly timeoutMs: number;
}

const tests: Test[] = [];

/** Names are sentences about the outside, and unique. */
export function test(name: string, body: Test["body"], options: TestOptions = {}): void {
	if (tests.some((known) => known.name === name)) throw new Error(`Two tests are called "${name}".`);
	tests.push({ name, body, timeoutMs: Math.min(options.timeoutMs ?? usualTest, longestTest) });
}

/**
 * Whether a rejection that nobody awaits comes from the editor's own Git extension, as when it meets
 * a repository that is gone, and not from Remit or a test.
 */
export function isOfGitExtension(reason: unknown): boolean {
	const stack = reason instanceof Error ? (reason.stack ?? "") : "";
	return /\/extensions\/git\/dist\//.test(stack) && !/\/out\/host\/|extension\.cjs/.test(stack);
}

/** Resolves to the number of failed tests. Rejections that no test awaits fail the test in which they happen. */
export async function runCollected(tell: (record: TestRecord) => void): Promise<number> {
	tell({ type: "started", tests: tests.length });
	let failed = 0;
	for (const one of tests) {
		const started = Date.now();
		const text = await failure(one);
		const outcome = { name: one.name, ms: Date.now() - started };
		if (text !== null) failed++;
		tell(text === null ? { type: "passed", ...outcome } : { type: "failed", ...outcome, text });
	}
	tell({ type: "finished", passed: tests.length - failed, failed });
	return failed;
}

/** Null when the test passes. */
async function failure({ body, timeoutMs }: Test): Promise<string | null> {
	const signal = AbortSignal.timeout(timeoutMs);
	const stray: unknown[] = [];
	const onStray = (reason: unknown) => {
		if (!isOfGitExtension(reason)) stray.push(reason);
	};
	process.on("unhandledRejection", onStray);
	const over = new Promise<never>((_, reject) => {
		signal.addEventListener("abort", () => reject(new Error(`It did not end within ${timeoutMs} ms.`)));
	});
	try {
		await Promise.race([Promise.resolve({ signal }).then(body), over]);
		await new Promise(setImmediate);
		return stray.length === 0 ? null : `An unhandled rejection: ${describe(stray[0])}`;
	} catch (error) {
		return describe(error);
	} finally {
		process.off("unhandledRejection", onStray);
	}
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
