/** Tells whether a goal or a path is about authentication, cryptography or secrets, or about money or live data. */

/** Code that keeps others out. */
export function isSecurity(words: string): boolean {
	const text = words.replace(provesOnly, " ").replace(noSecurity, " ");
	return (
		surely.test(text) || guarding.some((pattern) => pattern.test(text)) || (perhaps.test(text) && !isCosmetic(text))
	);
}

/** Tests and documents that are named. */
const provesOnly = /(?:\bdocs?\/|\btests?\/)[\w./-]+|[\w./-]+[._-](?:test|spec)\.\w+|[\w./-]+\.mdx?\b/gi;

const noSecurity =
	/\b(?:secret[ -](?:santa|sauce|level|menu|ingredient)|password(?: |-)?(?:strength )?(?:icon|field label)|design tokens?|authorship|certificate of \w+|authored|session (?:recording|title|notes|list|name|storage key)|dependency injection|permissions? to (?:use|print|reprint|reproduce|publish|quote|share|reuse)|cve-free|hash ?(?:map|table|set|router|tag|bang|code)s?|(?:commit|content|file|git|tree|chunk) hash(?:es)?|sign(?:ed)? (?:of|integers?|numbers?|zero|off|bit)|encryption at the end|private (?:key|methods?|fields?|members?|class) (?:word|name)|git credential helper)\b/gi;
const surely = new RegExp(
	`\\b(?:${[
		"auth[nz]?|authenticat(?:e|es|ed|ing|ion|or)s?|un-?authenticated|authori[sz](?:e|es|ed|ing|ation)|un-?authori[sz]ed",
		"oauth2?|oidc|openid|saml|sso|single sign[ -]on|ldap|kerberos|mfa|2fa|two[ -]factor|multi[ -]factor|totp|otp|one[ -]time (?:code|password)s?|passkeys?|webauthn|magic[ -]?links?",
		"jwts?|json web tokens?|bearer|(?:access|refresh|api|csrf|xsrf|session|id|auth|bearer|reset|personal access|security|signing|invite|invitation|service|device|login|verification) tokens?|tokens? (?:expir\\w+|rotation|revocation|refresh|validation|verification|leak\\w*)",
		"same-?site|http-?only|jsonwebtoken|jose|passport\\.?js|next-?auth|auth0|okta|keycloak|cognito|libsodium|openssl|csrf|xsrf|xss|cross[ -]site (?:scripting|request)|ssrf|sql injection|command injection|path traversal|code injection|clickjacking|cors|content[ -]security[ -]policy|csp|cve-?\\d*|vulnerabilit(?:y|ies)|exploits?|security (?:hole|issue|bug|flaw|fix|patch|check|header|problem|hardening|model|rule|group|polic(?:y|ies))s?|insecure(?:ly)?|brute[ -]force|rate[ -]limit(?:s|ing|er)? (?:on |for |of )?(?:the )?(?:login|sign)",
		"encrypt(?:s|ed|ing|ion)?|decrypt(?:s|ed|ing|ion)?|crypto(?:graph(?:y|ic|ically))?|ciphers?|aes|rsa|ed25519|ecdsa|hmac|bcrypt|scrypt|argon2\\w*|pbkdf2|sha-?(?:1|256|512)|md5|nonces?|salt(?:s|ed|ing)?(?= (?:and hash|the (?:hash|password)|hash\\w*|passwords?))|(?:per-user|random) salts?|key (?:rotation|derivation|exchange|management|store)|keystore|(?:tls|ssl|mtls|x509)|certificates?|(?:private|public|signing|encryption|master|secret|ssh|gpg|pgp|api|access|session) keys?|signature (?:check|verification|validation)|(?:verif(?:y|ies|ying)|check(?:s|ing)?|validat(?:e|es|ing)) (?:[\\w'-]+ ){0,3}signatures?|digital signatures?",
		"secrets|client secret|shared secret|secret (?:store|manager|key|value|scanning|rotation|handling|storage|management)|secret|credentials?|keychain|keyring|vault|password (?:hash\\w*|reset\\w*|storage|policy|check\\w*|verification|recovery|change|manager|rules?|validation|encryption)|reset password|(?:hash|store|verify|validate|check|compare|save|encrypt|reset|change|forgot(?:ten)?) (?:the |a |an |their |user |users' |user's |your )*passwords?|forgot(?:ten)? password",
		"permissions?|access control|access rights?|access rules?|rbac|abac|acls?|privileges?|privileged|privilege escalation|role[ -]based|(?:admin|user|access) roles?|admin(?:s|istrators?)? (?:only|rights?|access)|only admins?|impersonat\\w+|(?:grant|revoke|deny|restrict|withdraw)(?:s|ed|ing)? access|(?:must|should|may|can) not (?:\\w+ ){0,3}access|(?:must|should|may|can) not (?:be able to )?(?:see|read|edit|delete|open) (?:\\w+ ){0,4}of (?:others|other (?:people|users))|(?:only|nobody but|no one but) (?:the )?(?:owners?|admins?|administrators?|members?|editors?|managers?|moderators?|authors?)(?: of (?:[\\w-]+ ){1,4})? ?(?:may|can|should|must)|no access to|access to (?:other|somebody|someone)|unauthenti\\w+|sudo|session (?:cookies?|ids?|expir\\w+|fixation|hijack\\w*|management|handling|timeouts?|store|invalidation|validation)|(?:secure|httponly|samesite|auth|login) cookies?|user sessions?|sessions? (?:expire|survive|never|stay|are)|sandbox(?:ing)? escape|sanitis(?:e|es|ing|ation) (?:user )?(?:input|html)|sanitiz(?:e|es|ing|ation) (?:user )?(?:input|html)|escap(?:e|es|ing) (?:user |untrusted )?(?:input|html)",
	].join("|")})\\b`,
	"i",
);
/** Who may do what to whose things, and what an attacker would try, in the words of everyday. */
const someone =
	"(?:admins?|administrators?|super ?users?|owners?|moderators?|managers?|maintainers?|staff|members?|editors?|viewers?|guests?|employees|team leads?|support agents?)";
