/** Measures what a review asks of a checkout, against `git status` on the same files in the same run: `node bench/review-checkout.ts`. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeCheckout } from "../src/node/checkout.ts";
import { median } from "./median.ts";

const [fileCount, changedCount, rounds] = [3_600, 300, 15];
const never = new AbortController().signal;
const base = realpathSync(mkdtempSync(join(tmpdir(), "remit-bench-")));
try {
	await measureAll();
} finally {
	rmSync(base, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
	const folder = join(base, "project");
	const paths = Array.from({ length: fileCount }, (_, at) => `src/part${at % 60}/file${at}.ts`);
	for (const path of paths) write(join(folder, path), text(path));
	const git = (...args: string[]) =>
		execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", ...args], { cwd: folder });
	git("init", "--quiet");
	git("add", "--all");
	git("commit", "--quiet", "--message", "The project as it is");
	const made = await makeCheckout({ folder, storage: join(base, "task"), task: "1", slug: "bench" }, never);
	if (made.kind === "failed") throw new Error(made.text);
	const { checkout, facts } = made;
	const changed = paths.filter((_, at) => at % (fileCount / changedCount) === 0);
	for (const path of changed) write(join(facts.root, path), text(path).replaceAll("of 7", "of seven"));
	const { changes } = await checkout.proposal.changes(never);
	if (changes.length !== changedCount) throw new Error(`${changes.length} changes were found.`);
	const contents = changed.map((path) => new TextEncoder().encode(`accepted\n${text(path)}`));
	const names = await checkout.proposal.keep(contents, never);
	const files = changed.map((path, at) => ({ path, origin: path, content: names[at] ?? "", mode: 0o100644 }));
	const status = () => void execFileSync("git", ["status", "--porcelain"], { cwd: facts.root });
	await table({
		"git status in the checkout": async () => status(),
		"what differs (changes)": () => checkout.proposal.changes(never),
		"both sides of 300 files": () => checkout.proposal.sides(changes, never),
		"keeping 300 files": (round) =>
			checkout.proposal.keep(
				contents.map((bytes) => new Uint8Array([...bytes, 48 + round])),
				never,
			),
		"reading 300 kept files": () => checkout.proposal.kept(names, never),
		"copying the project by cp -R, and removing it": async () => {
			execFileSync("cp", ["-R", folder, join(base, "copy")]);
			rmSync(join(base, "copy"), { recursive: true });
		},
		"laying a tree out, and removing it": async () => (await checkout.trees.lay(files, never)).remove(),
		"putting 300 files back": async () => {
			await checkout.files.takeBack(changed, never);
			for (const path of changed) write(join(facts.root, path), text(path).replaceAll("of 7", "of seven"));
		},
	});
}

/** All are tried in every round, so that a change of the machine's mood meets all. */
async function table(works: Readonly<Record<string, (round: number) => Promise<unknown>>>): Promise<void> {
	const times = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const [name, work] of Object.entries(works)) {
			const started = performance.now();
			await work(round);
			times.get(name)?.push(performance.now() - started);
		}
	}
	const medians = [...times].map(([name, list]) => [name, median(list)] as const);
	const [, one = Number.NaN] = medians[0] ?? [];
	console.log(`${fileCount} files, ${changedCount} changed, medians of ${rounds} rounds`);
	for (const [name, ms] of medians) console.log(`${name}: ${ms.toFixed(0)} ms, ${(ms / one).toFixed(1)} × git status`);
}

function text(path: string): string {
	return Array.from({ length: 120 }, (_, at) => `export const value${at} = "${path}, ${at} of 7";\n`).join("");
}

function write(path: string, content: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}
