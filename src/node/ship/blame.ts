/** Finds the commit that a line came from: git only reads, and runs no program of the repository's or the person's configuration. */

import { realpath } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import type { CommitFacts, LineOrigin } from "../../core/report/authorship.ts";
import { GitFailure, type GitRun, gitOutput, runGit } from "../git.ts";
import { findRepository, type Repository, readRepository } from "../repository.ts";
import { orMissing } from "../system-error.ts";
import { asking, checkTrusted, said } from "./ground.ts";

export interface LinePlace {
	/** Absolute. */
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** What the editor holds, in the file's encoding; null where that is what is on disk. */
	readonly content: Uint8Array | null;
}

/** Rejects with the signal's reason when it aborts; what git cannot say is `unknown`. */
export async function lineOrigin(place: LinePlace, signal: AbortSignal): Promise<LineOrigin> {
	try {
		const file = (await orMissing(realpath(place.file))) ?? place.file;
		const found = await findRepository(await realpath(dirname(file)));
		if (found === null) return unknown("The file is in no git repository.");
		const repository = await readRepository(found, signal);
		await checkTrusted({ repository, env: process.env }, signal);
		const folder = relative(found.top, await realpath(dirname(file)));
		const path = [...folder.split(sep), basename(file)].filter((part) => part !== "").join("/");
		return await blamed({ ...place, path, repository }, signal);
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof GitFailure) return unknown(said(error.message));
		throw error;
	}
}

function unknown(text: string): LineOrigin {
	return { kind: "unknown", text };
}

interface Wanted extends LinePlace {
	/** Relative to the top folder, with forward slashes. */
	readonly path: string;
	readonly repository: Repository;
}

/** Lines above and below: what was moved is known again by more than one short line. */
const around = 10;

async function blamed({ path, line, content, repository }: Wanted, signal: AbortSignal): Promise<LineOrigin> {
	if (repository.head === null) return { kind: "uncommitted" };
	const run = onlyReading(repository);
	// Revisions that the repository says to ignore count all the same: it would name the wrong author.
	const plain = ["--porcelain", "--no-textconv", "--ignore-revs-file", ""];
	const how = [...plain, "-M", "-C", "-L", `${Math.max(1, line - around)},${line + around}`];
	const from = content === null ? [] : ["--contents", "-"];
	const input = content === null ? {} : { input: content };
	const exit = await runGit(["blame", ...how, ...from, "--", path], { ...run, ...input }, signal);
	if (/no such path|is outside repository/.test(exit.stderr)) return { kind: "uncommitted" };
	if (/has only \d+ lines?/.test(exit.stderr)) return unknown("There is nothing on this line.");
	if (exit.code !== 0) return unknown(`Git cannot say it: ${said(exit.stderr)}`);
	const id = new RegExp(`^([0-9a-f]{40,64}) \\d+ ${line}(?: |$)`, "m").exec(exit.stdout.toString())?.[1];
	if (id === undefined) return unknown("There is nothing on this line.");
	if (/^0+$/.test(id)) return { kind: "uncommitted" };
	return { kind: "committed", commit: await commitFacts(id, run, signal) };
}

/** Converting line endings is git's own work; a filter is a program, and none is started. */
function onlyReading(repository: Repository): GitRun {
	const run = asking({ repository, env: process.env });
	const filters = [...repository.config.keys()].filter((key) => /^filter\..*\.(?:clean|process|required)$/s.test(key));
	const settings: readonly (readonly [string, string])[] = [
		["core.fsmonitor", "false"],
		["core.commentChar", "#"],
		["trailer.separators", ":"],
		...filters.map((key) => [key, key.endsWith(".required") ? "false" : ""] as const),
	];
	const numbered = settings.flatMap(([key, value], at) => [
		[`GIT_CONFIG_KEY_${at}`, key],
		[`GIT_CONFIG_VALUE_${at}`, value],
	]);
	return { ...run, env: { ...run.env, ...Object.fromEntries(numbered), GIT_CONFIG_COUNT: String(settings.length) } };
}

async function commitFacts(id: string, run: GitRun, signal: AbortSignal): Promise<CommitFacts> {
	const raw = await gitOutput(["cat-file", "commit", id], run, signal);
	const end = raw.indexOf("\n\n");
	const headers = raw.subarray(0, end < 0 ? raw.length : end).toString();
	const message = end < 0 ? "" : decoded(raw.subarray(end + 2), /^encoding (\S+)$/m.exec(headers)?.[1]);
	const [, author = "", seconds = "0"] = /^author (.*?) ?<[^>\n]*> (-?\d+) [+-]\d{4}$/m.exec(headers) ?? [];
	// Only what stands in the message counts, whatever trailers are configured; a line of dashes does not end it.
	const parse = ["interpret-trailers", "--parse", "--no-divider"];
	const trailers = await gitOutput(parse, { ...run, input: message }, signal);
	const [subject = ""] = message.trimStart().split("\n", 1);
	return { id, author, at: Number(seconds) * 1_000, subject, trailers: trailersOf(trailers.toString()) };
}

function decoded(bytes: Uint8Array, encoding = "utf-8"): string {
	try {
		return new TextDecoder(encoding).decode(bytes);
	} catch {
		return new TextDecoder().decode(bytes);
	}
}

function trailersOf(parsed: string): CommitFacts["trailers"] {
	return parsed.split("\n").flatMap((line) => {
		const [, token, value] = /^([^:\s]+): ?(.*)$/.exec(line) ?? [];
		return token === undefined || value === undefined ? [] : [[token, value.trim()] as const];
	});
}
