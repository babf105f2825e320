/** Makes trees of accepted files in tests, and runs commands in them, in the real sandbox. */

import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Shell, ShellResult } from "../../src/core/ports.ts";
import type { AcceptedFile, LaidTree } from "../../src/core/review-ports.ts";
import type { CheckoutMade } from "../../src/node/checkout.ts";
import { makeSandbox, type Sandbox } from "../../src/node/sandbox.ts";
import { checkOut, makeFolder } from "./repositories.ts";

const never = new AbortController().signal;

interface Given {
	readonly path: string;
	/** Without: the path itself. */
	readonly origin?: string | null;
	/** Null: it does not exist. */
	readonly text: string | null;
	/** Without: that of a plain file. */
	readonly mode?: number;
}

/** A checkout of the folder whose commands run in the sandbox. */
export async function checkOutSandboxed(folder: string): Promise<CheckoutMade & { readonly storage: string }> {
	const storage = join(makeFolder("storage"), "task");
	return { ...(await checkOut(folder, { storage, sandbox: provedSandbox() })), storage };
}

export async function accepted({ checkout }: CheckoutMade, given: readonly Given[]): Promise<readonly AcceptedFile[]> {
	const texts = given.map(({ text }) => new TextEncoder().encode(text ?? ""));
	const names = await checkout.proposal.keep(texts, never);
	return given.map(({ path, origin = path, text, mode = 0o100644 }, at) => ({
		...{ path, origin, content: text === null ? null : (names[at] ?? "") },
		mode: text === null ? 0 : mode,
	}));
}

/** A tree that is removed when the test is finished. */
export async function laid(task: CheckoutMade, given: readonly Given[]): Promise<LaidTree> {
	const tree = await task.checkout.trees.lay(await accepted(task, given), never);
	onTestFinished(() => tree.remove());
	return tree;
}

export async function runIn(
	{ shell }: { readonly shell: Shell },
	command: string,
): Promise<Pick<ShellResult, "output" | "exitCode">> {
	const limits = { cwd: "", timeoutMs: 60_000, domains: [], sandboxed: true };
	const { output, exitCode } = await shell.run({ command, ...limits }, () => {}, never);
	return { output, exitCode };
}

function provedSandbox(): Sandbox {
	const sandbox = makeSandbox({ hidden: () => [] });
	sandbox.prove(true);
	return sandbox;
}
