/** Reads the addresses of remotes: what of them may be shown, and where a pull request is opened. */

/** The address without passwords, tokens and, where it is none that logs in by name, user names. */
export function withoutCredentials(address: string): string {
	const helper = /^[a-z0-9+.-]+::/i.exec(address)?.[0] ?? "";
	if (helper !== "") return helper + withoutCredentials(address.slice(helper.length));
	const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(address) ?? [];
	if (scheme === "") return address;
	const [authority = "", tail = ""] = splitAt(rest, /[/?#]/);
	// What is behind the last @ is the host: a password may hold one, too.
	const at = authority.lastIndexOf("@");
	const user = at < 0 ? "" : (authority.slice(0, at).split(":")[0] ?? "");
	const shown = /^(?:git\+)?ssh/i.test(scheme) && user !== "" ? `${user}@` : "";
	return scheme + shown + authority.slice(at + 1) + (splitAt(tail, /[?#]/)[0] ?? "");
}

/** Where a pull or merge request of the branch is opened in a browser; empty where that is not known. */
export function pullRequestPage(address: string, branch: string): string {
	const place = webPlace(address);
	if (place === null) return "";
	const { host, path } = place;
	const query = encodeURIComponent(branch);
	const folders = branch.split("/").map(encodeURIComponent).join("/");
	if (hosts(host, "github")) return `https://${host}/${path}/compare/${folders}?expand=1`;
	if (hosts(host, "gitlab"))
		return `https://${host}/${path}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${query}`;
	if (host === "bitbucket.org") return `https://${host}/${path}/pull-requests/new?source=${query}`;
	return "";
}

/** `github.com`, and `github.example.org`, which is where organisations run their own. */
function hosts(host: string, name: string): boolean {
	return host === `${name}.com` || host.startsWith(`${name}.`) || host.endsWith(`.${name}.com`);
}

/** Addresses that are only there for ssh on the port of https. */
const otherDoors: Readonly<Record<string, string>> = {
	"ssh.github.com": "github.com",
	"altssh.gitlab.com": "gitlab.com",
	"altssh.bitbucket.org": "bitbucket.org",
};

function webPlace(address: string): { readonly host: string; readonly path: string } | null {
	const plain = withoutCredentials(address);
	const [, withScheme, schemePath] =
		/^(?:https?|ssh|git\+ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d*)?\/+(.+)$/i.exec(plain) ?? [];
	const [, scp, scpPath] = /^(?:[^/@:]+@)?([^/:@]+):(?!\/\/|:)\/*(.+)$/.exec(plain) ?? [];
	const name = (withScheme ?? scp ?? "").toLowerCase();
	const path = (schemePath ?? scpPath ?? "").replace(/\/+$/, "").replace(/\.git$/, "");
	const isPath = /^[\w.~-]+(?:\/[\w.~-]+)+$/.test(path) && !path.split("/").some((part) => /^\.+$/.test(part));
	if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name) || !isPath) return null;
	return { host: otherDoors[name] ?? name, path };
}

function splitAt(text: string, sign: RegExp): readonly [string, string] {
	const at = text.search(sign);
	return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
