/** Runs a task's checks on exactly what is accepted, or on all that is proposed, and tells how that went. */

import * as vscode from "vscode";
import type { AskedCheck } from "../../core/task/check.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { CheckResult, Verified } from "../../core/task/review-events.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import type { Verification } from "../../core/task/verification-view.ts";
import type { AcceptedOutcome, VerifyOutcome } from "../../core/task/verify.ts";
import { canDecide } from "../../core/task/view.ts";
import { pickTask } from "../actions.ts";
import type { Outputs } from "../outputs.ts";
import type { VerifyActions } from "../panel-review.ts";
import { registerAll } from "../register.ts";
import { onAnswer, type Person, realPerson, withCancel } from "../ship/person.ts";
import { detectCheck } from "./detect-check.ts";

export interface VerifyParts {
	readonly tasks: Tasks;
	/** The task that the panel shows; empty for the list. */
	shown(): string;
	readonly outputs: Pick<Outputs, "open">;
}

export interface VerifyOptions {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly person: Person;
}

export function registerVerify(
	parts: VerifyParts,
	options: Partial<VerifyOptions> = {},
): VerifyActions & vscode.Disposable {
	const { name = "remit", person = realPerson } = options;
	const checks = new Checks(parts, person);
	const onTask = (of: Verified) => async () => {
		const delegation = await pickTask(
			parts.tasks,
			parts.shown(),
			({ view }) => canDecide(view) && view.changes.length > 0,
		);
		if (delegation) await checks.verify(delegation, of);
	};
	const commands = registerAll({
		[`${name}.verifyAccepted`]: onTask("accepted"),
		[`${name}.verifyProposal`]: onTask("proposal"),
	});
	return {
		verify: async (task, of) => {
			const delegation = parts.tasks.get(task);
			if (delegation) await checks.verify(delegation, of);
		},
		openCheck: async (task, of, check) => {
			const result = parts.tasks.get(task)?.view.verifications.find((item) => item.of === of)?.results[check];
			if (result) await checks.open(task, result);
		},
		dispose: () => vscode.Disposable.from(...commands).dispose(),
	};
}

class Checks {
	private readonly parts: VerifyParts;
	private readonly person: Person;

	constructor(parts: VerifyParts, person: Person) {
		this.parts = parts;
		this.person = person;
	}

	async verify(delegation: Delegation, of: Verified): Promise<void> {
		const checks = await this.checksOf(delegation);
		if (checks.length === 0) return;
		const title = of === "accepted" ? "Remit: verifying what is accepted" : "Remit: verifying the proposal";
		const outcome = await withCancel(title, (signal) => this.run(delegation, { of, checks }, signal));
		this.tell(delegation.view.task, of, outcome);
	}

	async open(task: string, { kept, command }: CheckResult): Promise<void> {
		if (kept !== "") await this.parts.outputs.open(task, kept, command);
	}

	/** Those of the brief; else those that were run last; else what the person says. */
	private async checksOf({ brief, view }: Delegation): Promise<readonly string[]> {
		if (brief?.checks && brief.checks.length > 0) return brief.checks;
		const last = view.verifications.toSorted((a, b) => b.at - a.at)[0]?.checks ?? [];
		if (last.length > 0) return last;
		const typed = await this.person.type({
			title: "Remit: Verify",
			prompt: "Which command proves the result? It is run in a copy of the work, and remembered for this task.",
			placeHolder: "e.g. npm test",
			value: await detectCheck(vscode.Uri.file(view.workspace.folder)),
		});
		return typed === undefined || typed.trim() === "" ? [] : [typed.trim()];
	}

	private async run(
		{ review }: Delegation,
		{ of, checks }: { readonly of: Verified; readonly checks: readonly string[] },
		signal: AbortSignal,
	): Promise<AcceptedOutcome> {
		const leave = (asked: AskedCheck) => this.leave(asked);
		if (of === "accepted") return review.verifyAccepted({ checks, leave }, signal);
		return { accepted: await review.verify({ of, checks, leave }, signal), proposal: null };
	}

	/** A check is a command like the agent's: what the policy asks about, the person is asked about. */
	private async leave({ command, because, domains, sandboxed }: AskedCheck): Promise<boolean> {
		if (!isShownWhole(command)) {
			const text =
				"a check is too long for you to see it whole here, so it was not run. Put it into a script of the project.";
			void this.person.warn(`Remit: ${text}`);
			return false;
		}
		const run = "Run";
		const hosts = domains.length === 0 ? "" : `\nIt could reach: ${domains.join(", ")}`;
		const walls = sandboxed ? "It runs in the sandbox." : "It runs without a sandbox, with your rights.";
		const detail = `${command.replaceAll("\n", "⏎\n")}\n\nAsked because: ${because}.${hosts}\n${walls}`;
		return (await this.person.ask({ text: "Run this check?", detail }, run)) === run;
	}

	private tell(task: string, of: Verified, outcome: AcceptedOutcome): void {
		const { accepted: first, proposal } = outcome;
		if (first.kind === "refused") return void this.person.warn(`Remit: ${first.text}`);
		const { verification } = first;
		const shown = verification.results.find(({ outcome: went }) => went !== "passed") ?? verification.results[0];
		const buttons = shown && shown.kept !== "" ? ["Show Output"] : [];
		const text = `Remit: ${sentence(of, verification)}${isGreen(proposal) ? " The whole proposal is green." : ""}`;
		const say = verification.state === "passed" ? this.person.tell : this.person.warn;
		onAnswer(say(text, ...buttons), async () => shown && this.open(task, shown));
	}
}

/** A dialog cuts what is longer, or scrolls the end of it away. */
function isShownWhole(command: string): boolean {
	return command.length <= 2_000 && command.split("\n").length <= 20;
}

function isGreen(outcome: VerifyOutcome | null): boolean {
	return outcome?.kind === "verified" && outcome.verification.state === "passed";
}

function sentence(of: Verified, { state, results }: Verification): string {
	const what = of === "accepted" ? "What you accepted" : "The whole proposal";
	const named = (outcome: CheckResult["outcome"]) =>
		results
			.filter((result) => result.outcome === outcome)
			.map(({ command }) => command)
			.join(", ");
	if (state === "passed") return `${what} passes: ${named("passed")}.`;
	if (state === "failed") return `${what} is not green: ${named("failed")} failed.`;
	return `${what} is not proved: ${named("not-run")} was not run. ${results.find(({ text }) => text !== "")?.text ?? ""}`.trim();
}
