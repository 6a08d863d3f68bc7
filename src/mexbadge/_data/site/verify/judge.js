// From bytes to a verdict: valid only where every required check passed (decision 2).

import { badgeText } from "./file.js";
import { base64url, hex, sha256, text, utf8 } from "./bytes.js";
import { Refused, isObject, isText, parse } from "./json.js";
import { Said } from "./form.js";
import { isThree, three } from "./three.js";
import { isTwo, two } from "./two.js";
import { Unreachable } from "./web.js";

const REQUIRED = ["format", "content", "proof", "binding", "dates", "status"];
const BINDING = /^(key_(not|with)|issuer_|other_host|unreachable)/, STATUS = /^(revoked|suspended|superseded|list_)/;
const BROKEN = ["no_badge", "two_differ", "json", "encoding", "png", "svg", "compressed", "base64", "base58", "token", "empty"];

function kindOf(content) {
	if (content.startsWith("[")) throw new Refused("list");
	if (/^https?:\/\//.test(content)) throw new Refused("address_inside");
	const document = content.startsWith("{") ? parse(content) : ofToken(content);
	if (!isObject(document)) throw new Refused("kind");
	if (isThree(document)) return three;
	if (isTwo(document)) return two;
	throw new Refused("kind");
}

function ofToken(content) {
	const parts = content.split(".");
	if (content.includes("~")) throw new Refused("kind");
	if (parts.length !== 3) throw new Refused("no_badge");
	return parse(text(base64url(parts[1])));
}

export async function judge(bytes, web, now) {
	const findings = [], about = { host: null, issuer: null, facts: null };
	const found = (check, outcome, code, values = {}) => findings.push({ check, outcome, code, values });
	try {
		const content = await badgeText(bytes), judged = kindOf(content);
		found("format", "passed", "format_ok");
		for await (const one of judged(content, web, now, about)) {
			found(one.check, one.code === "status_none" ? "skipped" : "passed", one.code, one.values);
		}
	} catch (error) {
		const spoke = findings.map((one) => one.check), { message } = error;
		const next = REQUIRED.find((check) => !spoke.includes(check)) ?? "status";
		const at = BINDING.test(message) ? "binding" : STATUS.test(message) ? "status" : next;
		if (error instanceof Said) found(at, error.outcome, message, error.values);
		else if (error instanceof Unreachable) found("binding", "unknown", "unreachable", { host: error.host });
		else if (error instanceof Refused) found(at, at === "format" && BROKEN.includes(message) ? "failed" : "unknown", message);
		else found(at, "unknown", "unexpected");
	}
	const is = (outcome) => findings.some((one) => one.outcome === outcome);
	const whole = REQUIRED.every((check) => findings.some((one) => one.check === check));
	const verdict = is("failed") ? "invalid" : is("unknown") || !whole ? "unknown" : "valid";
	found("recipient", "skipped", "recipient_not_asked");
	return { verdict, findings, about, now };
}

// Whether the badge names an e-mail address by its hash.
export async function whose(identities, typed) {
	const name = typed.trim();
	if (!name) return false;
	for (const one of identities) {
		for (const spelled of new Set([name, name.toLowerCase()])) {
			const digest = `sha256$${hex(await sha256(utf8(`${spelled}${one.salt ?? ""}`)))}`;
			if (isText(one.identityHash) && digest === one.identityHash.toLowerCase()) return true;
		}
	}
	return false;
}
