/** The secrets that are at hand when a task starts, found in real folders. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { secretValues } from "../../src/node/secret-values.ts";

let root = "";
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "remit-secrets-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function plant(files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), text);
	}
}

async function values(options: { readonly environment?: Record<string, string>; readonly apiKey?: string } = {}) {
	const { environment = {}, apiKey = "" } = options;
	const found = await secretValues({ folder: join(root, "work"), home: join(root, "home"), environment, apiKey });
	return found.map(({ value }) => value);
}

test("values of env files are known, those of nested packages too, whatever their names promise", async () => {
	await plant({
		"work/.env": "# note\nDB_PASSWORD='canary-pass-1'\nPORT=3000\nNODE_ENV=production\nOPAQUE=zq81mfk20dkwpe\n",
		"work/packages/api/.env.local": 'export API_TOKEN="canary-token-2"\nDATABASE_URL=postgres://bob:canary3pw@h/db\n',
	});
	const found = await values();
	expect(found).toEqual(expect.arrayContaining(["canary-pass-1", "zq81mfk20dkwpe", "canary-token-2", "canary3pw"]));
	expect(found).not.toEqual(expect.arrayContaining(["production"]));
	expect(found).not.toEqual(expect.arrayContaining(["3000"]));
});

test("an example of an env file, dependencies and what a link leads to are not read", async () => {
	await plant({
		"work/.env.example": "API_TOKEN=canary-example-1\n",
		"work/node_modules/x/.env": "API_TOKEN=canary-dependency-2\n",
		"elsewhere/.env": "API_TOKEN=canary-elsewhere-3\n",
	});
	await symlink(join(root, "elsewhere"), join(root, "work", "linked"));
	await symlink(join(root, "elsewhere", ".env"), join(root, "work", ".env"));
	expect(await values()).toEqual([]);
});

test("credential files of well-known programs in the home folder are known", async () => {
	const auth = Buffer.from("bob:canaryDocker4").toString("base64");
	await plant({
		"home/.aws/credentials":
			"[default]\naws_access_key_id = AKIAQ7R3T5W9X2Z4B6D8\naws_secret_access_key = wJq1rXaUtnF3MI7K9MDqNGbPxRfiCYzz5AKEYabc\n",
		"home/.netrc": "machine api.x.y login bob password canaryNetrc1\n",
		"home/.npmrc": "//registry.x.y/:_authToken=canary-npm-7f3a91\n",
		"home/.docker/config.json": `{"auths":{"r.io":{"auth":"${auth}"}}}`,
		"home/.config/gh/hosts.yml": "github.com:\n    oauth_token: gho_Zq81mfk20dkwpeXy7TtBvN3LrCs5\n",
		"home/.git-credentials": "https://bob:canaryGit5@git.x.y\n",
		"home/.pypirc": "[pypi]\nusername = __token__\npassword = canaryPypi6x\n",
	});
	const wanted = [
		"wJq1rXaUtnF3MI7K9MDqNGbPxRfiCYzz5AKEYabc",
		"canaryNetrc1",
		"canary-npm-7f3a91",
		auth,
		"canaryDocker4",
	];
	const more = ["gho_Zq81mfk20dkwpeXy7TtBvN3LrCs5", "canaryGit5", "canaryPypi6x"];
	expect(await values()).toEqual(expect.arrayContaining([...wanted, ...more]));
});

test("the environment's secrets, its addresses with a password and the kept key are known; its paths are not", async () => {
	const environment = {
		CI_TOKEN: "canary-env-1",
		HTTPS_PROXY: "http://bob:canaryProxy2@p:8080",
		SSH_AUTH_SOCK: "/run/user/1000/keyring/ssh",
		HOME: "/home/somebody",
		EDITOR_AUTH: "enabled",
	};
	expect([...(await values({ environment, apiKey: "canary-api-key-3" }))].sort()).toEqual(
		["canary-env-1", "canaryProxy2", "canary-api-key-3"].sort(),
	);
});

test("files that are too large, and folders that cannot be read, are passed over", async () => {
	await plant({ "work/.env": `API_TOKEN=canary-large-1\n${"#".repeat(600_000)}` });
	expect(await values()).toEqual([]);
	await rm(join(root, "work"), { recursive: true });
	expect(await values()).toEqual([]);
});
