// Open Badges 3.0: a token (VC-JWT) or a document with a proof (Data Integrity).

import { MIB, base58, base64url, inflated, joined, sha256, text, utf8 } from "./bytes.js";
import { bad, failed, form, listOf, more, unknown } from "./form.js";
import { canonical, isObject, isText, parse, same } from "./json.js";
import { holds, issuerOf, jws, keyOf, moment, recordOf } from "./keys.js";
import { LIST, address } from "./web.js";

const V2 = "https://www.w3.org/ns/credentials/v2";
const OB = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/(context-3\.0\.[0-3]|extensions)\.json$/;
const CLAIMS = ["iss", "jti", "sub", "nbf", "exp", "iat"], NOT_READ = ["vc", "vp", "proof", "aud"];
const SKEW = 60000, SHORTEST = 16 * 1024, LONGEST = 16 * MIB, ENTRIES = 8;

export function isThree({ type }) {
	const types = listOf(type);
	return types.includes("VerifiableCredential") && types.some((one) => /^(OpenBadge|Achievement)Credential$/.test(one));
}

// What the form does not say: contexts, whom it names, whose achievement it is.
function examined(document) {
	form(document, "Credential");
	const contexts = document["@context"], rest = listOf(contexts).slice(1);
	if (!Array.isArray(contexts) || contexts[0] !== V2 || !rest.length || !rest.every((one) => isText(one) && OB.test(one))) {
		throw more("@context");
	}
	const subject = document.credentialSubject, { criteria, creator } = subject.achievement;
	if (!("id" in subject) && !listOf(subject.identifier ?? []).length) throw unknown("nobody");
	if (!criteria.id && !criteria.narrative) throw more("criteria");
	if (creator && creator.id !== document.issuer.id) throw more("creator");
}

function read(content) {
	if (content.startsWith("{")) return { document: parse(content) };
	const token = jws(content, ["alg", "kid", "typ"]), { header, payload } = token;
	if (!isObject(payload)) throw bad("payload");
	if ((header.typ ?? "JWT") !== "JWT") throw more("typ");
	if (!isText(header.kid)) throw more("kid");
	for (const name of NOT_READ) if (name in payload) throw more(name);
	const document = Object.create(null);
	for (const [name, value] of Object.entries(payload)) if (!CLAIMS.includes(name)) document[name] = value;
	return { ...token, document };
}

// A token's claims say what its credential says (8.2.4.2).
function claims(payload, document) {
	const said = { iss: document.issuer.id, jti: document.id };
	if ("sub" in payload) said.sub = document.credentialSubject.id;
	for (const [name, value] of Object.entries(said)) if (payload[name] !== value) throw failed("claim", { name });
	for (const [name, member] of [["nbf", "validFrom"], ["exp", "validUntil"]]) {
		if (!(name in payload) && !(member in document)) continue;
		const seconds = payload[name], stated = moment(document[member]);
		if (typeof seconds !== "number" || stated === null || Math.abs(seconds * 1000 - stated) >= 1000) throw failed("claim", { name });
	}
}

// Data Integrity EdDSA 1.0, section 3.3.
async function jcs(document, issuer, now) {
	const { proof, ...rest } = document, { proofValue, ...options } = proof;
	if ("@context" in options && !same(options["@context"], document["@context"])) throw more("proof.@context");
	const key = await keyOf(issuer, proof.verificationMethod, now);
	if (key.alg !== "EdDSA" || proofValue[0] !== "z") throw more("proofValue");
	const data = joined(await sha256(utf8(canonical(options))), await sha256(utf8(canonical(rest))));
	const signature = base58(proofValue.slice(1));
	return signature.length === 64 && (await holds(key, signature, data));
}

// Whether the signature holds; false where it cannot be said here: then the issuer's host is asked.
async function checked({ header, payload, signature, input, document }, issuer, now) {
	if (payload) {
		const key = await keyOf(issuer, header.kid, now);
		if (header.alg !== key.alg || !(await holds(key, signature, input))) throw failed("signature_bad");
		return true;
	}
	if (document.proof === undefined) throw failed("no_proof");
	if (!isObject(document.proof)) throw more("proof");
	const proof = form(document.proof, "Proof", "proof.");
	if ("created" in proof && !(moment(proof.created) <= now + SKEW && moment(proof.created) !== null)) throw unknown("created");
	if (proof.cryptosuite !== "eddsa-jcs-2022") {
		await keyOf(issuer, proof.verificationMethod, now);
		return false;
	}
	if (!(await jcs(document, issuer, now))) throw failed("signature_bad");
	return true;
}

