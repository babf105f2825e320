/** Tries whether the guards hold: makes a small project of its own, attacks it from inside, and looks at what came of it. */

import { randomBytes } from "node:crypto";
import { lstat, mkdir, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { openCanaries } from "./canaries.ts";
import { makeCheckout } from "./checkout.ts";
import { judge } from "./guardrail-rows.ts";
import { attackInside, attackOutside, plant } from "./guardrail-trial.ts";
import type { Sandbox } from "./sandbox.ts";
import { errorText, orMissing } from "./system-error.ts";

/** One thing that was tried. */
export interface GuardrailRow {
	readonly what: string;
	readonly expected: string;
	readonly happened: string;
	readonly held: boolean;
}

interface GuardrailReport {
	/** True when every row held, and only then. */
	readonly held: boolean;
	readonly rows: readonly GuardrailRow[];
	/** What is missing and how to mend it, in sentences; empty when nothing is. */
	readonly missing: readonly string[];
	readonly durationMs: number;
}

/**
 * Proves the sandbox or says why not, and tells it so. `storage` is a folder of ours, which need not exist. Whatever goes
 * wrong counts as not held. Rejects only when the signal aborts.
 */
export async function proveSandbox(sandbox: Sandbox, storage: string, signal: AbortSignal): Promise<GuardrailReport> {
	const started = performance.now();
	const finish = (rows: readonly GuardrailRow[], missing: readonly string[]): GuardrailReport => {
		const held = missing.length === 0 && rows.length > 0 && rows.every((row) => row.held);
		sandbox.prove(held);
		return { held, rows, missing, durationMs: performance.now() - started };
	};
	try {
		const missing = await sandbox.missing();
		return missing.length > 0 ? finish([], missing) : finish(await tryAll(sandbox, storage, signal), []);
	} catch (error) {
		sandbox.prove(false);
		signal.throwIfAborted();
		return finish([], [`The guardrails could not be tried: ${errorText(error)}`]);
	}
}

async function tryAll(sandbox: Sandbox, storage: string, signal: AbortSignal): Promise<readonly GuardrailRow[]> {
	await mkdir(storage, { recursive: true });
	await removeLeftovers(storage, inStorage);
	await removeLeftovers(homedir(), inHome);
	const base = await realpath(await mkdtemp(join(storage, inStorage)));
	const home = await mkdtemp(join(homedir(), inHome));
	try {
		const secret = `canary-${randomBytes(12).toString("hex")}`;
		const planted = await plant({ base, home, secret }, signal);
		const options = { folder: planted.project, storage: join(base, "task"), task: "0", slug: "guardrails" };
		const made = await makeCheckout({ ...options, sandbox: onTrial(sandbox) }, signal);
		if (made.kind === "failed") throw new Error(made.text);
		const canaries = await openCanaries(made.facts.root);
		try {
			const trial = { ...planted, ...canaries, root: made.facts.root, harness: join(base, "task", "harness.git") };
			const outside = await attackOutside(trial, signal);
			const inside = await withCanary(secret, () => attackInside(made.checkout, trial, signal));
			return judge(outside, inside, trial.secret);
		} finally {
			await canaries.close();
		}
	} finally {
		await rm(home, { recursive: true, force: true });
		await rm(base, { recursive: true, force: true });
	}
}

/** How the folders of a try begin. */
const inStorage = "guardrails-";
const inHome = ".remit-guardrails-";

/** Older than any try can last: an editor that was ended in the middle of one could not clean up. */
const leftoverMs = 10 * 60_000;

async function removeLeftovers(folder: string, prefix: string): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!name.startsWith(prefix)) continue;
		const place = join(folder, name);
		const found = await orMissing(lstat(place));
		if (found === null || !found.isDirectory() || Date.now() - found.mtimeMs < leftoverMs) continue;
		await rm(place, { recursive: true, force: true });
	}
}

/** This process has a variable with the secret meanwhile, which no command may find. */
async function withCanary<T>(secret: string, work: () => Promise<T>): Promise<T> {
	process.env.REMIT_GUARDRAILS = secret;
	try {
		return await work();
	} finally {
		delete process.env.REMIT_GUARDRAILS;
	}
}

/** While it is tried it counts as proved for its own project only, which no model has a hand in, and may show our own program. */
function onTrial(sandbox: Sandbox): Sandbox {
	return {
		...sandbox,
		proved: () => true,
		prove: () => {},
		wrap: ({ places, ...command }, signal) => {
			const readable = [...places.readable, process.execPath];
			return sandbox.wrap({ ...command, places: { ...places, readable } }, signal);
		},
	};
}
