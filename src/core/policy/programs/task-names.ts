/** What the name of a script or target of a project tells: whether it acts on the outside world, or is one of the usual ones. */

/** Parts of names of tasks that act outside of the checkout, or that throw away what cannot be made again. */
const outward = words(
	"deploy deploys deployment redeploy undeploy publish publishes republish unpublish ship promote rollout rollback provision",
	"deprovision upload uploads push pushes destroy destroys drop drops nuke wipe purge erase truncate teardown evict revoke terraform tf",
	"helm ansible kubectl heroku vercel netlify firebase ssh scp rsync sudo root distclean mrproper notarize tweet announce tunnel ngrok",
	"dockerpush shutdown reboot mkfs eject flush",
);

/** The same, where the name does not begin with one of the usual tasks: `reset`, but not `test:reset`. */
const outwardAlone = words(
	"release releases migrate migration migrations sync mirror prune reset delete deletes remove uninstall install installs setup bootstrap",
	"upgrade seed seeds restore backup rotate kill apply maintainer realclean pristine",
);

/** The same, of names of tasks only: words given to a program may name what it is about, as `-t login` of a test runner. */
const topics = words(
	"update updates import dump tag bump version login logout auth secret secrets token tokens credentials creds password env dotenv",
	"postinstall preinstall prepublish postpublish prepublishonly hook hooks notify email mail send webhook charge bill pay distribute",
	"sign submit stop down",
);

/** Places in the outside world, where the name does not begin with something that only builds: `build:prod`. */
const places = words("prod production live staging stage preprod remote cloud aws gcp azure s3 k8s kube cdn prd stg");

/** Tasks that only make files, whatever place the files are for. */
const builds = words(
	"build builds bundle compile webpack vite rollup dist analyze analyse lint typecheck types tsc size css js sass assets",
);

/** Beginnings and ends of parts that are written as one word: `deployprod`, `dbreset`. */
const outwardEnds =
	/^(?:re|un)?(?:deploy|publish|rollback|provision|destroy|migrat|teardown|nuke|purge|wipe)|(?:deploy|publish|destroy|migrate|nuke|rollback|drop|reset|wipe|purge|push|upload)$/u;

/** Parts with which the usual tasks begin. */
const everyday = words(
	"build builds rebuild bundle compile transpile test tests testing unit integration e2e spec specs smoke lint lints linter eslint tslint",
	"stylelint biome format formatting fmt prettier typecheck types type typings tsc check checks checking verify validate ci cov coverage",
	"bench benchmark benchmarks perf docs doc documentation typedoc storybook gen generate generates codegen preview watch dev start serve demo run",
	"analyze analyse analysis audit clean all pretest posttest prebuild postbuild ts js css sass assets icons i18n locales schema graphql",
	"proto protos manifest dist vet static style snapshot snapshots visual a11y size tidy pretty fix spotless ktlint scalafmt",
);

/** Parts of flags that send a program to the outside, or make it throw things away or run a text. */
const outwardFlags = words(
	"deploy publish push upload prod production live remote eval exec destroy drop purge wipe nuke token password secret delete sudo",
);

/** Whether a task's name tells that it acts outside of the checkout or throws things away: `deploy:prod`, `db-reset`. */
export function isOutwardTask(name: string): boolean {
	const found = parts(name);
	return isOutward(found) || (!everyday.has(found[0] ?? "") && found.some((part) => topics.has(part)));
}

/** Whether a task's name says that it is one of the usual ones, e.g. `test:unit`, and nothing in it tells of the outside. */
export function isEverydayTask(name: string): boolean {
	return !isOutwardTask(name) && everyday.has(parts(name)[0] ?? "");
}

/** Whether a word or flag given to the project's own program tells of the outside: `migrate`, `--publish`. Names of files do not. */
export function isOutwardWord(word: string): boolean {
	const [name = ""] = word.replace(/^-+/u, "").split("=", 1);
	if (!/^[\w:-]+$/u.test(name)) return false;
	return word.startsWith("-") ? parts(name).some((part) => outwardFlags.has(part)) : isOutward(parts(name));
}

function isOutward(found: readonly string[]): boolean {
	const first = found[0] ?? "";
	return (
		found.some((part) => outward.has(part) || outwardEnds.test(part)) ||
		(!everyday.has(first) && found.some((part) => outwardAlone.has(part))) ||
		(!builds.has(first) && found.some((part) => places.has(part)))
	);
}

/** `deploy:webApp_prod` → deploy, web, app, prod, webapp. */
function parts(name: string): readonly string[] {
	const split = name.split(/[^A-Za-z0-9]+/u).filter((part) => part !== "");
	const camel = split.flatMap((part) => part.split(/(?<=[a-z0-9])(?=[A-Z])/u));
	return [...new Set([...camel, ...split].map((part) => part.toLowerCase()))];
}

function words(...lines: readonly string[]): ReadonlySet<string> {
	return new Set(lines.join(" ").split(" "));
}
