/** What a card says a command would do, and the answers that are more than a yes or no. */

import { expect, test } from "vitest";
import type { ApprovalRequest } from "../../src/core/ports.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { asked, called, recorded, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function card(command: string, rest: Partial<ApprovalRequest> = {}, ...more: readonly TaskEvent[]) {
	const panel = await new PanelOnScreen().told(snapshot(viewOf(asked(command, rest), ...more)));
	await panel.cardIsAwake("Approve");
	return panel;
}

const shown = (panel: PanelOnScreen) => textOf(panel.one("region", "A command waits for your approval"));

const rule = { verdict: "allow", program: "npm", subcommand: "install", domains: ["registry.example"] } as const;
const heldText = "The settings cannot be written.";
const held = { type: "approval.held", call: "c9", surface: "panel", text: heldText } as const;

test("each command of a line is shown with its verdict in words, its reason and the rule that decided", async () => {
	const panel = await card("npm test && rm -r dist", {
		because: "rm deletes files.",
		segments: [
			{ text: "npm test", verdict: "workspace", because: "It runs the tests.", rule: "remit.policy.rules[2]" },
			{ text: "rm -r dist", verdict: "ask", because: "rm deletes files." },
		],
	});
	const parts = panel.all("listitem").map(textOf);
	expect(parts).toContain("checkout onlynpm testIt runs the tests. (remit.policy.rules[2])");
	expect(parts).toContain("asksrm -r distrm deletes files.");
	expect(shown(panel).match(/rm deletes files/g)).toHaveLength(1);
});

test("what would be deleted, reached and touched outside is said, in the card and when it is announced", async () => {
	const panel = await card("rm -r dist", {
		deletes: { files: 14, bytes: 3_355_443, names: ["a", "b", "c", "d"], more: false },
		domains: ["registry.example", "cdn.example"],
		paths: [
			{ path: "/etc/hosts", kind: "read", place: "outside" },
			{ path: "dist", kind: "delete", place: "inside" },
			{ path: "gone", kind: "delete", place: "missing" },
		],
	});
	const text = shown(panel);
	expect(text).toContain("Would delete 14 files (3.2 MB): a, b, c and 11 more");
	expect(text).toContain("Would reach registry.example, cdn.example");
	expect(text).toContain("Note: Outsidereads /etc/hosts");
	expect(text).toContain("deletes gone (is not there)");
	const announced = panel.root.querySelector(".card [role=alert]");
	expect(announced?.textContent).toContain("Would delete 14 files");
	expect(announced?.textContent).toContain("Would reach registry.example");
});

test("a command without a sandbox says so; one in it says what that means", async () => {
	expect(shown(await card("rm x", { sandboxed: false }))).toContain("without a sandbox, with your rights");
	expect(shown(await card("rm x", { sandboxed: true }))).toContain("in the sandbox, without network");
});

test("a part that is hidden as a secret is said to be there and to run", async () => {
	const panel = await card("curl -H ‹secret:token› x && echo ‹secret:key›");
	expect(shown(panel)).toContain("Note: Hidden2 parts look like a secret: not shown, but run as it is");
	expect(shown(await card("rm x"))).not.toContain("Hidden");
});

test("the plan's step is shown, and the agent's words come last and as its own", async () => {
	const panel = await card("rm x", { step: "Clean up", purpose: "Harmless!", because: "rm deletes files" });
	expect(shown(panel)).toMatch(/rm deletes files.*Plan stepClean up.*The agent says: Harmless!/);
});

test("hostile texts of every part are shown by their code points and as text alone", async () => {
	const odd = "<img src=x onerror=alert(1)>\u202E\u200B";
	const panel = await card(`echo ${odd}`, {
		...{ because: odd, purpose: odd, step: odd, cwd: odd, domains: [odd] },
		segments: [
			{ text: odd, verdict: "ask", because: odd },
			{ text: odd, verdict: "ask", because: odd },
		],
		paths: [{ path: odd, kind: "write", place: "outside" }],
		deletes: { files: 1, bytes: 1, names: [odd], more: false },
	});
	expect(panel.root.innerHTML).not.toMatch(/[\u202E\u200B]/);
	expect(panel.root.querySelector("img")).toBeNull();
	expect(shown(panel).match(/‹U\+202E›/g)?.length).toBeGreaterThanOrEqual(9);
});

test("a hundred commands are all there, and a long line says how long it is", async () => {
	const segments = Array.from({ length: 100 }, (_, at) => ({
		text: `rm part-${at}`,
		verdict: "ask" as const,
		because: "It deletes.",
	}));
	const panel = await card(segments.map(({ text }) => text).join(" && "), { segments });
	expect(panel.all("region", "100 commands in it")).toHaveLength(1);
	expect(shown(panel)).toContain("rm part-99");
	expect(shown(panel)).toContain("characters: all of them would run");
});

