/** Gives the policy's rules: the person's settings and the repository's file, and tells the person what is wrong with them. */

import * as vscode from "vscode";
import { factsOf, provedContext } from "../core/policy/decide.ts";
import { type PolicyFile, type PolicyRules, policyRules, rulesSetting } from "../core/policy/policy-rules.ts";
import { readRules } from "../core/policy/rules-read.ts";
import type { NewRule, PolicySource } from "../core/ports.ts";
import { sayWarning } from "./say.ts";
import { openedFolder } from "./setup.ts";

export interface PolicySettingsParts {
	/** The repository's policy file in the opened folder, as it is now. Must not throw. */
	file(folder: string): PolicyFile;
	/** The branch that the remote's HEAD names; empty when it is not known. Must not throw. */
	remoteHead(folder: string): string;
	fingerprint(text: string): string;
}

/**
 * Only what stands in the person's own settings counts: a value of the workspace is not even looked at, whatever scope the
 * editor gives the setting. The repository is read when the workspace is trusted, and can only tighten.
 */
export class PolicySettings implements PolicySource {
	private readonly parts: PolicySettingsParts;
	private known: { readonly key: string; readonly rules: PolicyRules } | undefined;
	private told = "";
	private writing: Promise<void> = Promise.resolve();

	constructor(parts: PolicySettingsParts) {
		this.parts = parts;
	}

	current(): PolicyRules {
		const read = this.read();
		const key = JSON.stringify(read);
		if (this.known?.key !== key) this.known = { key, rules: policyRules(read, factsIn) };
		this.tell(this.known.rules);
		return this.known.rules;
	}

	/** Also given on by itself, without this object. */
	readonly fingerprint = (text: string): string => this.parts.fingerprint(text);

	addRule(rule: NewRule): Promise<void> {
		const added = this.writing.then(() => this.add(rule));
		this.writing = added.catch(() => {});
		return added;
	}

	private async add(rule: NewRule): Promise<void> {
		const [problem] = readRules([rule], "The rule", factsIn).problems;
		if (problem !== undefined) throw new Error(problem);
		const rules = ownValue(rulesSetting) ?? [];
		if (!Array.isArray(rules))
			throw new Error(`${rulesSetting} is not a list of rules. Repair it in the settings first.`);
		if (rules.some((other) => JSON.stringify(other) === JSON.stringify(rule))) return;
		await vscode.workspace.getConfiguration().update(rulesSetting, [...rules, rule], vscode.ConfigurationTarget.Global);
	}

	private read() {
		const folder = vscode.workspace.isTrusted ? openedFolder()?.uri.fsPath : undefined;
		return {
			rules: ownValue(rulesSetting),
			protectedBranches: ownValue("remit.protectedBranches"),
			file: folder === undefined ? ({ kind: "none" } as const) : this.parts.file(folder),
			remoteHead: folder === undefined ? "" : this.parts.remoteHead(folder),
		};
	}

	/** Once for each new set of problems. */
	private tell({ problems, refused }: PolicyRules): void {
		const text = problems.slice(0, 3).join(" ");
		if (text === this.told) return;
		this.told = text;
		if (text === "") return;
		const more = problems.length > 3 ? ` (And ${problems.length - 3} more.)` : "";
		const until = refused.length > 0 ? " Until it is repaired, every command that is not safe asks." : "";
		void tellProblems(`Remit: a part of the policy was refused. ${text}${more}${until}`);
	}
}

/** The tests that rules carry are command lines for bash at the root of a checkout. */
const factsIn = (line: string) => factsOf(line, provedContext);

/** What stands in the person's own settings, unread; undefined when nothing does. */
function ownValue(name: string): unknown {
	return vscode.workspace.getConfiguration().inspect(name)?.globalValue;
}

async function tellProblems(text: string): Promise<void> {
	if ((await sayWarning(text, "Open Settings")) === undefined) return;
	await vscode.commands.executeCommand("workbench.action.openSettings", rulesSetting);
}

/** Reads the policy whenever it may have changed, so that an error is told when it is made and not when it matters. */
export function watchPolicy(policy: PolicySettings): vscode.Disposable {
	const changed = vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration("remit.policy") || event.affectsConfiguration("remit.protectedBranches"))
			policy.current();
	});
	const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
		if (uri.path.endsWith("/.remit/policy.json")) policy.current();
	});
	const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => void policy.current());
	policy.current();
	return vscode.Disposable.from(changed, saved, trusted);
}
