/** Finds the editor's notifications where they are: on screen, or put away a few seconds later. */

import type { Locator, Page } from "playwright-core";
import { stepLimit, within } from "./press.ts";
import { runCommand } from "./quick-input.ts";

/** Milliseconds after which a notification is looked for among those that the editor has put away. */
const toastLimit = 30_000;

/** Milliseconds for one try to press a button. */
const pressLimit = 10_000;

/** The notification that contains this text, once it is shown. */
export async function shownNotification(page: Page, text: string | RegExp): Promise<Locator> {
	const found = notification(page, text);
	if (await within(toastLimit, () => found.isVisible())) return found;
	await runCommand(page, "Notifications: Show Notifications");
	await found.waitFor({ timeout: stepLimit });
	return found;
}

/** Presses a button of the notification that contains this text, once it is shown. */
export async function pressNotification(page: Page, text: string | RegExp, name: string): Promise<void> {
	const isPressed = async () => {
		const pressed = (await shownNotification(page, text)).getByRole("button", { name, exact: true });
		await pressed.click({ timeout: pressLimit });
		return true;
	};
	if (!(await within(stepLimit, isPressed))) throw new Error(`No notification with ${text} offers "${name}".`);
}

function notification(page: Page, text: string | RegExp): Locator {
	return page
		.locator(".notifications-toasts .notification-list-item, .notifications-center.visible .notification-list-item")
		.filter({ hasText: text })
		.first();
}
