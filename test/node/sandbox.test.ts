/** Commands in the real sandbox: what they can do, and what they cannot, with the policy out of the way. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import type { Checkout, ShellResult } from "../../src/core/ports.ts";
import { openCheckout } from "../../src/node/checkout.ts";
import { makeSandbox, type Sandbox } from "../../src/node/sandbox.ts";
import { changesOf } from "../support/proposals.ts";
import { checkOut, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

function provedSandbox(hidden: readonly string[] = []): Sandbox {
	const sandbox = makeSandbox({ hidden: () => hidden });
	sandbox.prove(true);
	return sandbox;
}

async function made(folder: string, sandbox = provedSandbox()) {
	const storage = join(makeFolder("storage"), "task");
	const result = await checkOut(folder, { storage, sandbox });
	return { ...result, storage, root: result.facts.root };
}

function run(
	{ shell }: Checkout,
	command: string,
	more: {
		readonly domains?: readonly string[];
		readonly timeoutMs?: number;
		readonly sandboxed?: boolean;
		readonly signal?: AbortSignal;
	} = {},
): Promise<ShellResult> {
	const { domains = [], timeoutMs = 60_000, signal = never } = more;
	return shell.run({ command, cwd: "", timeoutMs, domains, sandboxed: more.sandboxed ?? true }, () => {}, signal);
}

async function output(checkout: Checkout, command: string, domains: readonly string[] = []): Promise<string> {
	return (await run(checkout, command, { domains })).output;
}

test("a command writes in the checkout, makes temporary files, keeps things in its home, and nowhere else", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	const outside = mkdtempSync(join(homedir(), "remit-outside-"));
	onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
	const { checkout, root, storage } = await made(folder);
	const command = `echo two > a.txt; f=$(mktemp) && echo "made $f"; echo kept > ~/kept; stat -c %a "$TMPDIR";
		for place in ${outside}/x ${folder}/x ${storage}/x ${storage}/harness.git/x ${storage}/harness.git/objects/x /etc/x /usr/x /var/x; do
			echo no > $place; done 2>/dev/null; ln -s ${outside} link; echo no > link/y; ln /etc/hosts hard && echo linked; true`;
	const said = await output(checkout, command);
	expect(said).toMatch(/^made .*\/scratch\/tmp\/tmp\./);
	expect(said).toContain("\n700\n");
	expect(said).not.toContain("linked");
	expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("two\n");
	expect(await output(checkout, "cat ~/kept")).toBe("kept\n");
	expect(readdirSync(outside)).toEqual([]);
	for (const place of [folder, storage, join(storage, "harness.git"), "/etc", "/usr", "/var"]) {
		expect(existsSync(join(place, "x")), place).toBe(false);
	}
});

test("nothing personal can be read: the home, the person's project, the machine's secrets, other processes", async () => {
	const folder = makeRepository({ "a.txt": "one\n", ".gitignore": ".env\n" });
	writeFiles(folder, { ".env": "TOKEN=canary-of-the-project\n" });
	const home = mkdtempSync(join(homedir(), ".remit-canary-"));
	onTestFinished(() => rmSync(home, { recursive: true, force: true }));
	writeFileSync(join(home, "token"), "secret-of-the-home\n");
	process.env.REMIT_CANARY = "canary-of-the-environment";
	onTestFinished(() => void delete process.env.REMIT_CANARY);
	const { checkout } = await made(folder);
	const reads = [
		`cat ${join(home, "token")} ${join(folder, ".env")} ${join(folder, "a.txt")} ${join(folder, ".git", "config")}`,
		`ln -s ${home} h; cat h/token; cat /etc/shadow /etc/gshadow /etc/sudoers`,
		"cat /proc/*/environ | tr '\\0' '\\n'; env; cat /proc/1/root/root/.bashrc",
		`ls -A /root /home /run /tmp /mnt; ls /proc/${process.pid}`,
		`find / -xdev -name token -newer ${folder} -exec cat {} +`,
	];
	for (const command of reads) {
		const text = await output(checkout, command);
		expect(text, command).not.toMatch(/canary-of|secret-of/);
		expect(text, command).not.toMatch(/^root:[^\n]*:\d*:\d*:/m);
	}
	expect(await output(checkout, `ls /proc/${process.pid}/environ 2>/dev/null`)).toBe("");
});

