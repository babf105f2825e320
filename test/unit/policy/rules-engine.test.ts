/** Rules hold for every command that a line runs, wherever it stands, and never loosen what is built in. */

import { expect, test } from "vitest";
import { decide, factsOf, provedContext } from "../../../src/core/policy/decide.ts";
import { readRules } from "../../../src/core/policy/rules-read.ts";

const factsIn = (line: string) => factsOf(line, provedContext);

function judge(command: string, rules: readonly object[], refused: readonly string[] = []) {
	const read = readRules(rules, "remit.policy.rules", factsIn);
	expect(read.problems).toEqual([]);
	return decide(command, { ...provedContext, rules: read.rules, refused });
}

const verdictOf = (command: string, ...rules: readonly object[]) => judge(command, rules).verdict;
const noDocker = { verdict: "deny", program: "docker", subcommand: "ps" };

test.each([
	...["docker ps", "ls && docker ps", "docker ps | head", "echo $(docker ps)", "env docker ps", "timeout 5 docker ps"],
	...[
		"sh -c 'docker ps'",
		"xargs docker ps",
		"for x in 1 2; do docker ps; done",
		"if docker ps; then ls; fi",
		"/usr/bin/docker ps",
	],
	...[
		"docker --context x ps",
		"nice -n 5 docker ps",
		'bash -c "env docker ps"',
		"cat <(docker ps)",
		"find . -exec docker ps \\;",
	],
	...[
		"docker ps $X",
		"DOCKER ps",
		"\\docker ps",
		"'docker' \"ps\"",
		"cat <<E\n$(docker ps)\nE",
		"! docker ps",
		"time docker ps",
	],
])("a denied command is denied in %j", (command) => {
	expect(verdictOf(command, noDocker)).toBe("deny");
});

test("without the rule it is not, and other commands are left alone", () => {
	expect(decide("docker ps", provedContext).verdict).toBe("safe");
	expect(verdictOf("docker images", noDocker)).toBe("safe");
	expect(verdictOf("echo docker ps", noDocker)).toBe("safe");
});

test("the reason is the rule's, and the rule is named", () => {
	const { because, segments } = judge("ls; docker ps", [{ ...noDocker, because: "The daemon is shared." }]);
	expect(because).toContain("The daemon is shared");
	expect(segments.map(({ rule }) => rule)).toEqual([undefined, "remit.policy.rules[0]"]);
});

test("`ask` takes back what runs by itself, and deny beats it", () => {
	const ask = { verdict: "ask", program: "cat", paths: ["customers/**"] };
	expect(verdictOf("cat customers/a.csv", ask)).toBe("ask");
	expect(verdictOf("cat src/a.ts", ask)).toBe("safe");
	expect(verdictOf("cd customers && cat a.csv", ask)).toBe("ask");
	expect(verdictOf("cat < customers/a.csv", ask)).toBe("ask");
	expect(verdictOf("cat customers/a.csv", ask, { verdict: "deny", program: "cat" })).toBe("deny");
	expect(verdictOf("cat customers/a.csv", { verdict: "allow", program: "cat" }, ask)).toBe("ask");
});

test("`allow` lets exactly its command run, and nothing beside it", () => {
	const allow = { verdict: "allow", program: "rm", flags: ["-r"], paths: ["dist/**", "dist"] };
	expect(verdictOf("rm -r dist", allow)).toBe("workspace");
	expect(verdictOf("ls && rm -r dist/a", allow)).toBe("workspace");
	expect(judge("rm -r dist", [allow]).segments[0]?.rule).toBe("remit.policy.rules[0]");
	for (const command of [
		"rm -r dist; rm -r src",
		"rm -rf dist",
		"rm -r dist/../src",
		"rm -r ../dist",
		"cd src && rm -r dist",
		"rm -r $X",
		"rm -r dist &",
		"rm -r dist > .git/config",
		"LD_PRELOAD=./x rm -r dist",
		"rm -r dist/.*",
		"rm -r dist $(npm install)",
		"eval rm -r dist",
	])
		expect([command, ["ask", "deny"].includes(verdictOf(command, allow))]).toEqual([command, true]);
});

test("nothing that is never allowed is allowed by a rule", () => {
	for (const [command, program] of [
		["git push --force origin main", "git"],
		["git push origin HEAD:main", "git"],
		["rm -rf /", "rm"],
		["rm -rf ~", "rm"],
		["sudo ls", "sudo"],
		["cat .env", "cat"],
		["cat ~/.ssh/id_rsa", "cat"],
		["mkfs.ext4 /dev/sda", "mkfs.ext4"],
	] as const) {
		const before = decide(command, provedContext).verdict;
		expect([command, before]).toEqual([command, "deny"]);
		expect(verdictOf(command, { verdict: "allow", program, flags: ["*"] })).toBe("deny");
	}
});

test("a rule for a wrapper does not allow what it wraps", () => {
	for (const [command, program] of [
		["timeout 5 rm -r src", "timeout"],
		["env rm src", "env"],
		["bash -c 'rm -r src'", "bash"],
		["find . -exec rm {} +", "find"],
		["xargs rm", "xargs"],
	] as const)
		expect([command, verdictOf(command, { verdict: "allow", program, flags: ["*"] })]).toEqual([command, "ask"]);
});

test("without a proved sandbox an allowed command asks", () => {
	const { rules } = readRules([{ verdict: "allow", program: "rm" }], "remit.policy.rules", factsIn);
	expect(decide("rm dist", { ...provedContext, rules, sandboxed: false }).verdict).toBe("ask");
});

test("while a rule is refused that may have been a limit, everything that is not safe asks and says why", () => {
	const refused = ["remit.policy.rules[3]: `flag` is not a field of a rule."];
	const allow = { verdict: "allow", program: "rm" };
	expect(judge("ls", [], refused).verdict).toBe("safe");
	for (const command of ["npm test", "rm dist"]) {
		expect(judge(command, [allow]).verdict).toBe("workspace");
		const { verdict, because } = judge(command, [allow], refused);
		expect(verdict).toBe("ask");
		expect(because).toContain("remit.policy.rules[3]");
	}
	expect(judge("rm -rf /", [], refused).verdict).toBe("deny");
});

test("the tests of a rule are read with the real grammar", () => {
	const rule = {
		...noDocker,
		shouldMatch: ["env docker ps | head"],
		shouldNotMatch: ["echo 'docker ps'", "docker images"],
	};
	expect(readRules([rule], "r", factsIn).problems).toEqual([]);
	const wrong = { ...noDocker, shouldNotMatch: ["sh -c 'docker ps'"] };
	expect(readRules([wrong], "r", factsIn).problems).toEqual(["r[0].shouldNotMatch[0]: `sh -c 'docker ps'` matches."]);
});
