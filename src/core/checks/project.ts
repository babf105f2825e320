/** What the detection of checks sees of a project: the names at its root, and single files. */

export interface ProjectFiles {
	/** Files and folders at the root. */
	readonly names: ReadonlySet<string>;
	/** A file's text; empty where there is none, or it cannot be read. */
	text(path: string): Promise<string>;
}

/** What a command proves: a project's tests tell most. */
export type Proves = "tests" | "types" | "style" | "build";

export interface DetectedCheck {
	/** As a person would type it. Every answer is a fixed text: a file decides which one, never what it says. */
	readonly command: string;
	readonly proves: Proves;
}

export type Detector = (project: ProjectFiles) => Promise<readonly DetectedCheck[]>;

export function has({ names }: ProjectFiles, pattern: RegExp): boolean {
	return [...names].some((name) => pattern.test(name));
}
