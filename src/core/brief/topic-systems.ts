/** Tells whether a goal asks to find what goes wrong somewhere that no checkout has. */

/** Something goes wrong in a place that the checkout does not have: other services, production, other machines, chance. */
export function asksAcrossSystems(words: string): boolean {
	if (always.test(words)) return true;
	return trouble.test(words) && elsewhere.some((pattern) => pattern.test(words));
}

const always =
	/\b(?:heisenbugs?|works on my machine|(?:can ?not|can't|cannot|couldn't|unable to|not able to|hard to|impossible to) (?:be )?repro(?:duce)?d?|not reproducible|split[ -]brain)\b/i;
const trouble =
	/\b(?:bugs?|fix|debug|fail(?:s|ed|ing|ures?)?|errors?(?! (?:handling|messages?|codes?|pages?|boundar\w+|types?|class\w*|states?))|crash(?:es|ed|ing)?|hangs?|hanging|freez(?:es?|ing)|broken|breaks?|breaking|wrong|lost|los(?:e|es|ing)|missing|drop(?:s|ped|ping)?|disappear(?:s|ed|ing)?|vanish(?:es|ed)?|duplicat(?:es?|ed|ing)|twice|time ?outs?|times out|timing out|timed out|time out|50[0234]s?|40[0134]s?|leak(?:s|ed|ing)?|out of sync|de-?sync(?:s|ed)?|inconsisten(?:t|cy|cies)|stale|corrupt(?:s|ed|ion)?|delayed|late|stuck|stalls?|die[sd]?|restart(?:s|ed|ing)?|disconnect(?:s|ed|ions?)?|issues?|problems?|outages?|incidents?|flak(?:y|es|iness)|deadlocks?|race(?: condition)?s?|mismatch(?:es)?|garbled|refus(?:es|ed)|unreachable|why|investigate|diagnose|track down|find out|figure out|can't|cannot|couldn't|won't|wasn't|weren't|aren't|didn't|hasn't|haven't|confused|climbs|red|keeps growing|reset|returns? (?:old|outdated)|doesn't|does not|don't|isn't|throws?|skip(?:s|ped)|disagree\w*|contradict\w*|diverg\w*|goes? down|unresponsive|empty|blank|gone|weird|strange|unexpected(?:ly)?|unavailable|rejected|denied|silently|no data|falls? (?:out|behind|over)|(?:not|never) (?:work|arriv|receiv|deliver|show|match|reach|get|com|mak)\w*|goes wrong|out of order|slow(?:s|er|ly)?|spikes?)\b/i;
const production =
	"(?:prod(?:uction)?|live(?: system| site| servers?)?|staging|the cluster|kubernetes|k8s|the cloud|customer(?:s'|'s|s)? (?:machines?|sites?|installations?|environments?|systems?|laptops?|networks?)|some (?:machines|customers|users|servers|nodes|devices|phones|networks|laptops|computers|people)|certain (?:machines|customers|users|servers|nodes|devices|phones|networks|computers)|other people's machines|ci|the build server|the ci server|jenkins|github actions|one of the (?:nodes|servers|replicas|pods|machines)|a few (?:machines|customers|users|servers|devices))";
const part =
	"(?:(?:\\w+[ -]){0,3}?(?:services?|server|client|backend|back end|back-end|frontend|front end|front-end|gateway|api|proxy|queue|broker|worker|workers|database|db|cache|redis|kafka|rabbitmq|load balancer|cdn|app|mobile app|webhook|replicas?|nodes?|pods?|regions?|systems?|clusters?|microservices?|billing|inventory|orders|shop|warehouse|crm|erp|stripe|third[ -]party \\w+))";

