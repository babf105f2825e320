/** Places in a text, as `path:line`, that lead to the line: only those of which the host said that they are there. */

import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { placeWords } from "../../src/core/task/place-words.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { visible, visibleProse } from "./visible.ts";

interface Known {
	readonly panel: Panel;
	readonly task: string;
	/** As `path:line`. */
	readonly places: ReadonlySet<string>;
}

/** Null: no place leads anywhere. */
export const Places = createContext<Known | null>(null);

/** Prose, with the known places in it as links. */
export function PlacedText({ text }: { readonly text: string }) {
	const known = useContext(Places);
	if (!known) return <>{visibleProse(text)}</>;
	const shown: ComponentChildren[] = [];
	let end = 0;
	for (const { whole, at } of placeWords(text)) {
		if (!known.places.has(whole)) continue;
		shown.push(visibleProse(text.slice(end, at)), <PlaceLink known={known} place={whole} text={whole} />);
		end = at + whole.length;
	}
	return <>{[...shown, visibleProse(text.slice(end))]}</>;
}

/** A code span; where all of it is a known place, or begins one as `path:line-line`, a link. */
export function PlacedCode({ text }: { readonly text: string }) {
	const known = useContext(Places);
	const place = /^(.{1,500}?:\d{1,7})(?:[-–:]\d{1,7})?$/.exec(text)?.[1] ?? "";
	const code = <code>{visibleProse(text)}</code>;
	return known?.places.has(place) ? <PlaceLink known={known} place={place} text={text} /> : code;
}

interface PlaceLinkProps {
	readonly known: Known;
	readonly place: string;
	readonly text: string;
}

function PlaceLink({ known: { panel, task }, place, text }: PlaceLinkProps) {
	const at = place.lastIndexOf(":");
	const [path, line] = [place.slice(0, at), Number(place.slice(at + 1))];
	return (
		<CommandButton
			panel={panel}
			command={{ type: "open-place", task, path, line }}
			kind="link"
			label={`Open ${visible(path)}, line ${line}`}
		>
			<code>{visible(text)}</code>
		</CommandButton>
	);
}
