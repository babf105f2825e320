/** What looks at this machine, changes it, or reaches others; and the project's own programs. */

import type { ProgramForms } from "./form.ts";
import { always, ask, reader, safe, version, workspace } from "./verdicts.ts";

const looks = "looks at this machine";
const packages = ["deb.debian.org", "archive.ubuntu.com", "security.ubuntu.com"];

const network =
	"-s -S -f -L -O -i -I -k -v -g -4 -6 -G --fail --silent --show-error --location --head --include --verbose --compressed --insecure --get -o=write --output=write -X=word --request=word -H=text --header=text -d=text --data=text --data-raw=text --json=text " +
	"-m=number --max-time=number --connect-timeout=number --retry=number -w=text --write-out=text -A=text --user-agent=text -q -nv --no-check-certificate -P=write --spider --timeout=number --tries=number";

export const systemPrograms: readonly ProgramForms[] = [
	{
		names: ["./*"],
		forms: [workspace("", "runs a program of the project", "", { args: "own", after: "own" })],
	},
	reader(
		"uptime free lscpu w who last lsb_release sw_vers",
		looks,
		"-a -b -k -m -g -h -s -p -t -d -r -i -c --human --pretty --json -productVersion",
		{ args: "none" },
	),
	{
		names: ["ps"],
		forms: [
			version("--version -V"),
			safe(
				"",
				"lists what runs",
				"-e -f -ef -A -a -u -x -l -j -o=word -p=number -C=word --sort=word --forest --no-headers -H -T -L -w -ww --pid=number --ppid=number -U=word --format=word -eo=word -ax -axo=word -aux -auxww",
				{
					args: "word",
					only: ["aux", "auxf", "auxww", "ax", "axf", "x", "a", "axu", "ux", "u", "axjf", "axww", "waux"],
				},
			),
			ask("", "lists what runs, perhaps with its environment"),
		],
	},
	{
		names: ["top"],
		forms: [
			version("-v"),
			safe(
				"",
				"lists what runs",
				"-b -n=number -d=number -p=number -o=word -u=word -H -c -w=number -l=number -bn=number -bn1",
				{ needs: ["-b", "-l", "-bn1", "-bn"] },
			),
			ask("", "goes on running"),
		],
	},
	reader("pgrep pidof pstree", "lists what runs", "-f -l -a -x -u=word -n -o -c -p -s -d=text", { args: "pattern" }),
	reader(
		"vmstat iostat mpstat lsblk lsusb lspci numactl sensors",
		looks,
		"-a -f -h -l -m -o=word -t -v -s -w -x -c -d -J --json -H",
		{ args: "number" },
	),
	reader(
		"lsof ss netstat",
		"lists open files and ports",
		"-i -i=word -n -P -t -l -a -u -x -4 -6 -s -e -o -nP -sTCP:LISTEN -c=word -iTCP -tulpn -tlnp -tunlp -tln -an -r -rn",
		{ args: "word" },
	),
	reader("ip ifconfig", "lists the network's addresses", "-4 -6 -br -brief -c -j -a -s", {
		args: "word",
		only: ["addr", "a", "address", "link", "route", "r", "show", "list", "neigh", "rule"],
	}),
	{
		names: ["sysctl", "scutil", "defaults"],
		forms: [
			safe("", looks, "-n -a", {
				args: "word",
				not: ["=", "write", "delete"],
				count: [1, 2],
				only: [
					"kernel.ostype",
					"kernel.osrelease",
					"hw.ncpu",
					"hw.memsize",
					"vm.swappiness",
					"fs.inotify.max_user_watches",
					"kernel.hostname",
				],
			}),
			ask("", "changes the system"),
		],
	},
	{ names: ["locale", "getconf"], forms: [safe("", looks, "-a -m -1 -3", { args: "word" })] },
	{
		names: [
			"xdg-open",
			"open",
			"start",
			"code",
			"most",
			"view",
			"man",
			"info",
			"subl",
			"idea",
			"cursor",
			"codium",
			"hx",
			"helix",
			"micro",
		],
		forms: [version(), ask("", "opens a program that waits for a person, and that can run others")],
	},
	{
		names: ["kill", "pkill", "killall", "xkill", "fuser"],
		forms: [safe("", "lists signals", "-l -L", { needs: ["-l", "-L"] }), ask("", "ends what runs")],
	},
	always(
		"deny",
		"systemctl service launchctl crontab atq rc-service initctl update-rc.d chkconfig loginctl",
		"changes what runs on this machine, or when",
	),
	always(
		"deny",
		"iptables ip6tables nft ufw firewall-cmd pfctl route ifup ifdown nmcli hostnamectl timedatectl",
		"changes the machine's network or clock",
	),
	always(
		"deny",
		"setenforce auditctl dmsetup cryptsetup losetup swapon pivot_root setcap capsh",
		"changes the machine, or the rights on it",
	),
	always(
		"ask",
		"journalctl dmesg logger dbus-send gdbus osascript xdotool notify-send wall write mail sendmail",
		"looks at the system's log, or leaves something behind",
	),
	{
		names: ["curl"],
		forms: [version("--version -V"), { ...ask("", "uses the network"), options: network, args: "url" }],
	},
	{
		names: ["wget", "http", "https", "xh", "httpie", "aria2c"],
		forms: [version("--version -V"), { ...ask("", "uses the network"), options: network, args: "url" }],
	},
	{
		names: ["ssh", "scp", "sftp", "rsync", "ssh-copy-id", "mosh", "autossh", "sshfs", "ftp", "lftp"],
		forms: [version("-V --version"), ask("", "reaches another machine, or copies files to it")],
	},
	always("deny", "ssh-add ssh-agent security gnome-keyring kinit", "works with keys and passwords"),
	always(
		"ask",
		"nc ncat netcat socat telnet ping ping6 traceroute tracepath mtr dig nslookup host whois nmap arp tcpdump tshark ngrep openssl gpg gpg2 age ssh-keygen ssh-keyscan websocat grpcurl",
		"uses the network, or works with keys",
	),
	{
		names: ["apt", "apt-get", "apt-cache", "aptitude"],
		forms: [
			version("--version -v"),
			safe(
				"list | show | search | policy | depends | rdepends | madison | showpkg",
				"reads which packages there are",
				"--installed --upgradable -a -n --names-only",
				{ args: "word" },
			),
			ask("", "changes the programs of this machine", packages),
		],
	},
	{
		names: ["dpkg", "rpm", "dpkg-query"],
		forms: [
			version(),
			safe(
				"",
				"reads which packages are installed",
				"-l -L -s -S -W -q -qa -qi -ql -qf --list --status --listfiles --get-selections -f=text --print-architecture",
				{
					needs: [
						"-l",
						"-L",
						"-s",
						"-S",
						"-W",
						"-q",
						"-qa",
						"-qi",
						"-ql",
						"-qf",
						"--list",
						"--status",
						"--get-selections",
						"--print-architecture",
						"--listfiles",
					],
					args: "pattern",
				},
			),
			ask("", "changes the programs of this machine"),
		],
	},
	{
		names: ["brew"],
		forms: [
			version("--version -v"),
			safe(
				"list | ls | info | deps | leaves | config | outdated | search | desc | uses",
				"reads which packages are installed",
				"--versions --formula --cask --json[=word] --tree --installed -1",
				{ args: "word", not: ["/"] },
			),
			ask("", "changes the programs of this machine", ["formulae.brew.sh", "ghcr.io", "github.com"]),
		],
	},
	{
		names: ["apk", "dnf", "yum", "pacman", "zypper", "snap", "flatpak", "port", "winget", "choco", "scoop"],
		forms: [
			version(),
			safe("list | info | search", "reads which packages are installed", "--installed", { args: "word" }),
			ask("", "changes the programs of this machine"),
		],
	},
	{
		names: ["nix", "nix-shell", "nix-build", "nix-env", "direnv", "devbox", "devcontainer", "distrobox", "guix"],
		forms: [
			version(),
			workspace("flake show | flake metadata | status", "reads the project's environment", "--json --offline", {
				args: "folder",
				needs: ["--offline"],
			}),
			ask("", "builds or changes environments, or downloads", ["cache.nixos.org"]),
		],
	},
	{
		names: ["xattr", "getfacl", "lsattr", "chflags"],
		forms: [version(), ask("", "changes whom files belong to, or who may use them")],
	},
	{
		names: ["code-insiders", "remit", "claude", "codex", "gemini", "aider", "llm", "ollama", "copilot-cli"],
		forms: [version("--version -v"), ask("", "starts another agent or model")],
	},
	{
		names: ["sysbench", "stress", "stress-ng", "hyperfine"],
		forms: [version(), ask("", "runs other commands, or loads this machine")],
	},
	always(
		"deny",
		"mkfs.ext4 mkfs.xfs mkfs.vfat mkfs.btrfs mkntfs newfs hdparm sgdisk gdisk badblocks zpool zfs btrfs mdadm",
		"formats, erases or repartitions a disk",
	),
];
