/** What stands between the agent and the machine, where that is less than it should be. */

import type { GuardNotice } from "../../src/protocol/messages.ts";
import { Icon } from "./icon.tsx";

export function Guards({ guards }: { readonly guards: readonly GuardNotice[] }) {
	if (guards.length === 0) return null;
	return (
		<ul class="guards" aria-label="Guards that are off">
			{guards.map(({ id, text }) => (
				<li key={id}>
					<Icon name="warning" tone="attention" />
					<span>{text}</span>
				</li>
			))}
		</ul>
	);
}

/** The same in one line, where room is scarce: it opens. */
export function FoldedGuards({ guards }: { readonly guards: readonly GuardNotice[] }) {
	if (guards.length === 0) return null;
	return (
		<details class="folded-guards">
			<summary>
				<Icon name="warning" tone="attention" />
				{guards.length === 1 ? "1 guard is off" : `${guards.length} guards are off`}
			</summary>
			<Guards guards={guards} />
		</details>
	);
}
