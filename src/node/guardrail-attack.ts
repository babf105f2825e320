/** The attack that the self-test makes twice: from outside, where all of it must succeed, and from inside, where none may. */

import { lookScript, type Seen } from "./guardrail-walls.ts";

/** What the attack is told, as JSON in `attack.json`. */
export interface Aims {
	/** The name under which it leaves traces. */
	readonly as: "inside" | "outside";
	readonly outside: string;
	readonly home: string;
	readonly harness: string;
	readonly bare: string;
	readonly port: number;
	readonly names: number;
	/** This process's number. */
	readonly host: number;
}

export interface Said {
	readonly write: string;
	readonly home: string;
	readonly connection: string;
	readonly name: string;
	readonly socket: string;
	readonly harness: string;
	readonly push: string;
	readonly daemon: string;
	/** Absent when the attack did not get so far. */
	readonly seen?: Seen;
}

/** A script for Node, in no project's module format; prints one line of JSON: for each attack `done …` or the error's code. */
export const attack = `
const { readFileSync, writeFileSync, existsSync } = require("node:fs");
const { execFileSync, spawn } = require("node:child_process");
const { Resolver } = require("node:dns").promises;
const net = require("node:net");
const aims = JSON.parse(process.env.REMIT_AIMS);
${lookScript}
const attempt = async (act) => { try { return "done " + (await act() ?? ""); } catch (error) { return String(error.code || error.message); } };
const connect = (to) => new Promise((resolve, reject) => {
	const socket = net.connect(to, () => { socket.destroy(); resolve(); });
	socket.on("error", reject);
});
const resolver = new Resolver({ timeout: 300, tries: 1 });
resolver.setServers(["127.0.0.1:" + aims.names]);
const daemon = async () => {
	if (aims.as === "outside") return;
	const beat = "setInterval(() => require('node:fs').writeFileSync('beat', String(process.hrtime.bigint())), 10)";
	spawn(process.execPath, ["-e", beat], { detached: true, stdio: "ignore" }).unref();
	for (let i = 0; i < 500 && !existsSync("beat"); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
	if (!existsSync("beat")) throw new Error("it did not start");
};
(async () => {
	const push = ["push", "-q", aims.bare, "HEAD:refs/heads/" + aims.as];
	console.log(JSON.stringify({
		write: await attempt(() => writeFileSync(aims.outside + "/" + aims.as, "x")),
		home: await attempt(() => readFileSync(aims.home, "utf8")),
		connection: await attempt(() => connect(aims.port)),
		name: await attempt(() => resolver.resolve4("canary.invalid")),
		socket: await attempt(() => connect("s.sock")),
		harness: aims.as === "outside" ? "done" : await attempt(() => writeFileSync(aims.harness + "/objects/planted", "x")),
		push: await attempt(() => { execFileSync("git", push, { stdio: "ignore" }); }),
		daemon: await attempt(daemon),
		seen: aims.as === "inside" && process.platform === "linux" ? look(aims.host) : undefined,
	}));
	process.exit(0);
})();
`;
