/** Clusters: kubectl, helm and their neighbours. */

import type { ProgramForms } from "./form.ts";
import { ask, deny, except, reader, safe, tool, version, workspace } from "./verdicts.ts";

const kubectlGlobal =
	"-n=word --namespace=word --context=word --cluster=word -A --all-namespaces --request-timeout=word --no-headers -v=number";
const selects = "-l=text --selector=text --field-selector=text";

/** What makes the name of a folder the address of a repository. */
const remote = [":", "@", "?", ".com", ".org", ".net", ".io", ".dev", ".git"];

const kubectl: ProgramForms = {
	names: ["kubectl", "k", "oc", "microk8s.kubectl"],
	global: kubectlGlobal,
	forms: [
		safe("version", "says the versions", "--client --short -o=word --output=word"),
		deny("get secret | get secrets", "prints secrets of the cluster", [
			"-o",
			"--output",
			"-oyaml",
			"-ojson",
			"--template",
		]),
		ask("get secret | get secrets | describe secret | describe secrets", "looks at secrets of the cluster"),
		safe(
			"get",
			"lists what is in the cluster",
			`-o=text --output=text ${selects} --show-labels --sort-by=text -w --watch -L=word --label-columns=word --show-kind --ignore-not-found --chunk-size=number --template=text --show-managed-fields`,
			{
				args: "word",
				not: ["secret", "-file"],
			},
		),
		safe("describe", "describes what is in the cluster", `${selects} --show-events[=word]`, {
			args: "word",
			not: ["secret"],
		}),
		safe(
			"logs",
			"reads what containers said",
			`-f --follow --tail=number -c=word --container=word --all-containers[=word] -p --previous --since=word --since-time=word --timestamps --prefix --max-log-requests=number ${selects} --limit-bytes=number --ignore-errors`,
			{
				args: "word",
			},
		),
		safe(
			"explain | api-resources | api-versions | cluster-info | top pod | top pods | top node | top nodes | events | options | auth can-i | auth whoami",
			"reads the cluster's description",
			`--recursive --api-version=word --api-group=word --namespaced[=word] --verbs=word -o=word --output=word --sort-by=text --containers ${selects} --list --for=word --types=word -w --watch --use-protocol-buffers`,
			{
				args: "word",
			},
		),
		safe(
			"rollout status | rollout history",
			"reads how a rollout goes",
			`-w --watch[=word] --timeout=word --revision=number ${selects} -o=word --output=word`,
			{ args: "word" },
		),
		safe("wait", "waits for a condition", `--for=text --timeout=word ${selects} --all`, { args: "word" }),
		safe(
			"diff",
			"compares files with the cluster",
			`-f=read --filename=read -k=folder --kustomize=folder -R --recursive ${selects} --server-side`,
			{ not: remote },
		),
		workspace("kustomize", "puts descriptions together", "-o=write --output=write", { args: "folder", not: remote }),
		safe(
			"config current-context | config get-contexts | config get-clusters | config get-users",
			"reads which clusters are known",
			"-o=word --output=word",
			{ args: "word" },
		),
		deny("config view", "prints credentials of the cluster", ["--raw", "--flatten"]),
		safe("config view", "reads the settings without their secrets", "--minify -o=text --output=text"),
		deny("create token | config set-credentials", "gives out credentials"),
		deny(
			"delete namespace | delete namespaces | delete ns | delete node | delete nodes | delete pv | delete crd",
			"destroys a part of the cluster that cannot be brought back",
		),
		deny("delete", "destroys everything of a kind in the cluster", ["--all", "-A", "--all-namespaces"]),
		ask(
			"apply | create | replace | patch | edit | set | label | annotate | scale | autoscale | expose | run | delete | rollout | rollout restart | rollout undo",
			"changes the cluster",
		),
		ask(
			"exec | attach | cp | debug | port-forward | proxy | drain | cordon | uncordon | taint | certificate | auth | config | config use-context | plugin | krew | cluster-info dump | adm | login | new-project | top",
			"runs commands in the cluster, or opens it",
		),
	],
};

