/** The brief editor says where the extra review that a warning asks for is not made. */

import { expect, test } from "vitest";
import { drafted, warnings } from "./brief-states.ts";
import { snapshot } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

test("an extra review that is asked for and not made is said beside the warning, with a way to the setting", async () => {
	const unmade = "The extra review that it asks for is not made: the setting remit.review.when is off.";
	const panel = await new PanelOnScreen().told(
		snapshot(null, { draft: drafted({ verdict: { warnings, reviews: false } }) }),
	);
	const ids = panel.field("Goal").getAttribute("aria-describedby")?.split(" ") ?? [];
	expect(ids.map((id) => document.getElementById(id)?.textContent).join(" ")).toContain(unmade);
	expect(panel.text.split(unmade)).toHaveLength(2);
	await panel.click("Open setting");
	expect(panel.sent).toEqual([{ type: "open-settings", setting: "remit.review.when" }]);
	for (const verdict of [{ warnings }, { warnings, reviews: false, dismissed: ["security" as const] }]) {
		await panel.told({ type: "draft", draft: drafted({ verdict }) });
		expect(panel.text).not.toContain(unmade);
	}
	await panel.told({
		type: "draft",
		draft: drafted({ form: { mode: "explore" }, verdict: { warnings, reviews: false } }),
	});
	expect(panel.text).not.toContain(unmade);
});
