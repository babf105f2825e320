/** Infrastructure described by files, and the hosting of code: terraform, ansible, gh and small platforms. */

import type { ProgramForms } from "./form.ts";
import { always, ask, deny, ownVersion, reader, safe, tool, version, workspace } from "./verdicts.ts";

const credentials = "gives out credentials";
const registry = ["registry.terraform.io", "releases.hashicorp.com"];

const terraform: ProgramForms = {
	names: ["terraform", "tofu", "terragrunt"],
	global: "-chdir=folder -no-color",
	forms: [
		ownVersion("--version -version -v"),
		workspace(
			"version | state list | workspace list | workspace show | providers | graph | metadata functions",
			"reads the description of the infrastructure",
			"-json -id=word -draw-cycles -type=word",
			{
				args: "word",
			},
		),
		workspace("state show", "reads one part of the state, without what is marked sensitive", "", { first: ["text"] }),
		workspace("show", "shows the state or a plan, without what is marked sensitive", "", { args: "read" }),
		workspace("validate", "checks the files", "-json -no-tests -test-directory=folder"),
		workspace("fmt | hclfmt", "formats files", "-check -diff -recursive -list={true,false} -write={true,false}", {
			args: "write",
		}),
		workspace(
			"init",
			"prepares without a backend and from what is on this machine",
			"-backend={false} -get={false} -input={false} -plugin-dir=folder",
			{ needs: ["-get"] },
		),
		ask("init | get | providers lock | providers mirror | login | logout", "downloads providers", registry),
		ask(
			"plan | refresh | output | console | test | query",
			"asks the providers, or prints outputs, which can hold secrets",
		),
		deny("destroy", "destroys infrastructure without asking", ["-auto-approve", "--auto-approve", "-force"]),
		deny("apply", "destroys infrastructure", ["-destroy", "--destroy"]),
		deny("run-all destroy | destroy-all", "destroys infrastructure"),
		ask(
			"apply | destroy | import | taint | untaint | force-unlock | state rm | state mv | state push | state pull | state replace-provider | state | workspace | workspace new | workspace delete | workspace select | run-all | run",
			"changes infrastructure or its state",
		),
	],
};

const pulumi: ProgramForms = {
	names: ["pulumi", "cdk", "cdktf", "serverless", "sls", "sam", "copilot", "amplify", "sst"],
	global: "--stack=word -s=word --cwd=folder -C=folder --non-interactive --no-color",
	forms: [
		ownVersion("--version"),
		workspace(
			"stack ls | about | version | whoami | list | ls | plugin ls",
			"reads the description of the infrastructure",
			"--json -j --long -l",
			{ args: "word" },
		),
		workspace(
			"synth | synthesize | validate | build | lint",
			"makes files from the description",
			"-q --quiet --no-lookups -t=read --template=read --template-file=read --output=write",
			{ args: "word" },
		),
		deny("destroy", "destroys infrastructure without asking", ["-y", "--yes", "-f", "--force", "--skip-preview"]),
		ask(
			"up | update | preview | destroy | deploy | remove | refresh | import | config | stack | login | logout | new | cancel | bootstrap | diff | invoke | logs | package | delete | sync | local | publish | push | pull",
			"changes infrastructure or asks its providers",
		),
	],
};

const ansible: readonly ProgramForms[] = [
	{
		names: ["ansible-playbook"],
		forms: [
			version(),
			workspace(
				"",
				"checks a playbook",
				"--syntax-check --list-tasks --list-hosts --list-tags -i=read --inventory=read -t=word --tags=word -v",
				{
					needs: ["--syntax-check", "--list-tasks", "--list-hosts", "--list-tags"],
					args: "read",
				},
			),
			ask("", "changes other machines"),
		],
	},
	tool(
		"ansible-lint",
		"checks playbooks",
		"-q -v --offline --strict -p --profile=word -x=word --exclude=read --fix -c=read -f=word --nocolor",
		{ args: "read" },
	),
	reader("ansible-doc", "shows documentation", "-l --list -s --snippet -t=word --type=word", { args: "word" }),
	{
		names: ["ansible-vault"],
		forms: [
			version(),
			deny("view | decrypt", "shows secrets"),
			ask("encrypt | edit | create | rekey | encrypt_string", "works with secrets"),
		],
	},
	always(
		"ask",
		"ansible ansible-galaxy ansible-inventory ansible-console ansible-pull chef knife puppet salt",
		"changes other machines",
	),
];

const ghReads =
	"--json=word -q=jq --jq=jq -t=text --template=text -L=number --limit=number -s=word --state=word -l=text --label=text -a=word --assignee=word -A=word --author=word -S=text --search=text -B=word --base=word -H=word --head=word -c --comments -d --draft --log --log-failed --job=word -j=word -v --verbose --exit-status -w=text --workflow=text -b=word --branch=word -e=word --event=word -u=word --user=word --name-only --patch --color=word --watch --required --fail-fast -i=number --interval=number --order=word -O=word --sort=word -m=text --milestone=text --created=text --status=word --commit=word --app=word --mention=word --compact --attempt=number --exclude-drafts --exclude-pre-releases --yaml --archived --fork --source --language=word --topic=word --visibility=word -r=word --ref=word --filename=text --owner=word --match=word --merged --closed=text --updated=text --involves=word --active --files --raw";

