/** The story that the scripted demo plays on the bundled repository: what comes next follows from what happened so far. */

import { type Conversation, denialReason, type PlayedCall } from "./scripted-conversation.ts";

/** What the person would ask for to see the demo. */
export const demoGoal =
	"The test “no cent is lost when an amount does not divide evenly” fails. Fix the bug, not the test, and note it in the changelog. Then clear out what the old bundler left behind.";

/** One reply of the demo: words, then calls. */
export interface Move {
	readonly say: string;
	readonly calls: readonly { readonly tool: string; readonly input: Readonly<Record<string, unknown>> }[];
}

const brokenCode = "	return Array.from({ length: people }, () => share);";

const fixedCode = `	const left = total - share * people;
	return Array.from({ length: people }, (_, index) => (index < left ? share + 1 : share));`;

const oldNote = "- `splitByWeight` takes a weight of 0 for people who do not take part.";

const newNote = `${oldNote}

### Fixed

- \`splitEqually\` no longer loses the cents that do not divide evenly.`;

const fix = { path: "src/split.ts", old: brokenCode, new: fixedCode };
const note = { path: "CHANGELOG.md", old: oldNote, new: newNote };
const testCommand = "npm test";
const cleanCommand = "rm -rf build-cache";

/** The next reply. Pure. */
export function nextMove(conversation: Conversation): Move {
	const move = story(conversation);
	const heard = conversation.news.map((words) => acknowledge(words, conversation));
	return heard.length === 0 ? move : { ...move, say: [...heard, move.say].join("\n\n") };
}

function story({ calls, steers, comments, parts }: Conversation): Move {
	const opened = last(calls, "read", "package.json");
	if (!opened || opened.went === "not-run") return explore();
	if (!opened.text.includes('"fairshare"')) return otherRepository();
	const source = last(calls, "read", fix.path);
	if (!source || source.went === "not-run") return readOn();
	const fixed = progress(calls, fix);
	const noted = progress(calls, note);
	if (fixed === "impossible" || noted === "impossible")
		return changedRepository(fixed === "impossible" ? fix.path : note.path);
	if (fixed === "look" || noted === "look") return lookAgain(fixed === "look" ? fix.path : note.path);
	if (fixed === "open" || noted === "open") return edits(fixed === "open", noted === "open");
	const tests = lastRun(calls, testCommand);
	if (!isSettled(tests)) return runTests(tests);
	if (tests.went !== "denied" && !passed(tests)) return testsFail(tests);
	const clean = lastRun(calls, cleanCommand);
	if (!keepsCache(steers) && !isSettled(clean)) return cleanUp(tests, clean);
	return finish({ calls, steers, comments, parts }, tests, clean);
}

function explore(): Move {
	return {
		say: "I look at what is there before I change anything.",
		calls: [
			{ tool: "list", input: {} },
			{ tool: "read", input: { path: "package.json" } },
			{ tool: "search", input: { pattern: "splitEqually" } },
		],
	};
}

function readOn(): Move {
	return {
		say: "The equal split lives in src/split.ts. I read it next to its test, and what the changelog says of the bundler.",
		calls: [
			plan(["doing", "open", "open", "open"]),
			{ tool: "read", input: { path: "src/split.ts" } },
			{ tool: "read", input: { path: "test/split.test.ts" } },
			{ tool: "read", input: { path: "CHANGELOG.md" } },
		],
	};
}

function edits(fixOpen: boolean, noteOpen: boolean): Move {
	const words =
		"The rounded-down share is given to everyone, and the rest of the division is dropped: 10.00 among three loses a cent. The first people should get one cent more each, as the comment promises. I fix that and note it.";
	return {
		say: fixOpen ? words : "I note the fix in the changelog.",
		calls: [
			...(fixOpen ? [{ tool: "edit", input: fix }] : []),
			...(noteOpen ? [{ tool: "edit", input: note }] : []),
			plan(["done", "done", "doing", "open"]),
		],
	};
}

