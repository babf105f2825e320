/** How many secrets were hidden, on screen. */

import { expect, test } from "vitest";
import { said, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

test("a task says how many secrets were hidden and of which kinds, and nothing when there were none", async () => {
	const none = await new PanelOnScreen().told(snapshot(viewOf(said("All is well."))));
	expect(none.text).not.toContain("hidden");
	const some = await new PanelOnScreen().told(
		snapshot(viewOf(said("‹secret:aws-key› and ‹secret:aws-key› and ‹secret:token›"))),
	);
	expect(some.text).toContain("3 secrets hidden");
	expect(some.text).toContain("aws key2");
	const one = await new PanelOnScreen().told(snapshot(viewOf(said("‹secret:token›"))));
	expect(one.text).toContain("1 secret hidden");
});
