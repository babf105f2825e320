/** Reads the person's own settings of the budget; what cannot be used counts as not set. */

import type { Caps } from "./caps.ts";

/** The defaults, as `package.json` says them too. */
const standard = { money: 5, tokens: 10_000_000, minutes: 60, turns: 200, daily: 20 } as const;

type Setting = keyof typeof standard;

/** `read` gives what stands in the person's own settings. 0 stands for no cap, but not for turns. */
export function capsFromSettings(read: (name: Setting) => unknown): Caps {
	const turns = Math.floor(amount(read, "turns") ?? 0);
	return {
		money: amount(read, "money"),
		tokens: amount(read, "tokens"),
		minutes: amount(read, "minutes"),
		turns: turns >= 1 ? turns : standard.turns,
	};
}

/** US dollars a day over all tasks; null for no cap. */
export function dayCapFromSettings(read: (name: Setting) => unknown): number | null {
	return amount(read, "daily");
}

function amount(read: (name: Setting) => unknown, name: Setting): number | null {
	const value = read(name);
	if (value === 0) return null;
	return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : standard[name];
}
