/** Whatever a command plants for git in a checkout, Remit runs none of it, and what it reports of the changes is right. */

import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Checkout } from "../../src/core/ports.ts";
import { afterCommand } from "../../src/core/scope/after-command.ts";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { type Plant, plants } from "../support/planted-git.ts";
import { changesOf, pathsOf, textsOf } from "../support/proposals.ts";
import {
	checkoutOptions,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

interface Trap {
	readonly root: string;
	readonly marker: string;
	readonly storage: string;
	readonly checkout: Checkout;
	reopened(): Promise<Checkout>;
}

async function trapped({ plant }: Plant): Promise<Trap> {
	const given = checkoutOptions(makeRepository({ "a.txt": "1\n", "sub/b.txt": "1\n" }));
	const made = await makeCheckout(given, never);
	if (made.kind === "failed") throw new Error(made.text);
	const { checkout, facts } = made;
	const place = makeFolder("marker");
	const marker = join(place, "ran");
	const program = join(place, "program");
	writeFileSync(program, `#!/bin/sh\ntouch '${marker}'\ncat\n`);
	chmodSync(program, 0o755);
	writeFiles(facts.root, { "a.txt": "2\n", "sub/b.txt": "2\n" });
	plant(facts.root, program);
	const reopened = async () => {
		const opened = await openCheckout(facts, { storage: given.storage }, never);
		if (opened.kind === "failed") throw new Error(opened.text);
		return opened.checkout;
	};
	return { root: facts.root, marker, storage: given.storage, checkout, reopened };
}

test.each(plants)("$name: nothing of it runs, and the changes are found as they are", async (plant) => {
	const { root, marker, checkout, reopened } = await trapped(plant);
	const expected = ["a.txt", "sub/b.txt", ...(plant.leaves ?? [])].sort();
	for (const each of [checkout, await reopened()]) {
		const changes = await changesOf(each);
		expect(changes.map(({ path }) => path)).toEqual(expected);
		const sides = await textsOf(each, changes);
		expect(sides).toMatchObject({ "a.txt": ["1\n", "2\n"], "sub/b.txt": ["1\n", "2\n"] });
	}
	const taken = await afterCommand(checkout, { allowed: ["sub"], forbidden: [] }, never);
	const outside = expected.filter((path) => !path.startsWith("sub/"));
	expect(taken).toMatchObject({ paths: expect.arrayContaining(outside), problems: [] });
	expect(await pathsOf(checkout)).toEqual(["sub/b.txt"]);
	expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("1\n");
	expect(existsSync(marker)).toBe(false);
});

test.each(plants.filter(({ springs }) => springs !== null))(
	"$name: the trap itself works on a git that trusts the folder",
	async (plant) => {
		const { root, marker } = await trapped(plant);
		try {
			git(join(root, plant.springs?.in ?? ""), ...(plant.springs?.args ?? []));
		} catch {
			// The program says nothing that git understands.
		}
		expect(existsSync(marker)).toBe(true);
	},
);
