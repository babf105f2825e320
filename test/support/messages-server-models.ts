/** The models that the strict server knows, with limits for tests: they are not the provider's published ones. */

export interface ServedModel {
	readonly id: string;
	readonly max_input_tokens: number;
	readonly max_tokens: number;
	/** Whether it takes `output_config.effort`; it does where nothing is said. */
	readonly takesEffort?: false;
}

const large = { max_input_tokens: 1_000_000, max_tokens: 128_000 };
const small = { max_input_tokens: 200_000, max_tokens: 64_000 };

export const servedModels: readonly ServedModel[] = [
	{ id: "claude-opus-5-5", ...large },
	{ id: "claude-sonnet-5-5", ...large },
	{ id: "claude-sonnet-5", ...large },
	{ id: "claude-haiku-5-5", ...small },
	{ id: "claude-haiku-4-5", ...small, takesEffort: false },
];

/** The model of that name; a snapshot's date may follow. */
export function modelAt(models: readonly ServedModel[], id: string): ServedModel | undefined {
	return models.find((model) => model.id === id || model.id === id.replace(/-20\d{6}$/, ""));
}

/** What `GET /v1/models` and `GET /v1/models/{id}` answer; undefined for an unknown model. */
export function modelBody(models: readonly ServedModel[], pathname: string): object | undefined {
	const [, , , id] = pathname.split("/");
	if (!id) {
		const data = models.map(described);
		return { data, has_more: false, first_id: models.at(0)?.id ?? null, last_id: models.at(-1)?.id ?? null };
	}
	const model = modelAt(models, decodeURIComponent(id));
	return model && described(model);
}

function described({ takesEffort: _, ...model }: ServedModel): object {
	return {
		...model,
		type: "model",
		display_name: model.id,
		created_at: "2026-10-01T00:00:00Z",
		lifecycle: "active",
		line: model.id.split("-")[1] ?? null,
		capabilities: null,
		deprecated_at: null,
		retires_at: null,
	};
}
