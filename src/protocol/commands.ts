/** What the panel may ask of the host. The panel shows a model's words, so everything from it is parsed here. */

import * as z from "zod";
import { mostRaise } from "../core/budget/caps.ts";
import { mostMinutesSaved } from "../core/report/value.ts";
import { draftCommands } from "./draft-commands.ts";

const task = z.string().min(1).max(100);
const call = z.string().min(1).max(200);
/** Identifies what the person was shown. */
const binding = z.string().min(1).max(200);
const path = z.string().min(1).max(4_096);
const version = z.string().min(1).max(200);
const verified = z.enum(["accepted", "proposal"]);

const more = (most: number) => z.number().positive().max(most).optional();
const moreWhole = (most: number) => z.int().positive().max(most).optional();
const amounts = {
	money: more(mostRaise.money),
	tokens: moreWhole(mostRaise.tokens),
	minutes: more(mostRaise.minutes),
	turns: moreWhole(mostRaise.turns),
};

const commandSchema = z.discriminatedUnion("type", [
	/** Send a snapshot: the panel is new, or missed an event. */
	z.strictObject({ type: z.literal("ready") }),
	z.strictObject({ type: z.literal("delegate"), goal: z.string().max(100_000) }),
	/** Show this task; an empty id shows the list. */
	z.strictObject({ type: z.literal("show"), task: z.string().max(100) }),
	/** A yes to what was shown, and to nothing else; `always` writes the rule that was shown as well. */
	z.strictObject({ type: z.literal("approve"), task, call, binding, reach: z.enum(["once", "task", "always"]) }),
	/** A yes to the command as the person changed it: it is judged anew. */
	z.strictObject({ type: z.literal("approve-edited"), task, call, binding, command: z.string().min(1).max(20_000) }),
	z.strictObject({ type: z.literal("deny"), task, call, reason: z.string().max(10_000) }),
	z.strictObject({ type: z.literal("answer"), task, call, text: z.string().max(20_000) }),
	z.strictObject({ type: z.literal("steer"), task, text: z.string().max(20_000) }),
	z.strictObject({ type: z.literal("stop"), task }),
	z.strictObject({ type: z.literal("continue"), task }),
	/** Raises caps by amounts; at least one is there. */
	z
		.strictObject({ type: z.literal("raise-budget"), task, ...amounts })
		.refine(({ money, tokens, minutes, turns }) => [money, tokens, minutes, turns].some((by) => by !== undefined)),
	/** Opens the multi-diff of the task, or one file's diff. */
	z.strictObject({ type: z.literal("review"), task, path: path.optional() }),
	/** Without a path: every undecided file of the task. The version is the one that was shown with the path. */
	z.strictObject({ type: z.literal("accept"), task, path: path.optional(), version: version.optional() }),
	z.strictObject({ type: z.literal("reject"), task, path: path.optional(), version: version.optional() }),
	/** Takes every decision on this file back. */
	z.strictObject({ type: z.literal("undo"), task, path }),
	/** Shows a comment thread where it stands. */
	z.strictObject({ type: z.literal("open-thread"), task, thread: z.string().min(1).max(200) }),
	/** Runs the checks. */
	z.strictObject({ type: z.literal("verify"), task, of: verified }),
	/** Opens the whole output of one check of what was verified last. */
	z.strictObject({ type: z.literal("open-check"), task, of: verified, check: z.int().min(0).max(1_000) }),
	/** Shows a line that a check names, as the task has it. */
	z.strictObject({ type: z.literal("open-place"), task, path, line: z.int().min(1).max(10_000_000) }),
	/** What these three do to the person's repository, the host asks about by itself. */
	z.strictObject({ type: z.literal("keep-branch"), task }),
	z.strictObject({ type: z.literal("commit-accepted"), task }),
	z.strictObject({ type: z.literal("open-pull-request"), task }),
	z.strictObject({ type: z.literal("open-report"), task }),
	z.strictObject({ type: z.literal("copy-report"), task }),
	/** Opens what fills the task's context. */
	z.strictObject({ type: z.literal("show-context"), task }),
	/** How long it would have taken the person without the agent. */
	z.strictObject({ type: z.literal("tell-value"), task, minutes: z.int().min(0).max(mostMinutesSaved) }),
	z.strictObject({ type: z.literal("decline-value"), task }),
	z.strictObject({ type: z.literal("discard"), task }),
	/** Opens the checkout in a window of its own; the host asks by itself. */
	z.strictObject({ type: z.literal("take-over"), task }),
	/** Opens a call's whole output in an editor. */
	z.strictObject({ type: z.literal("open-output"), task, call }),
	z.strictObject({ type: z.literal("open-terminal"), task }),
	z.strictObject({ type: z.literal("set-key") }),
	z.strictObject({
		type: z.literal("open-settings"),
		setting: z.enum([
			"remit.model.provider",
			"remit.model.name",
			"remit.model.baseUrl",
			"remit.budget.daily",
			"remit.review.when",
		]),
	}),
	z.strictObject({ type: z.literal("use-demo") }),
	z.strictObject({ type: z.literal("open-folder") }),
	z.strictObject({ type: z.literal("trust") }),
	...draftCommands,
]);

export type PanelCommand = z.output<typeof commandSchema>;

/** Reads a message of the panel; null for anything that is not a command. */
export function parseCommand(message: unknown): PanelCommand | null {
	const parsed = commandSchema.safeParse(message);
	return parsed.success ? parsed.data : null;
}
