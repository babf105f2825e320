/** Says what is missing before a task can be delegated, and offers what can be done about it. */

import type { Setup } from "../../src/protocol/messages.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";

export function Welcome({ panel, setup }: { readonly panel: Panel; readonly setup: Setup }) {
	const { state } = setup;
	switch (state) {
		case "no-model":
			return <NoModel panel={panel} text={setup.text} />;
		case "untrusted":
			return <Untrusted panel={panel} text={setup.text} />;
		case "no-folder":
			return (
				<section class="welcome" aria-labelledby="welcome-heading">
					<h2 id="welcome-heading">No folder is open</h2>
					<p>{setup.text}</p>
					<div class="choices">
						<CommandButton panel={panel} command={{ type: "open-folder" }} kind="primary">
							Open folder
						</CommandButton>
						<CommandButton panel={panel} command={{ type: "use-demo" }}>
							Try the demo
						</CommandButton>
					</div>
				</section>
			);
		case "ready":
			return null;
		default:
			return state satisfies never;
	}
}

function NoModel({ panel, text }: { readonly panel: Panel; readonly text: string }) {
	return (
		<section class="welcome" aria-labelledby="welcome-heading">
			<h2 id="welcome-heading">Delegate a coding task</h2>
			<p>
				Describe what shall be done. An agent does it in a private checkout, asks before it runs risky commands, and you
				accept or reject every change.
			</p>
			<p>{text}</p>
			<div class="choices">
				<CommandButton panel={panel} command={{ type: "set-key" }} kind="primary">
					Set API key
				</CommandButton>
				<CommandButton panel={panel} command={{ type: "open-settings", setting: "remit.model.baseUrl" }}>
					Use a local or gateway URL
				</CommandButton>
				<CommandButton panel={panel} command={{ type: "use-demo" }}>
					Try the demo
				</CommandButton>
			</div>
			<p class="muted">The demo is scripted: it shows a whole delegation without calling a model.</p>
		</section>
	);
}

function Untrusted({ panel, text }: { readonly panel: Panel; readonly text: string }) {
	return (
		<section class="welcome" aria-labelledby="welcome-heading">
			<h2 id="welcome-heading">This workspace is not trusted</h2>
			<p>{text}</p>
			<div class="choices">
				<CommandButton panel={panel} command={{ type: "trust" }} kind="primary">
					Manage workspace trust
				</CommandButton>
			</div>
		</section>
	);
}
