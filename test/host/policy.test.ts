/** Rules come from the person's own settings and the repository's file, and from nowhere else. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { provedContext } from "../../src/core/policy/decide.ts";
import { fingerprint } from "../../src/node/fingerprint.ts";
import { readPolicyFile, remoteHeadOf } from "../../src/node/policy-files.ts";
import { explainCommand } from "../../src/vscode/explain.ts";
import { PolicySettings } from "../../src/vscode/policy-settings.ts";
import { folder, write } from "./playing.ts";
import { test } from "./runner.ts";
import { pressing, until } from "./until.ts";

const allowRm = { verdict: "allow", program: "rm", flags: ["*"] } as const;

function policy(): PolicySettings {
	return new PolicySettings({ file: readPolicyFile, remoteHead: remoteHeadOf, fingerprint });
}

function own(name: string, value: unknown): Thenable<void> {
	return vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

test("rules and branches in the workspace's settings count for nothing", async () => {
	const text = { "remit.policy.rules": [allowRm], "remit.protectedBranches": [], "editor.tabSize": 7 };
	await write(".vscode/settings.json", JSON.stringify(text));
	const size = () => vscode.workspace.getConfiguration("editor").inspect("tabSize")?.workspaceValue;
	await until("the editor has read the settings", () => size() === 7);
	const { rules, protectedBranches, problems } = policy().current();
	assert.deepEqual(rules, []);
	assert.deepEqual(protectedBranches, ["main", "master", "release/*"]);
	assert.deepEqual(problems, []);
});

test("a rule is added to the person's own settings exactly, and only once", async () => {
	const adding = policy();
	const rule = { verdict: "allow", program: "npm", exactly: ["install", "-D", "x"], domains: ["r.example"] } as const;
	await Promise.all([adding.addRule(rule), adding.addRule(rule), adding.addRule({ verdict: "deny", program: "y" })]);
	assert.deepEqual(adding.current().rules, [
		{ ...rule, place: "remit.policy.rules[0]" },
		{ verdict: "deny", program: "y", place: "remit.policy.rules[1]" },
	]);
	assert.equal(vscode.workspace.getConfiguration().inspect("remit.policy.rules")?.workspaceValue, undefined);
	await assert.rejects(adding.addRule({ verdict: "allow", program: "two words" }), /one program's name/);
	await own("remit.policy.rules", undefined);
	assert.deepEqual(adding.current().rules, []);
});

test("rules that are no list are not overwritten by one more", async () => {
	await own("remit.policy.rules", { deny: "everything" });
	await assert.rejects(policy().addRule({ verdict: "deny", program: "x" }), /not a list of rules/);
	assert.equal(policy().current().refused.length, 1);
	await own("remit.policy.rules", undefined);
});

test("the repository's file counts from the moment it is written until it is gone, and cannot allow anything", async () => {
	const reading = policy();
	assert.deepEqual(reading.current().rules, []);
	await write(".remit/policy.json", JSON.stringify({ rules: [allowRm, { verdict: "deny", program: "make" }] }));
	assert.deepEqual(
		reading.current().rules.map(({ verdict, place }) => [verdict, place]),
		[["deny", ".remit/policy.json[1]"]],
	);
	await write(".remit/policy.json", "{");
	assert.deepEqual(reading.current().refused, [".remit/policy.json: it is not valid JSON."]);
	await fs.rm(join(folder(), ".remit"), { recursive: true });
	assert.deepEqual(reading.current().refused, []);
});

test("a command is explained while it is typed, and Enter copies the answer", async () => {
	await vscode.env.clipboard.writeText("");
	const explained = explainCommand(async () => provedContext, "git push origin HEAD:main");
	await pressing("workbench.action.acceptSelectedQuickOpenItem", explained);
	const answer = JSON.parse(await vscode.env.clipboard.readText());
	assert.equal(answer.command, "git push origin HEAD:main");
	assert.equal(answer.verdict, "deny");
});
