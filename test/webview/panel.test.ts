/** The panel's side of the protocol: what it folds, what it asks again, what it remembers. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { Panel, patience } from "../../webview/panel.ts";
import { asked, begun, ended, recorded, said, snapshot, viewOf } from "./journal.ts";

let sent: PanelCommand[];
let panel: Panel;

beforeEach(() => {
	sent = [];
	panel = new Panel({
		postMessage: (command) => sent.push(command),
		getState: () => undefined,
		setState: () => undefined,
	});
});

afterEach(() => vi.useRealTimers());

const shownText = () => panel.view.value?.timeline.flatMap((item) => (item.kind === "said" ? [item.text] : []));

test("recorded events are folded in order, and events that are known already are left out", () => {
	panel.receive(snapshot(viewOf(said("one"))));
	panel.receive({ type: "recorded", task: "t1", records: recorded([said("one"), said("two")], 3) });
	expect(shownText()).toEqual(["one", "two"]);
	expect(sent).toEqual([]);
});

test("a gap in the sequence asks for a snapshot once, and nothing after the gap is folded", () => {
	panel.receive(snapshot(viewOf()));
	panel.receive({ type: "recorded", task: "t1", records: recorded([said("late")], 5) });
	panel.receive({ type: "recorded", task: "t1", records: recorded([said("later")], 6) });
	expect(sent).toEqual([{ type: "ready" }]);
	expect(shownText()).toEqual([]);
	panel.receive(snapshot(viewOf(said("a"), said("b"), said("late"), said("later"))));
	panel.receive({ type: "recorded", task: "t1", records: recorded([said("gap again")], 9) });
	expect(sent).toEqual([{ type: "ready" }, { type: "ready" }]);
});

test("events before a gap in one message are folded", () => {
	panel.receive(snapshot(viewOf()));
	const [first, , third] = recorded([said("one"), said("two"), said("three")], 3);
	panel.receive({ type: "recorded", task: "t1", records: [first, third].filter((record) => record !== undefined) });
	expect(shownText()).toEqual(["one"]);
	expect(sent).toEqual([{ type: "ready" }]);
});

test("events and streams of another task change nothing", () => {
	panel.receive(snapshot(viewOf()));
	panel.receive({ type: "recorded", task: "t2", records: recorded([said("other")], 3) });
	panel.receive({ type: "streaming", task: "t2", turn: 1, text: "other", thinking: "", output: "", call: "" });
	expect(shownText()).toEqual([]);
	expect(panel.streaming.value).toBeNull();
	expect(sent).toEqual([]);
});

test("an event of a type that this panel does not know moves the sequence on", () => {
	panel.receive(snapshot(viewOf()));
	const [record] = recorded([said("x")], 3);
	if (!record) throw new Error("no record");
	const unknown = JSON.parse(JSON.stringify({ ...record, event: { type: "moon.rose" } }));
	panel.receive({ type: "recorded", task: "t1", records: [unknown, ...recorded([said("after")], 4)] });
	expect(shownText()).toEqual(["after"]);
	expect(sent).toEqual([]);
});

test("a message of a type that this panel does not know is passed over", () => {
	panel.receive(snapshot(viewOf()));
	panel.receive(JSON.parse('{"type":"weather"}'));
	expect(panel.view.value?.task).toBe("t1");
});

test("a whole journal, event by event, gives the view that the host has", () => {
	const events = [...begun(), said("Hello"), asked("rm x"), ended("stopped", "Stopped.")];
	panel.receive(snapshot(viewOf()));
	panel.receive({ type: "recorded", task: "t1", records: recorded(events).slice(3) });
	expect(panel.view.value).toEqual(viewOf(...events.slice(3)));
});

test("what streamed is gone when the task ends", () => {
	panel.receive(snapshot(viewOf()));
	panel.receive({ type: "streaming", task: "t1", turn: 1, text: "Half", thinking: "", output: "", call: "" });
	panel.receive({ type: "recorded", task: "t1", records: recorded([ended("stopped")], 3) });
	expect(panel.streaming.value).toBeNull();
});

test("a command that the host never answers can be sent again after a while", () => {
	vi.useFakeTimers();
	panel.receive(snapshot(viewOf(ended("ready"))));
	const accept = { type: "accept", task: "t1" } as const;
	panel.send(accept);
	panel.send(accept);
	expect(sent).toEqual([accept]);
	vi.advanceTimersByTime(patience);
	panel.send(accept);
	expect(sent).toEqual([accept, accept]);
});

test("what is on its way for one call or file does not hold up another, and never Stop", () => {
	panel.send({ type: "accept", task: "t1", path: "a.ts" });
	expect(panel.isOnItsWay({ type: "accept", task: "t1", path: "a.ts" })).toBe(true);
	expect(panel.isOnItsWay({ type: "accept", task: "t1", path: "b.ts" })).toBe(false);
	expect(panel.isOnItsWay({ type: "stop", task: "t1" })).toBe(false);
});

test("approving and denying one call exclude each other", () => {
	panel.send({ type: "approve", task: "t1", call: "c1", binding: "b1", reach: "once" });
	panel.send({ type: "deny", task: "t1", call: "c1", reason: "" });
	expect(sent).toEqual([{ type: "approve", task: "t1", call: "c1", binding: "b1", reach: "once" }]);
});

test("the host's parser takes the commands as the panel sends them", () => {
	panel.receive(snapshot(viewOf()));
	panel.delegate("Do it");
	panel.send({ type: "deny", task: "t1", call: "c1", reason: "" });
	panel.send({ type: "review", task: "t1" });
	panel.send({ type: "show", task: "" });
	for (const command of sent) expect(parseCommand(command)).toEqual(command);
	expect(sent).toHaveLength(4);
});
