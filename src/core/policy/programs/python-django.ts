/** Django's own program, called by itself or through Python. */

import type { Form, ProgramForms } from "./form.ts";
import { ask, version, workspace } from "./verdicts.ts";

const global = "--settings=word -v=number --verbosity=number --no-color --traceback";

const forms: readonly Form[] = [
	workspace(
		"test",
		"runs the project's tests",
		"-k=pattern --parallel[=word] --keepdb --failfast --reverse --tag=word --exclude-tag=word --noinput --no-input --debug-mode --timing --shuffle[=number] -p=pattern --pattern=pattern --buffer -b",
		{ args: "read" },
	),
	workspace(
		"check | makemigrations | makemessages | compilemessages | showmigrations | sqlmigrate | collectstatic | show_urls | validate_templates | findstatic | startapp | spectacular | help | version",
		"checks the project or generates files",
		"--check --dry-run --deploy --fail-level=word -t=word --tag=word --plan -l --list -p --name=word -n=word --empty --noinput --no-input --locale=word -a --all --merge --file=write --validate",
		{ args: "word" },
	),
	ask("", "works on a database, goes on running, or shows settings"),
];

/** The forms of `manage.py` behind the words `python manage.py`. */
export const djangoForms: readonly Form[] = forms.map((form) => ({
	...form,
	sub: ["manage.py", "./manage.py"]
		.map((name) =>
			form.sub
				.split(" | ")
				.map((sub) => `${name} ${sub}`.trim())
				.join(" | "),
		)
		.join(" | "),
	options: form.options === undefined ? "" : `${form.options} ${global}`,
}));

export const pythonDjangoPrograms: readonly ProgramForms[] = [
	{ names: ["django-admin", "./manage.py"], global, forms: [version(), ...forms] },
];
