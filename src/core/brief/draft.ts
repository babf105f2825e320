/** Drafts a brief from one sentence and from what is open, selected or named: always the same answer, no model. */

import { type Brief, briefSchema } from "../task/brief.ts";
import type { DraftFacts } from "./draft-facts.ts";
import { draftScope } from "./draft-scope.ts";
import { kindOf } from "./kind-of.ts";
import { namesIn } from "./names-in.ts";
import { templateOf } from "./templates.ts";
import type { Kind } from "./words.ts";

/**
 * The brief as it is put before the person, who can change all of it. `kind` is what the entry point knows already. Foreign
 * text (a diagnostic, a test's output, the selection) becomes an attachment and never a part of the goal.
 */
export function draftBrief(sentence: string, facts: DraftFacts, kind = kindFor(sentence, facts)): Brief {
	const goal = sentence.trim() === "" ? goalFor(facts, kind) : sentence.trim();
	const explores = kind === "explore";
	const checks = explores ? [] : facts.checks.filter((check) => check.trim() !== "").slice(0, 50);
	const done = doneFor(facts, kind, checks).slice(0, 10_000);
	const scope = draftScope(sentence, facts, kind);
	const attachments = attachmentsOf(facts);
	// A name that no trailer could carry is left out: git's user is asked again when the task begins.
	const owner = briefSchema.shape.owner.safeParse(facts.owner).data;
	const bounded = scope.allowed.length + scope.forbidden.length > 0;
	return {
		goal,
		...(done === "" ? {} : { definitionOfDone: done }),
		mode: explores ? "explore" : "change",
		kind,
		base: "working-tree",
		...(owner === undefined ? {} : { owner }),
		...(bounded ? { scope } : {}),
		checks,
		...(attachments.length > 0 ? { attachments } : {}),
	};
}

/** What `DraftFacts.find` will be asked for, so that it can be looked up beforehand. */
export function namesToFind(sentence: string, kind: Kind = kindOf(sentence)): readonly string[] {
	const manifests = kind === "dependency" ? templateOf(kind).allowed.map((glob) => glob.slice("**/".length)) : [];
	return [...new Set([...namesIn(sentence), ...manifests])];
}

function kindFor(sentence: string, facts: DraftFacts): Kind {
	if (sentence.trim() !== "") return kindOf(sentence);
	return facts.failingTest !== undefined || (facts.diagnostics ?? []).length > 0 ? "bug" : "other";
}

/** What an entry point asks for when the person has typed nothing. */
function goalFor({ failingTest, diagnostics = [], files = [] }: DraftFacts, kind: Kind): string {
	if (failingTest) return `Make the failing test in ${code(failingTest.path)} pass; the attachment says which one.`;
	const [first] = diagnostics;
	if (first && kind === "bug") {
		const places = [...new Set(diagnostics.map(({ path }) => path))].map(code);
		const what = diagnostics.length === 1 ? "the problem" : "the problems";
		return `Fix ${what} in ${places.slice(0, 5).join(", ")} that the attachments describe.`;
	}
	if (files.length > 0 && kind === "tests") return "Write tests for the changes in these files.";
	return templateOf(kind).goal;
}

/** The definition of done that a brief of this kind has before anybody writes one. */
export function usualDefinition(kind: Kind, checks: readonly string[]): string {
	return withChecks(templateOf(kind).definitionOfDone, checks).slice(0, 10_000);
}

function doneFor({ failingTest, diagnostics = [] }: DraftFacts, kind: Kind, checks: readonly string[]): string {
	if (failingTest) return withChecks(`The test in ${code(failingTest.path)} passes without being changed.`, checks);
	// Most of what an editor reports is nothing that a test could show.
	if (kind === "bug" && diagnostics.length > 0)
		return withChecks(
			diagnostics.length === 1
				? "The attached problem is no longer reported, and no new one is."
				: "None of the attached problems is reported any more, and no new one is.",
			checks,
		);
	return usualDefinition(kind, checks);
}

function withChecks(own: string, checks: readonly string[]): string {
	return [own, checksPass(checks)].filter((part) => part !== "").join(" ");
}

function checksPass(checks: readonly string[]): string {
	const [last] = checks.slice(-1).map(code);
	if (last === undefined) return "";
	const others = checks.slice(0, -1).map(code);
	return others.length === 0 ? `${last} passes.` : `${others.join(", ")} and ${last} pass.`;
}

interface Attachment {
	title: string;
	text: string;
}

const longestText = 200_000;

function attachmentsOf({ selection, diagnostics = [], failingTest }: DraftFacts): Attachment[] {
	const all: Attachment[] = [];
	if (selection) {
		const { path, first, last, text } = selection;
		all.push({ title: `Selection: ${path}:${first === last ? first : `${first}-${last}`}`, text });
	}
	for (const { path, line, message, source, code: name } of diagnostics) {
		const by = [source, name].filter((part) => part !== undefined && part !== "").join(" ");
		all.push({ title: `Problem: ${path}:${line}`, text: by === "" ? message : `${message}\n(${by})` });
	}
	if (failingTest) {
		const { path, line, label, message } = failingTest;
		const place = line === undefined ? path : `${path}:${line}`;
		all.push({ title: `Failing test: ${place}`, text: message === "" ? label : `${label}\n\n${message}` });
	}
	return all
		.slice(0, 50)
		.map(({ title, text }) => ({ title: oneLine(title).slice(0, 500), text: text.slice(0, longestText) }));
}

/** A path or a command in backticks, whatever it holds. */
function code(text: string): string {
	return `\`${oneLine(text).replaceAll("`", "'").slice(0, 300)}\``;
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " ").trim();
}
