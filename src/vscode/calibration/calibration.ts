/** The calibration report: measures, shows it in a tab of its own, and exports its figures. */

import * as crypto from "node:crypto";
import * as vscode from "vscode";
import type { FileHistory } from "../../core/calibration/accepted-texts.ts";
import { reworkOfTask } from "../../core/calibration/accepted-texts.ts";
import { calibrationCsv, calibrationJson } from "../../core/calibration/export.ts";
import { figuresOf, type TaskFigures } from "../../core/calibration/figures.ts";
import type { Rework } from "../../core/calibration/rework.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { registerAll } from "../register.ts";
import { sayError, sayInfo } from "../say.ts";
import { hourlyRate } from "../settings.ts";
import { calibrationBody } from "./page.ts";

export interface CalibrationParts {
	readonly extension: vscode.Uri;
	readonly tasks: Tasks;
	/** Resolves when the tasks of earlier sessions are there. */
	readonly restored: Promise<void>;
	/** What became of files of this folder (an absolute path). */
	history(folder: string): FileHistory;
}

/** Weeks in the charts. */
const shownWeeks = 26;

interface Measured {
	readonly figures: readonly TaskFigures[];
	readonly notes: readonly string[];
}

export function registerCalibration(parts: CalibrationParts): vscode.Disposable {
	let panel: vscode.WebviewPanel | undefined;
	const show = async () => {
		const measured = await measure(parts);
		if (!measured) return;
		panel ??= makePanel(parts.extension, () => {
			panel = undefined;
		});
		panel.webview.html = page(panel.webview, parts.extension, measured);
		panel.reveal();
	};
	const exported = (format: "csv" | "json") => async () => {
		const measured = await measure(parts);
		if (measured) await save(format, measured.figures);
	};
	const commands = registerAll({
		"remit.calibrationReport": show,
		"remit.exportCalibrationCsv": exported("csv"),
		"remit.exportCalibrationJson": exported("json"),
	});
	return vscode.Disposable.from(...commands, { dispose: () => panel?.dispose() });
}

function makePanel(extension: vscode.Uri, closed: () => void): vscode.WebviewPanel {
	const made = vscode.window.createWebviewPanel("remit.calibration", "Remit: Calibration", vscode.ViewColumn.Active, {
		enableScripts: false,
		enableFindWidget: true,
		enableCommandUris: ["remit.exportCalibrationCsv", "remit.exportCalibrationJson"],
		localResourceRoots: [vscode.Uri.joinPath(extension, "media")],
	});
	made.onDidDispose(closed);
	return made;
}

function page(webview: vscode.Webview, extension: vscode.Uri, { figures, notes }: Measured): string {
	const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, "media", "calibration.css")).toString();
	const body = calibrationBody({ figures, notes, hourly: hourlyRate(), weeks: shownWeeks });
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Calibration</title>
</head>
<body data-made="${crypto.randomUUID()}">${body}</body>
</html>`;
}

/** Undefined when the person cancelled. */
async function measure(parts: CalibrationParts): Promise<Measured | undefined> {
	if (!vscode.workspace.isTrusted) {
		void sayInfo("Remit: this workspace is not trusted, so its tasks are not read and git is not asked.");
		return undefined;
	}
	const options = {
		location: vscode.ProgressLocation.Notification,
		title: "Remit: measuring rework",
		cancellable: true,
	};
	return vscode.window.withProgress(options, async (_progress, token) => {
		await parts.restored;
		const stop = new AbortController();
		token.onCancellationRequested(() => stop.abort(new Error("cancelled")));
		try {
			return await measured(parts, stop.signal);
		} catch (error) {
			if (stop.signal.aborted) return undefined;
			throw error;
		}
	});
}

async function measured({ tasks, history }: CalibrationParts, signal: AbortSignal): Promise<Measured> {
	const delegations = tasks.list();
	const rework = new Map<string, Rework>();
	let unknown = 0;
	for (const delegation of delegations.filter(({ view }) => view.changes.some(({ accepted }) => accepted !== null))) {
		const found = await reworkIn(delegation, history(delegation.view.workspace.folder), signal);
		if (found === null) unknown++;
		else rework.set(delegation.view.task, found);
	}
	const past = delegations.map(({ view, events }) => ({ view, events }));
	return { figures: figuresOf(past, rework), notes: unknown === 0 ? [] : [unknownText(unknown)] };
}

/** Null also where it cannot be found out: the report says for how many tasks. */
async function reworkIn(delegation: Delegation, history: FileHistory, signal: AbortSignal): Promise<Rework | null> {
	const { view, events } = delegation;
	if (view.checkout === null || view.model.scripted) return null;
	try {
		const made = await delegation.openCheckout(signal);
		if (made.kind === "failed") return null;
		return await reworkOfTask({ view, events, proposal: made.checkout.proposal, history, now: Date.now() }, signal);
	} catch (error) {
		if (signal.aborted) throw error;
		return null;
	}
}

function unknownText(count: number): string {
	const tasks = count === 1 ? "one task" : `${count} tasks`;
	return `Of ${tasks} with accepted changes it is not known what was changed again: nothing of it is committed on the current branch, or the checkout was discarded.`;
}

async function save(format: "csv" | "json", figures: readonly TaskFigures[]): Promise<void> {
	const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri;
	const target = await vscode.window.showSaveDialog({
		...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `remit-calibration.${format}`) } : {}),
		filters: format === "csv" ? { CSV: ["csv"] } : { JSON: ["json"] },
		title: "Remit: Export Calibration",
	});
	if (!target) return;
	const text = format === "csv" ? calibrationCsv(figures) : calibrationJson(figures, hourlyRate());
	try {
		await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
		void sayInfo(`Remit: ${figures.length} ${figures.length === 1 ? "task" : "tasks"} exported.`);
	} catch (error) {
		void sayError(`Remit: the export failed. ${error instanceof Error ? error.message : String(error)}`);
	}
}
