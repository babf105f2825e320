/** The questions that wait for a person. Any surface may answer; the first answer wins and later ones change nothing. */

import type { ApprovalDecision, ApprovalRequest, Approver, QuestionRequest } from "../ports.ts";

export class Pending implements Approver {
	private readonly approvals = new Map<string, (decision: ApprovalDecision) => void>();
	private readonly questions = new Map<string, (answer: string) => void>();

	approve(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision> {
		return waitFor(this.approvals, request.call, signal);
	}

	answer(request: QuestionRequest, signal: AbortSignal): Promise<string> {
		return waitFor(this.questions, request.call, signal);
	}

	/** False when this call does not wait for an approval (any more). */
	decide(call: string, decision: ApprovalDecision): boolean {
		return settle(this.approvals, call, decision);
	}

	/** False when this call does not wait for an answer (any more). */
	reply(call: string, answer: string): boolean {
		return settle(this.questions, call, answer);
	}
}

function waitFor<Answer>(waiting: Map<string, (answer: Answer) => void>, call: string, signal: AbortSignal): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			waiting.delete(call);
			reject(signal.reason);
		};
		if (signal.aborted) {
			stop();
			return;
		}
		signal.addEventListener("abort", stop, { once: true });
		waiting.set(call, (answer) => {
			signal.removeEventListener("abort", stop);
			resolve(answer);
		});
	});
}

function settle<Answer>(waiting: Map<string, (answer: Answer) => void>, call: string, answer: Answer): boolean {
	const resolve = waiting.get(call);
	if (!resolve) return false;
	waiting.delete(call);
	resolve(answer);
	return true;
}
