/** No spelling of a push reaches a protected branch, or overwrites or deletes what others have pushed. */

import { expect, test } from "vitest";
import { pushVerdict } from "../../../src/core/policy/branches.ts";
import { fc } from "../../support/properties.ts";

const protectedBranches = ["main", "master", "release/*"];
const judge = (line: string, config: readonly (string | null)[] = []) =>
	pushVerdict(line === "" ? [] : line.split(" "), { protectedBranches, config });

test.each([
	...["origin main", "origin HEAD:main", "origin HEAD:refs/heads/main", "origin feature:heads/main"],
	...["origin main:main", "origin refs/heads/main", "origin heads/main", "origin refs/remotes/origin/main"],
	...["origin remotes/origin/main", "origin x:refs/for/main", "origin main~1", "origin x main", "origin MAIN"],
	...[
		"origin HEAD:Main",
		"origin @:master",
		"origin release/1.2",
		"origin x:refs/heads/release/next",
		"-u origin main",
	],
	...[
		"--set-upstream origin main",
		"origin -- main",
		"-- origin main",
		"-o ci.skip origin main",
		"-oci.skip origin main",
	],
	...[
		"--push-option ci.skip origin main",
		"https://example.com/x.git main",
		"origin main:",
		"origin refs//heads//main",
	],
	...["origin x:HEAD", "origin HEAD:HEAD", "origin refs/heads/main^0", "origin tag main"],
])("git push %s is denied: the branch is protected", (line) => {
	const { verdict, because } = judge(line);
	expect(verdict).toBe("deny");
	expect(because).toMatch(/protected branch|every branch/);
});

test.each([
	...[
		"origin refs/heads/*:refs/heads/*",
		"origin x:ma*",
		"origin refs/*:refs/*",
		"origin *:*",
		"origin refs/h*:refs/h*",
	],
	...[
		"origin m*",
		"origin r*",
		"origin :",
		"origin +:",
		"--all origin",
		"--branches origin",
		"--mirror",
		"--al origin",
	],
	...["origin release/*", "origin */1", "--mirr origin"],
])("git push %s is denied: it could reach a protected branch", (line) => {
	expect(judge(line).verdict).toBe("deny");
});

test.each([
	...["--force", "-f", "--force origin feature", "-f origin feature", "-uf origin feature", "-qf origin feature"],
	...["--forc origin feature", "--force-with-lease origin feature", "--force-with-lease=feature:abc origin feature"],
	...["--force-if-includes origin feature", "origin +feature", "origin +HEAD:feature", "origin feature --force", "-fu"],
	...["--FORCE origin feature", "--no-force --force origin feature", "-vfo x origin feature"],
])("git push %s is denied: it is forced", (line) => {
	expect(judge(line)).toEqual({ verdict: "deny", because: "overwrites what others have pushed" });
});

test.each([
	"--delete origin feature",
	"-d origin feature",
	"--del origin x",
	"origin :feature",
	"--prune origin",
	"-vd origin x",
])("git push %s is denied: it deletes", (line) => {
	expect(judge(line)).toEqual({ verdict: "deny", because: "deletes branches of the remote" });
});

test("with an option that is not known, or --repo, every word counts as a branch", () => {
	expect(judge("--repo=origin main").verdict).toBe("deny");
	expect(judge("--repo origin main").verdict).toBe("deny");
	expect(judge("--new-option main").verdict).toBe("deny");
	expect(judge("-z main").verdict).toBe("deny");
	expect(judge("main feature").verdict).toBe("ask");
});

test("configuration on the command line could choose any branch", () => {
	for (const entry of ["push.default=matching", "remote.origin.push=HEAD:main", "remote.origin.mirror=true", null])
		expect(judge("origin", [entry]).verdict).toBe("deny");
	expect(judge("origin", ["color.ui=never"]).verdict).toBe("ask");
});

test("a word that is not known beforehand could be a protected branch", () => {
	expect(pushVerdict(["origin", null], { protectedBranches }).verdict).toBe("deny");
	expect(pushVerdict([null], { protectedBranches }).verdict).toBe("deny");
});

test.each([
	...[
		"",
		"origin",
		"origin HEAD",
		"origin @",
		"origin feature",
		"-u origin feature",
		"origin feature:feature",
		"--tags",
	],
	...["origin main:feature", "origin v1.2.0", "--dry-run origin feature", "origin mainline", "origin feature/main"],
	...[
		"origin release",
		"--follow-tags origin fix/main-menu",
		"--no-verify origin remit/task-1",
		"origin release-notes",
	],
])("git push %s is asked about, and says that the agent has no remote", (line) => {
	const { verdict, because } = judge(line);
	expect(verdict).toBe("ask");
	expect(because).toContain("the agent has none");
});

test("a push that names the program at the other end is asked about", () => {
	expect(judge("--receive-pack=./x origin feature").verdict).toBe("ask");
	expect(judge("--exec=./x origin main").verdict).toBe("deny");
});

test("the person's own branches are protected as they are named: exactly, by glob, and in any case", () => {
	const own = { protectedBranches: ["Production", "env/**", "refs/heads/live"] };
	for (const target of ["production", "PRODUCTION", "env/a/b", "env/a", "live"])
		expect(pushVerdict(["origin", `HEAD:${target}`], own).verdict).toBe("deny");
	for (const target of ["main", "environment", "live2"])
		expect(pushVerdict(["origin", `HEAD:${target}`], own).verdict).toBe("ask");
});

test("no prefix, quantity of slashes or case makes a protected branch another one", () => {
	const prefix = fc.constantFrom("", "refs/heads/", "heads/", "refs//heads/", "refs/remotes/origin/", "remotes/up/");
	const source = fc.constantFrom("", "HEAD:", "x:", "refs/heads/x:", "abc123:", "a/b:", "+x:", "@~2:");
	const branch = fc.constantFrom("main", "master", "release/9", "release/x-y");
	const cased = fc.tuple(branch, fc.boolean()).map(([name, upper]) => (upper ? name.toUpperCase() : name));
	const options = fc.subarray(["-u", "-q", "--tags", "--no-verify", "--atomic", "-o x"]);
	fc.assert(
		fc.property(options, source, prefix, cased, (flags, from, before, name) => {
			expect(judge([...flags, "origin", `${from}${before}${name}`].join(" ")).verdict).toBe("deny");
		}),
	);
});

test("it never throws and never answers anything but ask or deny", () => {
	fc.assert(
		fc.property(fc.array(fc.option(fc.string())), (words) => {
			expect(["ask", "deny"]).toContain(pushVerdict(words, { protectedBranches }).verdict);
		}),
	);
});

test("characters that some file systems leave out of names make no other branch", () => {
	for (const target of ["ma\u200cin", "main\ufeff", "\u2064MAIN", "release\u200d/9"])
		expect(judge(`origin x:refs/heads/${target}`).verdict).toBe("deny");
	expect(judge("origin x:refs/heads/m\u0430in").verdict).toBe("ask");
});
