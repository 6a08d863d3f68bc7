// Whose key: the issuer's own document, from the host that its name says, and signatures under its keys.

import { base58, base64url, hex, joined, sha256, text, utf8 } from "./bytes.js";
import { failed, listOf, more, unknown } from "./form.js";
import { Refused, isObject, isText, parse } from "./json.js";
import { KEYS, address } from "./web.js";

const DID_WEB = /^did:web:([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:%3A\d{1,5})?)((?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)$/;
const RECORD = "urn:mexbadge:record", RECORDS = "urn:mexbadge:records";
const TYPES = ["Multikey", "JsonWebKey", "JsonWebKey2020", "Ed25519VerificationKey2020"];
const PRIVATE = /^(secretKey|privateKey)|^(d|p|q|dp|dq|qi|oth|k)$/;

const oddKind = () => unknown("key_kind");

// The address of an issuer's document; null for a name that names no host.
function documentAddress(id) {
	const did = DID_WEB.exec(id);
	if (did) {
		const path = did[2] ? `${did[2].replaceAll(":", "/")}/did.json` : "/.well-known/did.json";
		return address(`https://${decodeURIComponent(did[1])}${path}`);
	}
	const url = id.startsWith("https://") ? address(id) : null;
	return url && !url.hash && !url.search && url.href === id ? url : null;
}

// The issuer's own document: its keys for signing, and where its records are.
export async function issuerOf(id, web) {
	if (/^did:(key|jwk):/.test(id)) throw unknown("issuer_is_key", { issuer: id });
	const url = documentAddress(id);
	if (!url) throw unknown("issuer_kind", { issuer: id });
	const { host, origin } = url, odd = unknown("issuer_unreadable", { host });
	const bytes = await web.get(url.href, KEYS);
	if (!bytes) throw unknown("issuer_gone", { host });
	let document;
	try { document = parse(text(bytes)); } catch { throw odd; }
	if (!isObject(document)) throw odd;
	if (document.id !== id) throw failed("issuer_other", { host });
	return { id, host, origin, document, methods: methodsOf(document, id, odd) };
}

const USES = ["assertionMethod", "authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"];

function methodsOf(document, id, odd) {
	const listed = document.assertionMethod, described = document.verificationMethod ?? [];
	const all = [...listOf(described), ...USES.flatMap((use) => listOf(document[use] ?? []).filter(isObject))];
	if (!Array.isArray(listed) || all.length > 100) throw odd;
	const found = new Map(), whole = (name) => (isText(name) && name.startsWith("#") ? `${id}${name}` : name);
	for (const method of all) {
		if (!isObject(method) || !isText(method.id)) throw odd;
		const name = whole(method.id);
		if (found.has(name) || Object.keys(method).some((member) => PRIVATE.test(member))) throw odd;
		found.set(name, method);
	}
	const ended = (method) => (method.revoked ?? method.publicKeyJwk?.revoked ?? null) !== null;
	const withdrawn = new Set(all.filter(ended).map((method) => materialOf(method, odd)));
	const allowed = new Set(listed.map((one) => whole(isObject(one) ? one.id : one)));
	return new Map([...found].map(([name, method]) => [name, {
		method, allowed: allowed.has(name), own: name.startsWith(`${id}#`) && method.controller === id,
		revoked: ended(method) || (withdrawn.size > 0 && withdrawn.has(materialOf(method, odd))),
	}]));
}

// Two spellings of one key: the end of one is the end of both.
function materialOf(method, odd) {
	try {
		const jwk = method.publicKeyJwk;
		if (jwk) return hex(base64url(jwk.x ?? jwk.n));
		const bytes = base58(method.publicKeyMultibase.slice(1));
		return hex(bytes.subarray(bytes[0] === 0xed ? 2 : 3));
	} catch {
		throw odd;
	}
}

// The key that a badge names, if the issuer lists it for signing and has not withdrawn it.
export async function keyOf(issuer, name, now) {
	const absolute = name.startsWith("#") ? `${issuer.id}${name}` : name;
	const found = issuer.methods.get(absolute);
	const { method, revoked, allowed, own } = found ?? {}, { host } = issuer, end = method?.expires ?? null;
	if (revoked || (end !== null && !(now < moment(end)))) throw failed("key_withdrawn", { host });
	if (!allowed || !own) throw failed("key_not_listed", { host });
	if (!TYPES.includes(method.type)) throw oddKind();
	const multibase = isText(method.publicKeyMultibase), jwk = isObject(method.publicKeyJwk);
	if (multibase === jwk) throw oddKind();
	return multibase ? ofMultikey(method.publicKeyMultibase, issuer, absolute) : ofJwk(method.publicKeyJwk);
}

// A key as its bytes; a point on a curve has to be spelled out, as a JSON Web Key.
async function ofMultikey(letters, issuer, name) {
	if (letters[0] !== "z") throw oddKind();
	const bytes = base58(letters.slice(1)), twin = issuer.methods.get(`${name}-jwk`);
	if (bytes[0] === 0xed && bytes[1] === 0x01 && bytes.length === 34) return ed25519(bytes.subarray(2));
	if (bytes[0] !== 0x80 || bytes[1] !== 0x24 || bytes.length !== 35 || !twin?.allowed || !twin.own) throw oddKind();
	const jwk = twin.method.publicKeyJwk;
	if (!isText(jwk?.x) || !isText(jwk.y)) throw oddKind();
	const x = base64url(jwk.x), y = base64url(jwk.y);
	if (hex(x) !== hex(bytes.subarray(3)) || (y[31] & 1) !== (bytes[2] & 1)) throw oddKind();
	return ofJwk(jwk);
}

async function ofJwk(jwk) {
	const odd = Object.keys(jwk).some((name) => PRIVATE.test(name) || ["exp", "nbf", "revoked", "key_ops"].includes(name));
	if (odd || (jwk.use ?? "sig") !== "sig") throw oddKind();
	let key;
	if (jwk.kty === "OKP" && jwk.crv === "Ed25519" && isText(jwk.x)) key = await ed25519(base64url(jwk.x));
	else if (jwk.kty === "EC" && jwk.crv === "P-256" && isText(jwk.x) && isText(jwk.y)) {
		key = await p256(joined([4], base64url(jwk.x), base64url(jwk.y)));
	} else if (jwk.kty === "RSA" && isText(jwk.n) && isText(jwk.e)) {
		key = await rsa("jwk", { kty: "RSA", n: jwk.n, e: jwk.e });
	} else throw oddKind();
	if ("alg" in jwk && jwk.alg !== key.alg) throw oddKind();
	return key;
}

// A browser without Ed25519 says so here: no signature decides then.
async function imported(alg, format, material, how) {
	try {
		return { alg, key: await crypto.subtle.importKey(format, material, how, false, ["verify"]), how };
	} catch {
		throw oddKind();
	}
}

const ed25519 = (bytes) => imported("EdDSA", "raw", bytes, { name: "Ed25519" });

async function p256(point) {
	const key = await imported("ES256", "raw", point, { name: "ECDSA", namedCurve: "P-256" });
	return { ...key, how: { name: "ECDSA", hash: "SHA-256" } };
}

async function rsa(format, material) {
	const key = await imported("RS256", format, material, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
	const { modulusLength, publicExponent } = key.key.algorithm;
	const odd = publicExponent.at(-1) & 1, large = publicExponent.length > 1 || publicExponent[0] >= 3;
	if (modulusLength < 2048 || modulusLength > 4096 || !odd || !large) throw oddKind();
	return key;
}

const SPKI = { "302a300506032b6570032100": ed25519, "3059301306072a8648ce3d020106082a8648ce3d030107034200": p256 };

// As 2.0 issuers publish theirs.
export async function ofPem(pem) {
	const found = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/\s]{1,2000})=*\s*-----END PUBLIC KEY-----\s*$/.exec(pem);
	if (!found) throw oddKind();
	const der = base64url(found[1].replace(/\s/g, "").replaceAll("+", "-").replaceAll("/", "_")), letters = hex(der);
	for (const [start, read] of Object.entries(SPKI)) if (letters.startsWith(start)) return read(der.subarray(start.length / 2));
	return rsa("spki", der);
}

