// Open Badges 2.0: hosted (the copy at its address counts) or signed (a JWS under the issuer's key).

import { text } from "./bytes.js";
import { bad, failed, form, listOf, more, unknown } from "./form.js";
import { isObject, isText, parse, same } from "./json.js";
import { holds, jws, moment, ofPem } from "./keys.js";
import { BADGE, KEYS, LIST, address } from "./web.js";

const CONTEXT = "https://w3id.org/openbadges/v2", SKEW = 60000;

export const isTwo = (document) => document["@context"] === CONTEXT && document.type === "Assertion";

// What stands at an address, and says so.
async function there(url, web, origin, limit, name) {
	const place = address(url);
	if (!place) throw unknown("address");
	if (origin !== null && place.origin !== origin) throw unknown("other_host", { host: place.host });
	const bytes = await web.get(url, limit);
	if (!bytes) throw unknown("gone", { host: place.host });
	let document;
	try { document = parse(text(bytes)); } catch { throw unknown("issuer_unreadable", { host: place.host }); }
	if (isObject(document) && document.revoked === true) throw failed("revoked", {});
	form(document, name, `${name}.`);
	if (document.id !== url) throw unknown("issuer_other", { host: place.host });
	if (document["@context"] !== CONTEXT) throw more(`${name}.@context`);
	return document;
}

export async function* two(content, web, now, about) {
	const hosted = content.startsWith("{"), token = hosted ? null : jws(content, ["alg", "typ"]);
	const assertion = hosted ? parse(content) : token.payload;
	if (hosted) {
		if (!isText(assertion.id) || !isText(assertion.verification?.type)) throw bad("id");
		const place = address(assertion.id);
		if (!place) throw unknown("address");
		about.host = place.host;
		if (!/^hosted(Badge)?$/i.test(assertion.verification.type)) throw failed("unsigned");
		const original = await there(assertion.id, web, null, BADGE, "Assertion");
		if (!same(original, assertion)) throw unknown("hosted_differs", { host: place.host });
	}
	form(assertion, "Assertion");
	const { recipient, verification, issuedOn, expires = null } = assertion;
	const badge = await there(assertion.badge, web, hosted ? address(assertion.id).origin : null, BADGE, "BadgeClass");
	const { origin } = address(badge.id), issuer = await there(badge.issuer, web, origin, KEYS, "Issuer");
	const { host } = address(issuer.id), values = { host };
	about.host = host;
	about.issuer = issuer.id;
	about.facts = {
		name: badge.name, says: issuer.name, from: issuedOn, until: expires,
		identities: recipient.hashed && recipient.type === "email" ? [{ identityHash: recipient.identity, salt: recipient.salt }] : [],
	};
	yield { check: "content", code: "content_ok" };
	if (!hosted) {
		if (!/^signed(Badge)?$/i.test(verification.type) || !isText(verification.creator)) throw failed("unsigned");
		if (!listOf(issuer.publicKey).includes(verification.creator)) throw failed("key_not_listed", values);
		const listed = await there(verification.creator, web, origin, KEYS, "Key");
		if (listed.owner !== issuer.id) throw failed("key_not_listed", values);
		const key = await ofPem(listed.publicKeyPem);
		if (token.header.alg !== key.alg || !(await holds(key, token.signature, token.input))) throw failed("signature_bad");
	}
	yield { check: "proof", code: hosted ? "hosted_ok" : "signature_ok", values };
	yield { check: "binding", code: "binding_ok", values };
	const start = moment(issuedOn), end = expires === null ? Infinity : moment(expires);
	if (start === null || end === null || end < start) throw failed("dates_unreadable");
	if (now >= end) throw failed("expired", { day: expires });
	if (start > now + SKEW) throw failed("not_yet", { day: issuedOn });
	yield { check: "dates", code: expires ? "dates_until" : "dates_no_end", values: { day: expires } };
	const clear = hosted || (await isClear(assertion, issuer, web, origin));
	yield { check: "status", code: clear ? "status_clear" : "status_none", values };
}

// Whether a signed badge is on no list of revoked ones; false where the issuer names none.
async function isClear(assertion, issuer, web, origin) {
	if (!("revocationList" in issuer)) return false;
	const list = await there(issuer.revocationList, web, origin, LIST, "Revocations"), entries = list.revokedAssertions;
	const ids = Array.isArray(entries) ? entries.map((entry) => (isObject(entry) ? entry.id : entry)) : [null];
	if (ids.includes(assertion.id)) throw failed("revoked", {});
	if (!ids.every(isText) || (list.issuer ?? issuer.id) !== issuer.id) throw unknown("list_unread", { host: address(issuer.id).host });
	return true;
}
