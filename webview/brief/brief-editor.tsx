/** The brief editor: every field of a brief, what is said of each, and the ways on. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { blankIn } from "../../src/core/brief/blank.ts";
import { bases, efforts, kinds, kindWords, modes } from "../../src/core/brief/words.ts";
import type { DraftView } from "../../src/protocol/draft.ts";
import type { Setup } from "../../src/protocol/messages.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { useKeptFocus } from "../parts/use-kept-focus.ts";
import { visible } from "../text/visible.ts";
import { Attachments } from "./attachments.tsx";
import { BriefFooter } from "./brief-footer.tsx";
import { CapFields, FixedFields } from "./cap-fields.tsx";
import { ChoiceField, LineField, TextField } from "./fields.tsx";
import { OfferedChecks } from "./offered-checks.tsx";
import { baseWord, effortWords, modeWords } from "./words.ts";

export interface BriefProps {
	readonly panel: Panel;
	readonly draft: DraftView;
}

export function BriefEditor({ panel, draft, setup }: BriefProps & { readonly setup: Setup }) {
	const root = useRef<HTMLElement>(null);
	const { editing } = panel;
	const refused = editing.refused.value;
	useLayoutEffect(() => startIn(root.current?.querySelector("textarea")), []);
	useKeptFocus(root);
	useLayoutEffect(() => {
		if (refused > 0) root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
	}, [refused]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		editing.use("submit-draft");
	};
	return (
		<main class="brief" ref={root} onKeyDown={onKeyDown}>
			<Title panel={panel} draft={draft} />
			<div class="brief-fields">
				<What {...{ panel, draft }} />
				<Where {...{ panel, draft }} />
				<How {...{ panel, draft }} />
				{draft.task === "" ? <CapFields editing={editing} draft={draft} /> : <FixedFields draft={draft} />}
			</div>
			<BriefFooter {...{ panel, draft, setup }} />
		</main>
	);
}

/** A blank of a template is what is typed over first. */
function startIn(goal: HTMLTextAreaElement | null | undefined): void {
	goal?.focus();
	const blank = blankIn(goal?.value ?? "");
	const at = goal?.value.indexOf(blank ?? "") ?? 0;
	if (blank !== null) goal?.setSelectionRange(at, at + blank.length);
}

function Title({ panel, draft }: BriefProps) {
	const title = draft.task === "" ? "Brief" : `Rescope: ${visible(draft.fixed?.title ?? "")}`;
	return (
		<header class="brief-header">
			<CommandButton
				panel={panel}
				command={{ type: "leave-draft", draft: draft.id }}
				kind="icon"
				icon="back"
				label="Back; the draft is kept"
			/>
			<h1 title={title}>{title}</h1>
			<CommandButton
				panel={panel}
				command={{ type: "discard-draft", draft: draft.id }}
				kind="icon"
				icon="bin"
				label="Discard draft"
				disabled={panel.isUsing}
			/>
		</header>
	);
}

function What({ panel: { editing }, draft, panel }: BriefProps) {
	const common = { editing, draft };
	return (
		<>
			<TextField {...common} field="goal" label="Goal" rows={4} placeholder="What shall be true when it is done" />
			<TextField
				{...common}
				field="definitionOfDone"
				label="Definition of done"
				placeholder="One sentence that says how it will be checked"
			/>
			<Attachments panel={panel} draft={draft} />
			<div class="beside">
				<ChoiceField
					{...common}
					field="kind"
					label="Kind"
					choices={kinds.map((value) => ({ value, word: kindWords[value] }))}
				/>
				<ChoiceField
					{...common}
					field="mode"
					label="Mode"
					choices={modes.map((value) => ({ value, word: modeWords[value] }))}
				/>
			</div>
		</>
	);
}

function Where({ panel: { editing }, draft }: BriefProps) {
	const common = { editing, draft, exact: true } as const;
	return (
		<>
			<TextField
				{...common}
				field="allowed"
				label="May change, one glob a line"
				placeholder="Empty: every file of the project"
			/>
			<TextField
				{...common}
				field="forbidden"
				label="Must not change, one glob a line"
				placeholder="Empty: nothing more"
			/>
			<TextField {...common} field="checks" label="Checks, one command a line" placeholder="npm test" />
			<OfferedChecks editing={editing} draft={draft} />
		</>
	);
}

function How({ panel: { editing }, draft }: BriefProps) {
	const common = { editing, draft };
	const base = editing.form?.base ?? "";
	const branches = [...draft.branches];
	if (base !== "" && !bases.some((each) => each === base) && !branches.includes(base)) branches.unshift(base);
	return (
		<>
			{draft.task === "" && (
				<ChoiceField
					{...common}
					field="base"
					label="Begin with"
					choices={bases.map((value) => ({ value, word: baseWord(value) }))}
					more={{ heading: "Branches", choices: branches.map((value) => ({ value, word: value })) }}
				/>
			)}
			<div class="beside">
				<LineField {...common} field="model" label="Model" placeholder={draft.defaults.model} offered={draft.models} />
				<ChoiceField
					{...common}
					field="effort"
					label="Effort"
					choices={[
						{ value: "", word: "The model's own" },
						...efforts.map((value) => ({ value, word: effortWords[value] })),
					]}
				/>
			</div>
			{draft.task === "" && (
				<LineField {...common} field="owner" label="Owner" placeholder={visible(draft.defaults.owner)} />
			)}
		</>
	);
}
