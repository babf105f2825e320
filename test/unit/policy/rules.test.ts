/** A rule limits in doubt, and allows only what it says. */

import { expect, test } from "vitest";
import type { Rule } from "../../../src/core/policy/rule.ts";
import { applyRules, ruleMatches } from "../../../src/core/policy/rules.ts";
import type { SegmentFacts } from "../../../src/core/policy/segment-facts.ts";
import { factsFor } from "../../support/facts.ts";
import { fc } from "../../support/properties.ts";

const allow = (fields: Omit<Rule, "verdict" | "place">): Rule => ({ verdict: "allow", place: "a", ...fields });
const deny = (fields: Omit<Rule, "verdict" | "place">): Rule => ({ verdict: "deny", place: "d", ...fields });
const touching = (...paths: readonly string[]): Partial<SegmentFacts> => ({ paths });
const reaching = (...domains: readonly string[]): Partial<SegmentFacts> => ({ domains });

test("deny beats ask beats allow, whatever their order", () => {
	const rules: readonly Rule[] = [
		{ verdict: "allow", program: "docker", place: "1" },
		{ verdict: "ask", program: "docker", place: "2" },
		{ verdict: "deny", program: "docker", place: "3" },
	];
	fc.assert(
		fc.property(fc.shuffledSubarray([...rules], { minLength: 1 }), (some) => {
			const strongest = some
				.map(({ place }) => place)
				.sort()
				.at(-1);
			expect(applyRules(factsFor("docker ps"), some)?.rule.place).toBe(strongest);
		}),
	);
	expect(applyRules(factsFor("podman ps"), rules)).toBeNull();
});

test("an allowed command must be known to the last word", () => {
	const rule = allow({ program: "docker", flags: ["*"] });
	expect(ruleMatches(factsFor("docker ps"), rule)).toBe(true);
	expect(ruleMatches(factsFor("docker ps", { static: false }), rule)).toBe(false);
	expect(ruleMatches(factsFor("psql app", { fed: true }), allow({ program: "psql", exactly: ["app"] }))).toBe(false);
	expect(ruleMatches({ ...factsFor("docker ps"), program: "" }, { ...rule, program: "" })).toBe(false);
});

test("an allowed program is that name and no path to it", () => {
	const rule = allow({ program: "tool" });
	expect(ruleMatches(factsFor("tool"), rule)).toBe(true);
	for (const other of ["./tool", "/usr/bin/tool", "TOOL", "tool2", "too", "tool.exe", "x/tool"])
		expect(ruleMatches(factsFor(other), rule)).toBe(false);
	expect(ruleMatches(factsFor("./tool"), allow({ program: "./tool" }))).toBe(true);
});

test("an allowed sub-command stands first, in whole words", () => {
	const rule = allow({ program: "docker", subcommand: "compose up" });
	expect(ruleMatches(factsFor("docker compose up"), rule)).toBe(true);
	expect(ruleMatches(factsFor("docker compose up web"), rule)).toBe(true);
	for (const line of ["docker compose", "docker compose upgrade", "docker up compose", "docker x compose up", "docker"])
		expect(ruleMatches(factsFor(line), rule)).toBe(false);
});

test("an allowed command has no flag that is not listed", () => {
	const none = allow({ program: "tool", subcommand: "run" });
	const some = allow({ program: "tool", subcommand: "run", flags: ["-v", "--reporter", "--out=x"] });
	expect(ruleMatches(factsFor("tool run -v"), none)).toBe(false);
	for (const line of ["tool run", "tool run -v --reporter=dot", "tool run --out=x a -v"])
		expect(ruleMatches(factsFor(line), some)).toBe(true);
	for (const line of ["tool run -vx", "tool run --out=y", "tool run --reporters", "tool run -- -x", "tool -v run"])
		expect(ruleMatches(factsFor(line), some)).toBe(false);
	expect(ruleMatches(factsFor("tool run --any -x"), allow({ program: "tool", flags: ["*"] }))).toBe(true);
});

test("`exactly` allows that command and no other: no word more, none less, in no other order", () => {
	const rule = allow({ program: "kubectl", exactly: ["apply", "--dry-run=client", "-f", "x.yaml"] });
	expect(ruleMatches(factsFor("kubectl apply --dry-run=client -f x.yaml", touching("x.yaml")), rule)).toBe(true);
	for (const line of [
		"kubectl apply -f x.yaml",
		"kubectl apply --dry-run=client -f x.yaml -f y.yaml",
		"kubectl apply -f x.yaml --dry-run=client",
		"kubectl apply --dry-run=none -f x.yaml",
	])
		expect(ruleMatches(factsFor(line), rule)).toBe(false);
	expect(ruleMatches(factsFor("kubectl apply --dry-run=client -f x.yaml", reaching("x.invalid")), rule)).toBe(false);
	expect(ruleMatches(factsFor("kubectl apply --dry-run=client -f x.yaml", touching("../x")), rule)).toBe(false);
});

