// @vitest-environment node
/** The panel as it is shipped, in a real browser under the host's content security policy. */

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startBrowser } from "../../scripts/host/browser.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { bundlePanel, openPanel, type PanelFiles, tell } from "../support/panel-gallery.ts";
import { asked, called, changed, ended, found, recorded, said, snapshot, viewOf } from "./journal.ts";
import { states } from "./states.ts";
import { themes } from "./themes.ts";

let browser: Browser;
let files: PanelFiles;
let page: Page | undefined;

beforeAll(async () => {
	[browser, files] = await Promise.all([startBrowser(), bundlePanel()]);
});
afterEach(() => page?.close());
afterAll(() => browser?.close());

async function opened(width: number, ...messages: readonly HostMessage[]): Promise<Page> {
	page = await openPanel(browser, { files, theme: themes.dark, width, height: 700 });
	await tell(page, ...messages);
	return page;
}

/** Pixels between what is seen and the end of the timeline. */
const toEnd = (panel: Page) =>
	panel.locator(".scroller").evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);

const items = (count: number) => Array.from({ length: count }, (_, at) => said(`Item number ${at}.`, at + 1));
const more = (seq: number, text: string): HostMessage => ({
	type: "recorded",
	task: "t1",
	records: recorded([said(text, seq)], seq),
});

test("the panel says ready when it is loaded", async () => {
	const panel = await opened(300);
	await expect.poll(() => panel.evaluate("window.sent")).toEqual([{ type: "ready" }]);
});

test.each([200, 260, 900])(
	"at %d pixels no screen is wider than the panel, breaks the policy or logs an error",
	async (width) => {
		const panel = await opened(width);
		const errors: string[] = [];
		panel.on("console", (message) => message.type() === "error" && errors.push(message.text()));
		panel.on("pageerror", (error) => errors.push(error.message));
		for (const [name, messages] of Object.entries(states)) {
			await tell(panel, snapshot(null), ...messages);
			const wide = await panel.evaluate(() =>
				[
					...document.querySelectorAll(
						"#root, main, .scroller, .footer, .task-header, .card, .brief-fields, .brief-footer",
					),
				]
					.filter((element) => element.scrollWidth > element.clientWidth + 1)
					.map((element) => element.className),
			);
			expect({ name, wide }).toEqual({ name, wide: [] });
		}
		expect(await panel.evaluate("window.violations")).toEqual([]);
		expect(errors).toEqual([]);
	},
);

test("the timeline follows what happens while the person is at its end", async () => {
	const panel = await opened(300, snapshot(viewOf(...items(80))));
	await expect.poll(() => toEnd(panel)).toBeLessThan(2);
	await tell(panel, more(83, "One more, with enough words to take several lines of this narrow panel."));
	await expect.poll(() => toEnd(panel)).toBeLessThan(2);
	await tell(panel, {
		type: "streaming",
		task: "t1",
		turn: 90,
		text: "a\n\nb\n\nc\n\nd\n\ne",
		thinking: "",
		output: "",
		call: "",
	});
	await expect.poll(() => toEnd(panel)).toBeLessThan(2);
	expect(await panel.getByRole("button", { name: "Jump to latest" }).count()).toBe(0);
});

test("the timeline stays where the person reads, and Jump to latest goes back to its end", async () => {
	const panel = await opened(300, snapshot(viewOf(...items(80))));
	await panel.locator(".scroller").evaluate((element) => element.scrollTo(0, 300));
	await panel.getByRole("button", { name: "Jump to latest" }).waitFor();
	await tell(panel, more(83, "One more."));
	expect(await panel.locator(".scroller").evaluate((element) => element.scrollTop)).toBe(300);
	await panel.getByRole("button", { name: "Jump to latest" }).click();
	await expect.poll(() => toEnd(panel)).toBeLessThan(2);
	await tell(panel, more(84, "And one more."));
	await expect.poll(() => toEnd(panel)).toBeLessThan(2);
});

/** Pixels between the upper edge of what is seen and the report. */
const toReport = (panel: Page) =>
	panel.locator(".scroller").evaluate((element) => {
		const report = element.querySelector(".report")?.getBoundingClientRect().top ?? Number.NaN;
		return report - element.getBoundingClientRect().top;
	});

