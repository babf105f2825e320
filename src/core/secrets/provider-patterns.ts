/** Keys that are known by how they begin: code hosts, chat, models, payment and registries. As the providers document them. */

/** A key that begins with one of `starts`, followed by `rest`. Capitals count. */
export interface KeyForm {
	readonly kind: string;
	readonly starts: readonly string[];
	/** A regular expression without groups that count; every repeat has an upper bound. */
	readonly rest: string;
	/** How many characters stand before the known part and belong to the key; 0 when left out. */
	readonly back?: number;
}

const word = "[A-Za-z0-9_-]";
const alnum = "[A-Za-z0-9]";

export const providerKeys: readonly KeyForm[] = [
	// Code hosts
	{ kind: "github-token", starts: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], rest: `${alnum}{16,255}` },
	{ kind: "github-token", starts: ["github_pat_"], rest: "[A-Za-z0-9_]{20,255}" },
	{
		kind: "gitlab-token",
		starts: [
			"glpat-",
			"gldt-",
			"glrt-",
			"glcbt-",
			"glptt-",
			"glft-",
			"glimt-",
			"glagent-",
			"gloas-",
			"glsoat-",
			"glffct-",
		],
		rest: "[A-Za-z0-9_.-]{16,255}",
	},
	{ kind: "gitlab-token", starts: ["GR1348941"], rest: `${word}{16,64}` },
	{ kind: "bitbucket-token", starts: ["ATBB", "ATCTT3"], rest: `[A-Za-z0-9_=-]{24,400}` },
	{ kind: "atlassian-token", starts: ["ATATT3", "ATATT", "ATOA", "ATSTT"], rest: `[A-Za-z0-9_=-]{30,400}` },
	{ kind: "gitea-token", starts: ["gta_", "gtea_"], rest: `${alnum}{32,80}` },
	// Chat
	{
		kind: "slack-token",
		starts: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-"],
		rest: "[A-Za-z0-9%/+-]{10,400}",
	},
	{
		kind: "slack-token",
		starts: ["xoxe.xoxp-", "xoxe.xoxb-", "xoxe-", "xapp-", "xwfp-"],
		rest: "[A-Za-z0-9-]{10,400}",
	},
	{
		kind: "slack-webhook",
		starts: ["hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/"],
		rest: "[A-Za-z0-9/_-]{20,200}",
	},
	{
		kind: "discord-webhook",
		starts: ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
		rest: String.raw`\d{10,24}/${word}{20,120}`,
	},
	{ kind: "teams-webhook", starts: ["webhook.office.com/webhookb2/"], rest: "[A-Za-z0-9@/_-]{40,300}" },
	{ kind: "matrix-token", starts: ["syt_"], rest: "[A-Za-z0-9_=-]{20,200}" },
	// Models
	{ kind: "anthropic-key", starts: ["sk-ant-"], rest: `${word}{16,255}` },
	{
		kind: "openai-key",
		starts: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-", "sess-"],
		rest: `${word}{20,255}`,
	},
	{ kind: "openrouter-key", starts: ["sk-or-"], rest: `${word}{20,255}` },
	{ kind: "openai-key", starts: ["sk-"], rest: `${alnum}{20,255}` },
	{ kind: "huggingface-token", starts: ["hf_", "api_org_"], rest: `${alnum}{20,100}` },
	{ kind: "replicate-token", starts: ["r8_"], rest: `${alnum}{24,100}` },
	{ kind: "groq-key", starts: ["gsk_"], rest: `${alnum}{24,100}` },
	{ kind: "perplexity-key", starts: ["pplx-"], rest: `${alnum}{24,100}` },
	{ kind: "xai-key", starts: ["xai-"], rest: `${alnum}{40,120}` },
	{ kind: "tavily-key", starts: ["tvly-"], rest: `${word}{20,100}` },
	{ kind: "langsmith-key", starts: ["lsv2_pt_", "lsv2_sk_"], rest: "[A-Za-z0-9_]{24,100}" },
	{ kind: "wandb-key", starts: ["wandb_v1_"], rest: `${word}{20,120}` },
	{ kind: "pinecone-key", starts: ["pcsk_"], rest: "[A-Za-z0-9_]{30,120}" },
	{ kind: "fireworks-key", starts: ["fw_"], rest: `${alnum}{22,80}` },
	// Payment
	{
		kind: "stripe-key",
		starts: ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_org_", "whsec_"],
		rest: "[A-Za-z0-9+/=]{14,255}",
	},
	{ kind: "square-token", starts: ["sq0atp-", "sq0csp-", "sq0idp-", "EAAA"], rest: `${word}{20,100}` },
	{
		kind: "paypal-token",
		starts: ["access_token$production$", "access_token$sandbox$"],
		rest: String.raw`[0-9a-z]{10,24}\$[0-9a-f]{24,64}`,
	},
	{ kind: "shopify-token", starts: ["shpat_", "shpca_", "shppa_", "shpss_", "shptka_"], rest: "[A-Fa-f0-9]{24,64}" },
	{ kind: "adyen-key", starts: ["AQE"], rest: "[a-z][A-Za-z0-9+/=-]{80,300}" },
	{ kind: "razorpay-key", starts: ["rzp_live_", "rzp_test_"], rest: `${alnum}{12,40}` },
	{ kind: "flutterwave-key", starts: ["FLWSECK_TEST-", "FLWSECK-"], rest: "[A-Za-z0-9-]{12,80}" },
	{
		kind: "plaid-token",
		starts: ["access-sandbox-", "access-production-", "access-development-"],
		rest: "[0-9a-f-]{30,48}",
	},
	// Packages
	{ kind: "npm-token", starts: ["npm_"], rest: `${alnum}{30,80}` },
	{ kind: "pypi-token", starts: ["pypi-"], rest: `${word}{24,400}` },
	{ kind: "rubygems-key", starts: ["rubygems_"], rest: "[a-f0-9]{32,64}" },
	{ kind: "crates-token", starts: ["cio"], rest: `${alnum}{32}(?!${alnum})` },
	{ kind: "nuget-key", starts: ["oy2"], rest: "[a-z0-9]{43}(?![A-Za-z0-9])" },
	{ kind: "docker-token", starts: ["dckr_pat_", "dckr_oat_"], rest: `${word}{20,100}` },
	{ kind: "clojars-token", starts: ["CLOJARS_"], rest: "[a-z0-9]{40,80}" },
	{ kind: "artifactory-key", starts: ["AKCp", "cmVmdGtuO"], rest: `${alnum}{50,120}` },
];
