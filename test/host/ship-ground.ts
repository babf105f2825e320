/** A task in a real git repository with a real checkout, and a person who answers from a list. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { makeRedactor } from "../../src/core/secrets/redactor.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Delegation } from "../../src/core/task/delegation.ts";
import { Tasks } from "../../src/core/task/tasks.ts";
import { makeCheckout } from "../../src/node/checkout.ts";
import { makeRepository as personRepository } from "../../src/node/ship/person-repository.ts";
import type { ShipActions, VerifyActions } from "../../src/vscode/panel-review.ts";
import type { Person } from "../../src/vscode/ship/person.ts";
import type { RequestWays } from "../../src/vscode/ship/request.ts";
import { registerShip } from "../../src/vscode/ship/ship.ts";
import { registerVerify } from "../../src/vscode/verify/verify.ts";
import { plainPolicy } from "../support/delegations.ts";
import { memoryJournal } from "../support/memory-journal.ts";
import { calls, finishes, modelOf } from "../support/replies.ts";
import { git, makeFolder, makeRepository, removeFolders } from "../support/repositories.ts";

/** Answers in order; a question beyond the last answer is cancelled. */
export class ScriptedPerson implements Person {
	/** Every question with its buttons or rows. */
	readonly asked: string[] = [];
	/** Every message with its buttons. */
	readonly told: string[] = [];
	private readonly answers: string[] = [];

	answer(...answers: readonly string[]): void {
		this.answers.push(...answers);
	}

	ask: Person["ask"] = async ({ text, detail }, ...buttons) => {
		this.asked.push(`${text}\n${detail} [${buttons.join("|")}]`);
		const answer = this.answers.shift();
		assert.ok(answer === undefined || buttons.some((button) => button === answer), `no button ${answer} on: ${text}`);
		return buttons.find((button) => button === answer);
	};

	pick: Person["pick"] = async (rows, { title }) => {
		const shown = rows.map(({ label, description = "", detail = "" }) => `${label} ${description} ${detail}`.trim());
		this.asked.push(`${title} {${shown.join("|")}}`);
		const answer = this.answers.shift();
		return rows.find(({ label }) => label === answer);
	};

	type: Person["type"] = async ({ title = "", value = "" }) => {
		this.asked.push(`${title} <${value}>`);
		return this.answers.shift();
	};

	tell: Person["tell"] = async (text, ...buttons) => {
		this.told.push(`${text}${buttons.length > 0 ? ` [${buttons.join("|")}]` : ""}`);
		return undefined;
	};

	warn: Person["warn"] = this.tell;
}

export interface Shipping {
	readonly folder: string;
	readonly tasks: Tasks;
	readonly delegation: Delegation;
	readonly person: ScriptedPerson;
	readonly ship: ShipActions;
	readonly verify: VerifyActions;
	/** What was opened in the browser, given to `gh`, or shown as output. */
	readonly opened: string[];
	/** Accepts these files as the review does. */
	accept(...paths: readonly string[]): Promise<void>;
	reject(...paths: readonly string[]): Promise<void>;
}

export interface Play {
	/** What the repository has; with none the folder is in no repository. */
	readonly files: Readonly<Record<string, string>> | null;
	/** What the agent writes. */
	readonly writes: Readonly<Record<string, string>>;
	readonly brief?: Partial<Brief>;
	readonly ways?: Partial<RequestWays>;
}

let runs = 0;