// Whether a signature holds; the key decides how it was made, never the header.
export async function holds(key, signature, data) {
	try {
		return await crypto.subtle.verify(key.how, key.key, signature, data);
	} catch {
		throw oddKind();
	}
}

// A compact JWS in its parts; its headers change nothing of what is signed.
export function jws(token, allowed) {
	const parts = token.split(".");
	if (parts.length !== 3 || parts.some((part) => !part)) throw new Refused("token");
	const header = parse(text(base64url(parts[0])));
	if (!isObject(header) || !isText(header.alg)) throw new Refused("token");
	if (/^(none$|hs)/i.test(header.alg)) throw failed("unsigned");
	const other = Object.keys(header).find((name) => !allowed.includes(name));
	if (other) throw more(other);
	return {
		header, payload: parse(text(base64url(parts[1]))), signature: base64url(parts[2]),
		input: utf8(`${parts[0]}.${parts[1]}`),
	};
}

// What the issuer's host says of these very bytes; null for nothing.
export async function recordOf(issuer, bytes, web) {
	const services = issuer.document.service ?? [];
	const found = listOf(services).filter((one) => isObject(one) && one.type === RECORDS);
	if (found.length !== 1 || !isText(found[0].serviceEndpoint)) return null;
	const place = address(found[0].serviceEndpoint);
	if (!place || place.origin !== issuer.origin || !place.href.endsWith("/") || place.search || place.hash) return null;
	const digest = hex(await sha256(bytes));
	const answer = await web.get(`${place.href}${digest}.json`, KEYS);
	if (!answer) return null;
	let record;
	try { record = parse(text(answer)); } catch { return null; }
	const own = isObject(record) && record.type === RECORD && record.issuer === issuer.id && record.digest === digest;
	return own && isText(record.state) ? record : null;
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

// A date-time with its zone, in milliseconds; null for anything else.
export function moment(value) {
	const found = typeof value === "string" ? MOMENT.exec(value) : null;
	if (!found) return null;
	if (Number(found[3]) > new Date(Date.UTC(found[1], found[2], 0)).getUTCDate()) return null;
	const parsed = Date.parse(value);
	return Number.isNaN(parsed) ? null : parsed;
}
