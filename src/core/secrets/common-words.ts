/** Words that stand beside "password" or "token" without being one: types, states, labels, field names. */

const lists = [
	// Types and values of programs
	"string str text char varchar number int integer bool boolean float double object array list dict map any unknown never void none null nil undefined true false bytes buffer optional readonly self this func function def class type interface enum struct const let var new await async return import export default typeof instanceof data value values val key keys item items result results response request input output param params args arg option options config settings props state context field name names label id ids uuid guid hash",
	// What a secret is called
	"password passwords passwd pwd pass passphrase passcode secret secrets token tokens apikey apitoken accesstoken refreshtoken authtoken idtoken csrftoken accesskey secretkey secretaccesskey privatekey publickey clientsecret clientid credential credentials auth authorization authentication bearer basic digest oauth oauth2 login logout user username email otp mfa totp sso saml jwt cookie session csrf nonce salt mypassword mysecret mytoken mykey newpassword oldpassword userpassword currentpassword confirmpassword repeatpassword dbpassword adminpassword rootpassword apisecret appsecret jwtsecret sessionsecret thepassword apassword asecret atoken",
	// States and sentences
	"required optional invalid valid missing empty incorrect wrong correct expired revoked disabled enabled forgotten forgot reset changed change unchanged updated update created deleted removed hidden visible show hide masked encrypted decrypted hashed plain plaintext protected public private internal external generated random unset notset todo tbd yes no off on success failed failure error errors warning pending unknown ignored allowed denied rejected accepted accept confirm confirmed strong weak medium short long and or the for with from must should can will may not only has have are was were been field fields is in at to of if else when where which that these those your yours",
	// Placeholders
	"changeme changeit changethis placeholder example sample dummy test testing tests demo foo bar baz qux foobar xxx xxxx abc abcd replaceme insertme redacted fake mock stub some something anything whatever value1 here lorem ipsum",
	// Tokens of grammars, styles and interfaces
	"keyword identifier punctuation operator comment literal number whitespace newline eof semicolon comma colon primary secondary accent background foreground color border spacing font size small large medium inherit initial submit button checkbox form input textarea select modal dialog tooltip",
	// Authentication styles that stand where a value could
	"env environment file vault keychain keyring prompt stdin none inherit local remote server client guest chpasswd sudo login getpass htpasswd",
];

export const commonWords: ReadonlySet<string> = new Set(lists.flatMap((list) => list.split(" ")));
