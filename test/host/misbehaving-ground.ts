/**
 * A scripted model that misbehaves, in the real extension: what it did is compared with the task's state, its journal and
 * its report, which is kept as a file. `REMIT_GOLDEN=write node test/host/run.ts` writes those files anew.
 */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Fact, Recorded, TaskEvent } from "../../src/core/task/events.ts";
import { foldView, type TaskView } from "../../src/core/task/view.ts";
import type { ApiEvent, RemitApi } from "../../src/vscode/api.ts";
import type { ServedRequest } from "../support/messages-server.ts";
import type { Script } from "../support/messages-server-script.ts";
import { ended, next, playing, read, write } from "./playing.ts";
import { until } from "./until.ts";

export interface Behaviour {
	/** Of its folder and of the report's file. */
	readonly name: string;
	/** What the person has in that folder. */
	readonly files: Readonly<Record<string, string>>;
	readonly brief?: Partial<Brief>;
	readonly script: Script;
}

/** One task of a misbehaving model, as it stands. */
export class Misbehaved {
	readonly name: string;
	readonly task: string;
	readonly remit: RemitApi;
	readonly requests: readonly ServedRequest[];
	private readonly all: readonly ApiEvent[];

	constructor(
		{ name }: Behaviour,
		task: string,
		all: readonly ApiEvent[],
		play: Pick<Misbehaved, "remit" | "requests">,
	) {
		this.name = name;
		this.task = task;
		this.all = all;
		this.remit = play.remit;
		this.requests = play.requests;
	}

	get records(): readonly Recorded[] {
		return this.all.filter(({ task }) => task === this.task);
	}

	get view(): TaskView {
		return foldView(this.records);
	}

	/** As another extension is told it. */
	get status(): string | undefined {
		return this.remit.tasks().find(({ task }) => task === this.task)?.status;
	}

	/** All that has happened of this type, oldest first. */
	facts<Type extends TaskEvent["type"]>(type: Type): readonly Fact<Type>[] {
		return this.records.flatMap(({ event }) => (isOf(event, type) ? [event] : []));
	}

	/** What the last end said. */
	get endText(): string {
		return this.facts("task.ended").at(-1)?.text ?? "";
	}

	/** What the harness told the model of its own accord. */
	get told(): string {
		return this.facts("model.told")
			.map(({ text }) => text)
			.join("\n");
	}

	/** The report as `Remit: Open Report` shows it, which is what `Remit: Copy Report` copies. */
	async report(): Promise<string> {
		await vscode.commands.executeCommand("remit.focusPanel");
		await vscode.commands.executeCommand("remit.copyReport");
		const copied = await vscode.env.clipboard.readText();
		await vscode.commands.executeCommand("remit.openReport");
		const shown = () =>
			vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "remit-report" && uri.query === this.task);
		await until("the report is open, and up to date", () => shown()?.getText() === copied);
		return copied;
	}

	/** The report is the kept one, word for word. */
	async reportsAsKept(name = this.name): Promise<string> {
		const text = plain(await this.report());
		const extension = vscode.extensions.getExtension("remit.remit") ?? assert.fail("the extension is not there");
		const file = join(extension.extensionPath, "test/fixtures/report", `host-${name}.md`);
		if (process.env["REMIT_GOLDEN"] === "write") await fs.writeFile(file, text);
		assert.equal(text, await fs.readFile(file, "utf8").catch(() => `${file} is not there`));
		return text;
	}
}

function isOf<Type extends TaskEvent["type"]>(event: TaskEvent, type: Type): event is Fact<Type> {
	return event.type === type;
}

/** Delegates and waits for the end. Whatever the model does: the provider takes every request, and the person's files stay. */
export async function misbehaving(behaviour: Behaviour, body: (done: Misbehaved) => unknown): Promise<void> {
	const { name, files, brief = {}, script } = behaviour;
	const own = Object.entries(files).map(([path, text]) => [`misbehaving/${name}/${path}`, text] as const);
	for (const [path, text] of own) await write(path, text);
	await playing(script, async (play) => {
		const all: ApiEvent[] = [];
		const watch = play.remit.onEvent((event) => all.push(event));
		try {
			const task = await play.remit.delegate({ goal: `Mend misbehaving/${name}.`, ...brief });
			if (!all.some((event) => event.task === task && ended(event)))
				await next(play.remit, (event) => event.task === task && ended(event));
			await body(new Misbehaved(behaviour, task, all, play));
			const refused = play.requests.filter(({ status }) => status === 400).map(({ problem }) => problem);
			assert.deepEqual(refused, []);
			for (const [path, text] of own) assert.equal(await read(path), text, path);
		} finally {
			watch.dispose();
		}
	});
}

/** Without what differs from run to run, and from machine to machine: times, hashes, ids, and the money that follows from them. */
function plain(report: string): string {
	return report
		.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "‹time›")
		.replace(/tree `[0-9a-f]+`/g, "tree `‹hash›`")
		.replace(/^(- `.*): (.*), [\d.]+ s$/gm, "$1: $2, ‹seconds›")
		.replace(/^(- Active time): .*$/m, "$1: ‹time›")
		.replace(/^(- Cost[^:]*): \$[\d.]+$/gm, "$1: ‹money›")
		.replace(/^(- Tokens): [\d,]+, of them [\d,]+ /m, "$1: ‹count›, of them ‹count› ")
		.replace(/\((?:UND_ERR_SOCKET|ECONNRESET)\)/g, "(‹code›)")
		.replace(/\b127\.0\.0\.1:\d+/g, "‹host›")
		.replace(/delegated by `.*`; task `[^`]+`/, "delegated by `‹owner›`; task `‹id›`");
}
