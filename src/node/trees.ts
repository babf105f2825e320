/** Lays whole trees out beside the checkout, to run checks on. */

import type { Trees } from "../core/review-ports.ts";
import type { ComparedFolder } from "./changes.ts";

export function makeTrees(_folder: ComparedFolder): Trees {
	return { lay: () => Promise.reject(new Error("not built yet")) };
}
