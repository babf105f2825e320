/** Finds calls that are made again and again though nothing came of them: in a row, in turn, refused, or never fitting. */

import { invalidInputKey } from "../agent/messages.ts";
import type { Attempt } from "../task/harness-events.ts";
import { type Deed, isLook } from "./deeds.ts";
import { mostStrikes } from "./same-failure.ts";

/** Calls that follow one another in a circle. */
const longestCircle = 3;
const remembered = longestCircle * mostStrikes;
/** Turns in which no call fits its tool, whatever is wrong with each. */
const mostInvalidTurns = 2 * mostStrikes;

interface Made {
	/** The same for the same call with the same outcome. */
	readonly key: string;
	readonly what: string;
	readonly failure: string;
}

export class SameCall {
	/** Since something changed, oldest first. */
	private all: readonly Made[] = [];
	/** Those that do not only look, or plan. */
	private deeds: readonly Made[] = [];
	/** How often the same was refused since the person had a word. */
	private readonly refused = new Map<string, number>();
	private lastRefused: Made | undefined;
	private lastInvalid: Made | undefined;
	private invalidTurns = 0;
	private turn = 0;
	private readonly inTurn = new Set<string>();

	did(deed: Deed): void {
		if (isHandOff(deed)) return;
		if (deed.turn !== this.turn) this.inTurn.clear();
		this.turn = deed.turn;
		const made = madeOf(deed);
		// Twice in one reply is not once more: the model had not seen what came of it.
		if (this.inTurn.has(made.key)) return;
		this.noteInvalid(deed, made);
		this.inTurn.add(made.key);
		if (isRefused(deed)) this.refuse(made);
		this.all = [...this.all, made].slice(-remembered);
		if (!isLook(deed) && deed.tool !== "plan") this.deeds = [...this.deeds, made].slice(-remembered);
	}

	changed(): void {
		this.all = [];
		this.deeds = [];
	}

	/** The calls that go round; empty for none. */
	get struck(): readonly Attempt[] {
		if (this.lastRefused) return [attempt(this.lastRefused)];
		const circle = circleAtEnd(this.deeds);
		return (circle.length > 0 ? circle : circleAtEnd(this.all)).map(attempt);
	}

	/** Turns in a row in which no call fitted its tool, with the last of them; empty while they are few. */
	get misfits(): readonly Attempt[] {
		const { lastInvalid, invalidTurns } = this;
		if (invalidTurns < mostInvalidTurns || !lastInvalid) return [];
		return [
			{
				...attempt(lastInvalid),
				what: `${lastInvalid.what}, as the last of calls that fit no tool`,
				times: invalidTurns,
			},
		];
	}

	private refuse(made: Made): void {
		const times = (this.refused.get(made.key) ?? 0) + 1;
		this.refused.set(made.key, times);
		if (times >= mostStrikes) this.lastRefused = made;
	}

	private noteInvalid(deed: Deed, made: Made): void {
		if (!isInvalid(deed)) {
			this.invalidTurns = 0;
		} else {
			this.lastInvalid = made;
			if (this.inTurn.size === 0) this.invalidTurns++;
		}
	}
}

function attempt({ what, failure }: Made): Attempt {
	return { what, failure, place: "", times: mostStrikes };
}

/** The shortest list of calls that was gone through three times, and nothing since. */
function circleAtEnd(made: readonly Made[]): readonly Made[] {
	for (let length = 1; length <= longestCircle; length++) {
		const part = made.slice(-length * mostStrikes);
		if (part.length < length * mostStrikes) return [];
		if (part.every(({ key }, at) => key === part[at % length]?.key)) return part.slice(0, length);
	}
	return [];
}

function isInvalid({ outcome: { kind, summary } }: Deed): boolean {
	return kind === "failed" && summary === "not valid";
}

/** To say again that it is done is answered by the checks, and those have rounds of their own. */
function isHandOff({ tool, outcome }: Deed): boolean {
	return tool === "finish" && outcome.kind === "done";
}

/** A person, or the policy for good, said no. */
function isRefused({ verdict, outcome }: Deed): boolean {
	return outcome.kind === "denied" || verdict === "deny";
}

const longestWhat = 120;

function madeOf(deed: Deed): Made {
	const { tool, input, outcome } = deed;
	const failure = (outcome.kind === "done" ? outcome.summary : outcome.text.split("\n", 1)[0]) ?? "";
	const what = whatOf(deed).replace(/\s+/g, " ").slice(0, longestWhat);
	return { key: keyOf(deed), what, failure: failure.slice(0, 200) };

	function keyOf(of: Deed): string {
		if (isInvalid(of)) return `${tool} not valid: ${invalidInputKey in input ? "no JSON" : outcome.text}`;
		const asked = tool === "run" ? runKey(of) : JSON.stringify(ordered(input));
		if (isRefused(of)) return `${tool} ${asked} refused`;
		const { file } = outcome;
		const came = file ? `${file.version} ${file.first ?? ""} ${file.last ?? ""}` : stable(outcome.text);
		return `${tool} ${asked} ${outcome.kind} ${came}`;
	}
}

/** A purpose in other words, or another patience, is no other command. */
function runKey({ input, cwd }: Deed): string {
	const { command } = input;
	return JSON.stringify([String(command).replace(/\s+/g, " ").trim(), cwd]);
}

function whatOf({ tool, input: { command, path, pattern } }: Deed): string {
	const subject = [command, path, pattern].find((field) => typeof field === "string") ?? "";
	return tool === "run" && subject !== "" ? String(subject) : `${tool} ${String(subject)}`.trim();
}

/** The order of a record's names says nothing, at whatever depth. */
function ordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(ordered);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return [entries.map(([name, each]) => [name, ordered(each)])];
}

/** Without what differs between two runs of the same: how long it took, what time it was, temporary places. */
function stable(text: string): string {
	return text
		.replace(/(?:\/private)?\/(?:tmp|var\/folders|var\/tmp)\/[^\s:'")]*/g, "‹temp›")
		.replace(/\b\d{4}-\d\d-\d\d[T ]/g, "")
		.replace(/\b\d{1,2}:\d\d:\d\d(?:\.\d+)?Z?/g, "‹time›")
		.replace(/\b(?:\d+m)?\d+(?:\.\d+)?\s?(?:ms|s|secs?|seconds?|min)\b/g, "‹time›");
}
