/** Builds what tasks run on: their folder, model, policy, sandbox, redactor and checkouts. */

import { join } from "node:path";
import * as vscode from "vscode";
import type { PolicyContext } from "./core/policy/decision.ts";
import type { Repository } from "./core/review-ports.ts";
import { makeRedactor } from "./core/secrets/redactor.ts";
import { type Brief, briefSlug } from "./core/task/brief.ts";
import type { ModelFound } from "./core/task/delegation.ts";
import type { CheckoutFacts } from "./core/task/events.ts";
import type { CheckoutMade } from "./core/task/opened-checkout.ts";
import type { SelfReviewSetup } from "./core/task/self-review.ts";
import { type TaskFacts, Tasks } from "./core/task/tasks.ts";
import type { TaskView } from "./core/task/view.ts";
import { searchText } from "./core/tools/search-text.ts";
import { type AnthropicOptions, anthropicModel } from "./models/anthropic.ts";
import type { KnownWindows } from "./models/anthropic-window.ts";
import { scriptedModel } from "./models/scripted.ts";
import { makeCheckout, openCheckout } from "./node/checkout.ts";
import { systemClock } from "./node/clock.ts";
import { daySpend } from "./node/day-spend.ts";
import { fingerprint } from "./node/fingerprint.ts";
import { proveSandbox } from "./node/guardrails.ts";
import { ownerOf } from "./node/owner.ts";
import { readPolicyFile, remoteHeadOf } from "./node/policy-files.ts";
import { findRipgrep } from "./node/ripgrep.ts";
import { makeSandbox, type Sandbox } from "./node/sandbox.ts";
import { secretValues } from "./node/secret-values.ts";
import { makeRepository } from "./node/ship/person-repository.ts";
import { newTaskId, TasksFolder } from "./node/tasks-folder.ts";
import { dayCap, PriceSettings } from "./vscode/budget.ts";
import { openedPaths } from "./vscode/folders.ts";
import { Guardrails } from "./vscode/guardrails.ts";
import type { LiveFeed } from "./vscode/live.ts";
import { PolicySettings } from "./vscode/policy-settings.ts";
import { type ApiKey, checksAfterFinish, modelSettings, reviewSettings, stuckTurns } from "./vscode/settings.ts";
import { type ModelChoice, openedFolder } from "./vscode/setup.ts";
import type { TaskTerminals } from "./vscode/terminal.ts";

export interface TaskGround {
	readonly folder: TasksFolder;
	readonly tasks: Tasks;
	readonly policy: PolicySettings;
	readonly guardrails: Guardrails;
	readonly prices: PriceSettings;
	/** Where a command would run if a task ran it now. */
	place(): Promise<PolicyContext>;
	/** The person's repository that the task was taken from. */
	repository(view: TaskView): Promise<Repository>;
}

/** What the editor's side gives to tasks. */
export interface TaskSurroundings {
	/** The folder for what Remit keeps of this workspace, and of all workspaces; absolute. */
	readonly storage: string;
	readonly globalStorage: string;
	readonly key: ApiKey;
	readonly live: LiveFeed;
	readonly terminals: TaskTerminals;
	/** The model that a task would use now. */
	choice(): Promise<ModelChoice>;
}

export function composeTasks(around: TaskSurroundings): TaskGround {
	const { storage, globalStorage, key, live, terminals, choice } = around;
	const prices = new PriceSettings();
	const windows: KnownWindows = new Map();
	const access = async () => ({ apiKey: await key.get(), prices: prices.current(), windows });
	const folder = new TasksFolder(join(storage, "tasks"));
	const { sandbox, guardrails } = guards(around);
	const policy = new PolicySettings({ file: readPolicyFile, remoteHead: remoteHeadOf, fingerprint });
	const tasks = new Tasks({
		journals: folder,
		checkout: async (task, facts, signal) => {
			await guardrails.once();
			return terminals.mirrored(task, await checkoutOf(task, facts, { folder, sandbox }, signal));
		},
		model: async (brief) => modelOf(brief, await choice(), await access()),
		policy,
		live: (task) => live.of(task),
		redactor: async (root) => makeRedactor({ values: await secretValues({ folder: root, apiKey: await key.get() }) }),
		clock: systemClock,
		checksAfterFinish,
		selfReview: async () => reviewOf(await choice(), await access()),
		stuckTurns,
		day: daySpend({ folder: join(globalStorage, "spend"), clock: systemClock, cap: dayCap }),
		owner: () => ownerOf(openedFolder()?.uri.fsPath ?? storage),
		newId: () => newTaskId(Date.now()),
	});
	const place = async (): Promise<PolicyContext> => {
		await guardrails.once();
		return { shell: "bash", cwd: "", root: "", sandboxed: sandbox.proved(), ...policy.current() };
	};
	const repository = async ({ task, workspace, checkout }: TaskView) =>
		makeRepository({
			folder: workspace.folder,
			storage: folder.folderOf(task),
			base: checkout?.base ?? "",
			protectedBranches: () => policy.current().protectedBranches,
		});
	return { folder, tasks, policy, guardrails, prices, place, repository };
}

function guards({ storage, globalStorage }: TaskSurroundings) {
	const changed = () => guardrails.renew();
	const sandbox = makeSandbox({ hidden: () => [...openedPaths(), storage, globalStorage], changed });
	const prove = () => proveSandbox(sandbox, storage, AbortSignal.timeout(60_000));
	const guardrails = new Guardrails(prove, sandbox.proved);
	return { sandbox, guardrails };
}

type ModelAccess = Pick<AnthropicOptions, "apiKey" | "prices" | "windows">;

/** The demo's script knows no review. */
function reviewOf(choice: ModelChoice, access: ModelAccess): SelfReviewSetup {
	const { when, model } = reviewSettings();
	const found = model === "" ? null : modelOf({ model }, choice, access);
	return { when: choice.scripted ? "off" : when, model: found?.kind === "model" ? found.model : null };
}

/** The brief says which model, never where it is or who pays for it. */
function modelOf(brief: Pick<Brief, "model">, choice: ModelChoice, access: ModelAccess): ModelFound {
	if (choice.missing !== "") return { kind: "failed", text: choice.missing };
	if (choice.scripted) return { kind: "model", model: scriptedModel({}) };
	const { name, baseUrl } = modelSettings();
	const id = brief.model ?? name;
	return { kind: "model", model: anthropicModel({ ...access, id, ...(baseUrl === "" ? {} : { baseUrl }) }) };
}

async function checkoutOf(
	task: TaskFacts,
	facts: CheckoutFacts | null,
	{ folder, sandbox }: { readonly folder: TasksFolder; readonly sandbox: Sandbox },
	signal: AbortSignal,
): Promise<CheckoutMade> {
	const ripgrep = await findRipgrep(vscode.env.appRoot);
	const storage = folder.folderOf(task.task);
	const search = { sandbox, ...(ripgrep === null ? {} : { ripgrep }), fallback: searchText };
	if (facts) return openCheckout(facts, { ...search, storage }, signal);
	const options = {
		folder: task.workspace.folder,
		storage,
		task: task.task,
		slug: briefSlug(task.goal),
		base: task.base,
		overlays: task.unsaved,
	};
	return makeCheckout({ ...options, ...search }, signal);
}
