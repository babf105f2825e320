/** Looks up the fields that a brief file may have. */

import { type BriefFileField, fieldsOfBriefFile } from "../../core/brief/brief-file-schema.ts";
import type { KeyPath } from "./spot.ts";

/** The fields below the key; those of the front matter itself for no key. None where it has none. */
export function fieldsBelow(path: KeyPath): readonly BriefFileField[] {
	return path.length === 0 ? fieldsOfBriefFile : (fieldAt(path)?.fields ?? []);
}

export function fieldAt(path: KeyPath): BriefFileField | undefined {
	let fields = fieldsOfBriefFile;
	let found: BriefFileField | undefined;
	for (const name of path) {
		found = fields.find((field) => field.name === name);
		fields = found?.fields ?? [];
	}
	return found;
}
