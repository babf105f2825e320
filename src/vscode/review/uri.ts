/** Names one side of one change, so that two reviews can never show each other's files. */

import * as vscode from "vscode";
import * as z from "zod";
import type { Change } from "../../core/review-ports.ts";
import { visibleName } from "../plain-text.ts";

export type Side = "base" | "proposed";

const shownSideSchema = z.strictObject({
	task: z.string().min(1),
	/** The change's path: that of the proposed side when it was renamed. */
	path: z.string().min(1),
	side: z.enum(["base", "proposed"]),
});

export type ShownSide = z.output<typeof shownSideSchema>;

export class ReviewUris {
	/** Of the virtual documents that a review shows; the names of its commands begin with it, too. */
	readonly scheme: string;
	/** An empty document that is always there. */
	readonly empty: vscode.Uri;

	constructor(scheme: string) {
		this.scheme = scheme;
		this.empty = vscode.Uri.from({ scheme, path: "/nothing", query: "empty" });
	}

	/** The path is the file's own as it can be seen, for its language, icon and title; the query tells everything apart. */
	of(task: string, { path, from }: Pick<Change, "path" | "from">, side: Side): vscode.Uri {
		const shown = side === "base" ? (from ?? path) : path;
		const query = JSON.stringify({ task, path, side } satisfies ShownSide);
		return vscode.Uri.from({ scheme: this.scheme, path: addressPath(shown), query });
	}

	/** An address that looks like one of a review and is none: what it means must not be guessed. */
	isForged(uri: unknown): boolean {
		return uri instanceof vscode.Uri && uri.scheme === this.scheme && this.parse(uri) === null;
	}

	/**
	 * Null for what is no document of a review. Anybody can make an address, and a link in a text can open one: what stands
	 * in the title must be what is decided on. Where a file was before it moved, only the task knows; see `ReviewDocuments`.
	 */
	parse(uri: unknown): ShownSide | null {
		if (!(uri instanceof vscode.Uri) || uri.scheme !== this.scheme) return null;
		try {
			const parsed = shownSideSchema.safeParse(JSON.parse(uri.query));
			if (!parsed.success) return null;
			const isNamed = parsed.data.side === "base" || uri.path === addressPath(parsed.data.path);
			return isNamed && uri.authority === "" ? parsed.data : null;
		} catch {
			return null;
		}
	}
}

/** The editor shows it in the heads of its views as it stands: a name must not read as another one there. */
export function addressPath(path: string): string {
	return `/${visibleName(path)}`;
}
