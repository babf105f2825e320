/** Follows links to Remit: they always ask first, and never start anything. */

import type * as vscode from "vscode";
import type { Brief } from "../../core/task/brief.ts";
import { budgetSettings } from "../budget.ts";
import type { Person } from "../ship/person.ts";
import { briefLines } from "./brief-words.ts";
import { readLink } from "./link.ts";
import { windowProblem } from "./place.ts";

const show = "Open in Brief Editor";

export class LinkHandler implements vscode.UriHandler {
	private readonly open: (draft: Brief) => Promise<void>;
	private readonly person: Person;
	/** A page can follow links by the hundred; one is asked about at a time, and the others are dropped. */
	private asking = false;

	constructor(open: (draft: Brief) => Promise<void>, person: Person) {
		this.open = open;
		this.person = person;
	}

	async handleUri({ path, query }: Pick<vscode.Uri, "path" | "query">): Promise<void> {
		if (this.asking) return;
		this.asking = true;
		try {
			await this.follow(path, query);
		} finally {
			this.asking = false;
		}
	}

	private async follow(path: string, query: string): Promise<void> {
		const problem = windowProblem();
		if (problem) return void (await this.person.warn(`Remit did not follow a link: ${problem.text}`));
		const link = readLink(path, query);
		if (link.kind === "refused") return void (await this.person.warn(link.text));
		const brief = capped(link.brief);
		const detail = `It came from outside of the editor, from a page or another program. Read it before you go on; nothing starts yet.\n\n${briefLines(brief, budgetSettings())}`;
		const answer = await this.person.ask({ text: "A link asks to delegate this task.", detail }, show);
		if (answer === show) await this.open(brief);
	}
}

function capped(brief: Brief): Brief {
	const { money } = budgetSettings();
	const asked = brief.budget?.money;
	return asked === undefined || money === null ? brief : { ...brief, budget: { money: Math.min(asked, money) } };
}
