/** Makes sure that everything is there to run Remit in a real VS Code; run it alone to do only that. */

import { ensureCodeServer } from "./code-server.ts";
import { ensurePackages } from "./debian.ts";

export interface HostNeeds {
	/** Whether a browser of our own is needed, or the person's will do. */
	readonly browser: boolean;
}

export type HostInstall =
	| { readonly kind: "ready"; readonly codeServer: string; readonly missingPackages: readonly string[] }
	| { readonly kind: "failed"; readonly text: string };

/** Idempotent; takes a tenth of a second when everything is there. Fails at once without git, with which all of it begins. */
export async function ensureHost(needs: HostNeeds, say: (line: string) => void = console.log): Promise<HostInstall> {
	const missingPackages = await ensurePackages(needs.browser, say);
	if (missingPackages.includes("git")) return { kind: "failed", text: "Remit cannot be started without git." };
	const server = await ensureCodeServer(say);
	if (server.kind === "failed") return server;
	return { kind: "ready", codeServer: server.root, missingPackages };
}

if (import.meta.main) {
	const installed = await ensureHost({ browser: true });
	if (installed.kind === "failed") {
		console.error(installed.text);
		process.exitCode = 1;
	} else {
		console.log(`VS Code's server is in ${installed.codeServer}.`);
	}
}
