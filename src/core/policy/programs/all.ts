/** Every program of which something is known, by its name. */

import { cloudPrograms } from "./cloud.ts";
import { cloudProviderPrograms } from "./cloud-providers.ts";
import { clusterPrograms } from "./clusters.ts";
import { containerPrograms } from "./containers.ts";
import { databasePrograms } from "./databases.ts";
import { dotnetPrograms } from "./dotnet.ts";
import type { ProgramForms } from "./form.ts";
import { formatterPrograms } from "./formatters.ts";
import { gitPrograms } from "./git.ts";
import { goPrograms } from "./go.ts";
import { javascriptPrograms } from "./javascript.ts";
import { javascriptBuildPrograms } from "./javascript-build.ts";
import { javascriptRuntimePrograms } from "./javascript-runtimes.ts";
import { javascriptToolPrograms } from "./javascript-tools.ts";
import { jvmPrograms } from "./jvm.ts";
import { lookPrograms } from "./look.ts";
import { makePrograms } from "./make.ts";
import { moreLanguagePrograms } from "./more-languages.ts";
import { nativePrograms } from "./native.ts";
import { otherLanguagePrograms } from "./other-languages.ts";
import { phpPrograms } from "./php.ts";
import { pythonPrograms } from "./python.ts";
import { pythonDjangoPrograms } from "./python-django.ts";
import { pythonPackagePrograms } from "./python-packages.ts";
import { rubyPrograms } from "./ruby.ts";
import { rustPrograms } from "./rust.ts";
import { searchPrograms } from "./search.ts";
import { shellPrograms } from "./shell.ts";
import { systemPrograms } from "./system.ts";
import { textPrograms } from "./text.ts";

const all: readonly ProgramForms[] = [
	...cloudProviderPrograms,
	...cloudPrograms,
	...clusterPrograms,
	...containerPrograms,
	...databasePrograms,
	...dotnetPrograms,
	...formatterPrograms,
	...gitPrograms,
	...goPrograms,
	...javascriptBuildPrograms,
	...javascriptRuntimePrograms,
	...javascriptToolPrograms,
	...javascriptPrograms,
	...jvmPrograms,
	...lookPrograms,
	...makePrograms,
	...moreLanguagePrograms,
	...nativePrograms,
	...otherLanguagePrograms,
	...phpPrograms,
	...pythonDjangoPrograms,
	...pythonPackagePrograms,
	...pythonPrograms,
	...rubyPrograms,
	...rustPrograms,
	...searchPrograms,
	...shellPrograms,
	...systemPrograms,
	...textPrograms,
];

const byName = new Map<string, ProgramForms>();
for (const program of all) {
	for (const name of program.names) {
		const known = byName.get(name);
		byName.set(name, known ? { ...known, forms: [...known.forms, ...program.forms] } : program);
	}
}

/** What is known of the program of this name, exactly as it is called. */
export function formsOf(name: string): ProgramForms | undefined {
	return byName.get(name);
}
