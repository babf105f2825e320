/** A task's and a call's states in words and pictures: never by colour alone. */

import type { Verdict } from "../../src/core/policy/decision.ts";
import type { PlanStep } from "../../src/core/task/events.ts";
import type { CheckResult } from "../../src/core/task/review-events.ts";
import type { CallItem } from "../../src/core/task/timeline.ts";
import type { Verification } from "../../src/core/task/verification-view.ts";
import type { TaskStatus } from "../../src/core/task/view.ts";
import type { TaskSummary } from "../../src/protocol/messages.ts";
import type { IconName } from "../parts/icon.tsx";

/** `tone` is a class name that gives the colour. */
export interface Look {
	readonly word: string;
	readonly icon: IconName;
	readonly tone: "plain" | "active" | "good" | "attention" | "bad";
}

export const statusLooks = {
	preparing: { word: "Preparing", icon: "dots", tone: "active" },
	running: { word: "Running", icon: "play", tone: "active" },
	waiting: { word: "Waiting for you", icon: "bell", tone: "attention" },
	interrupted: { word: "Interrupted", icon: "warning", tone: "attention" },
	ready: { word: "Ready for review", icon: "check", tone: "good" },
	stuck: { word: "Stuck", icon: "warning", tone: "attention" },
	"out-of-budget": { word: "Out of budget", icon: "warning", tone: "attention" },
	stopped: { word: "Stopped", icon: "stop", tone: "plain" },
	failed: { word: "Failed", icon: "error", tone: "bad" },
	accepted: { word: "Accepted", icon: "check", tone: "good" },
	"partly-accepted": { word: "Partly accepted", icon: "check", tone: "good" },
	rejected: { word: "Rejected", icon: "cross", tone: "plain" },
	discarded: { word: "Discarded", icon: "cross", tone: "plain" },
} as const satisfies Record<TaskStatus, Look>;

const nothingChanged: Look = { word: "Done, nothing changed", icon: "check", tone: "plain" };

const answered: Look = { word: "Answered", icon: "check", tone: "good" };

const notVerified: Look = { word: "Ready, not verified", icon: "warning", tone: "attention" };

/** `changes`: how many files there are to review. Where there are none, nothing is ready for it. */
export function taskLook({ status, changes, unverified, answers }: Shown): Look {
	if (status !== "ready") return statusLooks[status];
	if (changes === 0) return answers ? answered : nothingChanged;
	return unverified ? notVerified : statusLooks.ready;
}

type Shown = Pick<TaskSummary, "status" | "changes" | "unverified" | "answers">;

export const verificationLooks = {
	running: { word: "running", icon: "dots", tone: "active" },
	passed: { word: "passed", icon: "check", tone: "good" },
	failed: { word: "failed", icon: "error", tone: "bad" },
	"not-run": { word: "not run", icon: "question", tone: "attention" },
	old: { word: "nothing new fails", icon: "warning", tone: "plain" },
} as const satisfies Record<Verification["state"], Look>;

export const checkLooks = {
	passed: { word: "passed", icon: "check", tone: "good" },
	failed: { word: "failed", icon: "error", tone: "bad" },
	"not-run": { word: "not run", icon: "question", tone: "attention" },
} as const satisfies Record<CheckResult["outcome"], Look>;

export const verdictLooks = {
	safe: { word: "safe", icon: "check", tone: "good" },
	workspace: { word: "checkout only", icon: "check", tone: "good" },
	ask: { word: "asks", icon: "question", tone: "attention" },
	deny: { word: "never", icon: "cross", tone: "bad" },
} as const satisfies Record<Verdict, Look>;

export const callLooks = {
	judged: { word: "about to run", icon: "dots", tone: "active" },
	waiting: { word: "waits for you", icon: "bell", tone: "attention" },
	running: { word: "running", icon: "dots", tone: "active" },
	done: { word: "done", icon: "check", tone: "plain" },
	failed: { word: "failed", icon: "error", tone: "bad" },
	denied: { word: "denied", icon: "cross", tone: "attention" },
	unknown: { word: "outcome unknown", icon: "question", tone: "attention" },
} as const satisfies Record<CallItem["state"], Look>;

export const stepLooks = {
	open: { word: "open", icon: "circle", tone: "plain" },
	doing: { word: "in progress", icon: "half", tone: "active" },
	done: { word: "done", icon: "check", tone: "good" },
	dropped: { word: "dropped", icon: "dash", tone: "plain" },
} as const satisfies Record<PlanStep["state"], Look>;
