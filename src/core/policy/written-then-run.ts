/** Finds what a command line writes first and runs afterwards: its text was judged as a file, not as a program. */

import { readsPlainly } from "./plain-readers.ts";
import type { Judged } from "./segment.ts";

/** Programs that put a text or a file of somebody's choice in its place; builders, such as compilers, are not meant. */
const writers = /^(?:tee|cp|mv|ln|dd|install|tar|unzip|patch|base64|gzip|gunzip|rsync|touch)$/;
const runners =
	/^(?:source|\.|(?:ba|da|z|k|fi)?sh|node|nodejs|deno|bun|tsx|ts-node|python[\d.]*|pypy[\d.]*|ruby|php|perl|lua|Rscript|julia|go|java|dotnet|make|gmake|just|task|npx|npm|pnpm|yarn)$/;
/** Files that say what a task does, and the programs that run it. */
const tasks: readonly (readonly [file: RegExp, program: RegExp])[] = [
	[/(?:^|\/)(?:GNU)?makefile$|\.mk$/i, /^g?make$/],
	[/(?:^|\/)package\.json$/, /^(?:npm|pnpm|yarn|bun|npx|turbo|nx|lerna)$/],
	[/(?:^|\/)\.?justfile$/i, /^just$/],
	[/(?:^|\/)Taskfile\.ya?ml$/, /^task$/],
	[/(?:^|\/)deno\.jsonc?$/, /^deno$/],
	[/(?:^|\/)composer\.json$/, /^composer$/],
	[/(?:^|\/)(?:Rakefile|Gemfile)$/, /^(?:rake|bundle|rails)$/],
];

/** A sentence, or nothing. */
export function writtenThenRun(judged: readonly Judged[]): string | undefined {
	const written = judged.flatMap((one) => writtenBy(one));
	if (written.length === 0) return undefined;
	const run = judged.some((one) => written.some((path) => runs(one, path)));
	return run ? "It writes a file and runs it, or what the file says, in the same line." : undefined;
}

function writtenBy({ facts, findings }: Judged): readonly string[] {
	const programs = facts.map(({ program }) => program.replace(/^.*\//, ""));
	if (programs.includes("npm") && facts.some(({ words }) => words[0] === "pkg" && words[1] !== "get"))
		return ["package.json"];
	if (!programs.some((program) => readsPlainly(program, "bash") || writers.test(program))) return [];
	return findings.touches.filter(({ kind }) => kind === "write").map(({ path }) => path);
}

function runs({ facts, findings }: Judged, written: string): boolean {
	const running = facts.some(({ program }) => runners.test(program.replace(/^.*\//, "")) || program.includes("/"));
	const read = findings.touches.filter(({ kind }) => kind !== "write").map(({ path }) => path);
	if (running && read.some((path) => path === written || written === "" || path.startsWith(`${written}/`))) return true;
	return tasks.some(([file, runner]) => {
		const meant = file.test(written) && facts.some(({ program }) => runner.test(program));
		// `npm pkg set` itself writes, and does not run.
		return meant && !facts.some(({ words }) => words[0] === "pkg");
	});
}