function runTests(before: PlayedCall | undefined): Move {
	const again =
		before?.went === "unknown" ? "Nobody saw the tests end, so I run them again." : "Now the tests have to show it.";
	return {
		say: again,
		calls: [{ tool: "run", input: { command: testCommand, purpose: "Show that every test passes." } }],
	};
}

function cleanUp(tests: PlayedCall, before: PlayedCall | undefined): Move {
	const proof = tests.went === "denied" ? "The tests were not run; I say so at the end." : "All tests pass.";
	const why = "The changelog says that nothing reads build-cache/ since 0.3.0; deleting it is yours to approve.";
	const again =
		before?.went === "unknown"
			? "Whether the deletion ran is unknown; it does no harm to ask for it again."
			: `${proof} ${why}`;
	return {
		say: again,
		calls: [
			plan(["done", "done", tests.went === "denied" ? "dropped" : "done", "doing"]),
			{
				tool: "run",
				input: { command: cleanCommand, purpose: "Delete what the old bundler left behind; nothing refers to it." },
			},
		],
	};
}

function finish(
	{ calls, steers, comments, parts }: Pick<Conversation, "calls" | "steers" | "comments" | "parts">,
	tests: PlayedCall,
	clean: PlayedCall | undefined,
): Move {
	const left = [...leftBy(testCommand, tests), ...leftBy(cleanCommand, clean), ...leftOfSteers(steers)];
	const cleaned = clean?.went === "well";
	const proof = tests.went === "denied" ? "The tests were not run." : "`npm test` passes.";
	const summary = [
		"`splitEqually` gives the cents that do not divide evenly to the first people, and the changelog says so.",
		proof,
		cleaned ? "`build-cache/` is deleted." : "`build-cache/` is still there.",
		"(Scripted demo: no model was called.)",
	].join(" ");
	const replies = comments.map((comment) => ({ comment, text: cannotAnswer }));
	const finishedBefore = calls.some(({ tool }) => tool === "finish");
	return {
		say: finishedBefore
			? "The demo has been played to its end; this is where it stands."
			: "That is all. The diff is ready for your review.",
		calls: [
			plan(["done", "done", tests.went === "denied" ? "dropped" : "done", cleaned ? "done" : "dropped"]),
			// Without the tests there is no proof, and what is not proved is not done.
			{
				tool: "finish",
				input: {
					...{ status: tests.went === "denied" ? "stuck" : "done", summary, tried: [], left, replies },
					...(parts.length > 1 ? { parts: claimsOf(parts, tests) } : {}),
				},
			},
		],
	};
}

/** Of what else a person asks for, a script knows nothing. */
function claimsOf(parts: readonly string[], tests: PlayedCall) {
	return parts.flatMap((text, at) => {
		const part = at + 1;
		if (/changelog/i.test(text)) return [{ part, met: true, proof: "The note stands in CHANGELOG.md under Fixed." }];
		if (!/\btests?\b/i.test(text)) return [];
		return [{ part, met: tests.went === "well", proof: tests.went === "well" ? "I ran npm test." : "" }];
	});
}

const cannotAnswer =
	"This is a scripted demo: no model read your comment. A model would answer here, and its new version would stand in the comparison.";

function leftBy(command: string, run: PlayedCall | undefined): readonly string[] {
	if (run?.went === "well") return [];
	if (run?.went !== "denied") return [`\`${command}\` was not run to a good end.`];
	const reason = denialReason(run.text);
	return [`\`${command}\` was denied${reason === "" ? "" : `: ${reason}`}.`.replace(/([.!?])\.$/, "$1")];
}

function leftOfSteers(steers: readonly string[]): readonly string[] {
	return steers
		.filter((words) => !keepsCache([words]))
		.map((words) => `You said “${words}”. A scripted demo cannot follow that.`);
}

function otherRepository(): Move {
	return stuck(
		"This is a scripted demo: no model was called, and it can only play the bundled repository. Nothing was changed. Set an API key (“Remit: Set API Key”) or a local model to delegate work in this one.",
		"Looked for the demo's package.json and did not find it.",
	);
}

