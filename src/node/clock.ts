/** The system's clock. */

import { setTimeout } from "node:timers/promises";
import type { Clock } from "../core/ports.ts";

export const systemClock: Clock = {
	now: Date.now,
	wait: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};
