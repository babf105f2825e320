/** Without a proved sandbox only what no project can steer runs by itself. */

import { expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const bare = { ...provedContext, sandboxed: false };

test.each([
	"ls -la src",
	"cat README.md | head -20",
	"grep -rn TODO src | wc -l",
	"find . -name '*.ts' | xargs wc -l",
	"for f in a b; do echo $f; done",
	"cd src && pwd",
])("%j reads the same everywhere, and runs by itself", (command) => {
	expect(decide(command, bare).verdict).toBe("safe");
});

test.each([
	"git status",
	"git -C sub status",
	"cd sub && git diff",
	"git log --oneline",
	"ls && git status",
	"bash -c 'git status'",
	"find . -name x -exec git status ';'",
	"ls | xargs git show",
	"cargo --version",
	"npm ls",
	"bundle list",
	"yarn --version",
	"npm test",
	"touch a.txt",
])("%j could be made to run the project's code, and asks", (command) => {
	const { verdict, because } = decide(command, bare);
	expect([verdict, because.length > 0]).toEqual(["ask", true]);
	expect(decide("git status", provedContext).verdict).toBe("safe");
});

test("in PowerShell and cmd.exe the same holds", () => {
	for (const shell of ["powershell", "cmd"] as const) {
		expect(decide("dir", { ...bare, shell }).verdict).toBe("safe");
		expect(decide("git status", { ...bare, shell }).verdict).toBe("ask");
	}
});