test.each([
	"/etc/passwd",
	"../x",
	"..",
	"~/x",
	"~root",
	"a/../../x",
	"C:\\x",
	"C:/x",
	"$HOME/x",
	"src/*/../../../x",
	"\\\\host\\x",
])("nothing allows %s: it is outside of the checkout", (path) => {
	for (const paths of [undefined, ["**"], ["**/*"], ["*"], [path]]) {
		const rule = allow({ program: "tool", flags: ["*"], ...(paths ? { paths } : {}) });
		expect(ruleMatches(factsFor("tool x", touching(path)), rule)).toBe(false);
	}
});

test.each([
	...["/etc/passwd", "../x", "~/x", "-C/etc", "-C../x", "--out=/etc/x", "--out=../x", "--out=~/x", "@/etc/x", "a:/etc"],
	...["a=../x", "x,/etc", "ext::sh", "--root=..", "a/../../b", "@../x", "C:\\x"],
])("a word such as %s is allowed only where the rule spells it out, whatever the program makes of it", (word) => {
	expect(ruleMatches(factsFor(`tool ${word}`), allow({ program: "tool", flags: ["*"] }))).toBe(false);
	expect(ruleMatches(factsFor(`tool ${word}`), allow({ program: "tool", exactly: [word] }))).toBe(true);
});

test.each([
	"a",
	"src/x.ts",
	"a..b",
	"@scope/name",
	"name@1.2.3",
	"HEAD~1",
	"ab:c",
	"x=1",
	"--reporter=dot",
	"-",
	"http",
	"v1...v2",
])("a word such as %s leads nowhere else", (word) => {
	expect(ruleMatches(factsFor(`tool ${word}`), allow({ program: "tool", flags: ["*"] }))).toBe(true);
});

test("an allowed command touches only paths that the rule names, and without any only the checkout", () => {
	const rule = allow({ program: "rm", flags: ["-r"], paths: ["dist/**", "*.log"] });
	for (const path of ["dist/a", "dist/a/b.js", "./dist/a", "x.log", "dist/.hidden", "dist//a", "dist/*.js", "dist/a/*"])
		expect([path, ruleMatches(factsFor("rm -r x", touching(path)), rule)]).toEqual([path, true]);
	for (const path of [
		"src/a",
		".",
		"",
		"dist",
		"distant/a",
		"a/x.log",
		"*",
		"*.lo?",
		"d*/a",
		"dist/.*",
		"dist/{a,../../b}",
		"DIST/a",
	])
		expect([path, ruleMatches(factsFor("rm -r x", touching(path)), rule)]).toEqual([path, false]);
	expect(ruleMatches(factsFor("rm x", touching("dist/a", "src/a")), rule)).toBe(false);
	expect(ruleMatches(factsFor("rm x", touching("src/a", "src/*.ts")), allow({ program: "rm" }))).toBe(true);
	for (const path of ["src/.*", "{a,b}", "src/.?/x"])
		expect(ruleMatches(factsFor("rm x", touching(path)), allow({ program: "rm" }))).toBe(false);
});

test("a pattern of the command is allowed only when all that it stands for is", () => {
	const rule = allow({ program: "rm", paths: ["d?/**", "*.js", "a/*"] });
	for (const path of ["d*/x", "?*.js", "a/**", "*/x"])
		expect(ruleMatches(factsFor("rm x", touching(path)), rule)).toBe(false);
	expect(ruleMatches(factsFor("rm x", touching("*.js")), allow({ program: "rm", paths: ["\\*.js"] }))).toBe(true);
});

test("an allowed command reaches only hosts that the rule names", () => {
	const rule = allow({ program: "tool", flags: ["*"], domains: ["registry.example.com", "*.cdn.example"] });
	for (const host of ["registry.example.com", "REGISTRY.example.com", "a.cdn.example", "registry.example.com:443"])
		expect(ruleMatches(factsFor("tool x", reaching(host)), rule)).toBe(true);
	for (const host of ["example.com", "cdn.example", "evilcdn.example", "registry.example.com.evil", "", "x"])
		expect(ruleMatches(factsFor("tool x", reaching(host)), rule)).toBe(false);
	expect(ruleMatches(factsFor("tool x", reaching("a.b")), allow({ program: "tool" }))).toBe(false);
	expect(ruleMatches(factsFor("tool x", reaching("a.b")), allow({ program: "tool", domains: ["*"] }))).toBe(true);
});

test("an address in a word goes by the rule's hosts even where the engine saw none", () => {
	const rule = allow({ program: "tool", flags: ["*"], domains: ["good.example"] });
	expect(ruleMatches(factsFor("tool https://good.example/x"), rule)).toBe(true);
	for (const word of [
		"https://evil.example/x",
		"--registry=https://evil.example",
		"https://good.example@evil.example/",
		"git@evil.example:x",
		"file:///etc/passwd",
		"x?u=http://good.example&v=http://evil.example",
		"ssh://good.example:x@evil.example/",
	])
		expect([word, ruleMatches(factsFor(`tool ${word}`), rule)]).toEqual([word, false]);
});

