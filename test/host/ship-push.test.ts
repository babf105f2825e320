/** A branch is pushed and proposed: what would be sent is shown first, and exactly that is sent. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Repository } from "../../src/core/review-ports.ts";
import type { PullRequest } from "../../src/node/ship/github-cli.ts";
import { pushBranch } from "../../src/vscode/ship/push.ts";
import { openRequest } from "../../src/vscode/ship/request.ts";
import type { ShippedTask } from "../../src/vscode/ship/task.ts";
import { signedInGit } from "../../src/vscode/ship/vscode-git.ts";
import { git } from "../support/repositories.ts";
import { test } from "./runner.ts";
import { bareRemote, ScriptedPerson, shown, withShipping } from "./ship-ground.ts";
import { until } from "./until.ts";

const play = { files: { "a.txt": "one\n" }, writes: { "a.txt": "one, changed\n", "new.txt": "hello\n" } };

test("what would be pushed is shown whole, and exactly that is pushed", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		const bare = await bareRemote(folder);
		await accept("a.txt", "new.txt");
		person.answer("Show Files", "", "Push");
		await ship.openPullRequest("t1");
		const branch = delegation.view.checkout?.branch ?? "";
		const [question = "", list = ""] = person.asked;
		assert.match(
			question,
			new RegExp(`^Push “${branch}” to origin\\?\nTo: ${bare}\n.*a new branch there.*1 commit:\nSay hello`, "s"),
		);
		assert.match(question, /2 files:\na\.txt\nnew\.txt \[Push\|Show Files\]$/);
		assert.match(list, /2 files would be pushed \{a\.txt\|new\.txt\}/);
		assert.equal(git(bare, "rev-parse", branch), git(folder, "rev-parse", branch));
		assert.equal(git(bare, "for-each-ref", "--format=%(refname)"), `refs/heads/main\nrefs/heads/${branch}\n`);
		assert.deepEqual(
			delegation.view.shipped.map(({ type }) => type),
			["branch.kept", "branch.pushed"],
		);
		assert.match(person.told.join(), /Pushed remit\/.* to origin\. Open a pull request where your team opens them/);
	}));

test("pushing again sends nothing; what was accepted since is kept first and moves the branch forward", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		const bare = await bareRemote(folder);
		await accept("a.txt");
		person.answer("Accepted only", "Push");
		await ship.openPullRequest("t1");
		const branch = delegation.view.checkout?.branch ?? "";
		const first = git(bare, "rev-parse", branch);
		person.answer("Continue");
		await ship.openPullRequest("t1");
		assert.match(person.asked.at(-1) ?? "", /is on origin already.*\[Continue\]$/s);
		assert.equal(delegation.view.shipped.length, 2);
		await accept("new.txt");
		person.answer("Push");
		await ship.openPullRequest("t1");
		assert.match(person.asked.at(-1) ?? "", new RegExp(`there it is at ${first.slice(0, 8)}`));
		assert.equal(shown(bare, `${branch}:new.txt`), "hello\n");
		assert.equal(git(bare, "merge-base", branch, first.trim()), first);
	}));

test("of several remotes the person picks one; without any they are told", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		await accept("a.txt", "new.txt");
		await ship.openPullRequest("t1");
		assert.match(person.told.at(-1) ?? "", /has no remote to push to/);
		await bareRemote(folder, "fork");
		const origin = await bareRemote(folder);
		person.answer("origin", "Push");
		await ship.openPullRequest("t1");
		assert.match(person.asked.join("\n"), /Push where\? \{origin .*\|fork /);
		assert.match(git(origin, "branch", "--list", "remit/*"), /remit\/say-hello/);
	}));

test("a branch on which the person committed can be proposed instead, but never a protected one", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		const bare = await bareRemote(folder);
		git(folder, "switch", "-q", "-c", "topic");
		await accept("a.txt", "new.txt");
		person.answer("Commit", "topic", "Push");
		await ship.commitAccepted("t1");
		await ship.openPullRequest("t1");
		assert.match(person.asked.join("\n"), /\{remit\/.* the task's own branch\|topic where you committed\}/);
		assert.equal(git(bare, "rev-parse", "topic"), git(folder, "rev-parse", "topic"));
		git(folder, "checkout", "-q", "--force", "main");
		const before = git(bare, "rev-parse", "main");
		git(folder, "config", "remote.origin.push", "refs/heads/remit/say-hello-t1:refs/heads/main");
		git(folder, "config", "push.default", "upstream");
		person.answer("remit/say-hello-t1", "Push");
		await ship.openPullRequest("t1");
		assert.equal(git(bare, "rev-parse", "main"), before);
	}));

test("a remote that moved since it was shown is refused, and nothing is recorded", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		const bare = await bareRemote(folder);
		await accept("a.txt", "new.txt");
		const branch = delegation.view.checkout?.branch ?? "";
		const ask = person.ask;
		person.ask = async (question, ...buttons) => {
			if (question.text.startsWith("Push")) git(folder, "push", "-q", bare, `main:refs/heads/${branch}`);
			return ask(question, ...buttons);
		};
		person.answer("Push");
		await ship.openPullRequest("t1");
		assert.match(person.told.at(-1) ?? "", /changed since this was shown/);
		assert.deepEqual(
			delegation.view.shipped.map(({ type }) => type),
			["branch.kept"],
		);
	}));

const pushedTo = (url: string, page: string) => ({
	branch: "remit/x",
	remote: { name: "origin", url },
	page,
	sent: true,
});
const text = { title: "Say hello", body: "It says hello." };
const github = pushedTo("https://github.com/a/b.git", "https://github.com/a/b/compare/remit/x");

/** Never asked: the push is over. */
const noRepository: Repository = {
	look: () => Promise.reject(new Error("look")),
	keepBranch: () => Promise.reject(new Error("keep")),
	commit: () => Promise.reject(new Error("commit")),
	planPush: () => Promise.reject(new Error("plan")),
	push: () => Promise.reject(new Error("push")),
};

