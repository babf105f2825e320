/** Applies a person's `ask` and `deny` rules to commands of PowerShell and cmd.exe, which are judged by whole forms. */

import type { Decision, PolicyContext, Segment } from "./decision.ts";
import { worst } from "./findings.ts";
import { applyRules } from "./rules.ts";

/** The decision, or a stricter one. `allow` rules never apply: these shells' words are not known for certain. */
export function limited(decision: Decision, { rules }: Pick<PolicyContext, "rules">): Decision {
	const segments = decision.segments.map((segment) => limitedSegment(segment, rules));
	const stricter = segments.filter(({ rule }) => rule !== undefined);
	const verdict = worst([decision.verdict, ...stricter.map((one) => one.verdict)]);
	const because = verdict === decision.verdict ? decision.because : stricter.map((one) => one.because).join(" ");
	return { ...decision, verdict, because, segments };
}

function limitedSegment(segment: Segment, rules: PolicyContext["rules"]): Segment {
	const [name = "", ...words] = segment.text.trim().split(/\s+/);
	const flags = words.filter((word) => word.startsWith("-"));
	const paths = words.filter((word) => !word.startsWith("-")).map((word) => word.replaceAll("\\", "/"));
	const program = name.replace(/\.(?:exe|cmd)$/i, "").toLowerCase();
	const decided = applyRules({ program, words, flags, paths, domains: [], static: false }, rules);
	if (!decided || decided.verdict === "allow" || worst([segment.verdict, decided.verdict]) === segment.verdict)
		return segment;
	const { rule, verdict } = decided;
	return { ...segment, verdict, because: rule.because ?? `The rule ${rule.place} is about it.`, rule: rule.place };
}
