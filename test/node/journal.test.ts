/** A journal keeps what was appended, whatever happens to the process that appends. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { createJournal, listJournals, type OpenJournal, openJournal } from "../../src/node/journal.ts";
import { parseJournal } from "../../src/node/journal-lines.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

afterEach(removeFolders);

const steered = (text: string): TaskEvent => ({ type: "person.steered", text });

async function opened(opening: ReturnType<typeof openJournal>): Promise<OpenJournal> {
	const journal = await opening;
	if (journal.kind === "failed") throw new Error(journal.text);
	return journal;
}

/** What is on disk, whether or not the journal is open. */
const onDisk = (folder: string) => parseJournal(readFileSync(join(folder, "journal.jsonl")));

async function written(folder: string, count: number): Promise<string> {
	const journal = await opened(createJournal(folder, { task: "t1" }));
	for (let at = 0; at < count; at += 1) await journal.append(steered(`event ${at}`));
	await journal.close();
	return join(folder, "journal.jsonl");
}

test("events are read again as they were appended, numbered without gaps", async () => {
	const folder = join(makeFolder("journal"), "new", "task");
	const journal = await opened(createJournal(folder, { task: "t1" }));
	const texts = ["plain", "line\nbreak", "\u2028 字 \ud83d\ude00", ""];
	const records = await Promise.all(texts.map((text) => journal.append(steered(text))));
	expect(records.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
	expect(journal.events).toEqual(records);
	await journal.close();
	const again = await opened(openJournal(folder));
	expect(again).toMatchObject({ events: records, header: { format: 1, task: "t1" }, notes: [] });
	expect(await again.append(steered("more"))).toMatchObject({ seq: 4 });
	await again.close();
	expect(onDisk(folder)).toMatchObject({ kind: "journal", events: [...records, { seq: 4 }] });
});

test("an event is in the file when its append resolves", async () => {
	const folder = makeFolder("journal");
	const journal = await opened(createJournal(folder, { task: "t1" }));
	await journal.append(steered("now"));
	expect(readFileSync(join(folder, "journal.jsonl"), "utf8")).toMatch(
		/^\{"format":1,"task":"t1"\}\n\{"seq":0,.*"now"\}\}\n$/,
	);
	await journal.close();
});

test("at every byte where a crash can tear the last line, the events before it are kept and the tear is said", async () => {
	const folder = makeFolder("journal");
	const path = await written(folder, 3);
	const whole = readFileSync(path);
	const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
	for (let end = lastLine + 1; end < whole.length; end += 1) {
		writeFileSync(path, whole.subarray(0, end));
		const journal = await opened(openJournal(folder));
		expect(journal.events).toHaveLength(2);
		expect(journal.notes[0]).toContain("cut off");
		expect(await journal.append(steered("next"))).toMatchObject({ seq: 2 });
		await journal.close();
		expect(onDisk(folder)).toMatchObject({
			kind: "journal",
			events: [{}, {}, { event: { text: "next" } }],
			notes: [],
		});
	}
});

test("a last line of null bytes, as a power cut leaves it, is dropped too", async () => {
	const folder = makeFolder("journal");
	appendFileSync(await written(folder, 2), `${"\0".repeat(50)}\n`);
	const journal = await opened(openJournal(folder));
	expect(journal).toMatchObject({ events: [{}, {}], notes: [expect.stringContaining("cut off")] });
	await journal.append(steered("next"));
	await journal.close();
	expect(onDisk(folder)).toMatchObject({ events: [{}, {}, { seq: 2 }], notes: [] });
});

test.each([
	["is no JSON", (lines: string[]) => lines.splice(2, 1, "{broken")],
	["is missing", (lines: string[]) => lines.splice(2, 1)],
	["comes twice", (lines: string[]) => lines.splice(2, 0, lines[1] ?? "")],
	["has no event", (lines: string[]) => lines.splice(2, 1, '{"seq":1,"at":1}')],
])(
	"a journal in whose middle a line %s is refused with the line's number, and left as it is",
	async (_what, damage) => {
		const folder = makeFolder("journal");
		const path = await written(folder, 4);
		const lines = readFileSync(path, "utf8").split("\n");
		damage(lines);
		writeFileSync(path, lines.join("\n"));
		expect(await openJournal(folder)).toMatchObject({ kind: "failed", text: expect.stringContaining("Line 3") });
		expect(onDisk(folder)).toMatchObject({ kind: "failed" });
		expect(readFileSync(path, "utf8")).toBe(lines.join("\n"));
	},
);