test("a task that is over begins with its outcome, and what is read below it is read on", async () => {
	const summary = Array.from({ length: 40 }, (_, at) => `Paragraph ${at}.`).join("\n\n");
	const handoff = { status: "done", summary, tried: [], left: [] } as const;
	const tellMore = (panel: Page, seq: number, ...events: readonly TaskEvent[]) =>
		tell(panel, { type: "recorded", task: "t1", records: recorded(events, seq) });
	const panel = await opened(300, snapshot(viewOf(...items(80))));
	await tellMore(panel, 83, { type: "handoff.written", handoff }, found(changed("src/a.ts")), ended("ready"));
	await expect.poll(async () => Math.abs(await toReport(panel))).toBeLessThan(24);
	expect(await panel.getByRole("button", { name: "Jump to latest" }).count()).toBe(0);
	const below = await panel.locator(".scroller").evaluate((element) => {
		element.scrollBy(0, 200);
		return element.scrollTop;
	});
	await tellMore(panel, 86, found(changed("src/a.ts"), changed("src/b.ts")));
	await panel.getByText("2 changed files").waitFor();
	expect(await panel.locator(".scroller").evaluate((element) => element.scrollTop)).toBe(below);
	await tellMore(panel, 87, { type: "review.closed", outcome: "rejected" });
	await panel.getByText("About how many minutes would this have taken you?").waitFor();
	await expect.poll(async () => Math.abs(await toReport(panel))).toBeLessThan(24);
});

test("a result that is unfolded at the end does not jump away", async () => {
	const long = called("c1", "run", "npm test", { text: "line\n".repeat(60) });
	const panel = await opened(300, snapshot(viewOf(...items(80), ...long)));
	const line = panel.getByText("npm test");
	const before = await line.boundingBox();
	await line.click();
	await panel.getByText("Jump to latest").waitFor();
	expect((await line.boundingBox())?.y).toBe(before?.y);
});

