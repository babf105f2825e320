/** Joins what a person does with a task's work: reviews it, has it checked, brings it into their repository, reads about it. */

import * as vscode from "vscode";
import type { TaskGround } from "./compose-tasks.ts";
import { fileHistory } from "./node/file-history.ts";
import { fingerprint } from "./node/fingerprint.ts";
import { lineOrigin } from "./node/ship/blame.ts";
import { findGitHubCli } from "./node/ship/github-cli.ts";
import { registerCalibration } from "./vscode/calibration/calibration.ts";
import { registerContext } from "./vscode/context/show-context.ts";
import { showTask } from "./vscode/news.ts";
import { Outputs } from "./vscode/outputs.ts";
import type { Panel } from "./vscode/panel.ts";
import { registerReport } from "./vscode/report/report.ts";
import { registerWhoWroteThis } from "./vscode/report/who-wrote-this.ts";
import { registerReview } from "./vscode/review/review.ts";
import { reviewSource } from "./vscode/review/task-source.ts";
import { realWays } from "./vscode/ship/request.ts";
import { registerShip } from "./vscode/ship/ship.ts";
import { TaskFolders } from "./vscode/task-folder.ts";
import { registerVerify } from "./vscode/verify/verify.ts";

export interface WorkSurroundings {
	/** Where the extension is installed. */
	readonly extension: vscode.Uri;
	readonly panel: Panel;
	/** Resolves when the tasks of earlier sessions are known. */
	readonly restored: Promise<void>;
}

export function composeWork(ground: TaskGround, { extension, panel, restored }: WorkSurroundings) {
	const { tasks, folder, repository } = ground;
	const shown = () => panel.shown;
	const outputs = new Outputs((task, name) => folder.kept(task, name));
	const folders = new TaskFolders(tasks);
	const ways = realWays((place) => findGitHubCli(place, process.env));
	const review = registerReview(reviewSource(tasks, fingerprint), { panel, ready: restored });
	const verify = registerVerify({ tasks, shown, outputs });
	const ship = registerShip({ tasks, shown, repository, ways });
	const report = registerReport({ tasks, shown, restored });
	const contexts = registerContext({ tasks, shown, restored, prices: () => ground.prices.current() });
	const others = [
		registerWhoWroteThis({ tasks, lineOrigin, showTask: (task) => showTask(panel, task) }),
		registerCalibration({
			...{ extension, tasks, restored },
			history: (root) => (wanted, signal) => fileHistory(root, wanted, signal),
		}),
	];
	const disposables = [review, verify, ship, report, contexts, ...others, outputs.register(), folders.register()];
	return {
		review,
		verify,
		ship,
		report,
		contexts,
		outputs,
		folders,
		disposable: vscode.Disposable.from(...disposables),
	};
}