// Who signed a badge or a list.
async function signed(content, part, issuer, web, now, list) {
	const record = await recordOf(issuer, utf8(content), web);
	if (record?.state === "key_withdrawn") throw failed("key_withdrawn", { host: issuer.host });
	const confirmed = record !== null && list === (record.state === "list");
	let held = false;
	try {
		held = await checked(part, issuer, now);
	} catch (error) {
		if (error.code !== "key_kind") throw error;
	}
	if (!held && !confirmed) throw unknown("no_record", { host: issuer.host });
	return { held, record: confirmed ? record : null };
}

// Yields what was found; throws the first that is wrong or open.
export async function* three(content, web, now, about) {
	const part = read(content), { document } = part;
	if (isText(document.issuer)) throw more("issuer");
	examined(document);
	const subject = document.credentialSubject, { validFrom, validUntil = null, issuer: says } = document;
	about.issuer = says.id;
	about.facts = {
		name: subject.achievement.name, says: says.name ?? "", from: validFrom, until: validUntil,
		identities: listOf(subject.identifier ?? []).filter((one) => one.hashed && one.identityType === "emailAddress"),
	};
	const start = moment(validFrom), end = validUntil === null ? Infinity : moment(validUntil);
	if (start === null || end === null || end < start) throw failed("dates_unreadable");
	if (part.payload) claims(part.payload, document);
	yield { check: "content", code: "content_ok" };
	const issuer = await issuerOf(says.id, web), values = { host: issuer.host };
	about.host = issuer.host;
	const { held, record } = await signed(content, part, issuer, web, now, false);
	yield { check: "proof", code: held ? "signature_ok" : "record_ok", values };
	yield { check: "binding", code: "binding_ok", values };
	if (now >= end) throw failed("expired", { day: validUntil });
	if (start > now + SKEW) throw failed("not_yet", { day: validFrom });
	yield { check: "dates", code: validUntil ? "dates_until" : "dates_no_end", values: { day: validUntil } };
	if (["revoked", "suspended", "superseded"].includes(record?.state)) throw failed(record.state, { day: record.since });
	if (record && record.state !== "active") throw unknown("record_state", values);
	const entries = listOf(document.credentialStatus ?? []);
	if (entries.length > ENTRIES) throw more("credentialStatus");
	for (const entry of entries) {
		if (await isSet(entry, issuer, web, now)) throw failed(entry.statusPurpose === "revocation" ? "revoked" : "suspended", {});
	}
	yield { check: "status", code: entries.length ? "status_clear" : "status_none", values };
}

// A status list counts only as the issuer's own, as of now, confirmed by its host or key.
async function isSet({ statusListCredential: url, statusPurpose, statusListIndex }, issuer, web, now) {
	const place = address(url), open = unknown("list_unread", { host: place?.host ?? url.slice(0, 200) });
	const bytes = place ? await web.get(url, LIST) : null;
	if (!bytes) throw open;
	const content = text(bytes).trim();
	let part;
	try {
		part = read(content);
		form(part.document, "List");
	} catch {
		throw open;
	}
	const { document, payload } = part, bits = document.credentialSubject;
	const speaker = isObject(document.issuer) ? document.issuer.id : document.issuer;
	const other = speaker !== issuer.id || document.id !== url || bits.statusPurpose !== statusPurpose || bits.encodedList[0] !== "u";
	if (other || (payload && (payload.iss !== issuer.id || payload.jti !== url))) throw open;
	const start = moment(document.validFrom), end = moment(document.validUntil);
	if (start === null || end === null || start > now + SKEW || end <= now) throw unknown("list_old", { host: place.host, day: document.validUntil });
	await signed(content, part, issuer, web, now, true).catch((error) => { throw error.outcome === "unknown" ? open : error; });
	const plain = await inflated(base64url(bits.encodedList.slice(1)), "gzip", LONGEST), index = Number(statusListIndex);
	if (plain.length < SHORTEST) throw open;
	if (!/^(0|[1-9]\d{0,9})$/.test(statusListIndex) || index >= plain.length * 8) throw bad("statusListIndex");
	return Boolean(plain[index >> 3] & (128 >> (index & 7)));
}
