/** The questions that wait for a person. Any surface may answer; the first answer wins and later ones change nothing. */

import type { ApprovalDecision, ApprovalRequest, Approver, QuestionRequest } from "../ports.ts";
import type { TaskEvent } from "./events.ts";

/** A person's yes to what they were shown. */
export interface Approval extends Pick<ApprovalDecision, "surface" | "edited"> {
	/** Of what was shown. */
	readonly binding: string;
	/** This call alone when left out. */
	readonly reach?: ApprovalDecision["reach"];
}

/**
 * A question is opened when it is recorded, which is a moment before the loop waits for it; an answer counts from then on,
 * once, and for that opening only: an id that comes again must be asked again.
 */
export class Pending implements Approver {
	private readonly approvals = new Answers<ApprovalDecision>();
	private readonly questions = new Answers<string>();
	/** What each call's approval counts for. */
	private readonly bindings = new Map<string, string>();

	/** To be told of every event once it is on record. */
	notice(event: TaskEvent): void {
		if (event.type === "approval.asked") this.openApproval(event.call, event.binding ?? "");
		if (event.type === "approval.held") this.reopenApproval(event.call);
		if (event.type === "question.asked") this.openQuestion(event.call);
	}

	/** It is on record that this call waits for an approval of what `binding` identifies. */
	openApproval(call: string, binding: string): void {
		this.bindings.set(call, binding);
		this.approvals.open(call);
	}

	/** It is on record that an approval could not be taken: the same question is open again. */
	reopenApproval(call: string): void {
		if (this.bindings.has(call) && !this.approvals.isOpen(call)) this.approvals.open(call);
	}

	/** It is on record that this call waits for an answer. */
	openQuestion(call: string): void {
		this.questions.open(call);
	}

	approve(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision> {
		return this.approvals.wait(request.call, signal);
	}

	answer(request: QuestionRequest, signal: AbortSignal): Promise<string> {
		return this.questions.wait(request.call, signal);
	}

	accept(call: string, { binding, surface, reach = "once", edited }: Approval): boolean {
		const change = edited === undefined ? {} : { edited };
		return this.decide(call, { verdict: "approved", reason: "", surface, reach, ...change }, binding);
	}

	/**
	 * False when this call is not open, or was answered before; and when it waits for something else than `binding`,
	 * which is what the person was shown. A denial needs no binding: it lets nothing run.
	 */
	decide(call: string, decision: ApprovalDecision, binding: string): boolean {
		const shown = this.bindings.get(call);
		if (decision.verdict === "approved" && (binding === "" || shown !== binding)) return false;
		return this.approvals.give(call, decision);
	}

	/** False when this call is not open, or was answered before. */
	reply(call: string, answer: string): boolean {
		return this.questions.give(call, answer);
	}
}

interface Slot<Answer> {
	answer?: Answer;
	answered?: () => void;
}

class Answers<Answer> {
	private readonly slots = new Map<string, Slot<Answer>>();

	open(call: string): void {
		this.slots.set(call, {});
	}

	isOpen(call: string): boolean {
		return this.slots.has(call);
	}

	give(call: string, answer: Answer): boolean {
		const slot = this.slots.get(call);
		if (!slot || slot.answer !== undefined) return false;
		slot.answer = answer;
		slot.answered?.();
		return true;
	}

	wait(call: string, signal: AbortSignal): Promise<Answer> {
		const slot = this.slots.get(call) ?? {};
		this.slots.set(call, slot);
		return new Promise<Answer>((resolve, reject) => {
			const settle = (end: () => void) => {
				signal.removeEventListener("abort", stop);
				this.slots.delete(call);
				end();
			};
			const stop = () => settle(() => reject(signal.reason));
			slot.answered = () => settle(() => slot.answer !== undefined && resolve(slot.answer));
			if (signal.aborted) return stop();
			signal.addEventListener("abort", stop, { once: true });
			if (slot.answer !== undefined) slot.answered();
		});
	}
}
