/** "Always allow" writes the one rule that lets exactly this command run again, or none. */

import { expect, test } from "vitest";
import { alwaysRule } from "../../../src/core/policy/always.ts";
import { decide, factsOf, provedContext } from "../../../src/core/policy/decide.ts";
import type { PolicyContext } from "../../../src/core/policy/decision.ts";
import { readRules } from "../../../src/core/policy/rules-read.ts";

const always = (command: string, context: PolicyContext = provedContext) => alwaysRule(command, context);

/** The context after the rule was written to the settings and read from there again. */
function after(command: string): PolicyContext {
	const written: unknown = JSON.parse(JSON.stringify([always(command)]));
	const { rules, problems } = readRules(written, "remit.policy.rules", (line) => factsOf(line, provedContext));
	expect(problems).toEqual([]);
	return { ...provedContext, rules };
}

const runs = (command: string, context: PolicyContext) =>
	["safe", "workspace"].includes(decide(command, context).verdict);

test("the rule is the command word by word, with its paths and hosts", () => {
	expect(always("rm -r dist")).toEqual({ verdict: "allow", program: "rm", exactly: ["-r", "dist"], paths: ["dist"] });
	const install = always("npm install left-pad");
	expect(install).toMatchObject({ verdict: "allow", program: "npm", exactly: ["install", "left-pad"] });
	expect(install?.domains?.length).toBeGreaterThan(0);
});

test.each([
	"rm -r dist",
	"npm install left-pad",
	"git reset --hard",
	"docker compose up -d",
	"rm 'a b.txt'",
	"ls && rm dist/x.js",
])("once %s is always allowed it runs by itself, decided by the rule", (command) => {
	const context = after(command);
	expect(decide(command, provedContext).verdict).toBe("ask");
	expect(runs(command, context)).toBe(true);
	expect(decide(command, context).segments.map(({ rule }) => rule)).toContain("remit.policy.rules[0]");
});

test.each([
	[
		"rm -r dist",
		[
			"rm -rf dist",
			"rm -r dist src",
			"rm -r src",
			"rm dist",
			"cd src && rm -r dist",
			"rm -r dist/..",
			"rm -r dist & id",
		],
	],
	[
		"npm install left-pad",
		["npm install", "npm install left-pad evil", "npm install evil", "npm ci", "X=1 npm install left-pad -g"],
	],
	[
		"npm install left-pad",
		["PATH=./evil npm install left-pad", "npm install left-pad > .git/hooks/x", "env npm install left-pad"],
	],
	["npm install --ignore-scripts x", ["npm install x", "npm install x --ignore-scripts --foreground-scripts"]],
	[
		"docker compose up -d",
		["docker compose up", "docker compose up -d --force-recreate", "docker compose down", "docker-compose up -d"],
	],
	["rm dist/*.js", ["rm dist/*", "rm *.js", "rm dist/a.js dist/*.js", "rm src/*.js"]],
])("a rule for %s lets none of %j run", (command, others) => {
	const context = after(command);
	for (const other of others) expect([other, runs(other, context)]).toEqual([other, false]);
});

test.each([
	...[
		"bash -c 'rm x'",
		"sh build.sh",
		"eval 'rm x'",
		"find . -exec rm {} +",
		"xargs rm",
		"sudo rm x",
		"env rm x",
		"timeout 5 rm x",
	],
	...["node -e 'x()'", "python3 -c 'x()'", "ruby -e x", "perl -pe s/a/b/ x", "python3", "node -"],
	...[
		"git push --force origin main",
		"rm -rf /",
		"cat ~/.ssh/id_rsa",
		"rm $X",
		'rm "$(cat x)"',
		"rm ~/x",
		"rm ../x",
		"rm /etc/hosts",
	],
	...[
		"psql app <<< 'drop table x'",
		"echo y | docker system prune",
		"rm a; npm install",
		"rm a &",
		"f() { rm a; }; f",
		"",
		"rm a\u200b",
	],
])("no rule is offered for %s", (command) => {
	expect(always(command)).toBeNull();
});

test("no rule is offered for what runs by itself, nor where it would not be enough", () => {
	expect(always("ls")).toBeNull();
	expect(always("rm dist", { ...provedContext, sandboxed: false })).toBeNull();
	const ask = { verdict: "ask", program: "rm", place: "remit.policy.rules[0]" } as const;
	expect(always("rm dist", { ...provedContext, rules: [ask] })).toBeNull();
	expect(always("Remove-Item dist", { ...provedContext, shell: "powershell" })).toBeNull();
});
