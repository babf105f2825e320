/** Tells whether a goal or a path is about authentication, cryptography or secrets, or about money or live data. */

/** Code that keeps others out. */
export function isSecurity(words: string): boolean {
	const text = words.replace(provesOnly, " ").replace(noSecurity, " ");
	return surely.test(text) || (perhaps.test(text) && !isCosmetic(text));
}

/** Tests and documents that are named. */
const provesOnly = /(?:\bdocs?\/|\btests?\/)[\w./-]+|[\w./-]+[._-](?:test|spec)\.\w+|[\w./-]+\.mdx?\b/gi;

const noSecurity =
	/\b(?:secret[ -](?:santa|sauce|level|menu|ingredient)|password(?: |-)?(?:strength )?(?:icon|field label)|design tokens?|authorship|certificate of \w+|authored|session (?:recording|title|notes|list|name|storage key)|hash ?(?:map|table|set|router|tag|bang|code)s?|(?:commit|content|file|git|tree|chunk) hash(?:es)?|sign(?:ed)? (?:of|integers?|numbers?|zero|off|bit)|encryption at the end|private (?:key|methods?|fields?|members?|class) (?:word|name)|git credential helper)\b/gi;
const surely = new RegExp(
	`\\b(?:${[
		"auth[nz]?|authenticat(?:e|es|ed|ing|ion|or)s?|un-?authenticated|authori[sz](?:e|es|ed|ing|ation)|un-?authori[sz]ed",
		"oauth2?|oidc|openid|saml|sso|single sign[ -]on|ldap|kerberos|mfa|2fa|two[ -]factor|multi[ -]factor|totp|otp|one[ -]time (?:code|password)s?|passkeys?|webauthn|magic[ -]?links?",
		"jwts?|json web tokens?|bearer|(?:access|refresh|api|csrf|xsrf|session|id|auth|bearer|reset|personal access|security|signing|invite|invitation|service|device|login|verification) tokens?|tokens? (?:expir\\w+|rotation|revocation|refresh|validation|verification|leak\\w*)",
		"same-?site|http-?only|jsonwebtoken|jose|passport\\.?js|next-?auth|auth0|okta|keycloak|cognito|libsodium|openssl|csrf|xsrf|xss|cross[ -]site (?:scripting|request)|ssrf|sql injection|command injection|path traversal|code injection|clickjacking|cors|content[ -]security[ -]policy|csp|cve-?\\d*|vulnerabilit(?:y|ies)|exploits?|security (?:hole|issue|bug|flaw|fix|patch|check|header|problem|hardening|model|rule|group|polic(?:y|ies))s?|insecure(?:ly)?|brute[ -]force|rate[ -]limit(?:s|ing|er)? (?:on |for |of )?(?:the )?(?:login|sign)",
		"encrypt(?:s|ed|ing|ion)?|decrypt(?:s|ed|ing|ion)?|crypto(?:graph(?:y|ic|ically))?|ciphers?|aes|rsa|ed25519|ecdsa|hmac|bcrypt|scrypt|argon2\\w*|pbkdf2|sha-?(?:1|256|512)|md5|nonces?|salt(?:s|ed|ing)|key (?:rotation|derivation|exchange|management|store)|keystore|(?:tls|ssl|mtls|x509)|certificates?|(?:private|public|signing|encryption|master|secret|ssh|gpg|pgp|api|access|session) keys?|signature (?:check|verification|validation)|(?:verif(?:y|ies|ying)|check(?:s|ing)?|validat(?:e|es|ing)) (?:[\\w'-]+ ){0,3}signatures?|digital signatures?",
		"secrets|client secret|shared secret|secret (?:store|manager|key|value|scanning|rotation|handling|storage|management)|secret|credentials?|keychain|keyring|vault|password (?:hash\\w*|reset\\w*|storage|policy|check\\w*|verification|recovery|change|manager|rules?|validation|encryption)|reset password|(?:hash|store|verify|validate|check|compare|save|encrypt|reset|change|forgot(?:ten)?) (?:the |a |an |their |user |users' |user's |your )*passwords?|forgot(?:ten)? password",
		"permissions?|access control|access rights?|access rules?|rbac|abac|acls?|privileges?|privileged|privilege escalation|role[ -]based|(?:admin|user|access) roles?|admin(?:s|istrators?)? (?:only|rights?|access)|only admins?|impersonat\\w+|(?:grant|revoke|deny|restrict|withdraw)(?:s|ed|ing)? access|(?:must|should|may|can) not (?:\\w+ ){0,3}access|(?:must|should|may|can) not (?:be able to )?(?:see|read|edit|delete|open) (?:\\w+ ){0,4}of (?:others|other (?:people|users))|(?:only|nobody but|no one but) (?:the )?(?:owners?|admins?|administrators?|members?|editors?|managers?|moderators?|authors?)(?: of (?:[\\w-]+ ){1,4})? ?(?:may|can|should|must)|no access to|access to (?:other|somebody|someone)|unauthenti\\w+|sudo|session (?:cookies?|ids?|expir\\w+|fixation|hijack\\w*|management|handling|timeouts?|store|invalidation|validation)|(?:secure|httponly|samesite|auth|login) cookies?|user sessions?|sessions? (?:expire|survive|never|stay|are)|sandbox(?:ing)? escape|sanitis(?:e|es|ing|ation) (?:user )?(?:input|html)|sanitiz(?:e|es|ing|ation) (?:user )?(?:input|html)|escap(?:e|es|ing) (?:user |untrusted )?(?:input|html)",
	].join("|")})\\b`,
	"i",
);
const perhaps =
	/\b(?:log(?:ged|ging|s)?[ -]?in(?! (?:the|a|an) (?:file|console|format|order|json))|log(?:ged|ging|s)?[ -]?out(?:s)?|sign(?:ed|ing|s)?[ -]?(?:in|up|out)(?! sheet)|logins?|logouts?|signups?|passwords?|passphrases?|pin codes?|user accounts?|account (?:recovery|lockout|takeover|verification)|lock(?:s|ed)? out)\b/i;