const elsewhere: readonly RegExp[] = [
	/\b(?:intermittent(?:ly)?|sporadic(?:ally)?|occasional(?:ly)?|non-?deterministic(?:ally)?|every (?:now and then|once in a while|few (?:hours|days|weeks|requests|minutes|runs))|once in a while|from time to time|now and then|once (?:a|per|every) (?:day|week|month|night|hour|few \w+)|at random|(?:some|one|\d+) (?:out )?of (?:ten|twenty|\d+) (?:times|requests|runs|cases)|(?:seemingly|apparently) random(?:ly)?|under (?:heavy )?load|at night|at peak (?:times|hours)|after (?:a few|several|some|many) (?:hours|days|weeks)|after a while)\b/i,
	/\b(?:works?|fine|passes|runs|ok|okay|good)\b[^.\n]{0,40}\bbut\b[^.\n]{0,30}\b(?:in|on|for|at|with|under|behind)\b/i,
	/\b(?:every|each) (?:single )?(?:night|morning|evening|day|hour|week|weekend|month|monday|sunday|\d+ \w+)\b[^.\n]{0,60}\b(?:fail\w*|crash\w*|hang\w*|los(?:t|es?)|stops?|dies?|wrong|empty|missing|sync|dead|restart\w*|drop\w*|disconnect\w*|time\w* out)\b/i,
	/\b(?:fail\w*|crash\w*|hangs?|los(?:t|es?)|stops|dies|empty|missing|dead|restarts|drops|disconnects|times out)\b[^.\n]{0,40}\b(?:every|each) (?:single )?(?:night|morning|evening|day|hour|week|weekend|month|monday|sunday)\b/i,
	/\b(?:after|within|for) (?:running |being up |working |it runs |it has run )?(?:for )?(?:a few|several|some|many|two|three|a couple of|\d+) (?:hours|days|weeks)\b/i,
	/\b\w+[ -]services?\b[^.\n]{0,40}\b(?:and|with|to|from)\b[^.\n]{0,20}\b\w+[ -]services?\b/i,
	/\b(?:when(?:ever)?|if|once|after|while|as soon as|each time)\b[^.\n]{0,30}\b(?:pods?|nodes?|servers?|replicas?|containers?|brokers?|instances?|workers?|leader|master|primary|cluster|gateway|redis|kafka)\b[^.\n]{0,15}\b(?:restarts?|reboots?|dies|fails? over|goes down|is down|are down|disconnects?|is lost|is slow|scales?|is replaced|is redeployed|crashes|drops)\b/i,
	/\b(?:app|client|frontend|front[ -]end|site|website|ui|portal|dashboard)\b[^.\n]{0,12}\b(?:and|vs\.?|versus) (?:the |our )?(?:\w+ )?(?:backend|back[ -]end|server|api|database|db|service)\b[^.\n]{0,20}\b(?:disagree|diverge|differ|contradict|(?:are|get|go|run) out of sync|don't (?:agree|match)|do not (?:agree|match)|drift|show different)/i,
	/\b(?:events?|messages?|data|e-?mails?|requests?|records?|orders?|webhooks?|notifications?|updates?|jobs?|logs?|metrics)\b[^.\n]{0,20}\b(?:from|of|sent by|to|by) (?:the |our )?(?:[\w-]+ ){0,2}(?:services?|workers?|backend|server|queue|broker|cluster|gateway|provider)\b[^.\n]{0,20}\b(?:never|not|don't|doesn't|sometimes|stopped|fail to) (?:\w+ )?(?:reach|arriv|get|show up|land|com|make it|appear|deliver)/i,
	/\b(?:didn't|did not|failed|crashed|stopped|broke|hung|lost|was|were|went|wasn't|weren't)\b[^.\n]{0,40}\b(?:last night|yesterday|this morning|over the weekend|the other day)\b|\b(?:since (?:yesterday|last (?:week|night|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|around \w+))\b/i,
	/\b(?:every|each) (?:second|third|fourth|fifth|tenth|other|few|nth|\d+(?:nd|rd|th)) (?:runs?|builds?|requests?|times?|calls?|attempts?|page loads?|minutes?|hours?)\b/i,
	/\b(?:OOM ?Killed|oom|out of memory|CrashLoopBackOff|ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|broken pipe|connection reset|dns lookups?|clock skew|eventual consistency|replication lag)\b/i,
	/\b(?:when(?:ever)?|if|once|since|with|on)\b[^.\n]{0,30}\b(?:\d+|two|three|several|multiple|more than one|many|both) (?:instances?|replicas?|pods?|nodes?|workers?|servers?|containers?|machines?|hosts?)\b(?! of )/i,
	/\b(?:server|host|shard|pod|replica) \d+\b|\b(?:region|zone|data ?cent(?:er|re)) (?:eu|us|ap|asia|europe|west|east|north|south)\b|\b(?:eu|us|asia|apac|emea|western|eastern|other|one|second) (?:regions?|data ?cent(?:er|re)s?)\b/i,
	/\b(?:every(?:body|one) else|the others?|all others?|other (?:users|customers|people|regions|countries)) (?:(?:is|are|it's|works?|sees?) )?(?:ok|okay|fine|works?|good|not affected|normally)\b/i,
	/\b(?:[Uu]sers|[Pp]eople|[Cc]ustomers|[Cc]lients) (?:in|from) [A-Z][a-z]+\b|\b(?:[Ww]ebhooks?|[Cc]allbacks?|[Ee]vents|[Mm]essages|[Nn]otifications?) (?:from|sent by) (?:the )?[A-Z][a-z]\w+\b/,
	/\bbuild agents?\b|\b(?:our|the|their|some|those) (?:kiosk|customer|factory|store|field|iot|embedded|remote|point of sale|pos) (?:\w+ )?(?:devices|machines|terminals|tablets|sites|servers)\b/i,
	/\b(?:logs?|api|service|backend|server|gateway|ledger|queue|database|crm|provider|broker|hub|worker)\b[^.\n]{0,15}\b(?:says?|shows?|thinks|reports?|claims|insists|believes)\b[^.\n]{3,50}(?:,|\bbut|\bwhile|\byet|\bwhereas) (?:the |our )?[\w-]+(?: [\w-]+)? (?:logs? )?(?:says?|shows?|thinks|reports?|claims|(?:has |have )?never (?:got|gets|saw|sees|received|receives)|(?:did|does)(?:n't| not) (?:get|see|receive|have))\b/i,
	/\b(?:heart ?beats?|connections?|connectivity|traffic|sync(?:ing|hroni[sz]ation)?|communication|handshakes?|messages?|requests?|packets?|replication) between\b/i,
	/\b(?:on|for|with|at|from) (?:some|certain|a few|several|many|older|one|two|half of|most) (?:of (?:our|the|their) )?(?:\w+ )?(?:androids?|iphones?|ipads?|macs|pcs|handsets|routers|sites|stores|offices|branches|locations|regions|countries|carriers|isps|networks|installations|customers|tenants|accounts)\b/i,
	/\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days|since (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i,
	/\b(?:s?ftp|istio|envoy|consul|zookeeper|etcd|linkerd|sap|edi|mainframe|active directory)\b|\b(?:of|from|to|at|by|with) (?:the|our|their|a) (?:\w+ )?(?:partner|vendor|supplier|bank|carrier|payment provider|upstream|isp)(?:'s)?\b/i,
	/\b(?:passes|works|fine|green|ok) (?:for me|on mine|here)\b|\b(?:by|from) two (?:\w+ )?(?:workers|consumers|instances|processes|servers)\b/i,
	/\blocally (?:all|everything|it)\b/i,
	/\b(?:sometimes|randomly|rarely|seldom)\b/i,
	/\b(?:on|for|with|at) (?:some|certain|a few|several|many|other people's|one of (?:the|our)) (?:\w+ )?(?:machines|customers?|users|servers?|nodes?|devices|phones|networks|laptops|computers|replicas?|pods?|tablets|browsers at \w+)\b/i,
	/\b(?:the|our|both|all|two|three)(?: \w+)? (?:regions|services|systems|nodes|replicas|servers|clusters|databases|data ?cent(?:er|re)s|backends|shards)\b[^.\n]{0,40}\b(?:differ(?:s|ent|ently)?|disagree|diverge|inconsistent|not (?:agree|match))\b/i,
	/\b(?:load balancer|api gateway|reverse proxy|cdn|message (?:queue|broker|bus)|service mesh|upstream|replica|cluster|vpn|firewall|kubernetes|k8s|kafka|rabbitmq|staging environment)\b[^.\n]{0,60}\b(?:50[0234]s?|fail\w*|times? ?out|timeouts?|lost|loses?|stale|drops?|dropped|restarts?|hangs?|dies?|crash\w*|disconnect\w*|unreachable|missing|errors?)\b/i,
	/\b(?:50[0234]s?|fail\w*|times? ?out|timeouts?|lost|loses?|stale|drops?|dropped|hangs?|dies?|crash\w*|disconnect\w*|missing|errors?)\b[^.\n]{0,60}\b(?:load balancer|api gateway|reverse proxy|cdn|message (?:queue|broker|bus)|service mesh|upstream service|the cluster|vpn|firewall|kubernetes|k8s|kafka|rabbitmq|staging environment)\b/i,
	new RegExp(
		`\\b(?:only|just|but not locally|solely|exclusively)\\b[^.\\n]{0,30}\\b(?:in|on|for|at|with) ${production}(?![\\w-])`,
		"i",
	),
	new RegExp(
		`\\b(?:in|on|for) ${production}(?: only\\b|,? (?:but )?(?:not|never) (?:local|on my|in dev|in test|on staging|here)|,? but (?:works|is fine|runs|passes|not)|(?![\\w-]) (?:since|after) (?:the|our|last|yesterday))`,
		"i",
	),
	/\b(?:works|passes|runs|fine) (?:fine |well )?(?:locally|on my (?:machine|laptop|computer)|in dev(?:elopment)?|on localhost)\b/i,
	/\b(?:since|after|following) (?:(?:the|our|a|last|yesterday's|this|each|every) )*(?:\w+ )?(?:deploy(?:ment)?s?|rollout|failover|outage|infrastructure (?:change|upgrade))\b/i,
	new RegExp(`\\bbetween (?:(?:the|our|a|two|both|several|all|these) )*${part}\\b`, "i"),
	/\b(?:across|among|through) (?:(?:the|our|all|several|multiple|two|three|both|different|many) )+(?:\w+ )?(?:services|systems|regions|nodes|clusters|microservices|machines|data ?cent(?:er|re)s|replicas|teams|repositories|processes)\b/i,
	/\b(?:distributed (?:system|lock|transaction|tracing)|race condition between|upstream service|downstream service|third[ -]party (?:api|service))\b/i,
	/\b(?:in|on|from) (?:prod(?:uction)?|the live (?:system|site))\b(?! (?:mode|builds?|bundles?|config\w*|dependencies|env\w*))/i,
];
