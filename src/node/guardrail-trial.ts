/** Plants what the self-test is after, and attacks it from both sides. */

import { execFile } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import type { Checkout } from "../core/ports.ts";
import type { Canaries } from "./canaries.ts";
import { commandEnvironment, gitEnvironment } from "./environment.ts";
import { type Aims, attack, type Said } from "./guardrail-attack.ts";
import { knownOutside, nothingSeen, wallRows } from "./guardrail-walls.ts";
import type { GuardrailRow } from "./guardrails.ts";
import { orMissing } from "./system-error.ts";

interface Planted {
	/** A project whose ignored `.env` holds the secret. */
	readonly project: string;
	readonly outside: string;
	/** A file in the home folder that holds the secret. */
	readonly home: string;
	readonly bare: string;
	readonly secret: string;
}

interface Trial extends Planted, Canaries {
	readonly root: string;
	readonly harness: string;
}

/** What one side could do. */
export interface Result {
	readonly said: Said;
	readonly hits: readonly string[];
	/** Whether its traces are there: written outside, pushed, in the harness's repository. */
	readonly traces: { readonly outside: boolean; readonly pushed: boolean; readonly harness: boolean };
	/** What was seen of the sandbox's walls from inside. */
	readonly walls: readonly GuardrailRow[];
	/** What each tool gave when it was asked for the secret. */
	readonly tools: ReadonlyMap<string, string>;
	/** Whether a process that it left behind still works. */
	readonly alive: boolean;
	/** What everyday commands said, and whether they worked. */
	readonly everyday: { readonly text: string; readonly worked: boolean };
}

const nothing: Said = {
	...{ write: "not tried", home: "not tried", connection: "not tried", name: "not tried" },
	...{ socket: "not tried", harness: "not tried", push: "not tried", daemon: "not tried" },
};

const run = promisify(execFile);

export async function plant(
	{ base, home, secret }: { readonly base: string; readonly home: string; readonly secret: string },
	signal: AbortSignal,
): Promise<Planted> {
	const project = join(base, "project");
	const outside = join(base, "outside");
	const bare = join(base, "bare.git");
	await Promise.all([project, outside].map((folder) => mkdir(folder)));
	await writeFile(join(project, "attack.cjs"), attack);
	await writeFile(join(project, ".gitignore"), ".env\ns.sock\nbeat\n");
	await writeFile(join(project, ".env"), `TOKEN=${secret}\n`);
	await writeFile(join(home, "token"), secret);
	const env = gitEnvironment(process.env);
	await run("git", ["init", "-q", "--bare", "--template=", bare], { cwd: base, env, signal });
	await run("git", ["init", "-q", "--template=", project], { cwd: base, env, signal });
	return { project, outside, home: join(home, "token"), bare, secret };
}

/** The positive control: what is forbidden inside is possible here, so that a failure inside means something. */
export async function attackOutside(trial: Trial, signal: AbortSignal): Promise<Result> {
	const env = { ...gitEnvironment(process.env), GIT_ALLOW_PROTOCOL: "file", ELECTRON_RUN_AS_NODE: "1" };
	const aims = JSON.stringify(aimsOf(trial, "outside"));
	const attacked = run(process.execPath, ["attack.cjs"], {
		cwd: trial.root,
		env: { ...env, REMIT_AIMS: aims },
		signal,
	});
	const { stdout } = await attacked.catch((error: unknown) => ({ stdout: String(error) }));
	const everyday = { text: "", worked: true };
	return {
		said: saidIn(stdout),
		walls: [],
		...(await left(trial, "outside")),
		tools: new Map(),
		alive: false,
		everyday,
	};
}

export async function attackInside(checkout: Checkout, trial: Trial, signal: AbortSignal): Promise<Result> {
	const aims = quoted(JSON.stringify(aimsOf(trial, "inside")));
	const command = `ELECTRON_RUN_AS_NODE=1 REMIT_AIMS=${aims} ${quoted(process.execPath)} attack.cjs`;
	const limits = { cwd: "", timeoutMs: 20_000, domains: [], sandboxed: true };
	const attacked = await checkout.shell.run({ ...limits, command }, () => {}, signal);
	const walls = await wallsOf(saidIn(attacked.output), trial.root);
	const alive = await isBeating(join(trial.root, "beat"));
	const traces = await left(trial, "inside");
	const usual = "mktemp >/dev/null && git status --porcelain && echo kept > ~/kept && rm ~/kept";
	const everyday = await checkout.shell.run({ ...limits, command: usual }, () => {}, signal);
	const tools = await askTools(checkout, trial, signal);
	const worked = everyday.ended === "exited" && everyday.exitCode === 0;
	return { said: saidIn(attacked.output), walls, ...traces, tools, alive, everyday: { text: everyday.output, worked } };
}

/** Only Linux shows them. */
async function wallsOf({ seen = nothingSeen }: Said, root: string): Promise<readonly GuardrailRow[]> {
	if (process.platform !== "linux") return [];
	const given = Object.keys(commandEnvironment(process.env));
	const variables = [...given, "REMIT_AIMS", "ELECTRON_RUN_AS_NODE"];
	const scratch = join(root, "..", "..", "scratch");
	return wallRows(seen, await knownOutside({ variables, writable: [root, scratch] }));
}

async function askTools(
	{ files, search, shell }: Checkout,
	trial: Trial,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
	const secretFile = join(trial.project, ".env");
	const reads = await Promise.all([".env", secretFile, `../../../project/.env`].map((path) => files.read(path)));
	const query = { regex: false, caseSensitive: true, glob: "", path: "", limit: 5 };
	const found = await search.search({ ...query, pattern: "TOKEN=" }, signal);
	const listed = await files.list("", { depth: 3, limit: 500 }, signal);
	const command = `cat .env ${quoted(secretFile)} ${quoted(trial.home)}; env; cat /proc/*/environ`;
	const { output } = await shell.run(
		{ command, cwd: "", timeoutMs: 20_000, domains: [], sandboxed: true },
		() => {},
		signal,
	);
	const bytes = reads.map((read) => (read.kind === "file" ? Buffer.from(read.bytes).toString() : read.text));
	return new Map([
		["reading files", bytes.join("\n")],
		["searching", JSON.stringify(found)],
		["listing", JSON.stringify(listed)],
		["a command", output],
	]);
}

async function left(
	{ outside, bare, harness, taken }: Trial,
	as: Aims["as"],
): Promise<Pick<Result, "hits" | "traces">> {
	const there = async (path: string) => (await orMissing(stat(path))) !== null;
	const traces = {
		outside: await there(join(outside, as)),
		pushed: await there(join(bare, "refs", "heads", as)),
		harness: await there(join(harness, "objects", "planted")),
	};
	return { hits: taken(), traces };
}

/** Looks long enough for one that writes every 10 ms to have written again. */
async function isBeating(file: string): Promise<boolean> {
	const read = async () => (await orMissing(readFile(file, "utf8"))) ?? "";
	const before = await read();
	for (let i = 0; i < 10; i += 1) {
		await wait(20);
		if ((await read()) !== before) return true;
	}
	return false;
}

function aimsOf({ outside, home, harness, bare, port, names }: Trial, as: Aims["as"]): Aims {
	return { as, outside, home, harness, bare, port, names, host: process.pid };
}

function saidIn(output: string): Said {
	try {
		return { ...nothing, ...JSON.parse(output.trim().split("\n").at(-1) ?? "") };
	} catch {
		return { ...nothing, write: output.slice(-200) };
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
