/** The worlds of Java, Kotlin, Scala, Groovy and Clojure. */

import type { ProgramForms } from "./form.ts";
import { always, ask, except, ownVersion, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["repo.maven.apache.org", "repo1.maven.org"];
const gradleRegistry = ["plugins.gradle.org", "services.gradle.org", ...registry];

const mavenGoals = (
	"validate initialize generate-sources process-sources generate-resources process-resources compile process-classes generate-test-sources " +
	"generate-test-resources test-compile test prepare-package package pre-integration-test integration-test verify install clean site " +
	"dependency:tree dependency:list dependency:analyze dependency:build-classpath dependency:resolve help:effective-pom help:active-profiles " +
	"help:evaluate help:describe versions:display-dependency-updates versions:display-plugin-updates enforcer:enforce checkstyle:check checkstyle:checkstyle " +
	"spotless:check spotless:apply spotbugs:check spotbugs:spotbugs pmd:check pmd:pmd pmd:cpd-check jacoco:report jacoco:prepare-agent jacoco:check surefire:test " +
	"surefire-report:report failsafe:integration-test failsafe:verify compiler:compile compiler:testCompile resources:resources javadoc:javadoc javadoc:jar " +
	"source:jar jar:jar fmt:format fmt:check formatter:format formatter:validate license:check license:format rewrite:dryRun pitest:mutationCoverage " +
	"org.pitest:pitest-maven:mutationCoverage ktlint:check ktlint:format detekt:check scalafmt:format antlr4:antlr4 protobuf:compile openapi-generator:generate " +
	"quarkus:build spring-boot:build-info spring-boot:repackage spring-boot:run quarkus:dev jetty:run"
).split(" ");

const maven: ProgramForms = {
	names: ["mvn", "./mvnw", "mvnd"],
	forms: [
		ownVersion("--version -v"),
		workspace(
			"",
			"builds or tests the project",
			"-q --quiet -X --debug -e --errors -B --batch-mode -o --offline -U --update-snapshots -N --non-recursive -am --also-make -amd --also-make-dependents -fae --fail-at-end -ff --fail-fast -fn --fail-never -ntp --no-transfer-progress " +
				"-nsu -V --show-version -C --strict-checksums -T=word --threads=word -pl=word --projects=word -rf=word --resume-from=word -P=word --activate-profiles=word -f=read --file=read --color=word -l=write --log-file=write -w --raw-streams " +
				"-DskipTests[=word] -DskipITs[=word] -Dmaven.test.skip[=word] -Dtest[=pattern] -Dit.test[=pattern] -DfailIfNoTests[=word] -Dsurefire.failIfNoSpecifiedTests[=word] -Dsurefire.useFile[=word] -Dcheckstyle.skip[=word] -Dspotbugs.skip[=word] " +
				"-Dgroups[=word] -DexcludedGroups[=word] -Dincludes[=pattern] -Dexcludes[=pattern] -Dverbose[=word] -Dscope[=word] -Dexpression[={project.version,project.artifactId,project.groupId,project.name,project.packaging,project.modules,project.build.directory,project.build.finalName,project.parent.version,java.version,maven.compiler.source,maven.compiler.target,maven.compiler.release}] -DforceStdout[=word] -Dstyle.color[=word] -Dmaven.javadoc.skip[=word] -Denforcer.skip[=word] -Djacoco.skip[=word] " +
				"-Dorg.slf4j.simpleLogger.defaultLogLevel[=word] -DtrimStackTrace[=word] -Dquarkus.package.type[=word] -Dspring-boot.run.profiles[=word] -Dmaven.compiler.release[=number] -Dpmd.skip[=word] -Dspotless.check.skip[=word] -Dcucumber.filter.tags[=text]",
			{ args: "word", only: mavenGoals, count: [1, 20] },
		),
		ask(
			"deploy | release:perform | release:prepare | site-deploy | nexus-staging:release | versions:set | scm:tag",
			"publishes the project",
			registry,
		),
		ask(
			"exec:exec | exec:java | antrun:run | archetype:generate | wrapper:wrapper | dependency:get | dependency:copy",
			"runs other programs, or downloads",
			registry,
		),
	],
};

const gradle: ProgramForms = {
	names: ["gradle", "./gradlew"],
	forms: [
		ownVersion("--version -v"),
		workspace(
			"",
			"runs tasks of the project",
			"-q --quiet -i --info -d --debug -w --warn -s --stacktrace -S --full-stacktrace --no-daemon --daemon --offline --parallel --no-parallel --continue --rerun-tasks --build-cache --no-build-cache --configuration-cache " +
				"--no-configuration-cache --refresh-dependencies -m --dry-run -x=everyday --exclude-task=everyday -p=folder --project-dir=folder --tests=pattern --console={plain,auto,rich,verbose} --max-workers=number --warning-mode={all,none,summary,fail} --profile --status " +
				"--no-watch-fs --watch-fs --configure-on-demand --configuration=word --dependency=word --all -t --continuous --rerun --no-scan --write-locks --args=text --priority=word --fail-fast --debug-jvm --type=word --write-verification-metadata=word " +
				"-PskipTests[=word] -Pversion[=word] -Pprofile[=word] -Penv[=word] -Pprod -Pdev -Dtest.single[=pattern] -Dspring.profiles.active[=word] -Dorg.gradle.daemon[=word] -Dorg.gradle.parallel[=word] -Dorg.gradle.caching[=word]",
			// `properties`, which may be written shorter, prints passwords.
			{ args: "task", not: ["prop"] },
		),
		{
			...ask("", "runs a script that is given to it"),
			needs: ["-I", "--init-script", "-c", "--settings-file", "-g", "--gradle-user-home"],
		},
	],
};

const java =
	"-X={mx128m,mx256m,mx512m,mx768m,mx1g,mx2g,mx3g,mx4g,mx6g,mx8g,mx1024m,mx2048m,mx4096m,ms64m,ms128m,ms256m,ms512m,ms1g,ms2g,ss1m,ss2m,ss4m} -ea -enableassertions -esa --enable-preview -showversion --add-modules=word";

export const jvmPrograms: readonly ProgramForms[] = [
	maven,
	gradle,
	{
		names: ["java"],
		forms: [
			version("-version --version -fullversion --show-version"),
			safe("", "lists modules and settings", "--list-modules -XshowSettings:properties -X --help-extra", {
				needs: ["--list-modules", "-X", "--help-extra"],
			}),
			workspace("", "runs a program of the project", `${java} -jar=script`, { needs: ["-jar"], args: "own" }),
			workspace("", "runs a program of the project", `${java} -cp=folder -classpath=folder --class-path=folder`, {
				first: ["word"],
				args: "own",
				not: ["@"],
			}),
			workspace("", "runs a file of the project", java, { first: ["script"], args: "own", not: ["@"] }),
		],
	},
	tool(
		"javac kotlinc scalac groovyc ecj",
		"compiles files",
		"-d=write -cp=read -classpath=read --class-path=read -sourcepath=folder --source-path=folder -source=word --source=word -target=word --target=word --release=word -release=word -encoding=word -g -g:none -nowarn -Werror -verbose -Xlint -Xlint:all -Xlint:unchecked -Xlint:deprecation " +
			"-parameters --enable-preview -proc:none -include-runtime -jvm-target=word -Xdiags:verbose -deprecation -feature -unchecked -implicit:none -h=write",
		{ args: "read", not: ["@"] },
	),
	tool(
		"javadoc javap jdeps",
		"reads classes or builds their documentation",
		"-d=write -c -p -v -s -l -private -public -cp=read -classpath=read -sourcepath=folder -subpackages=word -quiet -summary --multi-release=word -recursive --print-module-deps --ignore-missing-deps -Xdoclint:none -verbose -constants",
		{
			args: "read",
			not: ["@"],
		},
	),
	{
		names: ["jar"],
		forms: [
			version(),
			safe("tf | tvf", "lists an archive", "", { args: "read" }),
			safe("", "lists an archive", "-t -f -v --list --file=read", { args: "read", needs: ["-t", "--list"] }),
			workspace("cf | cvf", "makes an archive", "-C=folder", {
				first: ["write"],
				args: "read",
			}),
		],
	},
	{
		names: ["sbt", "sbtn", "mill", "./mill", "./sbt", "bleep"],
		forms: [
			ownVersion(),
			workspace(
				"",
				"builds or tests the project",
				"-no-colors --no-colors -batch --batch -v -d --debug -i --watch -w -k --keep-going -j=number --no-server -Dsbt.log.noformat[=word] -Dsbt.color[=word] --client",
				{
					args: "task",
					count: [1, 20],
				},
			),
		],
	},
	{
		names: ["kotlin", "scala", "groovy", "jshell", "kotlinc-jvm", "jbang", "amm", "scala-cli", "bb", "clojure", "clj"],
		forms: [version("--version -version"), ask("", "runs code that is given to it, or downloads")],
	},
	{
		names: ["lein"],
		forms: [
			version(),
			workspace(
				"test | check | compile | uberjar | jar | clean | classpath | eastwood | kibit | cljfmt check | cljfmt fix | midje",
				"builds or tests the project",
				"-o",
				{ args: "word" },
			),
			ask(
				"deps | deploy | run | repl | install | release | upgrade | new | ancient | do | exec | with-profile",
				"downloads, publishes or runs other code",
				["repo.clojars.org", ...registry],
			),
		],
	},
	{
		names: ["ant"],
		forms: [
			version("-version"),
			workspace(
				"",
				"runs targets of the project",
				"-q -quiet -v -verbose -d -debug -e -k -keep-going -f=read -file=read -buildfile=read -p -projecthelp -S -silent",
				{ args: "task" },
			),
		],
	},
	except(
		tool(
			"ktlint detekt google-java-format checkstyle pmd spotbugs scalafmt scalafix scalastyle cljfmt clj-kondo",
			"checks or formats files",
			"-F --format -i --replace --dry-run -n --set-exit-if-changed --check --test --relative --color --reporter=word -c=read --config=read --input=read -q --quiet --list --lint=read -f=word -d=folder -R=read --aosp --skip-sorting-imports --skip-removing-unused-imports --build-upon-default-config --exclude=pattern --editorconfig=read --non-interactive --rules=word --syntactic --log-level=word",
			{
				args: "write",
			},
		),
		ask("installGitPreCommitHook | installGitPrePushHook | generateEditorConfig", "changes hooks"),
	),
	{
		names: ["jps", "jstat", "jinfo", "jstack", "jcmd", "jmap"],
		forms: [version(), ask("", "looks into running programs")],
	},
	{
		names: ["sdk", "jenv", "coursier", "cs"],
		forms: [
			safe("current | version | versions | list", "lists versions", "", { args: "word" }),
			ask(
				"install | use | default | uninstall | upgrade | selfupdate | update | global | local | fetch | launch | setup",
				"changes the tool chains",
				gradleRegistry,
			),
		],
	},
	always(
		"ask",
		"keytool jarsigner jlink jpackage jconsole jdb jrunscript rmiregistry mvnDebug",
		"works with keys, or runs and packs programs",
	),
];
