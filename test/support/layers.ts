/** Reads the picture of the layers out of docs/architecture.md. */

/** For each layer, a folder or a single file, the layers that it may import. */
export type Picture = ReadonlyMap<string, ReadonlySet<string>>;

/** The page's block marked `layers`: lines like `a -> b, c`, or `a -> (nothing)`. */
export function readPicture(page: string): Picture {
	const [, block = ""] = /^```layers\n([\s\S]*?)^```/m.exec(page) ?? [];
	const lines = block.trim().split("\n");
	return new Map(
		lines.map((line) => {
			const [layer = "", targets = ""] = line.split("->").map((part) => part.trim());
			return [layer, new Set(targets === "(nothing)" ? [] : targets.split(/\s*,\s*/))];
		}),
	);
}
