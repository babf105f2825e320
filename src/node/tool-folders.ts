/** Where operating systems and tool chains keep what programs need, and where secrets lie between. */

/** Folders of the root that belong to the system on Linux: shown. Everything else in the root is hidden. */
export const systemFolders: readonly string[] = [
	...["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/var"],
	...["/nix", "/gnu", "/snap", "/boot", "/proc", "/dev", "/sys"],
];

/** Places in the system's folders that hold other people's data or the machine's secrets: hidden, also from root. */
export const secretPlaces: readonly string[] = [
	...[
		"/etc/shadow",
		"/etc/shadow-",
		"/etc/gshadow",
		"/etc/gshadow-",
		"/etc/sudoers",
		"/etc/sudoers.d",
		"/etc/master.passwd",
	],
	...[
		"/etc/ssh",
		"/etc/ssl/private",
		"/etc/pki/tls/private",
		"/etc/letsencrypt",
		"/etc/krb5.keytab",
		"/etc/security/opasswd",
	],
	...["/etc/NetworkManager/system-connections", "/etc/wireguard", "/etc/openvpn", "/etc/ipsec.secrets", "/etc/ppp"],
	...["/etc/docker", "/etc/containers/auth.json", "/etc/kubernetes", "/etc/rancher", "/etc/cni", "/etc/environment"],
	...[
		"/etc/npmrc",
		"/usr/etc/npmrc",
		"/usr/local/etc/npmrc",
		"/etc/pip.conf",
		"/etc/netrc",
		"/etc/fstab",
		"/etc/cloud",
	],
	...["/var/tmp", "/var/log", "/var/mail", "/var/spool", "/var/backups", "/var/www", "/var/crash", "/var/db"],
	...["/var/lib/docker", "/var/lib/containerd", "/var/lib/containers", "/var/lib/kubelet", "/var/lib/cloud"],
	...["/var/lib/postgresql", "/var/lib/mysql", "/var/lib/redis", "/var/lib/private", "/var/lib/secrets"],
	...[
		"/var/lib/sudo",
		"/var/lib/sss",
		"/var/lib/NetworkManager",
		"/var/lib/iwd",
		"/var/lib/bluetooth",
		"/var/lib/systemd",
	],
];

/**
 * In the home: tool chains and what they have downloaded, never their settings, which may hold a token. Read only.
 * npm's and Yarn's caches are missing on purpose: those programs fail where they can read a cache but not write it.
 */
export const ownTools: readonly string[] = [
	...[".nvm", ".pyenv", ".rbenv", ".asdf", ".volta", ".nodenv", ".jenv", ".goenv", ".phpenv", ".local/share/mise"],
	...[".local/share/fnm", ".local/share/uv", ".local/share/pipx", ".local/share/rtx", ".local/share/virtualenv"],
	...[".cargo/bin", ".cargo/registry", ".rustup", "go/bin", "go/pkg", ".local/go", ".ghcup/bin"],
	...[".m2/repository", ".m2/wrapper", ".gradle/caches", ".gradle/wrapper", ".gradle/jdks", ".sdkman/candidates"],
	...[".local/bin", ".local/lib", ".local/pipx", ".bun/bin", ".deno/bin", ".cache/deno", ".rvm", ".gem/ruby"],
	...[".dotnet/dotnet", ".dotnet/host", ".dotnet/sdk", ".dotnet/shared", ".dotnet/packs", ".dotnet/tools"],
	...[".nuget/packages", ".composer/vendor", ".config/composer/vendor", ".cache/composer", ".composer/cache"],
	...[
		".cache/pip",
		".cache/ms-playwright",
		".cache/Cypress",
		".cache/puppeteer",
		".cache/node",
		".cache/pypoetry/virtualenvs",
	],
	...["miniconda3", "anaconda3", "miniforge3", "Library/Caches/ms-playwright", "Library/Python", ".swiftly/bin"],
];

/** In the home's tool folders all the same: hidden, because an address with a token may stand there. */
export const notOwnTools: readonly string[] = ["go/pkg/mod/cache/vcs"];
