/** The programs of the large providers: what they list and describe, and what they give out or destroy. */

import type { Form, ProgramForms } from "./form.ts";
import { always, ask, deny, safe, version } from "./verdicts.ts";

const reads = "reads what is at the provider";
const credentials = "gives out credentials";
const destroys = "destroys what cannot be brought back";

const awsActions: Readonly<Record<string, string>> = {
	sts: "get-caller-identity",
	ec2: "describe-instances describe-instance-status describe-images describe-vpcs describe-subnets describe-security-groups describe-volumes describe-snapshots describe-regions describe-availability-zones describe-key-pairs describe-addresses describe-route-tables describe-network-interfaces describe-nat-gateways describe-internet-gateways describe-tags describe-instance-types describe-launch-templates",
	s3: "ls",
	s3api:
		"list-buckets list-objects list-objects-v2 head-object head-bucket get-bucket-location get-bucket-versioning get-bucket-policy get-bucket-tagging get-bucket-encryption get-bucket-acl",
	ecs: "list-clusters list-services list-tasks describe-clusters describe-services describe-tasks list-task-definitions",
	ecr: "describe-repositories describe-images list-images",
	eks: "list-clusters describe-cluster list-nodegroups describe-nodegroup",
	lambda: "list-aliases list-event-source-mappings list-layers",
	rds: "describe-db-instances describe-db-clusters describe-db-snapshots describe-events",
	dynamodb: "list-tables describe-table",
	cloudformation:
		"list-stacks describe-stacks describe-stack-events describe-stack-resources list-stack-resources list-exports validate-template",
	logs: "describe-log-groups describe-log-streams filter-log-events get-log-events tail",
	cloudwatch: "list-metrics describe-alarms get-metric-statistics get-metric-data list-dashboards",
	iam: "list-users list-roles list-policies list-groups get-user get-role get-policy list-attached-role-policies list-role-policies get-role-policy",
	route53: "list-hosted-zones list-resource-record-sets get-hosted-zone",
	sqs: "list-queues get-queue-attributes get-queue-url",
	sns: "list-topics list-subscriptions",
	elbv2: "describe-load-balancers describe-target-groups describe-target-health describe-listeners",
	autoscaling: "describe-auto-scaling-groups",
	cloudfront: "list-distributions",
	kms: "list-keys list-aliases describe-key",
	ssm: "describe-parameters describe-instance-information",
	secretsmanager: "list-secrets describe-secret",
	stepfunctions: "list-state-machines list-executions describe-execution",
	events: "list-rules",
	configure: "list",
	budgets: "describe-budgets",
	ce: "get-cost-and-usage",
	organizations: "list-accounts",
	acm: "list-certificates describe-certificate",
	elasticache: "describe-cache-clusters",
	kinesis: "list-streams describe-stream",
	batch: "describe-jobs list-jobs",
	codebuild: "list-projects list-builds",
	codepipeline: "list-pipelines get-pipeline-state",
	athena: "list-work-groups",
	glue: "get-databases get-tables get-jobs",
};

const aws: ProgramForms = {
	names: ["aws", "awslocal"],
	global:
		"--region=word --profile=word --output=word --query=text --no-cli-pager --no-paginate --max-items=number --color=word --page-size=number --no-sign-request --debug",
	forms: [
		version(),
		...Object.entries(awsActions).map(([service, actions]) =>
			safe(
				actions
					.split(" ")
					.map((action) => `${service} ${action}`)
					.join(" | "),
				reads,
				"--recursive --human-readable --summarize --instance-ids=word --filters=word --filter=text --owners=word --image-ids=word --group-ids=word --vpc-ids=word --bucket=word --prefix=word --key=word --delimiter=word --cluster=word --clusters=word --services=word --service=word --tasks=word --name=word --table-name=word --function-name=word " +
					"--stack-name=word --log-group-name=word --log-group-name-prefix=word --log-stream-name=word --filter-pattern=text --start-time=word --end-time=word --since=word --limit=number --follow --format=word --role-name=word --user-name=word --policy-arn=word --repository-name=word --repository-names=word --db-instance-identifier=word --hosted-zone-id=word " +
					"--cluster-name=word --load-balancer-arns=word --target-group-arn=word --namespace=word --metric-name=word --period=number --statistics=word --dimensions=word --alarm-names=word --key-id=word --secret-id=word --names=word --state-machine-arn=word --stack-status-filter=word --max-results=number --desired-status=word --group-name=word --topic-arn=word --job-queue=word --time-period=word --granularity=word --metrics=word",
				{ args: service === "s3" || service === "logs" ? "text" : "word" },
			),
		),
		deny("configure get | configure export-credentials", credentials),
		deny(
			"secretsmanager get-secret-value | secretsmanager batch-get-secret-value | sts get-session-token | sts assume-role | sts get-federation-token | ecr get-login-password | ecr get-login | ecr get-authorization-token | codeartifact get-authorization-token | eks get-token | iam create-access-key | sso get-role-credentials | rds generate-db-auth-token | ec2 get-password-data | kms decrypt | lightsail download-default-key-pair | redshift get-cluster-credentials",
			credentials,
		),
		deny("ssm get-parameter | ssm get-parameters | ssm get-parameters-by-path", "prints secrets", [
			"--with-decryption",
		]),
		deny("s3 rb", destroys, ["--force"]),
		deny("s3 rm", destroys, ["--recursive"]),
		deny(
			"rds delete-db-instance | rds delete-db-cluster | dynamodb delete-table | ec2 delete-volume | ec2 terminate-instances | cloudformation delete-stack | kms schedule-key-deletion | s3api delete-bucket | eks delete-cluster | iam delete-user | organizations close-account | route53 delete-hosted-zone",
			destroys,
		),
		ask("", "acts on what is at the provider"),
	],
};