test("git works inside as it always does, on the person's history, and cannot reach their repository", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	const bare = join(makeFolder("bare"), "bare.git");
	execFileSync("git", ["init", "-q", "--bare", bare]);
	const { checkout } = await made(folder);
	const worked =
		"git status --short && echo b > b && git add -A && git commit -qm second && git log --format=%s | head -3 && git fsck";
	const before = git(folder, "rev-parse", "HEAD");
	const result = await run(checkout, worked);
	expect(result.output).toContain("second\n");
	expect(result.exitCode).toBe(0);
	expect((await run(checkout, `git push -q ${bare} HEAD:refs/heads/main`)).exitCode).not.toBe(0);
	expect((await run(checkout, `git push -q ${folder} HEAD:refs/heads/stolen`)).exitCode).not.toBe(0);
	expect(execFileSync("git", ["--git-dir", bare, "for-each-ref"], { encoding: "utf8" })).toBe("");
	expect(git(folder, "rev-parse", "HEAD")).toBe(before);
	expect(git(folder, "for-each-ref", "refs/heads", "--format=%(refname)")).toBe("refs/heads/main\n");
});

test("a sandboxed command leaves no file of the sandbox's own in the checkout", async () => {
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n", "sub/b.txt": "two\n" }));
	await output(checkout, "true");
	await output(checkout, "true", ["example.com"]);
	expect(readdirSync(root).toSorted()).toEqual([".git", "a.txt", "sub"]);
	expect(await output(checkout, "git status --porcelain --ignored")).toBe("");
	expect(await changesOf(checkout)).toEqual([]);
});

test("installed packages can be read, and not written", async () => {
	const folder = makeRepository({ "package.json": "{}", ".gitignore": "node_modules\n" });
	writeFiles(folder, { "node_modules/left/index.js": "module.exports = 7;\n" });
	const { checkout } = await made(folder);
	const said = await output(
		checkout,
		"cat node_modules/left/index.js; echo bad >> node_modules/left/index.js; echo mine > node_modules/own && cat node_modules/own",
	);
	expect(said).toContain("module.exports = 7;\n");
	expect(said).toContain("mine\n");
	expect(readFileSync(join(folder, "node_modules/left/index.js"), "utf8")).toBe("module.exports = 7;\n");
});

test("what an agent writes into its repository and its folders never makes anything readable", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	const home = mkdtempSync(join(homedir(), ".remit-canary-"));
	onTestFinished(() => rmSync(home, { recursive: true, force: true }));
	writeFileSync(join(home, "token"), "secret-of-the-home\n");
	const sandbox = provedSandbox();
	const { checkout, facts, storage } = await made(folder, sandbox);
	await output(
		checkout,
		`echo ${home} >> .git/objects/info/alternates; ln -s ${home} node_modules; rm -rf ~ "$TMPDIR"; ln -s ${home} "$HOME"; ln -s ${home} "$TMPDIR"`,
	);
	const again = await openCheckout(facts, { storage, sandbox }, never);
	if (again.kind === "failed") throw new Error(again.text);
	expect(
		await output(again.checkout, `cat ${home}/token ~/token node_modules/token "$TMPDIR/token"; echo x > ~/x; true`),
	).not.toContain("secret-of");
	expect(readdirSync(home)).toEqual(["token"]);
});

test("without domains there is no network and no name, not even this machine's own servers", async () => {
	const hits: string[] = [];
	const server = createServer((socket) => {
		hits.push("hit");
		socket.end();
	});
	const port = await listening(server);
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	const said = await output(
		checkout,
		`exec 4<>/dev/tcp/127.0.0.1/${port} && echo connected; getent hosts example.com; cat /sys/class/net/*/address 2>/dev/null | sort -u; env | grep -i proxy; true`,
	);
	expect(said).not.toContain("connected");
	expect(said).not.toMatch(/proxy/i);
	expect(hits).toEqual([]);
	const node = `node -e 'require("node:net").connect("s.sock").on("error", (e) => console.log(e.code)); setTimeout(() => {}, 10)'`;
	expect(await output(checkout, node)).toMatch(/EPERM|EACCES/);
});

test("an approved domain is reached, no other is, and a command beside it gets nothing of it", async () => {
	const server = createServer(
		(socket) => void socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")),
	);
	const port = await listening(server);
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	const ask = (host: string) => `curl -s --noproxy '' -m 60 -o - http://${host}:${port}/ -w ' %{http_code}\\n'`;
	const [allowed, beside] = await Promise.all([
		output(checkout, `${ask("localhost")}; ${ask("127.0.0.2")}; sleep 0.5`, ["localhost"]),
		output(checkout, `sleep 0.2; ${ask("localhost")}`, ["example.com"]),
	]);
	expect(allowed).toContain("hello 200");
	expect(allowed).not.toMatch(/hello 200[\s\S]*hello/);
	expect(beside).not.toContain("hello");
	expect(await output(checkout, "env | grep -i proxy; true")).toBe("");
});

