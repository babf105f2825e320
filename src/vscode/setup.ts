/** Says whether a task can be delegated here and now, and if not, what is missing. */

import * as vscode from "vscode";
import type { Setup } from "../protocol/messages.ts";
import type { ModelSettings } from "./settings.ts";

export interface ModelChoice {
	/** For a person; empty when no model can be used. */
	readonly label: string;
	readonly scripted: boolean;
	/** What is missing; empty when nothing is. */
	readonly missing: string;
}

/** The folder that tasks are about: the first one opened from a disk. */
export function openedFolder(): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file");
}

/** `limits`: what holds for a new task. */
export function currentSetup(choice: ModelChoice, suggestion: string, limits: Pick<Setup, "guards" | "budget">): Setup {
	const rest = { model: choice.label, scripted: choice.scripted, suggestion, ...limits };
	if (!vscode.workspace.isTrusted) {
		return {
			...rest,
			state: "untrusted",
			text: "This workspace is not trusted, so nothing runs: no agent, no command, no git. An agent works with what the files of the workspace say and runs their scripts.",
		};
	}
	if (!openedFolder()) {
		const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
		return {
			...rest,
			state: "no-folder",
			text: several
				? "Remit works on folders that are on a disk; this one is not."
				: "Open a folder to delegate a task in it.",
		};
	}
	if (choice.missing !== "") return { ...rest, state: "no-model", text: choice.missing };
	return { ...rest, state: "ready", text: "" };
}

/** What a new task would use, and what is missing for it. The demo repository plays its script whatever is set up. */
export function chooseModel(settings: ModelSettings, hasKey: boolean, inDemo: boolean): ModelChoice {
	if (inDemo || settings.provider === "scripted")
		return { label: "Scripted demo (no model is called)", scripted: true, missing: "" };
	if (settings.name === "")
		return {
			label: "",
			scripted: false,
			missing: "No model is named. Set remit.model.name to the id of the model to use.",
		};
	if (!hasKey && settings.baseUrl === "")
		return {
			label: "",
			scripted: false,
			missing: "No model is set up yet. Choose how Remit reaches one, or try the demo without any.",
		};
	return { label: settings.name, scripted: false, missing: "" };
}
