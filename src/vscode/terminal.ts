/** Mirrors a task's commands in a VS Code terminal: visible, scrollable, and Ctrl+C ends the running one. */

import * as vscode from "vscode";
import type { Shell, ShellCommand, ShellResult } from "../core/ports.ts";
import type { Redactor } from "../core/secrets/redactor.ts";
import { briefTitle } from "../core/task/brief.ts";
import type { CheckoutMade } from "../core/task/opened-checkout.ts";
import type { TaskFacts } from "../core/task/tasks.ts";
import { plainLine } from "./plain-text.ts";

/** The terminals of all tasks, made when the first command runs and never shown of their own accord. */
export class TaskTerminals {
	private readonly all = new Map<string, Mirror>();

	/** The same checkout, with its commands seen in the terminal of the task. */
	mirrored({ task, goal, redactor }: TaskFacts, made: CheckoutMade): CheckoutMade {
		if (made.kind === "failed") return made;
		const shell = this.mirror(task, briefTitle(goal, 30), made.checkout.shell, redactor);
		return { ...made, checkout: { ...made.checkout, shell } };
	}

	private mirror(task: string, title: string, shell: Shell, redactor: Redactor): Shell {
		return {
			guard: () => shell.guard(),
			inspect: (touches, signal) => shell.inspect(touches, signal),
			run: async (command, onOutput, signal) => {
				const mirror = this.open(task, title);
				const interrupt = mirror.begin({ ...command, command: redactor.redact(command.command).text });
				const shown = redactor.stream();
				const show = (chunk: string) => {
					mirror.write(shown.push(chunk));
					onOutput(chunk);
				};
				const result = await shell.run(command, show, AbortSignal.any([signal, interrupt]));
				mirror.write(shown.end());
				mirror.end(result);
				return result;
			},
		};
	}

	/** Shows the task's terminal; false when no command has run. */
	show(task: string): boolean {
		const mirror = this.all.get(task);
		mirror?.terminal.show(true);
		return mirror !== undefined;
	}

	dispose(): void {
		for (const { terminal } of this.all.values()) terminal.dispose();
		this.all.clear();
	}

	private open(task: string, title: string): Mirror {
		const known = this.all.get(task);
		if (known && known.terminal.exitStatus === undefined) return known;
		const mirror = new Mirror(title);
		this.all.set(task, mirror);
		return mirror;
	}
}

/** How much output is kept for a terminal that nobody has opened yet, in characters. */
const keptUnseen = 256_000;

class Mirror {
	readonly terminal: vscode.Terminal;
	private readonly written = new vscode.EventEmitter<string>();
	private unseen = "";
	private opened = false;
	private running: AbortController | undefined;

	constructor(title: string) {
		const pty: vscode.Pseudoterminal = {
			onDidWrite: this.written.event,
			open: () => {
				this.opened = true;
				this.written.fire(this.unseen);
				this.unseen = "";
			},
			close: () => this.running?.abort(new Error("the terminal was closed")),
			handleInput: (input) => {
				if (input.includes("\x03")) this.running?.abort(new Error("Ctrl+C"));
			},
		};
		this.terminal = vscode.window.createTerminal({
			name: plainLine(`Remit: ${title}`),
			pty,
			iconPath: new vscode.ThemeIcon("robot"),
		});
	}

	/** Returns the signal that Ctrl+C aborts. */
	begin({ command, cwd }: ShellCommand): AbortSignal {
		this.running = new AbortController();
		this.write(`\x1b[1m${cwd === "" ? "" : `${visible(cwd)} `}$ ${visible(command)}\x1b[0m\n`);
		return this.running.signal;
	}

	write(chunk: string): void {
		const text = chunk.replace(/\r?\n/g, "\r\n");
		if (this.opened) this.written.fire(text);
		else this.unseen = (this.unseen + text).slice(-keptUnseen);
	}

	end(result: ShellResult): void {
		this.running = undefined;
		const seconds = (result.durationMs / 1_000).toFixed(1);
		const how = result.ended === "exited" ? `exit ${result.exitCode}` : result.ended;
		this.write(`\x1b[2m[${how}, ${seconds} s]\x1b[0m\n\n`);
	}
}

/** A command's text is a model's text: control characters are shown, not obeyed. */
function visible(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
		character === "\n" ? "\n" : `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
	);
}
