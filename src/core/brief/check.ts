/** The brief check: points at what makes delegating fail. Pure, the same answer each time, and never a wall. */

import type { Brief } from "../task/brief.ts";
import { blankIn } from "./blank.ts";
import { namesPlace, proseOf, wordsOf } from "./goal-text.ts";
import { goalSaysHowChecked, isVague } from "./proof.ts";
import { secondTask } from "./several-tasks.ts";
import { asksForArchitecture } from "./topic-architecture.ts";
import { isProduction, isSecurity, sensitiveGlobs } from "./topic-sensitive.ts";
import { asksForSpeed, saysMeasurement } from "./topic-speed.ts";
import { asksAcrossSystems } from "./topic-systems.ts";
import { unboundedBecause } from "./unbounded.ts";
import type { BriefWarning } from "./warning.ts";

/** What the rules read, made once. */
interface Read {
	readonly brief: Partial<Brief>;
	readonly prose: string;
	readonly words: string;
	readonly done: string;
	readonly explores: boolean;
}

/** At most one warning of a name, in a fixed order. A brief without a goal yet has none. English is what it reads. */
export function checkBrief(brief: Partial<Brief>): readonly BriefWarning[] {
	const prose = proseOf(brief.goal ?? "");
	if (prose.trim() === "") return [];
	const done = brief.definitionOfDone?.trim() ?? "";
	const explores = brief.mode === "explore" || (brief.mode === undefined && brief.kind === "explore");
	const read: Read = { brief, prose, words: wordsOf(prose), done, explores };
	return rules.flatMap((rule) => rule(read) ?? []);
}

type Rule = (read: Read) => BriefWarning | null;

const rules: readonly Rule[] = [
	proofMissing,
	definitionMissing,
	unbounded,
	severalTasks,
	architecture,
	crossSystem,
	performance,
	security,
	production,
];

function proofMissing({ brief, prose, done, explores }: Read): BriefWarning | null {
	const proved = (brief.checks ?? []).some((check) => check.trim() !== "") || (done !== "" && !isVague(done));
	if (explores || proved || goalSaysHowChecked(prose)) return null;
	return {
		name: "no-check",
		field: "checks",
		text: "Nothing says how the result is checked.",
		reason:
			"Without a check, done is what the agent says it is. Name a command that fails now and passes then, or say in the definition of done what can be seen.",
		needsReview: false,
	};
}

function definitionMissing({ brief, prose, done, explores }: Read): BriefWarning | null {
	const blank = blankIn(prose) ?? blankIn(done);
	if (blank !== null) return definition("goal", `${blank} is still to be filled in.`, blankReason);
	if (explores) return null;
	if (done !== "" && isVague(done)) {
		return definition("definitionOfDone", "The definition of done could not be seen to be false.", vagueReason);
	}
	const hasChecks = (brief.checks ?? []).length > 0;
	if (done !== "" || !hasChecks || goalSaysHowChecked(prose)) return null;
	return definition("definitionOfDone", "There is no definition of done.", missingReason);
}

const blankReason = "The template left a blank here, and the agent would have to guess what belongs into it.";
const vagueReason =
	"“It works” is true of every result to somebody. Say what a person would look at, and what they would see there.";
const missingReason =
	"The checks tell that nothing broke, not that this is done. Say in a sentence what will be true, and how that is seen.";

function definition(field: "goal" | "definitionOfDone", text: string, reason: string): BriefWarning {
	return { name: "no-definition", field, text, reason, needsReview: false };
}

function unbounded({ brief, prose, explores }: Read): BriefWarning | null {
	const because = explores ? null : unboundedBecause(prose, brief.scope?.allowed ?? [], namesPlace(prose));
	if (because === null) return null;
	return {
		name: "unbounded-scope",
		field: "scope",
		text: because,
		reason:
			"The more files a task may change, the more there is to review, and the likelier it changes what nobody asked about. Allow the folders that it is about.",
		needsReview: false,
	};
}

function severalTasks({ prose }: Read): BriefWarning | null {
	const second = secondTask(prose);
	if (second === null) return null;
	return {
		name: "several-tasks",
		field: "goal",
		text: `This asks for several pieces of work: “${shortened(second)}” looks like another one.`,
		reason:
			"Together they are done less well, are reviewed together, and one that gets stuck holds up the others. Delegate each by itself; tasks run side by side.",
		needsReview: false,
	};
}

function shortened(text: string): string {
	const characters = [...text.replace(/\s+/g, " ").trim()];
	return characters.length <= 60 ? characters.join("") : `${characters.slice(0, 59).join("").trimEnd()}…`;
}

function architecture({ words, explores }: Read): BriefWarning | null {
	if (explores || !asksForArchitecture(words)) return null;
	return {
		name: "architecture",
		field: "goal",
		text: "This asks for a decision on how the whole is built.",
		reason:
			"An agent takes the first answer that runs and does not know what you plan. Decide it yourself, or ask for the options in explore mode, and delegate the steps.",
		needsReview: false,
	};
}

function crossSystem({ words }: Read): BriefWarning | null {
	if (!asksAcrossSystems(words)) return null;
	return {
		name: "cross-system",
		field: "goal",
		text: "What goes wrong here may lie outside of this folder.",
		reason:
			"The agent has this checkout and no network: no other service, no production, no second try of chance. Find a way to make it fail here first, or attach the logs.",
		needsReview: false,
	};
}

function performance({ brief, words, done }: Read): BriefWarning | null {
	const measures = saysMeasurement(`${words}\n${done}\n${(brief.checks ?? []).join("\n")}`);
	if (measures || !asksForSpeed(words)) return null;
	return {
		name: "performance",
		field: "definitionOfDone",
		text: "This asks for speed or size without a measurement.",
		reason:
			"Without a number before and after, any change counts as an improvement. Name the command that measures it, and what it shall show.",
		needsReview: false,
	};
}

function security({ brief, words, explores }: Read): BriefWarning | null {
	const globs = sensitiveGlobs(brief.scope?.allowed ?? [], isSecurity);
	const asked = brief.kind !== "docs" && isSecurity(words);
	if (explores || (!asked && globs.length === 0)) return null;
	return {
		name: "security",
		field: asked ? "goal" : "scope",
		text: asked
			? "This is about authentication, cryptography or secrets."
			: `${shortened(globs.join(", "))} holds authentication, cryptography or secrets.`,
		reason:
			"A mistake there passes its tests and lets somebody in. Have a second person who knows the code review it as well; the self-review looks at it where it is on.",
		needsReview: true,
	};
}

function production({ brief, words, explores }: Read): BriefWarning | null {
	const globs = sensitiveGlobs(brief.scope?.allowed ?? [], isProduction);
	const asked = brief.kind !== "docs" && isProduction(words);
	if (explores || (!asked && globs.length === 0)) return null;
	return {
		name: "production",
		field: asked ? "goal" : "scope",
		text: asked
			? "This is about money or about data that cannot be made again."
			: `${shortened(globs.join(", "))} is about money or about data that cannot be made again.`,
		reason:
			"What goes wrong there cannot be undone by rejecting a hunk later. Try it on a copy first, have it reviewed by a second person, and run it on real data yourself.",
		needsReview: true,
	};
}
