/** One run of one contender: server and contender in fresh processes, figures from what the server saw. */

import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { type ContenderReport, type ContenderTask, readReport } from "./contender.ts";
import { type Exchange, exchangeSchema, now } from "./exchange.ts";
import { median } from "./median.ts";
import { makeProject } from "./project.ts";
import { type Contender, goal, resultProblems, type StepKind, stepKinds } from "./script.ts";

/** Longer than any task takes: a contender that hangs is ended. */
const patienceMs = 120_000;

const run = promisify(execFile);

/** Times in milliseconds, tokens at four bytes, memory in bytes. */
export interface Figures {
	/** Between a reply and the next request, for steps on files: the median of the run. */
	readonly fileStep: number;
	/** The same for commands; their own run time is in it. */
	readonly commandStep: number;
	/** Of the first ten steps on files; NaN where they would be the last ten as well. */
	readonly firstSteps: number;
	readonly lastSteps: number;
	/** From the start of the process to its first request. */
	readonly start: number;
	readonly firstRequest: number;
	readonly lastRequest: number;
	/** Of all prompt tokens, from 0 to 1. */
	readonly cachedShare: number;
	readonly billed: number;
	/** Processor time of the whole run, start included, its children left out. */
	readonly cpu: number;
	readonly peakRss: number;
	readonly heapAtEnd: number;
}

/** Runs a contender's program through a task of this many steps. Rejects when the task was not done as scripted. */
export async function measure(contender: Contender, program: string, steps: number): Promise<Figures> {
	const place = await mkdtemp(join(tmpdir(), "remit-bench-"));
	const server = fork(join(import.meta.dirname, "server.ts"), [contender, String(steps)]);
	try {
		const folder = join(place, "project");
		makeProject(folder);
		const { url } = await said(server, z.object({ url: z.string() }));
		const task: ContenderTask = { url, folder, storage: join(place, "storage"), goal, model: "claude-sonnet-5-5" };
		const started = now();
		const args = ["--expose-gc", program, JSON.stringify(task)];
		const ended = await run(process.execPath, args, { timeout: patienceMs }).catch((error: unknown) => String(error));
		server.send("report");
		const { exchanges } = await said(server, z.object({ exchanges: z.array(exchangeSchema) }));
		const problem = exchanges.find(({ status }) => status !== 200)?.problem;
		if (problem || typeof ended === "string") throw new Error(`${contender}: ${problem ?? ended}`);
		const report = readReport(ended.stdout);
		const wrong = await resultProblems(steps, (path) => readFile(join(report.folder, path), "utf8"));
		if (wrong.length > 0) throw new Error(`${contender} did not do the task: ${wrong.join("; ")}`);
		return figures(exchanges, { started, report, kinds: stepKinds(steps) });
	} finally {
		server.kill();
		await rm(place, { recursive: true, force: true });
	}
}

async function said<Message>(server: ChildProcess, schema: z.ZodType<Message>): Promise<Message> {
	const [message] = await Promise.race([
		once(server, "message"),
		once(server, "exit").then(() => Promise.reject(new Error("The server ended before it answered."))),
	]);
	return schema.parse(message);
}

interface RunFacts {
	readonly started: number;
	readonly report: ContenderReport;
	readonly kinds: readonly StepKind[];
}

function figures(exchanges: readonly Exchange[], { started, report, kinds }: RunFacts): Figures {
	const [first] = exchanges;
	if (!first || exchanges.length !== kinds.length + 1) {
		throw new Error(`${kinds.length + 1} requests were to be expected, ${exchanges.length} came.`);
	}
	const gaps = kinds.map((kind, step) => ({
		kind,
		ms: (exchanges[step + 1]?.came ?? 0) - (exchanges[step]?.gone ?? 0),
	}));
	const onFiles = gaps.filter(({ kind }) => kind === "file").map(({ ms }) => ms);
	const commands = gaps.filter(({ kind }) => kind === "command").map(({ ms }) => ms);
	return {
		fileStep: median(onFiles),
		commandStep: median(commands),
		firstSteps: onFiles.length < 20 ? Number.NaN : median(onFiles.slice(0, 10)),
		lastSteps: median(onFiles.slice(-10)),
		start: first.came - started,
		firstRequest: first.promptBytes / 4,
		lastRequest: (exchanges.at(-1)?.promptBytes ?? 0) / 4,
		...paid(exchanges),
		cpu: report.cpu,
		peakRss: report.peakRss,
		heapAtEnd: report.heapAtEnd,
	};
}

/** Billed-equivalent tokens weigh each by its price relative to plain input. */
function paid(exchanges: readonly Exchange[]): Pick<Figures, "cachedShare" | "billed"> {
	let prompt = 0;
	let read = 0;
	let billed = 0;
	for (const { usage } of exchanges) {
		if (!usage) continue;
		prompt += usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
		read += usage.cacheRead;
		billed += usage.input + 1.25 * usage.cacheWrite5m + 2 * usage.cacheWrite1h + 0.1 * usage.cacheRead;
	}
	return { cachedShare: read / prompt, billed };
}

/** How long the test command takes by itself, in milliseconds: a bare shell, as often as told. */
export async function ownRunTimes(command: string, times: number): Promise<readonly number[]> {
	const place = await mkdtemp(join(tmpdir(), "remit-bench-"));
	try {
		makeProject(place);
		const taken: number[] = [];
		while (taken.length < times) {
			const started = now();
			await run("bash", ["-c", command], { cwd: place });
			taken.push(now() - started);
		}
		return taken;
	} finally {
		await rm(place, { recursive: true, force: true });
	}
}
