/** A text area whose text outlives the panel, grows with its content and is sent with Ctrl+Enter (on a Mac, Cmd+Enter). */

import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Drafts } from "../drafts.ts";

interface FieldProps {
	readonly drafts: Drafts;
	/** The draft's name. */
	readonly name: string;
	readonly label: string;
	readonly placeholder?: string;
	/** Most characters that the host takes. */
	readonly most: number;
	readonly rows?: number;
	readonly readOnly?: boolean;
	onSubmit(): void;
	/** With Shift as well. */
	onSubmitFurther?(): void;
	onEscape?(): void;
	/** Called once with the element, e.g. to focus it after the person asked for it. */
	onMount?(element: HTMLTextAreaElement): void;
}

export function Field(props: FieldProps) {
	const { drafts, name, label, placeholder, most, rows = 2, readOnly = false } = props;
	const id = useId();
	const ref = useRef<HTMLTextAreaElement>(null);
	const text = drafts.read(name);
	useLayoutEffect(() => {
		if (ref.current) fitHeight(ref.current);
	}, [text]);
	useLayoutEffect(() => {
		if (ref.current) props.onMount?.(ref.current);
	}, []);
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<textarea
				id={id}
				ref={ref}
				rows={rows}
				maxLength={most}
				placeholder={placeholder}
				value={text}
				readOnly={readOnly}
				onInput={(event) => drafts.write(name, event.currentTarget.value)}
				onKeyDown={(event) => submitOrLeave(event, props)}
			/>
		</div>
	);
}

function submitOrLeave(event: KeyboardEvent, { onSubmit, onSubmitFurther = onSubmit, onEscape }: FieldProps): void {
	if (event.isComposing) return;
	if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
		event.preventDefault();
		if (event.shiftKey) onSubmitFurther();
		else onSubmit();
	}
	if (event.key === "Escape") onEscape?.();
}

/** Where the browser cannot do it by itself (`field-sizing`), the height follows the text. */
function fitHeight(element: HTMLTextAreaElement): void {
	if (CSS.supports("field-sizing", "content")) return;
	element.style.height = "auto";
	element.style.height = `${element.scrollHeight}px`;
}
