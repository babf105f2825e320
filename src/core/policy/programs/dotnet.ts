/** The .NET world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["api.nuget.org", "www.nuget.org"];

const build =
	"-c=word --configuration=word -f=word --framework=word -r=word --runtime=word -v=word --verbosity=word --no-restore --no-build --no-dependencies --no-incremental --nologo --force -o=write --output=write " +
	"--self-contained --no-self-contained --os=word -a=word --arch=word --tl[=word] --disable-build-servers --interactive={false} --artifacts-path=write --version-suffix=word " +
	"-p:Configuration[=word] -p:Version[=word] -p:TreatWarningsAsErrors[=word] -p:WarningLevel[=number] -p:CollectCoverage[=word] -p:CoverletOutputFormat[=word] -p:ContinuousIntegrationBuild[=word] -m -m:1 -warnaserror";

const tests =
	"--filter=text -l=word --logger=word --collect=text --collect:=text --logger:=word --results-directory=write -t --list-tests --blame --blame-hang --blame-hang-timeout=number --blame-crash -s=read --settings=read -d=write --diag=write --coverage --report-trx --max-parallel-test-modules=number --minimum-expected-tests=number --project=read --solution=read";

const runsTests = "runs the project's tests";

export const dotnetPrograms: readonly ProgramForms[] = [
	{
		names: ["dotnet"],
		forms: [
			version("--version --info --list-sdks --list-runtimes"),
			workspace("test", runsTests, `${build} ${tests}`, { args: "read", after: "own" }),
			workspace("build | msbuild | pack | publish | clean", "builds the project", build, { args: "read" }),
			workspace("run", "runs the project", `${build} --project=read --no-launch-profile --launch-profile=word`, {
				args: "own",
				after: "own",
			}),
			workspace("watch test | watch build", runsTests, "--project=read --no-hot-reload --non-interactive", {
				args: "own",
				after: "own",
			}),
			workspace(
				"format | format whitespace | format style | format analyzers",
				"formats files",
				"--verify-no-changes --no-restore --include=read --exclude=read --severity=word --diagnostics=word -v=word --verbosity=word --report=write --folder --exclude-diagnostics=word",
				{
					args: "write",
				},
			),
			workspace("restore", "restores packages that are on this machine", "--source=folder -s=folder --no-cache", {
				needs: ["--source", "-s"],
				args: "read",
			}),
			workspace(
				"sln list | list reference | list | reference list | solution list | list package | package list",
				"lists projects and packages",
				"--include-transitive --format=word --framework=word --project=read",
				{ args: "read" },
			),
			safe(
				"tool list | workload list | new list | nuget locals",
				"lists what is installed",
				"-g --global --local -l --list",
				{ args: "word", not: ["clear"] },
			),
			workspace(
				"sln add | sln remove | add reference | remove reference | new sln | new classlib | new console | new xunit | new gitignore | new editorconfig",
				"changes the project's description",
				"-n=word --name=word -o=write --output=write --no-restore -f=word --framework=word --in-root",
				{
					args: "read",
				},
			),
			workspace(
				"ef migrations list | ef dbcontext list | ef dbcontext info",
				"reads the migrations",
				"-p=read --project=read -s=read --startup-project=read --no-build --no-connect -c=word --context=word",
			),
			workspace(
				"ef migrations add | ef migrations script",
				"generates a migration",
				"-p=read --project=read -s=read --startup-project=read --no-build -c=word --context=word -o=write --output=write --output-dir=write -i --idempotent",
				{
					args: "word",
				},
			),
			workspace(
				"csharpier | csharpier check | csharpier format | stryker | reportgenerator",
				"formats or measures the project",
				"--check --write-stdout -o=write --reporter=word",
				{ args: "write" },
			),
			ask(
				"restore | add | add package | package add | package update | remove | package remove | tool | workload | new | sdk check",
				"downloads packages",
				registry,
			),
			ask("nuget push | nuget delete", "publishes a package for everyone", registry),
			ask(
				"ef | ef database | dev-certs | user-secrets | nuget | fsi | script | watch | exec | vstest | build-server | store",
				"works on a database, with secrets, or runs other code",
			),
			workspace("", "runs a program of the project", "", { first: ["script"], args: "own" }),
		],
	},
	tool(
		"csc fsc mcs fantomas csharpier xbuild msbuild",
		"builds or formats files",
		"--check --recurse -r -out:bin -nologo -v:m -m -t:Build -warn:4 -noLogo",
		{ args: "write", not: ["@"] },
	),
	{
		names: ["nuget"],
		forms: [
			ask(
				"install | restore | push | delete | add | update | setapikey | sources | list | search",
				"works with packages",
				registry,
			),
		],
	},
	always("ask", "csi fsi paket msdeploy", "runs code that is given to it, or downloads"),
];