async function requested(
	task: ShippedTask,
	pushed: typeof github,
	ways: { gh?: "made" | "failed"; extension?: boolean },
	...answers: string[]
) {
	const person = new ScriptedPerson();
	person.answer(...answers);
	const done: string[] = [];
	const create = async ({ branch, title, body }: PullRequest) => {
		done.push(`gh ${branch} ${title} ${body}`);
		if (ways.gh === "failed") return { kind: "failed", text: "no login" } as const;
		return { kind: "created", url: "https://github.com/a/b/pull/1" } as const;
	};
	await openRequest({ task, repository: noRepository, person }, pushed, text, {
		extension: async (_folder, branch) => ways.extension === true && done.push(`extension ${branch}`) > 0,
		commandLine: async () => (ways.gh === undefined ? null : { create }),
		browser: async (page) => void done.push(`browser ${page}`),
	});
	return { person, done };
}

const taskOf = (shipping: { delegation: { view: ShippedTask["view"] } }): ShippedTask => ({
	view: shipping.delegation.view,
	files: async () => [],
	message: () => "",
	record: async () => undefined,
	attempts: () => [],
	isKept: () => true,
});

test("GitHub's extension comes first, then gh with what it would do shown, then the browser, else a sentence", () =>
	withShipping(play, async (shipping) => {
		const task = taskOf(shipping);
		assert.deepEqual((await requested(task, github, { extension: true, gh: "made" })).done, ["extension remit/x"]);
		const made = await requested(task, github, { gh: "made" }, "Create");
		assert.deepEqual(made.done, ["gh remit/x Say hello It says hello."]);
		assert.match(
			made.person.asked.join(),
			/gh pr create --head remit\/x.*Say hello\n\nIt says hello\. \[Create\|Open in Browser\]$/s,
		);
		assert.match(made.person.told.join(), /The pull request is at https:\/\/github\.com\/a\/b\/pull\/1/);
		assert.match((await requested(task, github, { gh: "failed" }, "Create")).person.told.join(), /no login/);
		assert.deepEqual((await requested(task, github, { gh: "made" }, "Open in Browser")).done, [
			`browser ${github.page}`,
		]);
		assert.match((await requested(task, github, { gh: "made" })).person.told.join(), /No pull request was opened/);
		assert.deepEqual((await requested(task, github, {})).done, [`browser ${github.page}`]);
	}));

test("GitHub's tools are not used for another host, and only web pages are opened", () =>
	withShipping(play, async (shipping) => {
		const task = taskOf(shipping);
		const gitlab = pushedTo("git@gitlab.example:a/b.git", "https://gitlab.example/a/b/-/merge_requests/new");
		assert.deepEqual((await requested(task, gitlab, { extension: true, gh: "made" })).done, [`browser ${gitlab.page}`]);
		const odd = pushedTo("https://notgithub.com.evil.example/a.git", "command:evil");
		const { done, person } = await requested(task, odd, { extension: true, gh: "made" });
		assert.deepEqual(done, []);
		assert.match(person.told.join(), /Pushed remit\/x to origin/);
	}));

test("where git has no login, VS Code's own Git pushes the kept commit once the person agrees, and nothing else", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		const bare = await bareRemote(folder);
		await accept("a.txt", "new.txt");
		await ship.keepBranch("t1");
		const branch = delegation.view.checkout?.branch ?? "";
		const real = await signedInGit(vscode.Uri.file(folder));
		assert.ok(real, "the built-in Git extension is not there");
		const said = "fatal: could not read Username for 'https://example.com': terminal prompts disabled";
		const repository = { ...noRepository, planPush: async () => ({ kind: "refused", text: said }) as const };
		const task = { ...taskOf({ delegation }), record: (event) => delegation.record(event) } satisfies ShippedTask;
		const wish = { branch, remotes: [{ name: "origin", url: bare }], signedIn: async () => real };
		git(folder, "config", "remote.origin.push", `refs/heads/${branch}:refs/heads/main`);
		assert.equal(await pushBranch({ task, repository, person }, wish), undefined);
		assert.match(person.asked.at(-1) ?? "", /with VS Code’s Git\?.*never by force/s);
		const before = git(bare, "rev-parse", "main");
		person.answer("Push");
		assert.equal((await pushBranch({ task, repository, person }, wish))?.sent, true);
		assert.equal(git(bare, "rev-parse", branch), git(folder, "rev-parse", branch));
		assert.equal(git(bare, "rev-parse", "main"), before);
		const other = { ...repository, planPush: async () => ({ kind: "refused", text: "main is protected." }) as const };
		assert.equal(await pushBranch({ task, repository: other, person }, wish), undefined);
		assert.equal(person.told.at(-1), "Remit: main is protected.");
		await forgotten(folder);
	}));

interface KnownRepository {
	status(): Promise<void>;
}

/** The built-in extension would go on looking at a folder that is about to go: it ends what it does, and closes it. */
async function forgotten(folder: string): Promise<void> {
	const uri = vscode.Uri.file(folder);
	const git = vscode.extensions.getExtension<{
		getAPI(version: 1): { getRepository(uri: vscode.Uri): KnownRepository | null };
	}>("vscode.git");
	const known = () => git?.exports.getAPI(1).getRepository(uri) ?? null;
	await known()?.status();
	await vscode.commands.executeCommand("git.close", uri);
	await until("the repository is closed", () => known() === null);
}
