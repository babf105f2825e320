/** Finds the package registries that a project's own configuration names, so that a person sees them before anything is installed. */

import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./system-error.ts";

interface Configuration {
	readonly file: string;
	/** Its first group is the address. Only the host of it is used. */
	readonly address: RegExp;
}

const configurations: readonly Configuration[] = [
	{ file: ".npmrc", address: /^\s{0,9}(?:@[\w.-]{1,99}:)?registry\s{0,9}=\s{0,9}(\S{1,500})/gim },
	{ file: ".yarnrc", address: /^\s{0,9}"?(?:@[\w.-]{1,99}:)?registry"?\s{1,9}"?([^\s"]{1,500})/gim },
	{ file: ".yarnrc.yml", address: /^\s{0,40}npmRegistryServer\s{0,9}:\s{0,9}["']?([^\s"']{1,500})/gim },
	{ file: "bunfig.toml", address: /^\s{0,9}registry\s{0,9}=\s{0,9}"([^"\n]{1,500})/gim },
	{ file: "pip.conf", address: /^\s{0,9}(?:extra-)?index-url\s{0,9}=\s{0,9}(\S{1,500})/gim },
	{ file: ".cargo/config.toml", address: /^\s{0,9}(?:registry|index)\s{0,9}=\s{0,9}"(?:sparse\+)?([^"\n]{1,500})/gim },
	{ file: ".cargo/config", address: /^\s{0,9}(?:registry|index)\s{0,9}=\s{0,9}"(?:sparse\+)?([^"\n]{1,500})/gim },
];

const mostBytes = 64 * 1024;
const mostHosts = 20;

/** What a project's configuration names, in order, each once. */
interface ConfiguredHosts {
	readonly hosts: readonly string[];
	/** Those that no project may add: this machine's own and its neighbours', which trust whoever can reach them. */
	readonly refused: readonly { readonly host: string; readonly text: string }[];
}

/** What these files say otherwise, tokens among it, is not looked at. */
export async function configuredHosts(root: string): Promise<ConfiguredHosts> {
	const hosts = new Set<string>();
	const refused = new Map<string, string>();
	for (const { file, address } of configurations) {
		const text = await beginningOf(join(root, file));
		for (const [, found = ""] of text.matchAll(address)) {
			const host = hostOf(found);
			if (!isNear(host)) hosts.add(host);
			else if (!refused.has(host))
				refused.set(host, `The project's ${file} names the registry ${host}, which is not reached.`);
		}
	}
	hosts.delete("");
	const near = [...refused].map(([host, text]) => ({ host, text }));
	return { hosts: [...hosts].slice(0, mostHosts), refused: near.slice(0, mostHosts) };
}

const nearAddresses =
	/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

const nearNames = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/;

/** Whether it is this machine or one beside it. No registry is known by an IPv6 address alone, so all of those count. */
function isNear(host: string): boolean {
	if (host === "") return false;
	const name = host.replace(/\.+$/, "");
	return !name.includes(".") || host.startsWith("[") || nearAddresses.test(`${name}.`) || nearNames.test(name);
}

/** Empty for whatever is no ordinary file. */
async function beginningOf(path: string): Promise<string> {
	try {
		const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
		try {
			if (!(await handle.stat()).isFile()) return "";
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
			return buffer.subarray(0, bytesRead).toString();
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (errorCode(error) === "") throw error;
		return "";
	}
}

function hostOf(address: string): string {
	const url = URL.canParse(address) ? new URL(address) : null;
	return url !== null && /^https?:$/.test(url.protocol) ? url.hostname : "";
}