const gcloudGroups =
	"projects|compute instances|compute disks|compute networks|compute firewall-rules|compute addresses|compute images|compute zones|compute regions|compute machine-types|container clusters|container node-pools|app services|sql instances|sql databases|pubsub topics|pubsub subscriptions|iam roles|iam service-accounts|artifacts repositories|artifacts docker images|builds|services|dns managed-zones|dns record-sets|storage buckets|logging logs|monitoring dashboards|secrets|organizations|billing accounts|config configurations|components|scheduler jobs|tasks queues|redis instances|dataflow jobs|dataproc clusters|kms keys".split(
		"|",
	);

const gcloud: ProgramForms = {
	names: ["gcloud"],
	global:
		"--project=word --format=text --filter=text --limit=number --region=word --zone=word --location=word --quiet -q --sort-by=text --page-size=number --verbosity=word --configuration=word --platform=word --cluster=word --instance=word --uri --keyring=word --topic=word --flatten=text",
	forms: [
		version("--version"),
		safe(
			"version | info | config list | config get-value project | config get project | auth list | logging read | topic",
			reads,
			"--freshness=word --order=word",
			{ args: "text", not: ["pass", "token", "key"] },
		),
		// What they are described with, in full, has the values of the environment.
		safe("run services list | run revisions list | functions list | app versions list", reads, "", {
			args: "none",
			not: ["json", "yaml", "env", "spec", "template", "flattened", "config", "get", "object"],
		}),
		safe(grid(gcloudGroups, ["list", "describe"]), reads, "--all --service=word --managed", { args: "word" }),
		deny(
			"auth print-access-token | auth print-identity-token | auth application-default print-access-token | secrets versions access | iam service-accounts keys create | config config-helper | sql generate-login-token",
			credentials,
		),
		deny(
			"projects delete | sql instances delete | container clusters delete | compute disks delete | kms keys versions destroy | storage rm | storage buckets delete",
			destroys,
		),
		ask("", "acts on what is at the provider"),
	],
};

const azGroups =
	"account|group|vm|vmss|aks|acr|acr repository|webapp|functionapp|appservice plan|storage account|storage container|storage blob|sql server|sql db|cosmosdb|network vnet|network nsg|network public-ip|keyvault|resource|role assignment|role definition|ad user|ad app|ad sp|monitor metrics|deployment group|deployment sub|servicebus namespace|eventhubs namespace|redis|postgres server|postgres flexible-server|mysql server|extension|cloud|identity|policy assignment|pipelines|repos|repos pr|boards work-item|devops project|staticwebapp|network lb|disk|image|snapshot".split(
		"|",
	);

const az: ProgramForms = {
	names: ["az"],
	global:
		"-o=word --output=word --query=text -g=word --resource-group=word -n=word --name=word --subscription=word --only-show-errors --debug --verbose -s=word --server=word --account-name=word --container-name=word --vault-name=word --namespace-name=word --location=word -l=word --id=word --repository=word --auth-mode=word",
	forms: [
		version("--version -v"),
		deny(
			"account get-access-token | keyvault secret show | keyvault secret download | storage account keys list | acr credential show | acr login | ad sp create-for-rbac | ad sp credential reset | aks get-credentials | cosmosdb keys list | redis list-keys | servicebus namespace authorization-rule keys list | webapp deployment list-publishing-credentials | webapp deployment list-publishing-profiles | webapp config appsettings list | functionapp config appsettings list | functionapp keys list | storage account show-connection-string | keyvault key download",
			credentials,
		),
		deny(
			"group delete | sql db delete | sql server delete | aks delete | storage account delete | vm delete | keyvault purge | keyvault delete | cosmosdb delete",
			destroys,
		),
		safe(
			grid(azGroups, ["list", "show"]),
			reads,
			"--all --include-preview --show-details -d --top=number --status=word --assignee=word",
			{ args: "word" },
		),
		safe(
			"version | keyvault secret list | vm list-sizes | account list-locations | acr repository show-tags | aks get-versions | vm get-instance-view | webapp log tail",
			reads,
			"",
			{ args: "word" },
		),
		ask("", "acts on what is at the provider"),
	],
};

function grid(groups: readonly string[], verbs: readonly string[]): Form["sub"] {
	return groups.flatMap((group) => verbs.map((verb) => `${group} ${verb}`)).join(" | ");
}

export const cloudProviderPrograms: readonly ProgramForms[] = [
	aws,
	gcloud,
	az,
	{
		names: ["gsutil"],
		forms: [
			version(),
			safe("ls | du | stat | version", reads, "-l -h -r -s -a", { args: "text" }),
			deny("rb", destroys),
			deny("rm", destroys, ["-r", "-R"]),
			ask("", "acts on what is at the provider"),
		],
	},
	{
		names: ["bq"],
		forms: [
			version(),
			safe("ls | show | head", reads, "--format=word --schema -n=number --max_results=number", { args: "word" }),
			deny("rm", destroys, ["-r", "-f"]),
			ask("", "acts on what is at the provider"),
		],
	},
	always("ask", "s3cmd rclone azcopy mc minio s5cmd", "moves files to or from other machines"),
];
