/** A lock between processes is waited for while its holder lives, and never for longer. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { withLock } from "../../scripts/host/lock.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

afterEach(removeFolders);

/** The folder of a lock that somebody left with these words about its holder. */
function left(holder: string): string {
	const lock = join(makeFolder(), "lock");
	mkdirSync(lock);
	writeFileSync(join(lock, "pid"), holder);
	return lock;
}

const taken = async (lock: string) => {
	let waited = 0;
	const result = await withLock(
		lock,
		async () => "done",
		() => waited++,
	);
	return { result, waited, left: existsSync(lock) };
};
const atOnce = { result: "done", waited: 0, left: false };

test("the second waits until the first is done, and says so once", async () => {
	const lock = join(makeFolder(), "lock");
	const order: string[] = [];
	let end = () => {};
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	const first = withLock(lock, () => ended.then(() => order.push("first")), end);
	while (!existsSync(join(lock, "pid")) || readFileSync(join(lock, "pid"), "utf8") === "")
		await new Promise(setImmediate);
	// It ends when the second says that it waits.
	const second = withLock(lock, async () => order.push("second"), end);
	await Promise.all([first, second]);
	expect(order).toEqual(["first", "second"]);
});

test("what a process that is gone holds is taken over", async () => {
	const { pid } = spawnSync(process.execPath, ["--version"]);
	expect(await taken(left(`${pid} 1`))).toEqual(atOnce);
});

test.skipIf(process.platform !== "linux")(
	"so is what another process of the same number held, as in an earlier container",
	async () => {
		expect(await taken(left(`${process.pid} 1`))).toEqual(atOnce);
	},
);
