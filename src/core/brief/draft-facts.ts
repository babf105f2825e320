/** What is known where a task is asked for: the draft of its brief is made of this and of the sentence, of nothing else. */

/** Paths are relative to the project's root, with slashes. */
export interface DraftFacts {
	/** Command lines that were detected to prove the project. */
	readonly checks: readonly string[];
	/** The file in the active editor. */
	readonly openFile?: string | undefined;
	readonly selection?: SelectionFact | undefined;
	/** The problems that are to be fixed: those which the person chose, not all that the editor shows. */
	readonly diagnostics?: readonly DiagnosticFact[] | undefined;
	/** The files that the person chose, or that source control lists: the task is about them. A folder ends in a slash. */
	readonly files?: readonly string[] | undefined;
	/** The test that is to pass. */
	readonly failingTest?: FailingTestFact | undefined;
	/** git's user as `Name <address>`. */
	readonly owner?: string | undefined;
	/** Files, and folders ending in a slash, that a name out of `namesToFind` means; none where nothing has it. */
	find(name: string): readonly string[];
}

export interface SelectionFact {
	readonly path: string;
	/** Lines from 1, both included. */
	readonly first: number;
	readonly last: number;
	readonly text: string;
}

export interface DiagnosticFact {
	readonly path: string;
	/** From 1. */
	readonly line: number;
	readonly message: string;
	/** Who says so, e.g. `ts`. */
	readonly source?: string | undefined;
	readonly code?: string | undefined;
}

export interface FailingTestFact {
	readonly path: string;
	/** From 1; not known for every test. */
	readonly line?: number | undefined;
	readonly label: string;
	/** What it printed; may be empty. */
	readonly message: string;
}