const gh: ProgramForms = {
	// The host that `-R` can name would be sent what opens it.
	names: ["gh"],
	forms: [
		version("--version"),
		safe(
			"pr list | pr ls | pr view | pr diff | pr checks | pr status | issue list | issue ls | issue view | issue status | run list | run ls | run view | run watch | workflow list | workflow view | release list | release view | repo list | label list | search issues | search prs | search repos | search code | search commits | status | gist list | gist view | ruleset list | ruleset view | ruleset check | milestone list | project list | project view | cache list | org list | extension list | alias list | config list | config get | help | completion | auth status | variable list",
			"reads from the host of the project",
			ghReads,
			{
				args: "word",
				not: ["token"],
			},
		),
		safe("repo view", "reads from the host of the project", "--json=word -q=jq --jq=jq -b=word --branch=word"),
		deny("auth token", credentials),
		deny("auth status", credentials, ["-t", "--show-token"]),
		deny("repo delete | repo archive", "destroys a repository of others"),
		safe(
			"api",
			"reads from the host of the project",
			"--paginate --slurp -q=jq --jq=jq -t=text --template=text --cache=word --preview=word -i --include -X={GET} --method={GET}",
			{
				first: ["word"],
				not: ["token", "graphql", "secret"],
			},
		),
		ask("api", "sends a request to the host of the project", ["api.github.com"]),
		ask(
			"pr create | pr merge | pr close | pr comment | pr edit | pr review | pr ready | pr reopen | pr checkout | pr co | pr lock | pr update-branch | pr",
			"changes a pull request",
			["api.github.com"],
		),
		ask(
			"issue create | issue close | issue comment | issue edit | issue delete | issue reopen | issue transfer | issue | label | milestone",
			"changes an issue",
			["api.github.com"],
		),
		ask(
			"release create | release delete | release upload | release edit | release download | release",
			"changes a release",
			["api.github.com"],
		),
		ask(
			"repo create | repo clone | repo fork | repo edit | repo rename | repo sync | repo set-default | repo | gist create | gist delete | gist edit | gist",
			"changes repositories",
			["api.github.com", "github.com"],
		),
		ask(
			"run rerun | run cancel | run download | run delete | run | workflow run | workflow enable | workflow disable | workflow | cache delete | cache",
			"starts or stops runs",
			["api.github.com"],
		),
		ask(
			"secret | variable | ssh-key | gpg-key | auth | auth login | auth logout | auth refresh | auth setup-git | config | alias | extension | codespace | cs | browse | project | copilot | attestation | ruleset | org | search",
			"works with accounts, secrets or settings",
		),
	],
};

export const cloudPrograms: readonly ProgramForms[] = [
	terraform,
	pulumi,
	...ansible,
	gh,
	{
		names: ["glab", "hub", "tea"],
		forms: [
			version("--version"),
			safe(
				"mr list | mr view | mr diff | issue list | issue view | ci list | ci view | ci status | pipeline list | release list | release view | pr list | pr show | issue",
				"reads from the host of the project",
				"-P=number --per-page=number --opened --closed --merged -A=word --author=word -a=word --assignee=word -l=text --label=text -c --comments -F=word --output=word",
				{
					args: "word",
				},
			),
			deny("auth token | config get token", credentials),
			ask(
				"mr | ci | pipeline | api | auth | repo | release | variable | ssh-key | pr | push | sync | pull-request | create | delete | fork | config",
				"changes something at the host of the project",
			),
		],
	},
	{
		names: [
			"heroku",
			"fly",
			"flyctl",
			"vercel",
			"netlify",
			"railway",
			"render",
			"firebase",
			"doctl",
			"linode-cli",
			"hcloud",
			"scw",
			"ibmcloud",
			"oci",
			"aliyun",
			"cf",
			"eb",
			"surge",
			"now",
			"dokku",
			"convex",
			"turso",
			"planetscale",
			"pscale",
			"neonctl",
			"cloudflared",
		],
		forms: [
			version("--version -v -V"),
			deny(
				"auth:token | auth token | tokens create | config:get | config | login:ci | env pull | env ls | env:get | env:list | env list",
				"gives out credentials or settings that hold secrets",
			),
			safe(
				"apps | apps:info | apps list | ps | status | releases | list | ls | logs | projects:list | projects list | sites:list | domains | regions list | inspect | whoami",
				"reads what runs there",
				"-a=word --app=word -n=number --num=number -t --tail -j --json -c=word --scope=word",
				{
					args: "word",
				},
			),
			deny(
				"apps:destroy | apps destroy | destroy | pg:reset | db reset | database destroy | projects:delete | project rm | sites:delete | remove | rm",
				"destroys what runs there",
			),
			ask("", "acts on what runs on machines of others"),
		],
	},
	{
		names: ["supabase"],
		forms: [
			version("--version -v"),
			deny("db reset | projects delete", "destroys what runs there"),
			ask("", "shows keys, or acts on databases"),
		],
	},
	always(
		"deny",
		"vault op pass bw lpass gopass sops keyring secret-tool aws-vault chamber doppler infisical",
		"gives out credentials",
	),
];