/** Money, or data that people have put in and nobody can make again. */
export function isProduction(words: string): boolean {
	const text = words.replace(provesOnly, " ").replace(noMoney, " ");
	if (surelyLive.some((pattern) => pattern.test(text))) return true;
	return money.test(text) && !isCosmetic(text);
}

const noMoney =
	/\b(?:at the (?:price|cost) of|git checkout|charge(?:s|d)? (?:of|with) (?:the )?(?:battery|review)|battery charg\w+|bank of (?:switches|leds)|free of charge|in charge|pays? off|pay(?:ing)? attention|payloads?|test (?:orders?|payments?)|null checkout|checkout (?:the )?(?:branch|repo\w*|code|folder|action|step))\b|\bactions\/checkout\b/gi;
const money = new RegExp(
	`\\b(?:${[
		"payments?|pay(?:ing|s)? (?:for|with|by|customers?|users?|out)|paid (?:plan|user|customer|invoice|order)s?|payouts?|payroll|salar(?:y|ies)|wages?|billing|billed|bills? (?:customers?|users?|them)|invoic(?:e|es|ing)|refunds?|refund(?:ed|ing)|chargebacks?|charg(?:e|es|ed|ing) (?:(?:the|a|our|their|each|every|all) )*(?:customers?|users?|cards?|cents?|amounts?|fees?|twice|account|client|tenant|merchant|price|total)\\w*|(?:double|over)[ -]?charg\\w+",
		"stripe|paypal|adyen|braintree|klarna|razorpay|square api|apple pay|google pay|credit[ -]?cards?|debit cards?|card numbers?|iban|sepa|ach transfers?|wire transfers?|bank (?:account|transfer|detail|statement)s?|money|monetary|currenc(?:y|ies) (?:conver\\w+|exchange|rounding|calculation|rate)s?|exchange rates?|convert currenc\\w+",
		"(?:tax|vat|discount|price|pricing|fee|interest|commission|tip|proration|coupon|shipping cost|total)s? (?:calculat\\w+|computation|rounding|rules?|logic|engine|rate|amount|module|service|formula|handling)s?|(?:calculat\\w+|comput\\w+|round\\w*|appl(?:y|ies)) (?:the |a |an |all |our )*(?:\\w+ )?(?:tax(?:es)?|vat|discounts?|prices?|fees?|interest|commissions?|totals?|coupons?)|subscription (?:billing|renewal|plan|payment|charge|upgrade|cancel\\w+|price)s?|(?:renew|cancel|upgrade) (?:\\w+ )?subscriptions?|wallets? (?:balance|transfer|service|top)\\w*|(?:account|customer|user|wallet) balances?|ledger (?:entr\\w+|balance|postings?)|general ledger|bookkeeping|accounting|transfer (?:of )?(?:funds|money)|funds|(?:stock|share|crypto) trad\\w+|place(?:s|d)? (?:an |the )?orders?|(?:shopping )?cart total|checkout (?:flow|process|page|total|session|service|form)|donations?|purchas(?:e|es|ing)|gift cards?|vouchers?|(?:at|in|during|through|after|the|our) checkout(?! (?:code|the|repo\\w*|branch|action|step|folder))|carts?(?:'s)? (?:\\w+ )?(?:totals?|prices?|sums?)|rounding errors? in (?:the )?(?:\\w+ )?(?:totals?|prices?|sums?|amounts?)|amounts? (?:to|in|into|of) (?:euros?|dollars?|cents|pounds|money)|monthly revenue|balances? of (?:each |every |all |the |an? )*(?:accounts?|customers?|users?|wallets?)|taxes|vat|sales tax|tax rates?|revenue (?:report|calculation|recognition)|loan|mortgage|insurance claims?",
	].join("|")})\\b`,
	"i",
);
const surelyLive: readonly RegExp[] = [
	/\b(?:prod(?:uction)?|live|customers?'?|real|user'?s?'?|users'|patients?'?|personal|tenant) (?:data(?:base)?s?|dbs?|tables?|records?|rows|cluster|server|servers|environment|system|instances?|schema|traffic|bucket|accounts?)\b(?! (?:fixture|type|class|interface|model|mock|generator|attributes?))/i,
	/(?:^|[.,;:\n]\s*|\b(?:to|and|then|please|must|should|can|we|i) )(?:deploy|release|push|run|execute|delete|update|migrate|change|copy|import|export|restore|roll|write|dump|truncate|purge|ship|publish|apply|move|load)\b[^.\n]{0,60}\b(?:on|in|to|against|into|from) (?:the )?(?:prod|production|live)\b(?! (?:mode|builds?|bundles?|config\w*|dependencies|env var\w*))/i,
	/\b(?:migrat(?:e|es|ing)|back-?fill|re-?encode|anonymi[sz]e|purge|wipe|truncate|archive|deduplicate|erase|scrub)\b(?:(?! to | in the | from the )[^.\n]){0,40}?\b(?:users|customers|accounts|orders|records|rows|subscribers|members|tenants|patients|profiles|invoices|transactions|bookings|tickets)\b(?! (?:page|screen|list|view|controller|module|route|service|api|endpoint|component|class|tests?|file|folder|form|tab|button|icon|menu|panel|store|slice|interface|type|model|to the|to a))/i,
	/\b(?:delete|remove|update|merge|convert|transform|rewrite|move|copy|transfer|clean up|import|change|fix|repair|recalculate|rename|split)\b(?:(?! to | in the | from the )[^.\n]){0,20}?\b(?:existing|old|all|inactive|stale|expired|duplicated?|legacy|historical|real|stored|orphaned)(?: \w+)? (?:users|customers|accounts|orders|records|rows|subscribers|members|tenants|patients|profiles|transactions|bookings|tickets)\b/i,
	/\b(?:mov|migrat|cop|convert|delet|remov|updat|chang|transfer|merg|rewrit|import|fix)(?:e|es|ing|y|ies|s)?\b[^.\n]{0,20}\b(?:all|existing|old|the stored|stored|every)\b[^.\n]{0,25}\bof (?:all |our |the |every )*(?:customers?|users?|accounts?|tenants?|patients?|members?)\b/i,
	/\b(?:delete|remove|archive)\b[^.\n]{0,30}\b(?:users|customers|accounts|orders|records|rows|members|bookings|tickets)\b[^.\n]{0,20}\b(?:older than|after \w+ (?:days|weeks|months|years))\b/i,
	/\b(?:back-?fill(?:s|ed|ing)?|truncate (?:the )?\w+ ?tables?|drop (?:the |an |a )?(?:\w+ )*(?:tables?|columns?|databases?|schemas?|index(?:es)?)|alter (?:the )?(?:\w+ )?tables?|data ?migrations?|(?:database|db|schema|sql|table) migrations?|migrat\w+ (?:the |our |all |existing )*(?:\w+ )?(?:data|tables?|columns?|database|db|schema)\b(?! (?:layer|class|module|access))|migration (?:script|that|to (?:add|drop|rename|move)|for the \w+ (?:table|column))|(?:rename|add|remove|delete|change|split|merge) (?:an? |the )?(?:\w+ )*columns? (?:to|from|in|of|on) (?:the )?\w+ (?:table|database|db)|point[ -]in[ -]time recovery|restore (?:the |a )?(?:\w+ )?backups?)\b/i,
	/\b(?:gdpr|right to be forgotten|personal data|pii|health records?|medical records?|hipaa|pci(?:[ -]dss)?)\b/i,
	/\b(?:terraform apply|kubectl (?:apply|delete)|production (?:incident|hotfix|secrets?|credentials?|rollout|release|deploy\w*|migration))\b/i,
];

/** About how it looks or reads: that may be on a page of anything. */
function isCosmetic(words: string): boolean {
	return /\b(?:colou?rs?|padding|margins?|css|styl(?:e|es|ing)|typos?|wording|reword|labels?|icons?|fonts?|align\w*|cent(?:er|re)d?|spelling|misspel\w*|screenshots?|translat\w+|tooltips?|placeholders?|heading|headline|spacing|capitali[sz]\w+|grammar|border|rounded|dark mode|logo|title)\b/i.test(
		words,
	);
}

const document = /(?:^|\/)(?:docs?|documentation)\/|\.(?:md|mdx|rst|adoc|txt)$/i;
const test =
	/(?:^|\/)(?:__tests__|tests?|specs?|e2e|fixtures?|examples?|stories)\/|[._-](?:test|spec|stories)\.[^/]+$/i;

/** The globs of a scope that lead to such code: documents and tests do nothing of the kind. */
export function sensitiveGlobs(globs: readonly string[], is: (words: string) => boolean): readonly string[] {
	return globs.filter((glob) => !document.test(glob) && !test.test(glob) && is(pathWords(glob)));
}

/** `src/auth/pwReset.ts` as words; a stem such as `crypt` or `authn` in a name is one. */
function pathWords(path: string): string {
	return path
		.replace(/\.[a-z0-9]+$/i, " ")
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.replace(/[^a-zA-Z0-9]+/g, " ")
		.replace(/\b(?:login|signin|signup|sessions?|passwords?|passwd|tokens|acl|iam|jwt|certs?)\b/gi, "auth")
		.replace(/\b(?:migrations?)\b/gi, "data migration")
		.replace(/\b(?:checkout|pricing|subscriptions?|payouts?)\b/gi, "payment");
}