test("a journal of a newer format is refused, and so is one without a header", async () => {
	const folder = makeFolder("journal");
	const path = join(folder, "journal.jsonl");
	for (const [text, why] of [
		['{"format":2,"task":"t"}\n', "Update Remit"],
		["", "no header"],
		["[]\n", "no header"],
	] as const) {
		writeFileSync(path, text);
		expect(await openJournal(folder)).toMatchObject({ kind: "failed", text: expect.stringContaining(why) });
		expect(readFileSync(path, "utf8")).toBe(text);
	}
	expect(await openJournal(join(folder, "missing"))).toMatchObject({ kind: "failed" });
});

test("a journal of format 1 is read, an event of an unknown type included", async () => {
	const folder = makeFolder("journal");
	copyFileSync(new URL("../fixtures/journal/format-1.jsonl", import.meta.url), join(folder, "journal.jsonl"));
	const journal = onDisk(folder);
	expect(journal.kind === "journal" && journal.events.map(({ event }) => event.type)).toEqual([
		"task.created",
		"person.steered",
		"weather.changed",
		"task.ended",
	]);
	expect(journal).toMatchObject({
		header: { task: "fixture" },
		events: [{}, {}, { event: { wind: { from: "north" } } }, {}],
	});
});

test("a journal is created once and written by one process at a time", async () => {
	const folder = makeFolder("journal");
	const journal = await opened(createJournal(folder, { task: "t1" }));
	expect(await createJournal(folder, { task: "t2" })).toMatchObject({ kind: "failed" });
	expect(await openJournal(folder)).toMatchObject({
		kind: "failed",
		text: expect.stringContaining(`process ${process.pid}`),
	});
	await journal.close();
	expect(readdirSync(folder)).toEqual(["journal.jsonl"]);
	const openings = await Promise.all(Array.from({ length: 8 }, () => openJournal(folder)));
	expect(openings.filter(({ kind }) => kind === "open")).toHaveLength(1);
});

test("a lock of a dead process, or of another process with its number, is taken over", async () => {
	const folder = makeFolder("journal");
	await written(folder, 1);
	for (const lock of ["999999999 1 x\n", `${process.pid} 1 x\n`, "", "nonsense"]) {
		writeFileSync(join(folder, "journal.lock"), lock);
		const journal = await opened(openJournal(folder));
		await journal.close();
	}
	expect(readdirSync(folder)).toEqual(["journal.jsonl"]);
});

test("every append that was reported done is there after the writing process was killed", async () => {
	const folder = makeFolder("journal");
	const source = new URL("../../src/node/journal.ts", import.meta.url).href;
	const program = `
		const { createJournal } = await import(${JSON.stringify(source)});
		const journal = await createJournal(${JSON.stringify(folder)}, { task: "t1" });
		for (;;) {
			const { seq } = await journal.append({ type: "person.steered", text: "x".repeat(3000) });
			process.stdout.write(seq + "\\n");
		}`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let last = -1;
	for await (const line of createInterface({ input: child.stdout })) {
		last = Number(line);
		if (last === 200) child.kill("SIGKILL");
	}
	if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
	expect(last).toBeGreaterThanOrEqual(200);
	const journal = await opened(openJournal(folder));
	expect(journal.events.length).toBeGreaterThan(last);
	await journal.append(steered("after"));
	await journal.close();
	expect(onDisk(folder)).toMatchObject({ kind: "journal", notes: [] });
});

test("a text is kept once under its hash, and no other name reads a file", async () => {
	const folder = makeFolder("journal");
	const journal = await opened(createJournal(folder, { task: "t1" }));
	const name = await journal.keep("long text");
	expect(name).toMatch(/^[0-9a-f]{64}$/);
	expect(await journal.keep("long text")).toBe(name);
	expect(readdirSync(join(folder, "outputs"))).toEqual([`${name}.txt`]);
	expect(await journal.kept(name)).toBe("long text");
	expect(await journal.kept(`${"0".repeat(64)}`)).toBeNull();
	expect(await journal.kept("../journal.jsonl")).toBeNull();
	await journal.close();
});

test("the storage's journals are listed, unreadable ones with the reason, other folders not", async () => {
	const storage = makeFolder("storage");
	await written(join(storage, "b"), 1);
	await written(join(storage, "a"), 0);
	mkdirSync(join(storage, "other"));
	mkdirSync(join(storage, "broken"));
	writeFileSync(join(storage, "broken", "journal.jsonl"), "nonsense");
	expect(await listJournals(storage)).toEqual([
		{ kind: "journal", folder: join(storage, "a"), header: { format: 1, task: "t1" } },
		{ kind: "journal", folder: join(storage, "b"), header: { format: 1, task: "t1" } },
		{ kind: "failed", folder: join(storage, "broken"), text: expect.stringContaining("no header") },
	]);
	expect(await listJournals(join(storage, "missing"))).toEqual([]);
});
