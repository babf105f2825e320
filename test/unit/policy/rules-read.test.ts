/** Rules are read whole or refused with the place of the error; what may have been a limit is never lost in silence. */

import { expect, test } from "vitest";
import { type PolicyFile, policyRules } from "../../../src/core/policy/policy-rules.ts";
import { readRules } from "../../../src/core/policy/rules-read.ts";
import { simpleFacts } from "../../support/facts.ts";
import { fc } from "../../support/properties.ts";

const read = (value: unknown) => readRules(value, "remit.policy.rules", simpleFacts);
const problemsOf = (rule: object) => read([rule]).problems;

test("a rule is read with its place and without its tests", () => {
	const written = {
		verdict: "ask",
		program: "docker",
		subcommand: "compose up",
		flags: ["-d", "--build"],
		paths: ["infra/**"],
		domains: ["*.example.com"],
		because: "It starts the shared database.",
	};
	const { rules, problems, refused } = read([
		{ verdict: "deny", program: "x" },
		{ ...written, shouldNotMatch: ["docker compose up -d"] },
	]);
	expect(rules).toEqual([
		{ verdict: "deny", program: "x", place: "remit.policy.rules[0]" },
		{ ...written, place: "remit.policy.rules[1]" },
	]);
	expect([problems, refused]).toEqual([[], []]);
});

test("nothing written is no rule, and no problem", () => {
	for (const value of [undefined, null, []]) expect(read(value)).toEqual({ rules: [], problems: [], refused: [] });
});

test.each([
	[{ verdict: "alow", program: "x" }, "remit.policy.rules[0].verdict: It must be `allow`, `ask` or `deny`."],
	[{ verdict: "deny" }, "remit.policy.rules[0].program: It must be text."],
	[
		{ verdict: "deny", program: "git push" },
		"remit.policy.rules[0].program: It must be one program's name, without spaces or patterns.",
	],
	[
		{ verdict: "deny", program: "*" },
		"remit.policy.rules[0].program: It must be one program's name, without spaces or patterns.",
	],
	[{ verdict: "deny", program: "x", flag: ["-f"] }, "remit.policy.rules[0]: `flag` is not a field of a rule."],
	[{ verdict: "deny", program: "x", flags: "-f" }, "remit.policy.rules[0].flags: It must be a list."],
	[
		{ verdict: "deny", program: "x", flags: ["-f", "g"] },
		"remit.policy.rules[0].flags[1]: It must be a flag such as `--watch`, or `*` for any.",
	],
	[
		{ verdict: "deny", program: "x", subcommand: "a -f" },
		"remit.policy.rules[0].subcommand: It must be words with one space between them; flags stand in `flags`.",
	],
	[
		{ verdict: "deny", program: "x", paths: ["!a"] },
		"remit.policy.rules[0].paths[0]: A pattern cannot begin with `!`: write a second rule instead.",
	],
	[
		{ verdict: "allow", program: "x", paths: ["a", "../b"] },
		"remit.policy.rules[0].paths[1]: Nothing outside the checkout can be allowed.",
	],
	[
		{ verdict: "allow", program: "x", paths: ["/etc/x"] },
		"remit.policy.rules[0].paths[0]: Nothing outside the checkout can be allowed.",
	],
	[
		{ verdict: "deny", program: "x", domains: ["https://a.b"] },
		"remit.policy.rules[0].domains[0]: It must be a host such as `registry.example.com`, or `*.example.com`: no address, no port.",
	],
	[
		{ verdict: "allow", program: "x", exactly: ["a"], flags: ["-f"] },
		"remit.policy.rules[0].exactly: It says every word, so there can be no `subcommand` and no `flags` beside it.",
	],
])("%j is refused with its place", (rule, problem) => {
	expect(problemsOf(rule)).toEqual([problem]);
	expect(read([rule]).rules).toEqual([]);
});

test("what is no rule at all is refused with its place", () => {
	expect(read([{ verdict: "deny", program: "x" }, "deny x"]).problems).toEqual([
		"remit.policy.rules[1]: A rule must be an object.",
	]);
	expect(read({ deny: "x" })).toMatchObject({
		problems: ["remit.policy.rules: it must be a list of rules."],
		rules: [],
	});
	expect(read(Array(201).fill({ verdict: "deny", program: "x" })).rules).toEqual([]);
});

test("patterns that would take long to compare are refused", () => {
	for (const path of ["a".repeat(301), "*a*a*a*a*a", "**/a/**/b/**/c/**/d", "{a,b}{a,b}{a,b}", "{1..9}", "a\\b", ""])
		expect(problemsOf({ verdict: "deny", program: "x", paths: [path] })).toHaveLength(1);
});

