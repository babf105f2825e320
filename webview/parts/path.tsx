/** A file's path on one line, also a long one. */

/** The file's name stays whole as long as it can; the folders before it are cut. */
export function Path({ path }: { readonly path: string }) {
	const cut = Math.max(0, path.lastIndexOf("/"));
	const folders = path.slice(0, cut);
	return (
		<span class="path">
			{folders !== "" && <span class={folders.length > 4 ? "folders long" : "folders"}>{folders}</span>}
			<span class="file">{path.slice(cut)}</span>
		</span>
	);
}
