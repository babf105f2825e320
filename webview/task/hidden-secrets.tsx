/** How many secrets were kept from the model and this panel: one line; opened, their kinds. */

import type { Found } from "../../src/core/secrets/spans.ts";

export function HiddenSecrets({ found }: { readonly found: readonly Found[] }) {
	const total = found.reduce((sum, { count }) => sum + count, 0);
	if (total === 0) return null;
	return (
		<details class="hidden-secrets">
			<summary>{total === 1 ? "1 secret hidden" : `${total} secrets hidden`}</summary>
			<dl class="facts">
				{found.map(({ kind, count }) => (
					<Kind key={kind} name={kind.replaceAll("-", " ")} count={count} />
				))}
			</dl>
		</details>
	);
}

function Kind({ name, count }: { readonly name: string; readonly count: number }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{count}</dd>
		</>
	);
}