test("a rule's tests are commands that it must match and others that it must not; one that fails refuses it", () => {
	const rule = { verdict: "deny", program: "docker", subcommand: "compose up" };
	expect(problemsOf({ ...rule, shouldMatch: ["docker compose up", "ls; docker compose up -d"] })).toEqual([]);
	expect(problemsOf({ ...rule, shouldMatch: ["docker compose up", "docker compose down"] })).toEqual([
		"remit.policy.rules[0].shouldMatch[1]: `docker compose down` does not match.",
	]);
	expect(problemsOf({ ...rule, shouldNotMatch: ["ls", "true; docker compose up"] })).toEqual([
		"remit.policy.rules[0].shouldNotMatch[1]: `true; docker compose up` matches.",
	]);
	expect(read([{ ...rule, shouldMatch: ["ls"] }]).rules).toEqual([]);
});

test("a refused rule that may have been a limit is told apart from one that only allows", () => {
	const { refused } = read([
		{ verdict: "allow", program: "x", typo: 1 },
		{ verdict: "deny", program: "x", typo: 1 },
		{ verdict: "denied", program: "x" },
		"deny everything",
		{ verdict: "ask", program: "x", shouldMatch: ["y"] },
	]);
	expect(refused.map((text) => text.slice(0, "remit.policy.rules[0]".length))).toEqual([
		"remit.policy.rules[1]",
		"remit.policy.rules[2]",
		"remit.policy.rules[3]",
		"remit.policy.rules[4]",
	]);
	expect(read("deny everything").refused).toHaveLength(1);
});

test("any value is read without an error being thrown", () => {
	fc.assert(fc.property(fc.anything(), (value) => void expect(Array.isArray(read(value).rules)).toBe(true)));
	fc.assert(fc.property(fc.array(fc.anything()), (value) => void expect(Array.isArray(read(value).rules)).toBe(true)));
});

const none: PolicyFile = { kind: "none" };
const joined = (parts: { rules?: unknown; protectedBranches?: unknown; file?: PolicyFile; remoteHead?: string }) =>
	policyRules(
		{
			rules: parts.rules,
			protectedBranches: parts.protectedBranches,
			file: parts.file ?? none,
			remoteHead: parts.remoteHead ?? "",
		},
		simpleFacts,
	);
const file = (value: unknown): PolicyFile => ({ kind: "file", text: JSON.stringify(value) });

test("without settings and file there are no rules, and the usual branches are protected", () => {
	expect(joined({})).toEqual({
		rules: [],
		protectedBranches: ["main", "master", "release/*"],
		refused: [],
		problems: [],
	});
});

test("the remote's main branch and the repository's add to the person's protected branches", () => {
	const { protectedBranches } = joined({
		protectedBranches: ["production"],
		remoteHead: "trunk",
		file: file({ protectedBranches: ["stable/*", "production"] }),
	});
	expect(protectedBranches).toEqual(["production", "trunk", "stable/*"]);
});

test("a repository adds limits, and cannot allow anything", () => {
	const deny = { verdict: "deny", program: "terraform" };
	const { rules, problems, refused } = joined({
		rules: [{ verdict: "allow", program: "npm", subcommand: "install" }],
		file: file({ rules: [{ verdict: "allow", program: "curl", flags: ["*"] }, deny] }),
	});
	expect(rules.map(({ place, verdict }) => [place, verdict])).toEqual([
		["remit.policy.rules[0]", "allow"],
		[".remit/policy.json[1]", "deny"],
	]);
	expect(problems).toEqual([".remit/policy.json[0]: a repository can only tighten, so it cannot allow anything."]);
	expect(refused).toEqual([]);
});

test.each<[string, PolicyFile]>([
	["no JSON", { kind: "file", text: "{ rules: [" }],
	["no object", file([{ verdict: "deny", program: "x" }])],
	["a field that is not known", file({ rule: [] })],
	["rules that are no list", file({ rules: {} })],
	["a rule that is malformed", file({ rules: [{ verdict: "deny", program: "x", flag: 1 }] })],
	["branches that are no list", file({ protectedBranches: "main" })],
	["a branch that is none", file({ protectedBranches: ["a b"] })],
	["what cannot be read", { kind: "failed", text: "it is a link that leads out of the folder." }],
])("a repository's file with %s is told and fails closed", (_, broken) => {
	const { refused, problems } = joined({ file: broken });
	expect(refused).toHaveLength(1);
	expect(problems).toEqual(refused);
	expect(problems[0]).toMatch(/^\.remit\/policy\.json/);
});

test("a setting of protected branches that is wrong leaves the usual ones protected", () => {
	for (const wrong of ["main", [1], ["a b"], { a: 1 }, Array(101).fill("x")]) {
		const { protectedBranches, refused } = joined({ protectedBranches: wrong });
		expect(protectedBranches).toEqual(expect.arrayContaining(["main", "master", "release/*"]));
		expect(refused).toHaveLength(1);
	}
	expect(joined({ protectedBranches: ["live", 7] }).protectedBranches).toContain("live");
});

test("any text in the repository's file gives a policy", () => {
	fc.assert(
		fc.property(
			fc.string(),
			(text) => void expect(joined({ file: { kind: "file", text } }).protectedBranches).toContain("main"),
		),
	);
	fc.assert(
		fc.property(
			fc.json(),
			(text) => void expect(joined({ file: { kind: "file", text } }).protectedBranches).toContain("main"),
		),
	);
});