test("Show earlier adds items above and leaves what is read where it is", async () => {
	const panel = await opened(300, snapshot(viewOf(...items(700))));
	await panel.locator(".scroller").evaluate((element) => element.scrollTo(0, 0));
	const first = panel.getByText("Item number 500.", { exact: true });
	const before = await first.boundingBox();
	await panel.getByRole("button", { name: /Show earlier/ }).click();
	await panel.getByText("Item number 300.", { exact: true }).waitFor();
	await expect.poll(async () => Math.abs(((await first.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(40);
});

test("after a reload the person reads on at the same place, with the same words in the field", async () => {
	const task = snapshot(viewOf(...items(80)));
	const panel = await opened(300, task);
	await panel.getByLabel("Tell the agent something").fill("Half a tho");
	await panel.locator(".scroller").evaluate((element) => element.scrollTo(0, 345));
	await expect.poll(() => panel.evaluate("sessionStorage.state")).toContain('"top":345');
	await panel.reload();
	await tell(panel, task);
	await expect.poll(() => panel.locator(".scroller").evaluate((element) => element.scrollTop)).toBe(345);
	expect(await panel.getByLabel("Tell the agent something").inputValue()).toBe("Half a tho");
});

test("with 5,000 items the next event still comes on screen", async () => {
	const panel = await opened(300, snapshot(viewOf(...items(5_000))));
	await panel.evaluate((message) => window.postMessage(message, "*"), more(5_003, "The very last."));
	await panel.getByText("The very last.").waitFor();
	const drawn = await panel.locator(".scroller [role=log] > *").count();
	expect([drawn > 100, drawn < 300]).toEqual([true, true]);
});

test("the plan folds by itself when something waits for the person, and stays as the person left it", async () => {
	const events = [{ type: "plan.set", steps: [{ text: "Find it", state: "doing" }] }] as const;
	const panel = await opened(300, snapshot(viewOf(...events)));
	const step = panel.getByRole("listitem").filter({ hasText: "Find it" });
	await step.waitFor({ state: "visible" });
	await tell(panel, { type: "recorded", task: "t1", records: recorded([asked("rm x")], 4) });
	await step.waitFor({ state: "hidden" });
	await panel.getByRole("heading", { name: "Plan" }).click();
	await step.waitFor({ state: "visible" });
	await tell(panel, { type: "recorded", task: "t1", records: recorded([ended("stopped")], 5) });
	await panel.getByText("Stopped", { exact: true }).waitFor();
	expect(await step.isVisible()).toBe(true);
});

test("a whole approval is given with the keyboard alone", async () => {
	const panel = await opened(300, ...(states["approval"] ?? []));
	await panel.getByRole("button", { name: "Approve", exact: true }).and(panel.locator(":enabled")).waitFor();
	const seen: string[] = [];
	for (let step = 0; step < 30 && seen.at(-1) !== "Approve"; step++) {
		await panel.keyboard.press("Tab");
		seen.push(
			await panel.evaluate(
				() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
			),
		);
	}
	expect(seen).toContain("What happened");
	await panel.keyboard.press("Enter");
	await expect
		.poll(() => panel.evaluate("window.sent.at(-1)"))
		.toEqual({
			type: "approve",
			task: "t1",
			call: "c9",
			binding: "b-c9",
			reach: "once",
		});
	// The button rests while the answer is on its way, and a browser takes the focus from what rests.
	await panel.locator(".card button:disabled", { hasText: "Approve" }).waitFor();
	await tell(panel);
	await tell(panel, ...(states["running"] ?? []));
	await panel.locator(".card").waitFor({ state: "detached" });
	expect(await panel.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("What happened");
});

test("however much there is to see of a command, what can be done stays in sight", async () => {
	const panel = await opened(260, ...(states["approval-many"] ?? []));
	for (const name of ["Approve", "Deny…", "Edit…"])
		await expect(panel.getByRole("button", { name, exact: true }).boundingBox()).resolves.toMatchObject({
			y: expect.toSatisfy((y: number) => y > 0 && y < 700),
		});
});

test("a command is edited, and a rule looked at and left again, with the keyboard alone", async () => {
	const panel = await opened(260, ...(states["approval-network"] ?? []));
	const focused = () => panel.evaluate(() => document.activeElement?.textContent ?? "");
	const tabTo = async (name: string) => {
		for (let step = 0; step < 30 && (await focused()) !== name; step++) await panel.keyboard.press("Tab");
		await panel.keyboard.press("Enter");
	};
	await panel.getByRole("button", { name: "Approve", exact: true }).and(panel.locator(":enabled")).waitFor();
	await tabTo("Always allow…");
	await panel.getByRole("region", { name: "The rule" }).waitFor();
	await tabTo("Back");
	await tabTo("Edit…");
	await panel.keyboard.press("End");
	await panel.keyboard.type(".1");
	await panel.keyboard.press("Control+Enter");
	const command = "npm install --save-dev vitest@4.1";
	const sent = { type: "approve-edited", task: "t1", call: "c9", binding: "b-c9", command };
	await expect.poll(() => panel.evaluate("window.sent.at(-1)")).toEqual(sent);
});

test("a command's right-to-left letters are drawn in the order in which they would run", async () => {
	const asked = { type: "approval.asked", call: "c9", command: "rm א ב", cwd: "", because: "", purpose: "" } as const;
	const panel = await opened(400, snapshot(viewOf(asked)));
	const places = await panel.locator(".command bdo").evaluate((element) => {
		const text = element.firstChild;
		if (!text) return [];
		return [3, 5].map((at) => {
			const range = document.createRange();
			range.setStart(text, at);
			range.setEnd(text, at + 1);
			return range.getBoundingClientRect().left;
		});
	});
	expect(places[0]).toBeLessThan(places[1] ?? 0);
});

test("in a low panel, beside the view of changes, what happens still has a third of the height", async () => {
	const stuck = viewOf(...items(30), ended("stuck", "I am **stuck**, and say so at length. ".repeat(20)));
	page = await openPanel(browser, { files, theme: themes.dark, width: 300, height: 322 });
	await tell(page, snapshot(stuck));
	await page.getByRole("button", { name: "Rescope…" }).waitFor();
	const heights = await page.evaluate(() =>
		[".scroller", ".task-header", ".composer textarea"].map((of) => document.querySelector(of)?.clientHeight ?? 0),
	);
	expect(heights[0]).toBeGreaterThanOrEqual(322 / 3);
	expect(heights[1]).toBeLessThan(322 / 3);
	const end = await page.getByRole("textbox").evaluate((element) => element.getBoundingClientRect().right);
	expect(end).toBeLessThan(300);
	await page.getByRole("textbox").fill("Look at this once more.\nAnd at that.");
	const written = await page.getByRole("textbox").evaluate(({ clientHeight }) => clientHeight);
	expect(written).toBeGreaterThan(heights[2] ?? 0);
});
