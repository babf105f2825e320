/** Writes the JSON schema of a brief file's front matter, for other tools: `node scripts/brief-schema.ts`. */

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { briefFileSchema } from "../src/core/brief/brief-file-schema.ts";

const file = join(resolve(import.meta.dirname, ".."), "media/brief.schema.json");
await writeFile(file, `${JSON.stringify(briefFileSchema(), null, "\t")}\n`);
