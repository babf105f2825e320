/** Containers: docker, podman and compose. */

import type { ProgramForms } from "./form.ts";
import { ask, deny, safe, version } from "./verdicts.ts";

const registry = ["registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com"];
const throwsAway = "throws away containers, images or volumes, which can hold data";
const host = ["--privileged", "--pid=host", "--userns=host", "--cap-add=ALL", "--cap-add=SYS_ADMIN"];
const takesHost = "gives a container the rights of this machine's administrator";

const composeReads = [
	safe(
		"compose ps | compose ls | compose images | compose top | compose port | compose version",
		"reads the state of containers",
		"-a --all -q --quiet --services --format=text --filter=text --status=word --no-trunc --orphans --protocol=word --index=number --short",
		{ args: "word" },
	),
	safe(
		"compose logs",
		"reads what containers said",
		"-f --follow --tail=word -n=word --no-color --no-log-prefix -t --timestamps --since=text --until=text --index=number",
		{ args: "word" },
	),
	safe(
		"compose config | compose convert",
		"lists parts of the description",
		"--services --images --volumes --profiles -q --quiet --hash=text --no-interpolate --networks",
		{
			needs: ["--services", "--images", "--volumes", "--profiles", "-q", "--quiet", "--no-interpolate", "--networks"],
			args: "word",
		},
	),
	deny("compose run | compose exec", takesHost, host),
	ask("compose config | compose convert", "shows the description with the values of the environment"),
	ask(
		"compose up | compose down | compose start | compose stop | compose restart | compose run | compose exec | compose build | compose kill | compose create | compose pause | compose unpause | compose scale | compose watch | compose cp | compose wait | compose attach",
		"starts, changes or stops containers",
	),
	ask("compose rm", throwsAway),
	ask("compose pull | compose push | compose publish", "reaches a registry of images", registry),
];

const docker: ProgramForms = {
	names: ["docker", "podman", "nerdctl"],
	global:
		"-D --debug -l=word --log-level=word -f=read --file=read -p=word --project-name=word --profile=word --project-directory=folder --ansi=word --progress=word",
	forms: [
		version("--version -v"),
		safe(
			"version | info | system info | system df",
			"describes what runs containers",
			"-f=text --format=text -v --verbose",
		),
		safe(
			"ps | container ls | container list | container ps",
			"lists containers",
			"-a --all -q --quiet -n=number --last=number -l --latest -s --size --no-trunc --format=text -f=text --filter=text --watch",
		),
		safe(
			"images | image ls | image list",
			"lists images",
			"-a --all -q --quiet --digests --no-trunc --format=text -f=text --filter=text",
			{ args: "word" },
		),
		safe(
			"network ls | volume ls | context ls | context show | plugin ls | buildx ls | buildx du | buildx version | node ls | service ls | stack ls | stack services | stack ps | service ps | secret ls | config ls | pod ls | pod ps | machine list | builder ls | model ls | scout version",
			"lists what there is",
			"-q --quiet --no-trunc --format=text -f=text --filter=text -v --verbose",
			{ args: "word" },
		),
		safe(
			"logs | container logs | service logs",
			"reads what a container said",
			"-f --follow --tail=word -n=word -t --timestamps --since=text --until=text --details",
			{ args: "word" },
		),
		safe(
			"inspect | container inspect | image inspect | network inspect | volume inspect | context inspect | buildx inspect | service inspect | node inspect | pod inspect",
			"describes what there is",
			"-f=text --format=text -s --size --type=word",
			{ args: "word" },
		),
		safe(
			"top | container top | port | container port | diff | container diff | stats | container stats",
			"reads the state of containers",
			"-a --all --no-stream --no-trunc --format=text -q --quiet -H --human",
			{
				args: "word",
			},
		),
		safe("history | image history", "lists what an image was made of", "--format=text -q --quiet -H --human", {
			args: "word",
		}),
		ask("history | image history", "shows whole commands of a build, which can hold secrets"),
		...composeReads,
		deny("run | create | container run | container create | exec | container exec", takesHost, host),
		ask(
			"run | create | container run | container create",
			"starts a container, which is outside of the sandbox",
			registry,
		),
		ask(
			"exec | container exec | start | stop | restart | kill | pause | unpause | rename | update | cp | attach | commit | wait | container",
			"runs commands in containers, or changes them",
		),
		ask(
			"build | buildx build | buildx bake | image build | builder build | buildx",
			"builds an image, outside of the sandbox",
			registry,
		),
		ask("pull | image pull | search | manifest | scout", "downloads images", registry),
		ask("push | image push | tag | image tag", "publishes an image", registry),
		ask(
			"rm | rmi | container rm | image rm | volume rm | network rm | image prune | container prune | network prune | builder prune | buildx prune",
			throwsAway,
		),
		ask(
			"volume prune | system prune | volume create | network create | network connect | network disconnect | network | volume | image | save | load | import | export",
			throwsAway,
		),
		ask(
			"login | logout | context | swarm | service | stack | node | secret | config | plugin | trust | system | machine | play | generate | compose",
			"works with accounts or clusters",
		),
	],
};

const dockerCompose: ProgramForms = {
	names: ["docker-compose", "podman-compose"],
	global: docker.global ?? "",
	forms: [
		version("--version -v"),
		...composeReads.map((form) => ({ ...form, sub: form.sub.replaceAll("compose ", "") })),
	],
};

export const containerPrograms: readonly ProgramForms[] = [docker, dockerCompose];
