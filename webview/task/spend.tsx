/** What the task has used: one line; opened, every figure. */

import { amountText } from "../../src/core/budget/caps.ts";
import { isCostUnknown, type Spend } from "../../src/core/budget/spend.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { useNow } from "../parts/use-now.ts";
import { formatCost, formatCount, formatElapsed, formatTokens } from "../text/format.ts";
import { Meters } from "./budget.tsx";
import type { TaskProps } from "./task-screen.tsx";

export function SpendLine({ panel, view }: Pick<TaskProps, "panel" | "view">) {
	const { spend, budget } = view;
	const { scripted } = view.model;
	const { compaction } = spend.apart;
	const cost = { cost: spend.cost, costUnknown: isCostUnknown(view) };
	const { money } = budget.caps;
	const { input, cached, written, output } = tokens(spend);
	return (
		<details class="spend">
			<summary aria-label="Spend">
				<span>{formatTokens(input)} in</span>
				<span>{formatTokens(cached)} cached</span>
				<span>{formatTokens(output)} out</span>
				<span class="cost" title="US dollars">
					{formatCost(cost, scripted)}
					{money !== null && ` of ${amountText("money", money)}`}
				</span>
				<Elapsed spend={spend} />
			</summary>
			<Meters view={view} />
			<dl class="facts">
				<Fact name="Input, not cached" value={formatCount(input - written)} />
				<Fact name="Written to the cache" value={formatCount(written)} />
				<Fact name="Read from the cache" value={formatCount(cached)} />
				<Fact name="Output" value={formatCount(output)} />
				<Fact name="of it thinking" value={formatCount(spend.usage.thinking)} />
				<Fact name="Turns" value={formatCount(spend.turns)} />
				<Fact name="Cost, US dollars" value={formatCost(cost, scripted)} />
				{spend.apart["self-review"] && (
					<Fact name="of it self-review" value={formatCost(spend.apart["self-review"], false)} />
				)}
				{compaction && <Fact name="of it for shortening the conversation" value={formatCost(compaction, scripted)} />}
			</dl>
			<CommandButton panel={panel} command={{ type: "show-context", task: view.task }}>
				Show context
			</CommandButton>
		</details>
	);
}

/** `input` is what was paid for as input, so without what was read from the cache. */
function tokens({ usage }: Spend) {
	const written = usage.cacheWrite5m + usage.cacheWrite1h;
	return { input: usage.input + written, cached: usage.cacheRead, written, output: usage.output };
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</>
	);
}

/** The time in which the task ran and did not wait for a person; it ticks only while it does. */
function Elapsed({ spend: { activeMs, runningSince } }: { readonly spend: Spend }) {
	const now = useNow(runningSince === null ? 0 : 1_000);
	// The host may run on another machine with another clock: never less than nothing.
	const running = runningSince === null ? 0 : Math.max(0, now - runningSince);
	return (
		<span class="elapsed" title="Time in which the task ran and did not wait for you">
			{formatElapsed(activeMs + running)}
		</span>
	);
}