test("For this task approves the exact command for the task", async () => {
	const panel = await card("rm x");
	await panel.click("For this task");
	expect(panel.sent).toEqual([{ type: "approve", task: "t1", call: "c9", binding: "b-c9", reach: "task" }]);
	expect(panel.button("Approve").disabled).toBe(true);
	expect(panel.button("For this task").disabled).toBe(true);
});

test("an edit begins with the command, and sends what the person made of it with what it was made from", async () => {
	const panel = await card("rm -r dist");
	await panel.click("Edit…");
	const field = panel.field("The command that runs instead");
	expect(field.value).toBe("rm -r dist");
	expect(document.activeElement).toBe(field);
	await panel.type("The command that runs instead", "rm -r dist/old");
	await panel.press("The command that runs instead", "Enter");
	expect(panel.sent).toEqual([]);
	await panel.click("Approve edited");
	const command = "rm -r dist/old";
	expect(panel.sent).toEqual([{ type: "approve-edited", task: "t1", call: "c9", binding: "b-c9", command }]);
});

test("nothing is no edit, and characters that a field cannot show are shown beside it", async () => {
	const panel = await card("rm \u200Bx");
	await panel.click("Edit…");
	expect(panel.one("region", "The edited command, exactly").textContent).toBe("rm ‹U+200B›x");
	await panel.type("The command that runs instead", " ");
	expect(panel.button("Approve edited").disabled).toBe(true);
	await panel.press("The command that runs instead", "Enter", { ctrlKey: true });
	expect(panel.sent).toEqual([]);
});

test("Always allow shows the exact rule before anything is written, and is not offered where there is none", async () => {
	const panel = await card("npm install", { rule });
	await panel.click("Always allow…");
	expect(panel.sent).toEqual([]);
	expect(JSON.parse(panel.one("region", "The rule").textContent ?? "")).toEqual(rule);
	await panel.click("Add rule and approve");
	expect(panel.sent).toEqual([{ type: "approve", task: "t1", call: "c9", binding: "b-c9", reach: "always" }]);
	expect((await card("sh -c x")).all("button", "Always allow")).toEqual([]);
});

test("why an approval could not be taken is announced on the card, which waits on with what was written", async () => {
	const panel = await card("npm install", { rule });
	await panel.click("Edit…");
	await panel.type("The command that runs instead", "npm publish");
	await panel.click("Approve edited");
	await panel.told({ type: "recorded", task: "t1", records: recorded([held], 4) });
	expect(panel.root.querySelector("[role=alert].held")?.textContent).toBe(heldText);
	expect(panel.field("The command that runs instead").value).toBe("npm publish");
	expect(panel.button("Approve edited").disabled).toBe(false);
});

test("a changed command that is asked about anew is a new card: its buttons rest, and it counts for the new command", async () => {
	const panel = await card("rm a");
	panel.button("Approve").focus();
	const next = asked("rm b", { binding: "b-2" });
	await panel.told({ type: "recorded", task: "t1", records: recorded([next, held], 4) });
	panel.button("Approve").click();
	expect(panel.sent).toEqual([]);
	await panel.cardIsAwake("Approve");
	await panel.click("Approve");
	expect(panel.sent).toEqual([{ type: "approve", task: "t1", call: "c9", binding: "b-2", reach: "once" }]);
});

test("the timeline says quietly why each command ran, and aloud what was put back", async () => {
	const judged = { type: "command.judged", cwd: "", because: "", sandboxed: true } as const;
	const decided = { type: "approval.decided", call: "c3", verdict: "approved", reason: "", surface: "panel" } as const;
	const events: readonly TaskEvent[] = [
		{ ...judged, call: "c1", command: "ls", verdict: "safe", by: [] },
		...called("c1", "run", "ls", { summary: "exit 0" }),
		{ ...judged, call: "c2", command: "npm i", verdict: "workspace", by: ["remit.policy.rules[0]"] },
		...called("c2", "run", "npm i", { summary: "exit 0" }),
		{ ...judged, call: "c3", command: "rm x", verdict: "ask", by: [] },
		asked("rm x", { call: "c3" }),
		{ ...decided, reach: "task" },
		...called("c3", "run", "rm x", { summary: "exit 0" }),
		{ type: "changes.taken-back", call: "c3", paths: ["docs/a.md"], problems: ["b.md cannot be put back."] },
	];
	const panel = await new PanelOnScreen().told(snapshot(viewOf(...events)));
	expect(textOf(panel.one("details", "ls"))).toContain("safe");
	expect(textOf(panel.one("details", "npm i"))).toContain("remit.policy.rules[0]");
	expect(textOf(panel.one("details", "rm x"))).toContain("approved by you for this task");
	expect(textOf(panel.one("log", "Timeline"))).toContain(
		"warning: Put back, because the brief leaves it out of scope: docs/a.md. b.md cannot be put back.",
	);
});
