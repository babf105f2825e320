/** The schema that is shipped is the one that brief files are read by. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { briefFileSchema } from "../../../src/core/brief/brief-file-schema.ts";

const file = join(resolve(import.meta.dirname, "../../.."), "media/brief.schema.json");

test("media/brief.schema.json is what the code says; `node scripts/brief-schema.ts` writes it anew", () => {
	expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(briefFileSchema());
});
