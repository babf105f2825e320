/** The policy on commands that run by themselves, and on those that wait for the person with a reason. */

import { describe, expect, test } from "vitest";
import { decide } from "../../../src/core/policy/decide.ts";

const safe = [
	"pwd",
	"true",
	"echo",
	"echo hello world",
	"echo 'it costs $5 (or `more`)' \"and more\"",
	"ls",
	"ls -la",
	"ls --all --recursive",
	"node --version",
	"npm -v",
	"git --version",
	"python3 --version",
	"pwd && ls -l; echo done",
	"pwd\nls\n",
	"ls | true || false",
];

describe("what runs by itself", () => {
	test.each(safe)("%j only reads", (command) => {
		const { verdict, segments } = decide(command);
		expect(verdict).toBe("safe");
		expect(segments.map((segment) => segment.verdict)).not.toContain("ask");
	});
});

const reasons = [
	["rm -rf build", "`rm -rf build` deletes files."],
	["npm test", "`npm test` runs code of the project; there is no sandbox yet."],
	["npm install left-pad", "may run their install scripts"],
	["npm publish", "publishes a package"],
	["git status", "can run programs that the repository's configuration names"],
	["git reset --hard", "can throw away changes"],
	["git stash push", "can throw away changes"],
	["git -C sub clean -fd", "can throw away changes"],
	["curl -s http://127.0.0.1", "uses the network"],
	["cat README.md", "reads files"],
	["chmod +x a.sh", "changes permissions"],
	["psql -c 'DROP TABLE users'", "works on a database"],
	["timeout 60 make all", "`timeout 60 make all` runs code of the project"],
	["env", "shows the environment"],
	["frobnicate", "is not on the list of commands that only read"],
	["$SHELL x", "runs a program that is not known beforehand"],
	["ls a-link", "has an argument that is not on its list"],
	["ls /etc", "has an argument that is not on its list"],
	["cd src && npm test", "runs code of the project"],
];

describe("what waits for the person, and why", () => {
	test.each(reasons)("%j", (command, because) => {
		const decision = decide(command);
		expect(decision.verdict).toBe("ask");
		expect(decision.because).toContain(because);
	});
});