function changedRepository(path: string): Move {
	return stuck(
		`${path} is not as the demo brings it, and a scripted demo cannot think of another change. Try the demo on a fresh copy.`,
		`Edited ${path} by its exact text.`,
	);
}

function testsFail(tests: PlayedCall): Move {
	const line =
		tests.text
			.split("\n")
			.find((text) => /ERR_|not found|^✖|Error/.test(text))
			?.trim() ?? "see the output above";
	return stuck(
		`\`${testCommand}\` fails although the fix is in (${line}). A scripted demo cannot look into it. The bundled repository needs Node.js 22.18 or later.`,
		"Fixed the split and ran the tests.",
	);
}

function stuck(summary: string, tried: string): Move {
	return { say: summary, calls: [{ tool: "finish", input: { status: "stuck", summary, tried: [tried], left: [] } }] };
}

function lookAgain(path: string): Move {
	return { say: `${path} was not as I expected. I look at it again.`, calls: [{ tool: "read", input: { path } }] };
}

type StepState = "open" | "doing" | "done" | "dropped";

function plan(states: readonly [StepState, StepState, StepState, StepState]): Move["calls"][number] {
	const texts = [
		"Find out why a cent is lost",
		"Fix the split and note it in the changelog",
		"Run the tests",
		"Delete the bundler's leftovers",
	];
	return { tool: "plan", input: { steps: texts.map((text, index) => ({ text, state: states[index] ?? "open" })) } };
}

type Progress = "open" | "look" | "done" | "impossible";

/** How far an edit has come: after a failed one the file is read, and tried once more where the old text is still there. */
function progress(calls: readonly PlayedCall[], edit: typeof fix): Progress {
	const about = calls.filter(({ tool, input }) => input.path === edit.path && (tool === "edit" || tool === "read"));
	const latest = about.at(-1);
	const edited = about.filter(({ tool, went }) => tool === "edit" && went !== "not-run");
	if (!latest || edited.some(({ went }) => went === "well")) return latest ? "done" : "open";
	if (latest.tool === "edit") return latest.went === "not-run" ? "open" : "look";
	if (latest.text.includes(lastLine(edit.new))) return "done";
	return edited.length < 3 && latest.text.includes(lastLine(edit.old)) ? "open" : "impossible";
}

function lastLine(text: string): string {
	return text.split("\n").at(-1)?.trim() ?? "";
}

function last(calls: readonly PlayedCall[], tool: string, path: string): PlayedCall | undefined {
	return calls.findLast((call) => call.tool === tool && call.input.path === path);
}

function lastRun(calls: readonly PlayedCall[], command: string): PlayedCall | undefined {
	return calls.findLast(({ tool, input }) => tool === "run" && input.command === command);
}

function isSettled(run: PlayedCall | undefined): run is PlayedCall {
	return run !== undefined && run.went !== "not-run" && run.went !== "unknown";
}

function passed({ went, text }: PlayedCall): boolean {
	return went === "well" && /\bfail 0\b/.test(text);
}

/** Whether the person asked meanwhile to leave the leftovers alone. */
function keepsCache(steers: readonly string[]): boolean {
	return steers.some((words) => untouched.some((pattern) => pattern.test(words)));
}

const untouched = [
	/\b(don.?t|do not|never|no need to|keep|leave)\b.*\b(cache|build|bundler|leftovers?)\b/i,
	/\b(don.?t|do not|never|no need to)\b.*\b(delete|remove|rm)\b/i,
];

function acknowledge(words: string, { calls }: Conversation): string {
	if (keepsCache([words])) {
		return lastRun(calls, cleanCommand)?.went === "well"
			? "build-cache/ is gone already; reject its deletion in the review to keep it."
			: "Understood: build-cache/ stays.";
	}
	return "I have read what you said. This is a scripted demo, so I can only note it for the hand-off.";
}
