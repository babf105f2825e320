/** What a pull request says of a task: its report. */

import { reportOf } from "../../core/report/hand-off.ts";
import { reportMarkdown } from "../../core/report/report-markdown.ts";
import { briefTitle } from "../../core/task/brief.ts";
import type { Attempt } from "../../core/task/harness-events.ts";
import type { TaskView } from "../../core/task/view.ts";
import { withoutSecrets } from "../plain-text.ts";
import type { RequestText } from "./request.ts";

/**
 * Whatever a model, a program or a file says is code in it: a page reads no links, pictures, mentions or "fixes #1" in
 * that, and it cannot pass for what is counted from the journal. `attempts`: see `attemptsOf`.
 */
export function requestText(view: TaskView, attempts: readonly Attempt[] = []): RequestText {
	const body = reportMarkdown(reportOf(view, attempts, view.changedAt), "pull-request");
	return { title: withoutSecrets(seen(briefTitle(view.goal, 72))), body };
}

/** A goal can come from a file or a link: what turns a title round, or is in it unseen, is left out. */
function seen(title: string): string {
	return title.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}