const others =
	"(?:(?:other|different) (?:people|users?|customers?|tenants?|members?|accounts?|teams?|org\\w*|compan\\w+|workspaces?)(?:'s?)?|others'|each other's|an?other (?:user|tenant|customer|team|member|account|company|person|org\\w*|workspace)(?:'s)?|(?:someone|somebody) else's|tenant \\w+(?:'s)?)";
const guarding: readonly RegExp[] = [
	new RegExp(
		`\\b(?:see|sees|read|reads|view|views|edit|edits|delete|deletes|open|opens|change|changes|download|downloads|access|list|fetch|modify|guess|enumerate)\\b[^.\\n]{0,25}\\b${others}(?!\\w)`,
		"i",
	),
	new RegExp(
		`\\b(?:any ?one|any ?body|every ?one|every ?body|no ?one|nobody|all) (?:but|except|other than|who is not|who isn't) (?:the |an? |our )?(?:[\\w-]+ )?${someone}\\b`,
		"i",
	),
	new RegExp(
		`\\b(?:only|just)\\b(?: be)?(?: \\w+)? (?:for|by|to) (?:the |our |an? )?${someone}\\b|\\b(?:only|just) (?:the |our |an? )?${someone} (?:can|may|should|must|shall|are|get|see)\\b|\\b${someone}[ -]only\\b|\\bnon-${someone}\\b`,
		"i",
	),
	/\b(?:guard|protect|secure|lock down|gate|restrict|shield)(?:s|ed|ing)? (?:off )?(?:the |our |all |these |this )*(?:(?!of\b)[\w/-]+ ){0,3}(?:routes?|endpoints?|apis?|pages?|areas?|consoles?|panels?|dashboards?|resources?|urls?|buckets?|uploads?|downloads?)\b(?! (?:width|height|size|count|scroll\w*|zoom|title|from (?:being )?(?:scroll|overflow|resiz)\w*))|\block(?:ed|s|ing)? (?:that|it|this|them|things) down\b/i,
	/\b(?:failed|wrong|unsuccessful|invalid|bad) (?:login |password |sign-in )?(?:attempts?|tries)\b|\b(?:block|ban|suspend|blacklist)(?:s|ed|ning|ing)? (?:the |those |abusive |suspicious |all )*(?:users?|ips?|ip addresses|accounts?|bots?)\b|\btenant (?:isolation|separation|boundar(?:y|ies))\b/i,
	/\b(?:helmet|hsts|x-frame-options|x-content-type-options|referrer-policy|permissions-policy|magic bytes|mime[ -]?sniff\w*)\b|\b(?:validat|check|verif|restrict|allow-?list|whitelist|limit)\w*\b[^.\n]{0,20}\b(?:file|mime|content)[ -]?types?\b[^.\n]{0,30}\b(?:upload|attach|avatar|import|magic)\w*/i,
	/\b\d[ -]?digit (?:pin |numeric |one-time |login )?(?:codes?|pins?)\b|\b(?:one[ -]time|verification|confirmation|pairing|activation|invit(?:e|ation)|recovery|backup|access|security)(?: \w+)? (?:codes?|pins?)\b/i,
	/\b(?:publish|deploy(?:ment)?|bot|github|gitlab|npm|registry|slack|oauth|webhook|admin|long-lived|hard-?coded) (?:access )?tokens?\b|\bhard-?coded (?:\w+ )?(?:keys?|passwords?|credentials?|secrets?)\b|\.(?:npmrc|netrc|pypirc|env)\b[^.\n]{0,60}\b(?:baked|committed|leak\w*|image|repo\w*|git|public|bundle\w*|token)\b/i,
	new RegExp(
		`\\b(?:guests?|viewers?|anonymous(?: (?:users?|visitors?|people))?|visitors?|outsiders|strangers|any ?one|non-?members|ex-?employees|former \\w+|${someone})\\b (?:can (?:currently|still|now)|could|shouldn't|should not|must not|mustn't|may not|ought not|are (?:currently |still )?able to|is able to)\\b[^.\\n]{0,20}\\b(?:see|call|read|view|edit|delete|open|change|download|access|list|create|invite|publish|approve|reach|use)\\b`,
		"i",
	),
	/\bMath\.random\b|\b(?:csprng|cryptographically|secure random|unguessable|guessable|predictable (?:ids?|tokens?|urls?))\b/i,
	/\beval(?:uat\w+ user|\(|\b(?= (?:on|of|with|call|is|in)\b))|\b(?:user[- ](?:supplied|provided|controlled)|untrusted|malicious|attackers?|hostile|tamper\w*|spoof\w*|phish\w*|open redirects?|directory traversal|zip ?slip|prototype pollution|inner ?html|dangerously ?set ?inner ?html|de-?seriali[sz]ation of|unsafe[- ](?:inline|eval|yaml|pickle)|pickle\.loads?|yaml\.load|shell injection|html injection|header injection|injectable|redos|iframe sandbox|subresource integrity|replay attacks?|timing attacks?|constant[ -]time)\b|(?:\.\.\/){2}|\bescape(?:s)? (?:from )?(?:the |our |its )?(?:\w+ )?(?:dir(?:ectory)?|folder|root|sandbox|jail|container)\b/i,
	/\b(?:personal|sensitive|confidential|private(?= (?:data|info|details|urls?))) (?:data|information|info|values?|fields?|urls?|files?|details)\b[^.\n]{0,40}\b(?:logs?|logged|exposed?|leak\w*|public\w*|visible|response|url|mask\w*|redact\w*)\b|\b(?:mask|redact)\w*\b[^.\n]{0,30}\b(?:logs?|personal|sensitive|confidential|card numbers?)\b/i,
];
const perhaps =
	/\b(?:log(?:ged|ging|s)?[ -]?in(?! (?:the|a|an) (?:file|console|format|order|json))|log(?:ged|ging|s)?[ -]?out(?:s)?|sign(?:ed|ing|s)?[ -]?(?:in|up|out)(?! sheet)|logins?|logouts?|signups?|passwords?|passphrases?|pin codes?|user accounts?|account (?:recovery|lockout|takeover|verification)|lock(?:s|ed)? out)\b/i;

/** Money, or data that people have put in and nobody can make again. */
export function isProduction(words: string): boolean {
	const text = words.replace(provesOnly, " ").replace(noMoney, " ");
	if (surelyLive.some((pattern) => pattern.test(text))) return true;
	return money.test(text) && !isCosmetic(text) && !isInTestsOnly(words);
}

const noMoney =
	/\b(?:at the (?:price|cost) of|git checkout|charge(?:s|d)? (?:of|with) (?:the )?(?:battery|review)|battery charg\w+|bank of (?:switches|leds)|free of charge|in charge|pays? off|pay(?:ing)? attention|payloads?|test (?:orders?|payments?)|null checkout|checkout (?:the )?(?:branch|repo\w*|code|folder|action|step))\b|\bactions\/checkout\b/gi;
const money = new RegExp(
	`\\b(?:${[
		"instal?lments?(?: plan)?|loyalty points?|cash ?back|reimburs\\w+|expense (?:reports?|claims?)|deposits? (?:of|for|are|is|amount)|(?:tips?|bills?|amounts?|fees?|costs?|revenue|earnings|profits?|rewards?|bonus(?:es)?|money)(?: (?:should|must|shall|will))?(?: be| is| are)? (?:split|divided|shared|credited|deducted|awarded)|(?:awarded|credited|charged|deducted|booked|paid|invoiced|billed|counted) (?:twice|double|again|two times)|partial captures?|promo(?:tion(?:al)?)? codes?|discount codes?|dunning|arrears|overdue (?:payments?|invoices?|balances?|bills?|amounts?|accounts?|fees?)|(?:outstanding|unpaid|owed) (?:balances?|amounts?|invoices?|debts?|bills?|fees?|orders?)|free trials?|trial(?: period)? (?:to|→|->|into|conver\\w+|expir\\w+|ends?)|paid (?:conversion|tier|subscription|version|seats?)|(?:reseller|affiliate|partner|sales|agent|referral)s?'? (?:commission|bonus|fee|share|cut)s?|commissions?|late fees?|surcharges?|deductibles?|premiums|royalt(?:y|ies)|rebates?|credit notes?|store credits?|payments?|pay(?:ing|s)? (?:for|with|by|customers?|users?|out)|paid (?:plan|user|customer|invoice|order)s?|payouts?|payroll|salar(?:y|ies)|wages?|billing|billed|bills? (?:customers?|users?|them)|invoic(?:e|es|ing)|refunds?|refund(?:ed|ing)|chargebacks?|charg(?:e|es|ed|ing) (?:(?:the|a|our|their|each|every|all) )*(?:customers?|users?|cards?|cents?|amounts?|fees?|twice|account|client|tenant|merchant|price|total)\\w*|(?:double|over)[ -]?charg\\w+",
		"shopify|quickbooks|xero|netsuite|chargebee|recurly|mollie|worldpay|(?:stock|inventory) (?:counts?|levels?|quantit\\w+|numbers?)|(?:floats?(?! (?:the|it|to|left|right|above|on)\\b)|doubles?|decimals?|numeric|bigdecimal|cents)\\b[^.\\n]{0,30}\\b(?:amounts?|prices?|totals?|balances?|costs?)|(?:amounts?|prices?|totals?|balances?)\\b[^.\\n]{0,30}\\b(?:floats?|doubles?|decimals?|numeric|bigdecimal|cents?|rounded|rounding)|(?:charge|bill|debit|deduct)(?:s|ed|ing)? (?:\\w+ ){0,3}(?:monthly|yearly|twice|again|per (?:seat|user|month))|stripe|paypal|adyen|braintree|klarna|razorpay|square api|apple pay|google pay|credit[ -]?cards?|debit cards?|card numbers?|iban|sepa|ach transfers?|wire transfers?|bank (?:account|transfer|detail|statement)s?|money|monetary|currenc(?:y|ies) (?:conver\\w+|exchange|rounding|calculation|rate)s?|exchange rates?|convert currenc\\w+",
		"(?:tax|vat|discount|price|pricing|fee|interest|commission|tip|proration|coupon|shipping cost|total)s? (?:calculat\\w+|computation|rounding|rules?|logic|engine|rate|amount|module|service|formula|handling)s?|(?:calculat\\w+|comput\\w+|round\\w*|appl(?:y|ies)) (?:the |a |an |all |our )*(?:\\w+ )?(?:tax(?:es)?|vat|discounts?|prices?|fees?|interest|commissions?|totals?|coupons?)|prorat(?:e|es|ed|ing|a|ion)|subscription (?:billing|renewal|plan|payment|charge|upgrade|cancel\\w+|price)s?|(?:renew|cancel|upgrade) (?:\\w+ )?subscriptions?|wallets? (?:balance|transfer|service|top)\\w*|(?:account|customer|user|wallet) balances?|ledger (?:entr\\w+|balance|postings?)|general ledger|bookkeeping|accounting|transfer (?:of )?(?:funds|money)|funds|(?:stock|share|crypto) trad\\w+|place(?:s|d)? (?:an |the )?orders?|(?:shopping )?cart total|checkout (?:flow|process|page|total|session|service|form)|donations?|purchas(?:e|es|ing)|gift cards?|vouchers?|(?:at|in|during|through|after|the|our) checkout(?! (?:code|the|repo\\w*|branch|action|step|folder))|carts?(?:'s)? (?:\\w+ )?(?:totals?|prices?|sums?)|rounding errors? in (?:the )?(?:\\w+ )?(?:totals?|prices?|sums?|amounts?)|amounts? (?:to|in|into|of) (?:euros?|dollars?|cents|pounds|money)|monthly revenue|balances? of (?:each |every |all |the |an? )*(?:accounts?|customers?|users?|wallets?)|taxes|vat|sales tax|tax rates?|revenue (?:report|calculation|recognition)|loan|mortgage|insurance claims?",
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
	/\b(?:purge|wipe|delete|erase|empty|expire|clean out|remove)\b[^.\n]{0,20}\b(?:s3|gcs|blob storage|(?:storage )?buckets?|(?:users?'? |customers?'? )(?:uploads?|files|photos|documents|content|accounts)|backups?)\b(?! (?:button|icon|page|option|flag|menu|label|tests?|type|class|function|command))/i,
	/\b(?:archiv|delet|purg|remov|expir|dropp?|anonymi[sz]|prun)(?:e|es|ed|ing|s)?\b[^.\n]{0,40}\b(?:events?|entries|rows?|records?|users?|accounts?|customers?|messages|orders?|data|posts|documents|tickets|bookings|conversations|uploads|audit \w+)\b[^.\n]{0,30}\b(?:older than|inactive (?:for|since)|after \d|(?:from )?before \d|once a (?:day|week|month)|every night|nightly)\b/i,
	/\b(?:hard|permanently|irrevocably|bulk|mass)[ -]?(?:delet|remov|eras|updat|edit)\w*\b[^.\n]{0,30}\b(?:users?|accounts?|customers?|rows?|records?|data|members?|orders?|tenants?|profiles?)\b|\b(?:erasure|data retention|retention polic(?:y|ies))\b|\b(?:delete|remove|merge|deactivate|anonymi[sz]e) (?:the |all )*(?:users|accounts|customers|members|patients) (?:who|that|which|with|without)\b/i,
	/\b(?:chang\w*|convert\w*|switch\w*|widen\w*|alter\w*|make)\b[^.\n]{0,20}\b(?:types? of|column|primary key|foreign keys?)\b[^.\n]{0,40}\b(?:to|from|into|as|not null|nullable|unique)\b[^.\n]{0,20}\b(?:float|numeric|decimal|big ?int|int(?:eger)?|uuids?|text|varchar|jsonb?|timestamp\w*|not null|null(?:able)?|unique)\b/i,
	/\b(?:add|set|make|drop|put|remove|enforce)\b[^.\n]{0,15}\b(?:not null|unique (?:constraint|index)|foreign keys?|check constraint|primary key)\b|\bfill(?:s|ed|ing)?(?: up| in)? (?:the |all )?(?:nulls?|missing values|empty (?:rows|columns)) (?:with|in|of|from)\b/i,
	/\b(?:mov|cop|migrat|transfer|shift|import|export)(?:e|es|y|ies|ing)?\b[^.\n]{0,40}\b(?:bucket|s3|storage|database|db|cluster|server|volume|file share|account)\b[^.\n]{0,40}\b(?:and|then|afterwards)\b[^.\n]{0,15}\b(?:delete|remove|drop|wipe|shut)\b/i,
	/\b(?:from|in|into|to|on) (?:the|our) (?:old|new|other|existing|real|live|customer|shared|main) (?:\w+ )?(?:bucket|database|db|cluster|data store|warehouse)\b/i,
	/\b(?:gdpr|right to be forgotten|personal data|pii|health records?|medical records?|hipaa|pci(?:[ -]dss)?)\b/i,
	/\b(?:terraform apply|kubectl (?:apply|delete)|production (?:incident|hotfix|secrets?|credentials?|rollout|release|deploy\w*|migration))\b/i,
];

/** About how it looks or reads: that may be on a page of anything. */
function isCosmetic(words: string): boolean {
	return /\b(?:colou?rs?|padding|margins?|css|styl(?:e|es|ing)|typos?|wording|reword|labels?|icons?|fonts?|align\w*|cent(?:er|re)d?|spelling|misspel\w*|screenshots?|illustrations?|artwork|svgs?|banners?|background (?:image|colou?r)|translat\w+|tooltips?|placeholders?|heading|headline|spacing|capitali[sz]\w+|grammar|border|rounded|dark mode|logo|title)\b/i.test(
		words,
	);
}

/** A stand-in, or a name in a test: nothing that anybody pays with. */
function isInTestsOnly(words: string): boolean {
	if (
		/^\W{0,4}(?:(?:please|we|i|need|want|write|add|extend|more|some|a|few|missing|unit|integration|e2e|regression|cover\w*|to|the) ){0,6}(?:unit |integration )?tests? (?:for|of|around|on|to)\b/i.test(
			words,
		)
	)
		return true;
	return /^\W{0,4}(?:mock|stub|fake|rename)\b[^.\n]{0,80}\b(?:in|inside|of|from) \S{0,80}(?:[._-](?:test|spec)s?\b|\btests?\b)/i.test(
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
