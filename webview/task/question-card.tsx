/** Shows the agent's question, and takes one of its options or the person's own words. */

import { proseLine } from "../../src/core/report/prose-line.ts";
import type { Question } from "../../src/core/task/waiting.ts";
import { answerField } from "../drafts.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Field } from "../parts/field.tsx";
import { Markdown } from "../text/markdown.tsx";
import { visibleProse } from "../text/visible.ts";

interface QuestionProps {
	readonly panel: Panel;
	readonly task: string;
	readonly question: Question;
	/** True for a moment after the card appeared. */
	readonly rests: boolean;
}

export function QuestionCard({ panel, task, question, rests }: QuestionProps) {
	const { call, options } = question;
	const field = answerField(task, call);
	const answer = { type: "answer", task, call, text: panel.drafts.read(field).trim() } as const;
	const empty = answer.text === "";
	return (
		<>
			<div class="question">
				<Markdown text={question.question} />
			</div>
			<div class="choices">
				{options.map((text) => (
					<CommandButton key={text} panel={panel} command={{ type: "answer", task, call, text }} disabled={rests}>
						{visibleProse(proseLine(text))}
					</CommandButton>
				))}
			</div>
			<Field
				drafts={panel.drafts}
				name={field}
				label={options.length > 0 ? "Or in your own words" : "Your answer"}
				most={20_000}
				readOnly={panel.isOnItsWay(answer)}
				onSubmit={() => !empty && panel.send(answer)}
			/>
			<div class="actions">
				<CommandButton
					panel={panel}
					command={answer}
					kind={options.length > 0 ? "secondary" : "primary"}
					disabled={empty}
				>
					Answer
				</CommandButton>
			</div>
		</>
	);
}
