/** Reads Remit's settings, and keeps the API key where settings never are. */

import * as vscode from "vscode";
import { usualStuckTurns } from "../core/agent/progress.ts";
import { askText, sayInfo } from "./say.ts";

export interface ModelSettings {
	readonly provider: "anthropic" | "scripted";
	/** The provider's model id. */
	readonly name: string;
	/** Empty for the provider's own address. */
	readonly baseUrl: string;
}

/** The model settings as they are now. All are machine-scoped: a repository cannot set them. */
export function modelSettings(): ModelSettings {
	const settings = vscode.workspace.getConfiguration("remit.model");
	return {
		provider: settings.get<string>("provider") === "scripted" ? "scripted" : "anthropic",
		name: (settings.get<string>("name") ?? "").trim(),
		baseUrl: (settings.get<string>("baseUrl") ?? "").trim(),
	};
}

/** Machine-scoped, and only what stands in the person's own settings counts: a repository must not turn its checks off. */
export function checksAfterFinish(): "on" | "off" {
	const own = vscode.workspace.getConfiguration("remit.checks").inspect<unknown>("afterFinish");
	return own?.globalValue === "off" ? "off" : "on";
}

/** When, and with which model (empty: the task's own), work is reviewed before it is handed over. Only the person's own values count. */
export function reviewSettings(): { readonly when: "off" | "on" | "sensitive"; readonly model: string } {
	const settings = vscode.workspace.getConfiguration("remit.review");
	const own = (name: string): unknown => settings.inspect<unknown>(name)?.globalValue;
	const [when, model] = [own("when"), own("model")];
	return {
		when: when === "on" || when === "sensitive" ? when : "off",
		model: typeof model === "string" ? model.trim() : "",
	};
}

/** What an hour of the person is worth to them, in US dollars; 0 where they have not said. */
export function hourlyRate(): number {
	const own = vscode.workspace.getConfiguration("remit.report").inspect<unknown>("hourlyRate")?.globalValue;
	return typeof own === "number" && Number.isFinite(own) && own > 0 ? own : 0;
}

/** Turns without progress after which a task is stuck; 0: however many there are. Only the person's own value counts. */
export function stuckTurns(): number {
	const own: unknown = vscode.workspace.getConfiguration("remit.stuck").inspect<unknown>("turns")?.globalValue;
	return typeof own === "number" && Number.isInteger(own) && own >= 0 ? own : usualStuckTurns;
}

const secretName = "remit.model.apiKey";

/** The API key: in the editor's secret storage, or in the environment of the extension host. Never anywhere else. */
export class ApiKey {
	readonly onDidChange: vscode.Event<void>;
	private readonly secrets: vscode.SecretStorage;
	private readonly environment: string;

	/** `environment` is `ANTHROPIC_API_KEY`, or empty. */
	constructor(secrets: vscode.SecretStorage, environment: string) {
		this.secrets = secrets;
		this.environment = environment.trim();
		this.onDidChange = (listener, self, disposables) =>
			secrets.onDidChange(({ key }) => key === secretName && listener.call(self), undefined, disposables);
	}

	/** The key, or "" when there is none. */
	async get(): Promise<string> {
		return (await this.secrets.get(secretName)) ?? this.environment;
	}

	/** Asks the person for a key; an empty answer forgets the one that is kept. */
	async ask(): Promise<void> {
		const known = (await this.secrets.get(secretName)) !== undefined;
		const key = await askText({
			title: "Remit: Set API Key",
			prompt: known
				? "A key is kept. Enter a new one, or nothing to forget it."
				: "Kept in the editor's secret storage, never in settings or logs.",
			password: true,
			validateInput: (text) => (/\s/.test(text.trim()) ? "A key has no spaces." : undefined),
		});
		if (key === undefined) return;
		if (key.trim() !== "") {
			await this.secrets.store(secretName, key.trim());
			void sayInfo("Remit: the API key is kept.");
		} else if (known) {
			await this.secrets.delete(secretName);
			void sayInfo("Remit: the API key is forgotten.");
		}
	}
}
