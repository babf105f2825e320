/** A button that sends one command, and rests while that command is on its way. */

import type { ComponentChildren } from "preact";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import type { Panel } from "../panel.ts";
import { Icon, type IconName } from "./icon.tsx";

interface CommandButtonProps {
	readonly panel: Panel;
	readonly command: PanelCommand;
	/** How it looks: the one thing to do here, one of several, or a picture alone. */
	readonly kind?: "primary" | "secondary" | "link" | "icon";
	readonly icon?: IconName;
	/** What a screen reader says where the words alone would be ambiguous. */
	readonly label?: string;
	readonly title?: string;
	readonly disabled?: boolean;
	readonly children?: ComponentChildren;
}

export function CommandButton({
	panel,
	command,
	kind = "secondary",
	icon,
	label,
	title,
	disabled,
	children,
}: CommandButtonProps) {
	const sending = panel.isOnItsWay(command);
	return (
		<button
			type="button"
			class={`button ${kind}`}
			aria-label={label}
			title={title ?? (kind === "icon" ? label : undefined)}
			aria-busy={sending}
			disabled={disabled || sending}
			onClick={() => panel.send(command)}
		>
			{icon && <Icon name={icon} />}
			{children}
		</button>
	);
}