const helm: ProgramForms = {
	names: ["helm"],
	global: "-n=word --namespace=word --kube-context=word --debug",
	forms: [
		version("--version"),
		safe(
			"version | list | ls | status | history | env",
			"reads what is installed in the cluster",
			"--short -a --all -A --all-namespaces -q --short -o=word --output=word -f=pattern --filter=pattern --max=number --revision=number --deployed --failed --pending -m=number --client --template=text",
			{
				args: "word",
			},
		),
		safe(
			"get notes | get metadata | repo list | plugin list | search repo",
			"reads what is installed in the cluster",
			"--revision=number -o=word --output=word -l --versions --version=word",
			{ args: "word" },
		),
		workspace(
			"template | lint | dependency list | dep list | show chart | show values | show readme | unittest",
			"checks or renders a chart of the project",
			"-f=read --values=read --set=text --set-string=text --strict --quiet --show-only=read -s=read --include-crds --skip-tests --release-name --generate-name --output-dir=write --color --with-subcharts -u",
			{
				args: "read",
				not: ["://", "oci:"],
			},
		),
		ask(
			"get | get values | get all | get manifest | get hooks | show",
			"reads what is installed, which can hold secrets",
		),
		ask("install | upgrade | rollback | uninstall | delete | test | push | package | create", "changes the cluster"),
		ask("repo | pull | fetch | search | dependency | dep | registry | plugin", "reaches a registry of charts"),
	],
};

export const clusterPrograms: readonly ProgramForms[] = [
	kubectl,
	helm,
	{
		names: ["kustomize"],
		forms: [
			version(),
			safe("version", "says its version"),
			workspace("build", "puts descriptions together", "-o=write --output=write", { args: "folder", not: remote }),
			ask("", "changes descriptions, or runs or downloads others"),
		],
	},
	except(
		tool(
			"kubeconform kubeval kube-linter kube-score hadolint dockerfilelint conftest polaris pluto datree checkov tfsec tflint terrascan yamale cfn-lint",
			"checks files",
			"--strict --summary -o=word --output=word -f=word --format=word --ignore=word --ignore-missing-schemas --kubernetes-version=word --no-color -c=read --config=read --failure-threshold=word -t=word --quiet --compact --framework=word -d=folder --directory=folder --recursive --chdir=folder --minimum-failure-severity=word --var-file=read --skip-check=word --check=word -p=folder --policy=folder --namespace=word",
			{
				args: "read",
				not: ["://"],
			},
		),
		ask("push | pull | plugin | login | run", "reaches a registry, or runs other code"),
	),
	{
		names: ["minikube", "kind", "k3d"],
		forms: [
			version("--version"),
			safe(
				"status | version | profile list | get clusters | get nodes | cluster list | node list | ip | addons list",
				"reads which clusters there are",
				"-p=word --profile=word --name=word -o=word --output=word",
				{ args: "word" },
			),
			ask(
				"start | stop | delete | create | create cluster | delete cluster | load | export | ssh | tunnel | service | dashboard | mount | image | addons | config | cluster | node",
				"changes clusters on this machine",
			),
		],
	},
	reader("kubectx kubens", "lists clusters or namespaces", "-c --current", { args: "none" }),
	{
		names: [
			"skaffold",
			"tilt",
			"devspace",
			"argocd",
			"flux",
			"istioctl",
			"k9s",
			"stern",
			"kubeadm",
			"kubelet",
			"eksctl",
			"kops",
			"velero",
			"oras",
			"crane",
			"skopeo",
			"buildah",
			"ctr",
			"crictl",
			"vagrant",
			"packer",
			"nomad",
			"lima",
			"limactl",
			"colima",
			"multipass",
			"lxc",
			"virsh",
			"act",
			"trivy",
			"dive",
			"syft",
			"grype",
			"cosign",
			"dockle",
		],
		forms: [version(), ask("", "works with clusters, containers or machines outside of the sandbox")],
	},
];
