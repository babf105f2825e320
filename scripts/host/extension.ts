/** Puts an extension's folder where a server finds it as an installed one, without packing it. */

import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";

/** Links the folder under the name that an installation would have. The extensions folder must be new: servers index it once. */
export async function linkExtension(extensionsDir: string, extensionPath: string): Promise<void> {
	const { publisher, name, version } = JSON.parse(await readFile(join(extensionPath, "package.json"), "utf8"));
	await mkdir(extensionsDir, { recursive: true });
	await symlink(extensionPath, join(extensionsDir, `${publisher}.${name}-${version}`), "dir");
}