/** Runs `body` when the agent has ended. */
export async function withShipping(play: Play, body: (shipping: Shipping) => Promise<void>): Promise<void> {
	const folder = play.files === null ? makeFolder("plain") : makeRepository(play.files);
	if (play.files !== null) {
		git(folder, "config", "user.name", "A Person");
		git(folder, "config", "user.email", "person@example.invalid");
	}
	const storage = makeFolder("task");
	const person = new ScriptedPerson();
	const opened: string[] = [];
	const tasks = tasksIn(folder, storage, play);
	const disposables: vscode.Disposable[] = [];
	try {
		const delegation = await tasks.delegate({ goal: "Say hello", ...play.brief }, { name: "project", folder });
		await delegation.settled();
		assert.equal(delegation.view.status, "ready", delegation.view.statusText);
		const options = { name: `remit-ship-${++runs}`, person };
		const ship = registerShip(
			{ tasks, shown: () => "", repository: repositoryIn(storage), ways: ways(opened, play) },
			options,
		);
		const outputs = {
			open: async (_task: string, name: string, title: string) => void opened.push(`${title}: ${name}`),
		};
		const verify = registerVerify({ tasks, shown: () => "", outputs }, options);
		disposables.push(ship, verify);
		const decide = decider(delegation);
		const accept = (...paths: readonly string[]) => decide("accepted", paths);
		const reject = (...paths: readonly string[]) => decide("rejected", paths);
		await body({ folder, tasks, delegation, person, ship, verify, opened, accept, reject });
	} finally {
		vscode.Disposable.from(...disposables).dispose();
		removeFolders();
	}
}

function ways(opened: string[], { ways: given }: Play): RequestWays {
	return {
		extension: async () => false,
		commandLine: async () => null,
		browser: async (page) => void opened.push(page),
		...given,
	};
}

function repositoryIn(storage: string) {
	return async (view: Delegation["view"]) =>
		personRepository({
			folder: view.workspace.folder,
			storage,
			base: view.checkout?.base ?? "",
			protectedBranches: () => ["main"],
		});
}

function tasksIn(folder: string, storage: string, { files, writes }: Play): Tasks {
	const nothing = () => undefined;
	const known = Object.keys(writes).filter((path) => files?.[path] !== undefined);
	const work = [
		known.map((path) => calls("read", { path })),
		Object.entries(writes).map(([path, text]) => calls("write", { path, text })),
	].filter((turn) => turn.length > 0);
	return new Tasks({
		journals: { open: async () => [], create: async () => memoryJournal() },
		checkout: (_task, _facts, signal) => makeCheckout({ folder, storage, task: "t1", slug: "say-hello" }, signal),
		model: async () => ({ kind: "model", model: modelOf(...work, [finishes("done", "Said hello.")]) }),
		policy: plainPolicy,
		redactor: async () => makeRedactor({ values: [] }),
		live: () => ({ text: nothing, thinking: nothing, restart: nothing, output: nothing }),
		clock: { now: Date.now, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
		// What the person verifies by hand is what these tests are about.
		checksAfterFinish: () => "off",
		owner: async () => "Ada",
		newId: () => "t1",
	});
}

function decider(delegation: Delegation) {
	return async (decision: "accepted" | "rejected", paths: readonly string[]) => {
		const { signal } = new AbortController();
		const made = await delegation.openCheckout(signal);
		assert.equal(made.kind, "made");
		if (made.kind !== "made") return;
		const { proposal } = made.checkout;
		for (const path of paths) {
			const item = delegation.view.changes.find(({ change }) => change.path === path);
			assert.ok(item, `${path} is no change`);
			const { change, pieces } = item;
			const [sides] = await proposal.sides([change], signal);
			const [content = null] = sides?.proposed ? await proposal.keep([sides.proposed], signal) : [];
			const origin = change.kind === "added" ? null : (change.from ?? path);
			const accepted = decision === "accepted" ? { accepted: { path, origin, content, mode: change.mode } } : {};
			const rest = { version: change.version, pieces, note: "", surface: "editor" } as const;
			await delegation.review.decide({ path, decision, ...rest, ...accepted });
		}
	};
}

/** The text of a file in a commit or branch; null where it is not there. */
export function shown(folder: string, name: string): string | null {
	try {
		return git(folder, "show", name);
	} catch {
		return null;
	}
}

export const head = (folder: string) => git(folder, "rev-parse", "HEAD").trim();

export async function bareRemote(folder: string, name = "origin"): Promise<string> {
	const bare = join(makeFolder("remote"), "project.git");
	await fs.mkdir(bare);
	git(bare, "init", "-q", "--bare", "--initial-branch=main");
	git(folder, "remote", "add", name, bare);
	git(folder, "push", "-q", name, "main");
	return bare;
}