test("a limit holds for the program behind any path, in any case, and where not every word is known", () => {
	const rule = deny({ program: "docker" });
	for (const line of ["docker", "/usr/bin/docker", "./docker", "DOCKER", "docker.exe", "a\\docker.EXE"])
		expect(ruleMatches(factsFor(line, { static: false }), rule)).toBe(true);
	for (const line of ["docker2", "dock", "docker/x"]) expect(ruleMatches(factsFor(line), rule)).toBe(false);
});

test("a limit finds its sub-command behind flags and their values", () => {
	const rule = deny({ program: "docker", subcommand: "compose up" });
	for (const line of [
		"docker compose up",
		"docker compose up web",
		"docker --context x compose up",
		"docker --debug compose -f x.yml up -d",
		"docker -D compose up",
	])
		expect([line, ruleMatches(factsFor(line), rule)]).toEqual([line, true]);
	for (const line of ["docker compose down", "docker compose x up", "docker run compose up", "docker compose"])
		expect([line, ruleMatches(factsFor(line), rule)]).toEqual([line, false]);
});

test("a limit finds its flag joined, bundled and abbreviated", () => {
	const rule = deny({ program: "tool", flags: ["--force", "-r"] });
	for (const line of ["tool --force", "tool --force=x", "tool --forc", "tool -r", "tool -vr", "tool x -rf"])
		expect([line, ruleMatches(factsFor(line), rule)]).toEqual([line, true]);
	for (const line of ["tool", "tool --forced", "tool --", "tool -R", "tool r", "tool --r"])
		expect([line, ruleMatches(factsFor(line), rule)]).toEqual([line, false]);
	expect(ruleMatches(factsFor("tool -x"), deny({ program: "tool", flags: ["*"] }))).toBe(true);
});

test("a limit holds for a path that could be the one: in other case, by pattern, or in a folder above", () => {
	const rule = deny({ program: "tool", paths: ["infra/prod/**", "*.pem"] });
	for (const path of [
		"infra/prod/a",
		"INFRA/Prod/a",
		"infra",
		"infra/prod",
		".",
		"",
		"./infra",
		"infra/*",
		"*/prod/x",
		"x.PEM",
	])
		expect([path, ruleMatches(factsFor("tool", touching(path)), rule)]).toEqual([path, true]);
	for (const path of ["{infra,src}/prod/x", "inf*", "*.p?m", "infra/{a,prod}/x", `infra/prod/${"x".repeat(300)}`])
		expect([path, ruleMatches(factsFor("tool", touching(path)), rule)]).toEqual([path, true]);
	for (const path of ["src/a", "infra/test/a", "src/*", "a/x.pem", "infra/test/*", "*.js"])
		expect([path, ruleMatches(factsFor("tool", touching(path)), rule)]).toEqual([path, false]);
});

test("a limit on a name in any folder does not hold for every file", () => {
	const rule = deny({ program: "cat", paths: ["**/secret.txt"] });
	for (const path of ["secret.txt", "a/secret.txt", "a/*.txt", "*/secret.txt", "."])
		expect([path, ruleMatches(factsFor("cat", touching(path)), rule)]).toEqual([path, true]);
	for (const path of ["a.txt", "a/b", "a/*.md"])
		expect([path, ruleMatches(factsFor("cat", touching(path)), rule)]).toEqual([path, false]);
});

test("every part of a limit must hold", () => {
	const rule = deny({ program: "tool", subcommand: "up", flags: ["-x"], domains: ["*.example"] });
	expect(ruleMatches(factsFor("tool up -x", reaching("a.example")), rule)).toBe(true);
	expect(ruleMatches(factsFor("tool up", reaching("a.example")), rule)).toBe(false);
	expect(ruleMatches(factsFor("tool up -x"), rule)).toBe(false);
	expect(ruleMatches(factsFor("tool down -x", reaching("a.example")), rule)).toBe(false);
});

test("any facts and any rule have an answer, and pattern upon pattern too", () => {
	const word = fc.string({ maxLength: 30, unit: fc.constantFrom(..."ab*?[]{}/.-~\\:= ") });
	const words = fc.array(word, { maxLength: 6 });
	const fields = fc.record({ paths: words, domains: words, flags: words, exactly: fc.constant(undefined) });
	fc.assert(
		fc.property(words, words, words, fields, (args, paths, domains, { exactly: _, ...limits }) => {
			const facts = { ...factsFor(["tool", ...args].join(" ")), paths, domains };
			for (const verdict of ["allow", "ask", "deny"] as const)
				expect(typeof ruleMatches(facts, { verdict, program: "tool", place: "x", ...limits })).toBe("boolean");
		}),
	);
	// Tried in every way, this would not end before the test's own limit.
	const slow = `${"a".repeat(250)}/`.repeat(15);
	const facts = factsFor("tool", touching(slow, `${slow}*`));
	expect(typeof ruleMatches(facts, deny({ program: "tool", paths: ["**/*a*a*a*b/**/c/**/*a*b"] }))).toBe("boolean");
});
