/** Checks run on exactly what is accepted, or proposed, and the person hears how it went. */

import assert from "node:assert/strict";
import { test } from "./runner.ts";
import { withShipping } from "./ship-ground.ts";

const files = { "a.txt": "one\n", "package.json": '{"scripts": {"test": "rm -rf /"}}\n' };
const writes = { "a.txt": "one, changed\n", "new.txt": "hello\n" };

test("the accepted part is checked as a tree of its own, and it is said that the whole is green where it is not", () =>
	withShipping(
		{ files, writes, brief: { checks: ["cat new.txt"] } },
		async ({ delegation, person, verify, accept }) => {
			await accept("a.txt");
			await verify.verify("t1", "accepted");
			const said = person.told.join();
			assert.match(said, /What you accepted is not green: cat new\.txt failed\. The whole proposal is green\./);
			const states = delegation.view.verifications.map(({ of, state }) => `${of} ${state}`);
			assert.deepEqual(states.toSorted(), ["accepted failed", "proposal passed"]);
			await accept("new.txt");
			await verify.verify("t1", "accepted");
			assert.match(person.told.at(-1) ?? "", /What you accepted passes: cat new\.txt\./);
		},
	));

test("without checks the person says one; what the project suggests is a fixed text, and their answer is remembered", () =>
	withShipping({ files, writes }, async ({ person, verify, opened, delegation }) => {
		await verify.verify("t1", "proposal");
		assert.match(person.asked[0] ?? "", /^Remit: Verify <npm test>$/);
		assert.deepEqual([person.told, delegation.view.verifications], [[], []]);
		person.answer("cat a.txt");
		await verify.verify("t1", "proposal");
		assert.match(
			person.told.at(-1) ?? "",
			/The whole proposal passes: cat a\.txt\. \[Show Output\]|passes: cat a\.txt\./,
		);
		await verify.verify("t1", "proposal");
		assert.equal(person.asked.filter((text) => text.startsWith("Remit: Verify")).length, 2);
		assert.equal(delegation.view.verifications[0]?.state, "passed");
		await verify.openCheck("t1", "proposal", 0);
		await verify.openCheck("t1", "proposal", 7);
		const kept = delegation.view.verifications[0]?.results[0]?.kept ?? "";
		assert.deepEqual(opened, kept === "" ? [] : [`cat a.txt: ${kept}`]);
	}));

test("a check that could do harm is put to the person, and is not run without their yes", () =>
	withShipping({ files, writes, brief: { checks: ["touch proof.txt"] } }, async ({ delegation, person, verify }) => {
		await verify.verify("t1", "proposal");
		const [question = ""] = person.asked;
		assert.match(question, /^Run this check\?\ntouch proof\.txt\n\nAsked because: .*without a sandbox.* \[Run\]$/s);
		assert.match(person.told.join(), /The whole proposal is not proved: touch proof\.txt was not run\./);
		assert.equal(delegation.view.verifications[0]?.state, "not-run");
		person.answer("Run");
		await verify.verify("t1", "proposal");
		assert.match(person.told.at(-1) ?? "", /The whole proposal passes: touch proof\.txt\./);
	}));

test("a check that is never run is not even asked about", () =>
	withShipping({ files, writes, brief: { checks: ["git push --force origin main"] } }, async ({ person, verify }) => {
		await verify.verify("t1", "proposal");
		assert.deepEqual(person.asked, []);
		assert.match(person.told.join(), /was not run/);
	}));

test("where nothing is accepted that is said, and nothing is run", () =>
	withShipping({ files, writes, brief: { checks: ["cat a.txt"] } }, async ({ delegation, person, verify }) => {
		await verify.verify("t1", "accepted");
		assert.match(person.told.join(), /Nothing is accepted yet/);
		assert.deepEqual([person.asked, delegation.view.verifications], [[], []]);
	}));

test("a check that no dialog shows whole is neither asked about nor run", () =>
	withShipping(
		{
			files,
			writes,
			brief: { checks: [`touch proof.txt${" ".repeat(3_000)}; rm a.txt`, `touch b\n${"\n".repeat(30)}rm a.txt`] },
		},
		async ({ delegation, person, verify }) => {
			person.answer("Run", "Run");
			await verify.verify("t1", "proposal");
			assert.deepEqual(person.asked, []);
			assert.match(person.told.join(), /too long for you to see it whole/);
			assert.equal(delegation.view.verifications[0]?.state, "not-run");
		},
	));
