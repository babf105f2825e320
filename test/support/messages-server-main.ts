/** Plays a script in a process of its own: `node messages-server-main.ts <module> [options as JSON]`; the module exports `script`. */

import { fstatSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startMessagesServer } from "./messages-server.ts";

const [module = "", options = "{}"] = process.argv.slice(2);
const { script } = await import(pathToFileURL(resolve(module)).href);
const server = await startMessagesServer(script, JSON.parse(options));
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);

process.once("SIGTERM", () => void server.stop());
// Whoever holds the other end of the pipe is gone when it closes: nobody can ask any more.
const stdin = fstatSync(0);
if (stdin.isFIFO() || stdin.isSocket()) process.stdin.resume().once("end", () => void server.stop());
