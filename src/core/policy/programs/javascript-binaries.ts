/** Binaries of packages whose names look like those of usual tasks: `yarn`, `pnpm` and `bun` start them by their bare name. */

import type { Form } from "./form.ts";
import { ask, workspace } from "./verdicts.ts";

const scripts = ["ts-node", "ts-node-esm", "ts-node-dev", "ts-node-script"];
const runners = ["start-server-and-test", "start-test", "server-test", "run-s", "run-p", "run-all", "dev-exec"];

export const binaries: readonly Form[] = [
	workspace(
		called(scripts),
		"runs a script of the project",
		"--project=read -P=read --esm -T --transpile-only --no-cache",
		{ first: ["script"], args: "own" },
	),
	ask(called(runners), "runs other commands"),
];

function called(names: readonly string[]): string {
	return names.flatMap((name) => [name, `run ${name}`]).join(" | ");
}
