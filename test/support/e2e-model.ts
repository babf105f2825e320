/** A Messages server for editors with several tasks: each task plays the script of its goal. */

import {
	type MessagesServer,
	type MessagesServerOptions,
	type ServedRequest,
	startMessagesServer,
} from "./messages-server.ts";
import type { MessagesRequest } from "./messages-server-schema.ts";
import { type Script, type ScriptResult, type Step, scriptRequest } from "./messages-server-script.ts";

export interface PlayedModel {
	readonly server: MessagesServer;
	/** What the model says in the task with exactly this goal, from its first turn on. */
	play(goal: string, script: Script): void;
	/** The requests of that task that were answered, in order, as a script sees them. */
	requests(goal: string): readonly PlayedRequest[];
}

export interface PlayedRequest {
	/** The tool results of the last message, in order. */
	readonly results: readonly ScriptResult[];
	/** The texts of the last message, joined by line ends. */
	readonly said: string;
	readonly served: ServedRequest;
}

export async function startModel(options: MessagesServerOptions = {}): Promise<PlayedModel> {
	const scripts = new Map<string, Script>();
	const turns = new Map<string, number>();
	const server = await startMessagesServer(async (request): Promise<Step> => {
		const goal = goalOf(request.body);
		const script = scripts.get(goal);
		if (!script) throw new Error(`nobody said what to play for "${goal.slice(0, 80)}"`);
		const turn = turns.get(goal) ?? 0;
		turns.set(goal, turn + 1);
		const step = typeof script === "function" ? await script(request, turn) : script[turn];
		if (!step) throw new Error(`there is no turn ${turn}`);
		return step;
	}, options);
	return {
		server,
		play: (goal, script) => void scripts.set(goal, script),
		requests: (goal) => server.requests.flatMap((served) => played(served, goal)),
	};
}

function played(served: ServedRequest, goal: string): readonly PlayedRequest[] {
	if (served.status !== 200) return [];
	// The server answered it, so it has the shape of a request.
	const body: MessagesRequest = JSON.parse(served.text);
	if (goalOf(body) !== goal) return [];
	const { results, said } = scriptRequest(body);
	return [{ results, said, served }];
}

/** The first message begins with the task's goal under a heading of its own. */
function goalOf({ messages: [first] }: MessagesRequest): string {
	const content = first?.content ?? "";
	const [block] = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
	const text = block?.type === "text" ? block.text : "";
	return text.replace(/^# Task\n/, "").split("\n\n# ", 1)[0] ?? "";
}

export interface Gate {
	/** Resolves when the gate is opened. */
	readonly passed: Promise<void>;
	open(): void;
}

/** Lets a script wait until the test has made ready. */
export function makeGate(): Gate {
	let open = () => {};
	const passed = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { passed, open };
}
