/** The report of a task in every state, kept as files: `vitest run --project unit golden -u` writes them anew. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { attemptsOf } from "../../../src/core/agent/attempts.ts";
import { reportOf } from "../../../src/core/report/hand-off.ts";
import { type Reader, reportMarkdown } from "../../../src/core/report/report-markdown.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { journals, minutely } from "./journals.ts";
import { reviewJournals } from "./review-journals.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/report");

function markdownOf(events: readonly TaskEvent[], reader: Reader): string {
	const records = minutely(events);
	const now = (records.at(-1)?.at ?? 0) + 30_000;
	return reportMarkdown(reportOf(foldView(records), attemptsOf(records), now), reader);
}

test.each(Object.entries({ ...journals, ...reviewJournals }))(
	"the report of a task that is %s",
	async (name, events) => {
		await expect(markdownOf(events, "person")).toMatchFileSnapshot(join(fixtures, `${name}.md`));
	},
);

test.each(["verified", "hostile"])("the body of a pull request of a task that is %s", async (name) => {
	await expect(markdownOf(journals[name] ?? [], "pull-request")).toMatchFileSnapshot(
		join(fixtures, `${name}.pull-request.md`),
	);
});
