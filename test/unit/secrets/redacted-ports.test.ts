/** What is written down and shown of a task has no secret in it. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import type { Live } from "../../../src/core/ports.ts";
import { TaskSecrets } from "../../../src/core/secrets/redacted-ports.ts";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { created } from "../../support/delegations.ts";
import { memoryJournal } from "../../support/memory-journal.ts";

const canary = "plum-7f3a-orchard";
const knowing = makeRedactor({ values: [{ kind: "env", value: canary }] });
const secretsOf = () => new TaskSecrets(async () => knowing, "/demo");

const reply = (blocks: Extract<TaskEvent, { type: "turn.finished" }>["blocks"]): TaskEvent => ({
	...{ type: "turn.finished", turn: 1, blocks, stop: "tool_use", usage: noUsage, cost: 0, model: "m" },
});

test("ids, hashes and images stay as they are, every other text is redacted", async () => {
	const journal = memoryJournal();
	const kept = secretsOf().journal(journal);
	const images = [{ mediaType: "image/png", base64: Buffer.from(canary).toString("base64") }] as const;
	await kept.append(created({ goal: `Use ${canary}.` }));
	await kept.append({
		...{ type: "call.finished", call: canary },
		outcome: { kind: "done", text: `it says ${canary}`, summary: canary, images, kept: "ab12" },
	});
	const [first, second] = journal.events.map(({ event }) => event);
	expect(first).toMatchObject({ task: "t1", brief: { goal: "Use ‹secret:env›." }, owner: "Ada" });
	expect(second).toEqual({
		...{ type: "call.finished", call: canary },
		outcome: { kind: "done", text: "it says ‹secret:env›", summary: "‹secret:env›", images, kept: "ab12" },
	});
});

test("a command in place of a hash is redacted", async () => {
	const journal = memoryJournal();
	const asked = {
		type: "approval.asked",
		call: "c1",
		command: `echo ${canary}`,
		cwd: "",
		because: "",
		purpose: "",
	} as const;
	await secretsOf()
		.journal(journal)
		.append({ ...asked, binding: `["echo ${canary}"]` });
	expect(JSON.stringify(journal.events)).not.toContain(canary);
});

test("thinking is kept as it came where nothing before it changes, and left out where something does", async () => {
	const thought = (text: string) =>
		({ type: "thought", text, raw: { type: "thinking", thinking: text, signature: "c2ln" }, model: "m" }) as const;
	const call = (command: string) => ({ type: "call", id: "c1", tool: "run", input: { command } }) as const;
	const kept = async (event: TaskEvent) => {
		const journal = memoryJournal();
		await secretsOf().journal(journal).append(event);
		return journal.events.map(({ event }) => event)[0];
	};
	expect(await kept(reply([thought("Hm."), call(`echo ${canary}`)]))).toEqual(
		reply([thought("Hm."), call("echo ‹secret:env›")]),
	);
	expect(await kept(reply([thought(canary), call("ls")]))).toEqual(reply([call("ls")]));
	expect(await kept(reply([call(`echo ${canary}`), thought("Hm.")]))).toEqual(reply([call("echo ‹secret:env›")]));
});

test("events keep their order while secrets are looked for, and long texts are redacted before they are kept", async () => {
	const journal = memoryJournal();
	const kept = secretsOf().journal(journal);
	const steps = [created(), { type: "task.interrupted" }, { type: "person.steered", text: "on" }] as const;
	await Promise.all(steps.map((event) => kept.append(event)));
	expect(journal.events.map(({ event }) => event.type)).toEqual(steps.map(({ type }) => type));
	await kept.keep(`long ${canary}`);
	expect([...journal.texts.values()]).toEqual(["long ‹secret:env›"]);
});

test("when secrets cannot be looked for, nothing is written", async () => {
	const journal = memoryJournal();
	const failing = new TaskSecrets(() => Promise.reject(new Error("no secrets")), "/demo");
	await expect(failing.journal(journal).append(created())).rejects.toThrow("no secrets");
	expect(journal.events).toEqual([]);
});

test("secrets are looked for again at every start", async () => {
	const journal = memoryJournal();
	const found = [makeRedactor({ values: [] }), knowing];
	const secrets = new TaskSecrets(async () => found.shift() ?? knowing, "/demo");
	const kept = secrets.journal(journal);
	const model = { provider: "anthropic", id: "m", label: "M", images: false } as const;
	await kept.append({ type: "person.steered", text: canary });
	await kept.append({ type: "task.started", model });
	await kept.append({ type: "person.steered", text: canary });
	expect(journal.events.map(({ event }) => (event.type === "person.steered" ? event.text : ""))).toEqual([
		canary,
		"",
		"‹secret:env›",
	]);
});

test("what is shown while it comes is redacted across its pieces, and nothing is shown before secrets are known", async () => {
	let shown = "";
	const show = (_: unknown, text: string) => {
		shown += text;
	};
	const port: Live = { text: show, thinking: show, restart: () => {}, output: show };
	const secrets = secretsOf();
	const live = secrets.live(port);
	live.output("c0", "too early\n");
	await secrets.current();
	for (const piece of ["see plum-7f", "3a-orch", "ard here\n"]) {
		live.text(1, piece);
		live.thinking(1, piece);
		live.output("c1", piece);
	}
	expect(shown).not.toContain("early");
	expect(shown.replaceAll("see ", "")).toBe("‹secret:env› here\n".repeat(3));
});

test("the view counts what was hidden where it came in, and not where it is repeated", () => {
	const journal = memoryJournal([
		created({ goal: "Use ‹secret:token›." }),
		{ type: "call.started", call: "c1", tool: "run", title: "echo ‹secret:token›" },
		{
			type: "call.finished",
			call: "c1",
			outcome: { kind: "done", text: "‹secret:token› ‹secret:aws-key›", summary: "" },
		},
	]);
	expect(foldView(journal.events).redacted).toEqual([
		{ kind: "token", count: 2 },
		{ kind: "aws-key", count: 1 },
	]);
});

const change = { kind: "modified", binary: false, added: 1, removed: 1, mode: 0o100644 } as const;

test("a file with a secret in its name is left out and mentioned: it would be offered under a wrong name", async () => {
	const journal = memoryJournal();
	const changes = [
		{ ...change, path: "a.ts", version: "1", pieces: ["0+1:ab"] },
		{ ...change, path: `keys/${canary}.txt`, version: "2" },
		{ ...change, kind: "renamed", path: "b.ts", from: `${canary}.ts`, version: "3" } as const,
	];
	await secretsOf()
		.journal(journal)
		.append({ type: "changes.found", changes, notes: ["A note."] });
	expect(journal.events[0]?.event).toMatchObject({
		changes: [{ path: "a.ts" }],
		notes: [
			"A note.",
			"A file is left out because its name holds a secret: keys/‹secret:env›.txt",
			"A file is left out because its name holds a secret: b.ts",
		],
	});
	expect(JSON.stringify(journal.events)).not.toContain(canary);
});

test("ids of pieces, contents, trees, commits and threads are left as they are, and cost nothing; words are redacted", async () => {
	const journal = memoryJournal();
	let redactions = 0;
	const counting = {
		...knowing,
		redact: (text: string) => {
			redactions++;
			return knowing.redact(text);
		},
	};
	const kept = new TaskSecrets(async () => counting, "/demo").journal(journal);
	const pieces = Array.from({ length: 5_000 }, (_, at) => `${at}+1:${canary}`);
	await kept.append({ type: "changes.found", changes: [{ ...change, path: "a.ts", version: "1", pieces }] });
	expect(redactions).toBeLessThan(10);
	const accepted = { path: "a.ts", origin: "a.ts", content: canary, mode: 0o100644 };
	await kept.append({
		...{ type: "change.decided", path: "a.ts", version: canary, decision: "accepted", pieces: [canary], accepted },
		...{ note: canary, surface: "panel" },
	});
	await kept.append({
		...{ type: "comment.sent", thread: canary, path: "a.ts", piece: canary, diff: `+${canary}`, text: canary },
		...{ place: { baseStart: 0, baseEnd: 1, start: 0, end: 1 }, surface: "editor" },
	});
	const result = {
		command: `test ${canary}`,
		outcome: "failed",
		text: `says ${canary}`,
		kept: canary,
		durationMs: 1,
	} as const;
	await kept.append({ type: "verification.finished", of: "accepted", tree: canary, results: [result] });
	await kept.append({ type: "branch.kept", branch: canary, commit: canary });
	const [found, decided, comment, verified, branch] = journal.events.map(({ event }) => event);
	expect(found).toMatchObject({ changes: [{ pieces }] });
	expect(decided).toMatchObject({ version: canary, pieces: [canary], accepted, note: "‹secret:env›" });
	expect(comment).toMatchObject({ thread: canary, piece: canary, diff: "+‹secret:env›", text: "‹secret:env›" });
	expect(verified).toMatchObject({ tree: canary, results: [{ kept: canary, text: "says ‹secret:env›" }] });
	expect(JSON.stringify(verified)).not.toContain(`test ${canary}`);
	expect(branch).toEqual({ type: "branch.kept", branch: canary, commit: canary });
});

test("edits, answers, what was taken out and the commands of checks are redacted", async () => {
	const journal = memoryJournal();
	const kept = secretsOf().journal(journal);
	await kept.append({ type: "change.edited", path: "a.ts", diff: `-a\n+${canary}\n` });
	await kept.append({ type: "comment.answered", thread: "t", text: `It is ${canary}.` });
	const taken = { path: "a.ts", pieces: [canary], diff: `+${canary}` };
	await kept.append({ type: "changes.taken-out", files: [taken], problems: [`${canary} stays.`] });
	await kept.append({ type: "verification.started", of: "proposal", tree: "t", checks: [`A=${canary} npm test`] });
	const words = JSON.stringify(journal.events.map(({ event }) => event));
	expect(words.replace(JSON.stringify([canary]), "[]")).not.toContain(canary);
	expect(words.match(/‹secret:env›/g)).toHaveLength(5);
});

test("what a model sends is redacted whatever it calls its fields", async () => {
	const journal = memoryJournal();
	const fields = ["content", "piece", "thread", "id", "model", "version", "base64", "kept", "commit"];
	const input = { ...Object.fromEntries(fields.map((name) => [name, canary])), list: [{ tree: [canary] }] };
	await secretsOf()
		.journal(journal)
		.append(reply([{ type: "call", id: "c1", tool: "write", input }]));
	expect(JSON.stringify(journal.events)).not.toContain(canary);
	expect(journal.events[0]?.event).toMatchObject({ blocks: [{ id: "c1", tool: "write" }] });
});
