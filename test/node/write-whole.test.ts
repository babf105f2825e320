/** Accepted bytes that no document can hold are written beside the file and take its place. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, link, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWhole } from "../../src/vscode/apply/write.ts";

const old = new Uint8Array(8 * 1024 * 1024).fill(1);
const fresh = new Uint8Array(8 * 1024 * 1024).fill(2);

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "remit-write-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a file that is written keeps its mode, and nothing is left beside it", async () => {
	const place = join(folder, "a.sh");
	await writeFile(place, "old");
	await chmod(place, 0o751);
	expect(await writeWhole({ place, before: Buffer.from("old"), bytes: Buffer.from("new") })).toBe(true);
	expect(await readFile(place, "utf8")).toBe("new");
	expect((await stat(place)).mode & 0o777).toBe(0o751);
	expect(await readdir(folder)).toEqual(["a.sh"]);
});

test("a file with a second name keeps both names", async () => {
	const place = join(folder, "a.txt");
	await writeFile(place, "old");
	await link(place, join(folder, "b.txt"));
	expect(await writeWhole({ place, before: Buffer.from("old"), bytes: Buffer.from("new") })).toBe(true);
	expect(await readFile(join(folder, "b.txt"), "utf8")).toBe("new");
});

test("a file that holds something else by now is left as it is, and so is one that appeared", async () => {
	const place = join(folder, "a.txt");
	await writeFile(place, "mine");
	for (const before of [Buffer.from("old"), null])
		expect(await writeWhole({ place, before, bytes: Buffer.from("new") })).toBe(false);
	expect(await readFile(place, "utf8")).toBe("mine");
	expect(await readdir(folder)).toEqual(["a.txt"]);
});

test("a writer that is killed at any moment leaves all of the old bytes or all of the new ones", async () => {
	const place = join(folder, "a.bin");
	await writeFile(place, old);
	const writer = `
		const { writeWhole } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../src/vscode/apply/write.ts")).href)});
		const sides = [1, 2].map((value) => new Uint8Array(${old.length}).fill(value));
		for (let at = 0; ; at++) {
			await writeWhole({ place: ${JSON.stringify(place)}, before: sides[at % 2], bytes: sides[(at + 1) % 2] });
			process.stdout.write(".");
		}`;
	for (let writes = 1; writes <= 4; writes++) {
		await writeFile(place, old);
		const child = spawn(process.execPath, ["--input-type=module", "-e", writer], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		let seen = 0;
		for await (const chunk of child.stdout) {
			seen += chunk.length;
			if (seen >= writes) break;
		}
		child.kill("SIGKILL");
		if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
		const found = new Uint8Array(await readFile(place));
		expect([Buffer.compare(found, old), Buffer.compare(found, fresh)]).toContain(0);
	}
});
