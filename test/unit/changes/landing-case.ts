/** States of the workspace in which a change may land. */

import { type FileThere, type Landing, type Occupant, planLanding } from "../../../src/core/changes/landing.ts";
import type { Change } from "../../../src/core/review-ports.ts";

export const bytes = (text: string) => new TextEncoder().encode(text);
export const nothing: Occupant = { kind: "nothing" };

export function file(text: string, more: Partial<FileThere> = {}): FileThere {
	return { kind: "file", bytes: bytes(text), executable: false, writable: true, unsaved: null, ...more };
}

export interface Case {
	readonly change?: Partial<Change>;
	readonly base?: string;
	readonly proposed?: string;
	readonly there: Occupant;
	readonly origin?: Occupant;
}

export function land({ change = {}, base, proposed, there, origin }: Case): Landing {
	const kind = base === undefined ? "added" : proposed === undefined ? "deleted" : "modified";
	const whole: Change = {
		path: "src/a.txt",
		kind,
		binary: false,
		added: 1,
		removed: 1,
		mode: 0o100644,
		version: "v",
		...change,
	};
	const sides = {
		base: base === undefined ? null : bytes(base),
		proposed: proposed === undefined ? null : bytes(proposed),
	};
	return planLanding({ change: whole, ...sides, there, origin: origin ?? null, paths: "posix" });
}
