/** Where things are: this project, the per-user cache, and the Node that runs the editor. */

import { homedir } from "node:os";
import { join, resolve } from "node:path";

export const projectRoot = resolve(import.meta.dirname, "../..");

/** `$XDG_CACHE_HOME/remit`, or its default place; kept between runs and shared by every clone on the machine. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
	const configured = env["XDG_CACHE_HOME"];
	return join(configured?.startsWith("/") ? configured : join(homedir(), ".cache"), "remit");
}

/** The Node 24 that the editor's server runs on: this process's own, or the one among the dependencies. */
export function nodeBinary(): string {
	const [major] = process.versions.node.split(".");
	return major === "24" ? process.execPath : join(projectRoot, "node_modules/node/bin/node");
}