test.each([
	["exit 3", 3],
	["kill -9 $$", 137],
	["no-such-program-here", 127],
	["if", 2],
	["echo 'a'\"b\"; [ \"$(printf 'x\\ny')\" = $'x\\ny' ] && exit 4", 4],
])("%s ends with its exit code", async (command, exitCode) => {
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	expect(await run(checkout, command)).toMatchObject({ ended: "exited", exitCode });
});

test("output and errors come in order, and nothing of the carrying shell is left in the environment", async () => {
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	expect(await output(checkout, "for i in 1 2; do echo out $i; echo err $i >&2; done")).toBe(
		"out 1\nerr 1\nout 2\nerr 2\n",
	);
	expect(await output(checkout, "env | grep -i remit_; true")).toBe("");
});

test("nothing survives a command, however it detached itself", async () => {
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }));
	const beat = "while :; do date +%s%N > beat; sleep 0.02; done";
	const result = await run(
		checkout,
		`setsid bash -c '${beat}' & (nohup bash -c '${beat}' &) ; until [ -s beat ]; do :; done`,
	);
	expect(result).toMatchObject({ ended: "exited", exitCode: 0 });
	expect(processesIn(root)).toEqual([]);
});

test("stopping and the time limit end what detached itself as well", async () => {
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }));
	const stubborn =
		"trap '' TERM HUP INT; setsid bash -c \"trap '' TERM; touch up; sleep 600\" & until [ -e up ]; do :; done; touch go; sleep 600";
	// On a busy machine it takes more time until it stands as it should.
	for (let timeoutMs = 3_000; !existsSync(join(root, "go")); timeoutMs *= 2) {
		expect(await run(checkout, stubborn, { timeoutMs })).toMatchObject({ ended: "timed-out" });
		expect(processesIn(root)).toEqual([]);
	}
});

test("a fork bomb ends, this process goes on answering, and nothing is left", async () => {
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }));
	let ticks = 0;
	const ticking = setInterval(() => {
		ticks += 1;
	}, 10);
	const bomb = await run(checkout, ":(){ :|:& };:; sleep 60");
	clearInterval(ticking);
	// It is killed, unless it has left itself no process for the sleep and gives up before that.
	expect([bomb.ended, bomb.exitCode === 0]).toEqual([expect.stringMatching(/^(?:killed|exited)$/), false]);
	// Not a matter of speed: a process that cannot go on at all would not have counted.
	expect(ticks).toBeGreaterThan(0);
	expect(processesIn(root)).toEqual([]);
	expect(execFileSync("echo", ["alive"], { encoding: "utf8" })).toBe("alive\n");
});

test("a sandbox that was proved and fails refuses the command, and is not proved any more", async () => {
	const bin = makeFolder("bin");
	writeFileSync(join(bin, "bwrap"), "#!/bin/sh\necho 'bwrap: no permissions' >&2\nexit 1\n", { mode: 0o755 });
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
	sandbox.prove(true);
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }), sandbox);
	expect(checkout.shell.guard().sandboxed).toBe(true);
	const refused = { ended: "refused", output: expect.stringContaining("the sandbox failed") };
	expect(await run(checkout, "touch ran")).toMatchObject({
		...refused,
		output: expect.stringContaining("no permissions"),
	});
	expect(await run(checkout, "touch ran")).toMatchObject(refused);
	expect(existsSync(join(root, "ran"))).toBe(false);
	expect(checkout.shell.guard().sandboxed).toBe(false);
});

test("a sandbox that falls while a command is being started does not let it run outside", async () => {
	const sandbox = provedSandbox();
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }), sandbox);
	const running = run(checkout, "touch ran");
	sandbox.prove(false);
	expect(await running).toMatchObject({ ended: "refused", output: expect.stringContaining("the sandbox failed") });
	expect(existsSync(join(root, "ran"))).toBe(false);
});

test("a file that a command writes has a limit", async () => {
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	expect(await output(checkout, "ulimit -f; ulimit -c")).toBe("4194304\n0\n");
	expect((await run(checkout, "truncate -s 5G big")).exitCode).not.toBe(0);
});

/** The processes of this machine whose current folder lies in the given one. */
function processesIn(folder: string): readonly string[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.filter((name) => {
			try {
				return execFileSync("readlink", [`/proc/${name}/cwd`], { encoding: "utf8", stdio: "pipe" }).startsWith(folder);
			} catch {
				return false;
			}
		});
}

function listening(server: ReturnType<typeof createServer>): Promise<number> {
	onTestFinished(() => void server.close());
	return new Promise((resolve) =>
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			if (address === null || typeof address === "string") throw new Error("no port");
			resolve(address.port);
		}),
	);
}
