/** Makes the project that the contenders work on: the same bytes each time. */

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How many modules there are, each of 200 lines. */
export const moduleCount = 40;

const functionsOfModule = 33;

export function modulePath(index: number): string {
	return `src/part-${String(index % moduleCount).padStart(2, "0")}.mjs`;
}

/** The line that an edit of this module's function looks for, and what it becomes. */
export function editOf(index: number, nth: number): { readonly old: string; readonly new: string } {
	return { old: constantLine(index, nth, 1), new: constantLine(index, nth, 1000) };
}

/** Writes the project and commits it. */
export function makeProject(folder: string): void {
	mkdirSync(join(folder, "src"), { recursive: true });
	for (let index = 0; index < moduleCount; index++) writeFileSync(join(folder, modulePath(index)), moduleText(index));
	writeFileSync(
		join(folder, "package.json"),
		`${JSON.stringify({ name: "bench", type: "module", scripts: { test: testCommand } }, null, "\t")}\n`,
	);
	writeFileSync(join(folder, "test.mjs"), testText);
	const git = (...args: string[]) =>
		execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", ...args], {
			cwd: folder,
			stdio: "ignore",
		});
	git("init", "--quiet");
	git("add", "--all");
	git("commit", "--quiet", "--message", "The project as it is");
}

/** Fast, so that what a harness adds to it can be seen. */
export const testCommand = "node test.mjs";

const testText = `import assert from "node:assert";
import { answer0 } from "./${modulePath(0)}";

assert(answer0(1) >= 1);
console.log("1 test passed");
`;

function moduleText(index: number): string {
	const functions = Array.from({ length: functionsOfModule }, (_, nth) =>
		[
			`/** Answers question ${nth} of part ${index}. */`,
			`export function answer${nth}(value) {`,
			constantLine(index, nth, 1),
			"\treturn value > limit ? limit : value;",
			"}",
			"",
		].join("\n"),
	);
	return `// Part ${index} of the project.\n\n${functions.join("\n")}`;
}

function constantLine(index: number, nth: number, factor: number): string {
	return `\tconst limit = ${(index + 1) * 100 + nth} * ${factor};`;
}
