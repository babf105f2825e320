/** Does what the panel asks for about a task's report. */

import type { PanelCommand } from "../../protocol/commands.ts";
import type { ReportActions } from "./report.ts";

type ReportCommand = Extract<PanelCommand, { type: "open-report" | "copy-report" | "tell-value" | "decline-value" }>;

export async function runReportCommand(command: ReportCommand, report: ReportActions): Promise<void> {
	const { task } = command;
	switch (command.type) {
		case "open-report":
			return report.open(task);
		case "copy-report":
			return report.copy(task);
		case "tell-value":
			return report.tellValue(task, command.minutes);
		case "decline-value":
			return report.declineValue(task);
		default:
			command satisfies never;
	}
}
