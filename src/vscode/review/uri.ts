/** Names one side of one change, so that two reviews can never show each other's files. */

import * as vscode from "vscode";
import * as z from "zod";
import type { Change } from "../../core/review-ports.ts";

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

	/** The path is the file's own, for its language, icon and title; the query tells everything apart. */
	of(task: string, { path, from }: Pick<Change, "path" | "from">, side: Side): vscode.Uri {
		const shown = side === "base" ? (from ?? path) : path;
		const query = JSON.stringify({ task, path, side } satisfies ShownSide);
		return vscode.Uri.from({ scheme: this.scheme, path: `/${shown}`, query });
	}

	/** Null for what is no document of a review. */
	parse(uri: unknown): ShownSide | null {
		if (!(uri instanceof vscode.Uri) || uri.scheme !== this.scheme) return null;
		try {
			const parsed = shownSideSchema.safeParse(JSON.parse(uri.query));
			return parsed.success ? parsed.data : null;
		} catch {
			return null;
		}
	}
}
