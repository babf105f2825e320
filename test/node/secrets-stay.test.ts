/** A known secret, wherever it turns up in a real task, is in no request, no byte of the journal and no live text. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeRedactor } from "../../src/core/secrets/redactor.ts";
import { Tasks } from "../../src/core/task/tasks.ts";
import { searchText } from "../../src/core/tools/search-text.ts";
import { anthropicModel } from "../../src/models/anthropic.ts";
import { makeCheckout } from "../../src/node/checkout.ts";
import { secretValues } from "../../src/node/secret-values.ts";
import { TasksFolder } from "../../src/node/tasks-folder.ts";
import { plainPolicy } from "../support/delegations.ts";
import { call, type Script, think } from "../support/messages-server-script.ts";
import { startServer, stopServers } from "../support/model-servers.ts";
import { makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

// Nothing but its exact value tells that it is a secret.
const canary = "plum-7f3a-orchard-canary";
const base64 = Buffer.from(canary).toString("base64");
const places = { environment: {}, home: "/nonexistent", apiKey: "key" };

afterEach(async () => {
	await stopServers();
	removeFolders();
});

function project(): string {
	const folder = makeRepository({
		".gitignore": ".env\n",
		"notes.txt": `the word is ${canary}\nsecond line\n`,
		[`file-${canary}.txt`]: "named after it\n",
	});
	writeFiles(folder, { ".env": `ORCHARD_PASSWORD=${canary}\n` });
	return folder;
}

/** Plays the script to a task; every command is approved. */
async function play(folder: string, script: Script, goal = "Look around.", when: "on" | "off" = "off") {
	const server = await startServer(script);
	const storage = makeFolder("storage");
	const journals = new TasksFolder(storage);
	const live: string[] = [];
	const show = (_: unknown, text: string) => void live.push(text);
	const tasks = new Tasks({
		journals,
		checkout: async ({ task, workspace }, _, signal) =>
			makeCheckout(
				{ folder: workspace.folder, storage: journals.folderOf(task), task, slug: "look", fallback: searchText },
				signal,
			),
		model: async () => ({
			kind: "model",
			model: anthropicModel({ apiKey: "key", id: "claude-sonnet-5-5", baseUrl: server.url }),
		}),
		policy: plainPolicy,
		live: () => ({ text: show, thinking: show, restart: () => {}, output: show }),
		redactor: async (root) => makeRedactor({ values: await secretValues({ ...places, folder: root }) }),
		clock: { now: Date.now, wait: async () => undefined },
		selfReview: () => ({ when, model: null }),
		owner: async () => "Ada",
		newId: () => "t1",
	});
	const delegation = await tasks.delegate({ goal }, { name: "project", folder });
	delegation.recorded.add(({ event }) => {
		if (event.type !== "approval.asked") return;
		setImmediate(() => delegation.approve(event.call, { binding: event.binding ?? "", surface: "api" }));
	});
	await delegation.settled();
	await tasks.close();
	await journals.close();
	const kept = join(storage, "t1");
	const journal = readFileSync(join(kept, "journal.jsonl"), "utf8");
	const outputs = readdirSync(kept).includes("outputs")
		? readdirSync(join(kept, "outputs")).map((name) => readFileSync(join(kept, "outputs", name), "utf8"))
		: [];
	return { server, delegation, journal, outputs, live: live.join("") };
}

function seen({ server, journal, outputs, live }: Awaited<ReturnType<typeof play>>): readonly string[] {
	const requests = server.requests.map(({ text }) => text);
	const surfaces = { requests: requests.join("\n"), journal, outputs: outputs.join("\n"), live };
	return Object.entries(surfaces).flatMap(([name, text]) =>
		[canary, base64].filter((form) => text.includes(form)).map((form) => `${form} in ${name}`),
	);
}

const finish = call("finish", { status: "done", summary: "Looked." });

test("a secret in a brief, in a file that is read, found, listed or printed, in names, errors and long outputs stays", async () => {
	const played = await play(
		project(),
		[
			call("read", { path: "notes.txt" }).call("search", { pattern: "the word" }).call("list", { path: "" }),
			call("run", { command: "cat notes.txt && ls" }),
			call("run", { command: "head -c 36 notes.txt | tail -c 24 | base64" }),
			call("run", { command: 'yes "$(cat notes.txt)" | head -n 6000' }),
			call("read", { path: `missing-${canary}.txt` }),
			finish,
		],
		`Find out what ${canary} means.`,
	);
	expect(played.server.requests.map(({ problem }) => problem)).toEqual(Array(6).fill(""));
	expect(played.delegation.view.status).toBe("ready");
	expect(seen(played)).toEqual([]);
	expect(played.journal).toContain("the word is ‹secret:password›");
	expect(played.live).toContain("the word is ‹secret:password›");
	expect(played.outputs.length).toBeGreaterThan(0);
	const hidden = played.delegation.view.redacted.find(({ kind }) => kind === "password");
	expect(hidden?.count).toBeGreaterThan(5);
});

test("a self-review is shown no secret either: not in the diff, not in what it looks up", async () => {
	const script = [
		call("read", { path: "notes.txt" }),
		call("edit", { path: "notes.txt", old: "second line", new: "last line" }),
		finish,
		call("read", { path: "notes.txt" }).call("search", { pattern: "the word" }).call("list", { path: "" }),
		call("report", { findings: [] }),
	];
	const played = await play(project(), script, "Rename the line.", "on");
	expect(played.server.requests.map(({ problem }) => problem)).toEqual(Array(5).fill(""));
	expect(played.delegation.view).toMatchObject({ status: "ready", selfReview: { state: "finished" } });
	expect(played.server.requests.at(-1)?.text).toContain("-second line");
	expect(seen(played)).toEqual([]);
});

test("what a model itself wrote is run as it wrote it and kept without the secret", async () => {
	const played = await play(project(), [
		call("run", { command: `test "${canary}" = "$(head -c 36 notes.txt | tail -c 24)" && echo the same` }),
		finish,
	]);
	expect(played.journal).toContain("exit 0\\nthe same");
	expect(seen(played)).toEqual([]);
});

test("a signed thought that would have to be changed is left out, and the strict server takes what is left", async () => {
	const played = await play(project(), [
		think(`It was ${canary}.`).call("read", { path: "notes.txt" }),
		think("Nothing in this one.").call("run", { command: `echo ${canary}` }),
		think("Nor in this.").call("read", { path: "notes.txt" }),
		finish,
	]);
	expect(played.server.requests.map(({ problem }) => problem)).toEqual(["", "", "", ""]);
	expect(seen(played)).toEqual([]);
	const last = played.server.requests.at(-1)?.text ?? "";
	expect(last.match(/"type":"thinking"/g)).toHaveLength(2);
});

test("a mark cannot be written over the secret that it stands for", async () => {
	const folder = project();
	const played = await play(folder, [
		call("read", { path: "notes.txt" }),
		call("edit", { path: "notes.txt", old: "second line", new: "the word is ‹secret:password›" }),
		call("write", { path: "notes.txt", text: "the word is ‹secret:password›\n" }),
		call("edit", { path: "notes.txt", old: "second line", new: "last line" }),
		finish,
	]);
	expect(played.journal.match(/writing it would destroy the secret/g)).toHaveLength(2);
	expect(played.delegation.view.changes).toMatchObject([{ change: { path: "notes.txt", added: 1, removed: 1 } }]);
});
