/** What is known of programs, as data: that it can be read in one way only, and what it says of the programs of each world. */

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decide } from "../../../src/core/policy/decide.ts";
import type { PolicyContext } from "../../../src/core/policy/decision.ts";
import type { Form, ProgramForms } from "../../../src/core/policy/programs/form.ts";
import { isEverydayTask, isOutwardTask, isOutwardWord } from "../../../src/core/policy/programs/task-names.ts";
import commands from "../../fixtures/policy-programs.json" with { type: "json" };

const folder = new URL("../../../src/core/policy/programs/", import.meta.url);
const files = readdirSync(folder).filter((file) => !["all.ts", "form.ts"].includes(file));

const worlds = await Promise.all(
	files.map(async (file) => {
		const module: Record<string, unknown> = await import(new URL(file, folder).href);
		const lists = Object.entries(module).filter(([name]) => name.endsWith("Programs"));
		return lists.flatMap(([, list]) => (Array.isArray(list) ? list : []) as readonly ProgramForms[]);
	}),
);
const programs = worlds.flat();
const every = programs.flatMap(({ names, forms, global }) =>
	forms.map((form) => ({ name: names[0] ?? "", form, global })),
);

/** The forms that could let a command run, and the names of their options. */
const running = every
	.filter(({ form }) => runs(form))
	.map((entry) => ({
		...entry,
		options: [...words(entry.form.options), ...words(entry.global)].map((word) => word.replace(/\[?=.*$/s, "")),
	}));

const kinds =
	/^(?:none|number|word|text|pattern|names|read|write|delete|folder|ref|url|sed|awk|jq|sql|command|bash|task|everyday|script|own|setting|variable|\{[^{}]+\}|\w+(?:,\w+)+)$/;

describe("the data", () => {
	test("knows programs of every world", () => {
		expect(programs.length).toBeGreaterThan(300);
	});

	test("names no program twice", () => {
		const names = programs.flatMap((program) => program.names);
		expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	});

	test("has a reason in words for each form, which continues a sentence", () => {
		for (const { name, form } of every) expect(form.why, `${name} ${form.sub}`).toMatch(/^[a-z][^.]{3,}[^.\s]$/);
	});

	test("has options that can be read", () => {
		const odd = every.flatMap(({ name, form, global }) =>
			[...words(form.options), ...words(global)]
				.filter((word) => !/^[-+/][^=[\]]*(?:=.+|\[=.+\])?$/.test(word) || !kinds.test(kindOf(word) ?? "word"))
				.map((word) => `${name} ${form.sub}: ${word}`),
		);
		expect(odd).toEqual([]);
	});

	test("has no sub-command that begins with a dash, and none that is written twice in one form", () => {
		const odd = every.flatMap(({ name, form }) => {
			const all = subs(form);
			return all.filter((sub, at) => /(?:^|\s)-/.test(sub) || all.indexOf(sub) !== at).map((sub) => `${name} ${sub}`);
		});
		expect(odd).toEqual([]);
	});
});

const dangerous = [
	"--exec",
	"--eval",
	"--require",
	"--import",
	"--loader",
	"--script-shell",
	"-toolexec",
	"-exec",
	"-vettool",
	"--init-script",
	"-wrapper",
	"--node-options",
	"--post-renderer",
	"--kubeconfig",
	"--endpoint-url",
	"--plugin",
	"-fplugin",
];

describe("the data that lets commands run", () => {
	test("has no form that could let a command run and is always hidden by an earlier one", () => {
		const odd = programs.flatMap(({ names, forms }) =>
			forms.filter(runs).flatMap((form) => {
				const hiding = forms.slice(0, forms.indexOf(form)).filter(holdsAlways).flatMap(subs);
				return subs(form).flatMap((sub) => (hiding.includes(sub) ? [`${names[0]} ${sub}`] : []));
			}),
		);
		expect(odd).toEqual([]);
	});

	test("needs only options that it lists", () => {
		const odd = running.flatMap(({ name, form, options }) =>
			(form.needs ?? []).filter((need) => !options.includes(need)).map((need) => `${name} ${form.sub}: ${need}`),
		);
		expect(odd).toEqual([]);
	});

	test.each(dangerous)("lists %s nowhere, or as a query that is judged", (option) => {
		const where = running.filter(
			({ form, options }) => options.includes(option) && !form.options?.includes(`${option}=sql`),
		);
		expect(where.map(({ name, form }) => `${name} ${form.sub}`)).toEqual([]);
	});
});

const context: PolicyContext = {
	shell: "bash",
	cwd: "",
	root: "",
	sandboxed: true,
	rules: [],
	protectedBranches: ["main"],
};

describe("the commands of developers", () => {
	test.each(commands.runs)("%j runs by itself", (command) => {
		const { verdict, because } = decide(command, context);
		expect(["safe", "workspace"], because).toContain(verdict);
	});

	test.each(commands.waits)("%j waits for the person, or never runs", (command) => {
		expect(["ask", "deny"]).toContain(decide(command, context).verdict);
	});

	test.each(commands.never)("%j never runs", (command) => {
		expect(decide(command, context).verdict).toBe("deny");
	});

	test("what downloads says from where", () => {
		expect(decide("npm install", context).domains).toEqual(["registry.npmjs.org"]);
		expect(decide("cargo add serde", context).domains).toContain("static.crates.io");
		expect(decide("pip install x", context).domains).toContain("pypi.org");
	});
});

const outside =
	"deploy deploy:prod db-reset publishAll releaseNow test:deploy predeploy e2e:prod db:seed webDeploy nuke drop_db".split(
		" ",
	);
const usual = "test test:auth build:prod lint:fix typecheck generate-types check-all e2e spotlessApply".split(" ");

describe("names of tasks", () => {
	test.each(outside)("%s tells of the outside", (name) => {
		expect(isOutwardTask(name)).toBe(true);
		expect(isEverydayTask(name)).toBe(false);
	});

	test.each(usual)("%s is one of the usual ones", (name) => {
		expect(isOutwardTask(name)).toBe(false);
		expect(isEverydayTask(name)).toBe(true);
	});

	test("a name that says nothing is no usual one, and tells of nothing", () => {
		expect([isOutwardTask("frob"), isEverydayTask("frob")]).toEqual([false, false]);
	});

	test("flags and words for the project's own program are measured by what they say, names of files are not", () => {
		expect(["--publish", "--prod", "migrate", "deploy"].map(isOutwardWord)).toEqual([true, true, true, true]);
		expect(["--updateSnapshot", "login", "src/deploy.test.ts", "-v"].map(isOutwardWord)).toEqual([
			false,
			false,
			false,
			false,
		]);
	});
});

function runs({ verdict }: Form): boolean {
	return verdict === "safe" || verdict === "workspace";
}

function subs({ sub }: Form): readonly string[] {
	return sub.split(" | ");
}

function words(list: string | undefined): readonly string[] {
	return (list ?? "").split(/\s+/).filter((word) => word !== "");
}

function kindOf(option: string): string | undefined {
	return /=([^\]]*)\]?$/.exec(option.replace(/=(?=\{)/, "=")) === null
		? undefined
		: option.replace(/^[^=]*=/, "").replace(/\]$/, "");
}

/** Whether it takes every command of its sub-command, so that what stands after it is never reached. */
function holdsAlways({ verdict, needs, count }: Form): boolean {
	return (verdict === "ask" || verdict === "deny") && !needs && !count;
}
