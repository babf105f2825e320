/** The editor's fields: a label, the control, and what is said of it, which a screen reader reads with it. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { BriefWarning } from "../../src/core/brief/warning.ts";
import type { DraftView, FormField } from "../../src/protocol/draft.ts";
import { Icon } from "../parts/icon.tsx";
import { visible } from "../text/visible.ts";
import type { Editing } from "./editing.ts";
import { WarningNote } from "./warning-note.tsx";

export interface FieldProps {
	readonly editing: Editing;
	readonly draft: DraftView;
	readonly field: FormField;
	readonly label: string;
}

/** What the control needs to be read out right. */
interface Spoken {
	readonly id: string;
	readonly "aria-describedby": string | undefined;
	readonly "aria-invalid": boolean;
}

interface TextProps extends FieldProps {
	readonly placeholder?: string;
	readonly rows?: number;
	/** Commands and globs, where each character counts. */
	readonly exact?: true;
}

/** More than a brief takes, so that what is too long is said and not cut. */
const mostText = 400_000;
const mostLine = 2_000;

/** Several lines. */
export function TextField(props: TextProps) {
	const { editing, field, placeholder, rows = 2, exact } = props;
	return (
		<Labelled {...props}>
			{(spoken) => (
				<textarea
					{...spoken}
					class={exact && "code"}
					rows={rows}
					maxLength={mostText}
					placeholder={placeholder}
					spellcheck={!exact}
					value={editing.form?.[field]}
					onInput={(event) => editing.write({ [field]: event.currentTarget.value })}
					onBlur={() => editing.tell()}
				/>
			)}
		</Labelled>
	);
}

interface LineProps extends FieldProps {
	readonly placeholder: string;
	readonly numeric?: true;
	/** What is offered while one types. */
	readonly offered?: readonly string[];
}

/** One line. Enter does nothing by itself: it must not start a task. */
export function LineField(props: LineProps) {
	const { editing, field, placeholder, numeric, offered = [] } = props;
	const list = useId();
	return (
		<Labelled {...props}>
			{(spoken) => (
				<>
					<input
						{...spoken}
						type="text"
						inputMode={numeric ? "decimal" : "text"}
						autocomplete="off"
						spellcheck={false}
						maxLength={mostLine}
						placeholder={placeholder}
						list={offered.length > 0 ? list : undefined}
						value={editing.form?.[field]}
						onInput={(event) => editing.write({ [field]: event.currentTarget.value })}
						onBlur={() => editing.tell()}
					/>
					{offered.length > 0 && (
						<datalist id={list}>
							{offered.map((one) => (
								<option key={one} value={one} />
							))}
						</datalist>
					)}
				</>
			)}
		</Labelled>
	);
}

export interface Choice {
	readonly value: string;
	readonly word: string;
}

interface ChoiceProps extends FieldProps {
	readonly choices: readonly Choice[];
	/** A second group of them, under a heading of its own. */
	readonly more?: { readonly heading: string; readonly choices: readonly Choice[] };
}

export function ChoiceField(props: ChoiceProps) {
	const { editing, field, choices, more } = props;
	return (
		<Labelled {...props}>
			{(spoken) => (
				<select
					{...spoken}
					value={editing.form?.[field]}
					onChange={(event) => editing.write({ [field]: event.currentTarget.value }, "now")}
				>
					<Options choices={choices} />
					{more && more.choices.length > 0 && (
						<optgroup label={more.heading}>
							<Options choices={more.choices} />
						</optgroup>
					)}
				</select>
			)}
		</Labelled>
	);
}

function Options({ choices }: { readonly choices: readonly Choice[] }) {
	return (
		<>
			{choices.map(({ value, word }) => (
				<option key={value} value={value}>
					{visible(word)}
				</option>
			))}
		</>
	);
}

function Labelled({
	editing,
	draft,
	field,
	label,
	children,
}: FieldProps & { readonly children: (spoken: Spoken) => ComponentChildren }) {
	const id = useId();
	const { hints, warnings, dismissed } = draft.verdict;
	const problems = problemsOf(editing, draft, field);
	const own = hints.filter((hint) => hint.field === field);
	const warned = warnings.filter((warning) => placeOf(warning) === field);
	const said = [
		...problems.map((_, at) => `${id}-p${at}`),
		...warned.filter(({ name }) => !dismissed.includes(name)).map(({ name }) => `${id}-${name}`),
		...own.map((_, at) => `${id}-h${at}`),
	];
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{children({ id, "aria-describedby": said.join(" ") || undefined, "aria-invalid": problems.length > 0 })}
			{problems.map(({ text }, at) => (
				<p key={text} id={`${id}-p${at}`} class="field-note problem">
					<Icon name="error" tone="bad" />
					<span>{visible(text)}</span>
				</p>
			))}
			{warned.map((warning) => (
				<WarningNote key={warning.name} {...{ editing, draft, warning }} id={`${id}-${warning.name}`} />
			))}
			{own.map(({ text }, at) => (
				<p key={text} id={`${id}-h${at}`} class="field-note muted">
					{visible(text)}
				</p>
			))}
		</div>
	);
}

/** A field that nobody has filled in yet is no mistake before the brief is to be used. */
export function problemsOf(editing: Editing, { verdict }: DraftView, field: FormField) {
	const written = editing.tried.value || (editing.form?.[field] ?? "") !== "";
	return verdict.problems.filter((problem) => written && problem.field === field);
}

function placeOf({ field }: BriefWarning): FormField {
	if (field === "scope") return "allowed";
	return field === "budget" ? "money" : field;
}
