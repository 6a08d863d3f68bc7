// The form of each part: what is wrong fails, what is more leaves it open.

import { isObject, isText } from "./json.js";

export class Said extends Error {
	constructor(outcome, code, values = {}) {
		super(code);
		Object.assign(this, { outcome, code, values });
	}
}

export const failed = (code, values) => new Said("failed", code, values);
export const unknown = (code, values) => new Said("unknown", code, values);
export const bad = (name) => failed("content", { name });
export const more = (name) => unknown("more_than_checked", { name: String(name) });
export const listOf = (value) => (Array.isArray(value) ? value : [value]);

// Member=kind, ! where it must be there; without a kind it is a text.
const FORMS = {
	Credential: "@context=any! id=uri! type=OpenBadgeCredential|AchievementCredential|VerifiableCredential! name description image=@Image issuer=@Profile! validFrom! validUntil awardedDate credentialSubject=@Subject! credentialStatus=*Status evidence=*Evidence proof=any",
	Profile: "id! type=Profile! name url email description phone image=@Image",
	Image: "id! type=Image! caption",
	Subject: "id=uri type=AchievementSubject! identifier=*Identity achievement=@Achievement! narrative activityStartDate activityEndDate creditsEarned=number licenseNumber",
	Identity: "type=IdentityObject! hashed=flag! identityHash! identityType! salt",
	Achievement: "id=uri! type=Achievement! name! description! criteria=@Criteria! achievementType alignment=*Alignment creator=@Profile creditsAvailable=number fieldOfStudy humanCode image=@Image inLanguage specialization tag=texts version",
	Criteria: "id narrative",
	Alignment: "type=Alignment! targetName! targetUrl! targetFramework targetCode targetDescription targetType",
	Evidence: "id type=Evidence! name narrative description genre audience",
	Status: "id type=BitstringStatusListEntry! statusPurpose=revocation|suspension! statusListIndex! statusListCredential!",
	Proof: "type=DataIntegrityProof! cryptosuite! created verificationMethod! proofPurpose=assertionMethod! proofValue! @context=any",
	List: "@context=any! id! type=BitstringStatusListCredential|VerifiableCredential! issuer=any! validFrom! validUntil! credentialSubject=@Bits! proof=any",
	Bits: "id type=BitstringStatusList! statusPurpose! encodedList! ttl=number",
	Assertion: "@context=any! id! type=Assertion! recipient=@Recipient! badge! verification=@Verification! issuedOn! expires image evidence=any narrative",
	Recipient: "type! hashed=flag! salt identity!",
	Verification: "type=HostedBadge|hosted|SignedBadge|signed! creator",
	BadgeClass: "@context=any! id! type=BadgeClass! name! description! image! criteria=any! issuer! alignment=any tags=texts",
	Issuer: "@context=any! id! type=Issuer|Profile! name! url! email! description image telephone publicKey=any revocationList",
	Key: "@context=any! id! type=CryptographicKey! owner! publicKeyPem!",
	Revocations: "@context=any! id! type=RevocationList! issuer revokedAssertions=any!",
};

export function form(value, name, place = "") {
	if (!isObject(value)) throw bad(place || name);
	const known = new Map(FORMS[name].split(" ").map((entry) => {
		const [, member, kind, needed] = /^([^=!]+)(?:=([^!]+))?(!)?$/.exec(entry);
		return [member, [kind ?? "text", Boolean(needed)]];
	}));
	for (const member of Object.keys(value)) if (!known.has(member)) throw more(place + member);
	for (const [member, [kind, needed]] of known) {
		if (member in value) part(value[member], kind, place + member, needed);
		else if (needed) throw bad(place + member);
	}
	return value;
}

function part(value, kind, place, needed) {
	if (kind === "any") return;
	if (value === null && !needed) throw more(place);
	if (kind[0] === "@") form(value, kind.slice(1), `${place}.`);
	else if (kind[0] === "*") listOf(value).forEach((one) => form(one, kind.slice(1), `${place}.`));
	else if (kind === "number" || kind === "flag") {
		if (typeof value !== (kind === "flag" ? "boolean" : kind)) throw bad(place);
	} else if (kind === "texts") {
		if (!Array.isArray(value) || !value.every(isText)) throw more(place);
	} else if (kind === "text" || kind === "uri") {
		if (!isText(value)) throw needed ? bad(place) : more(place);
		if (kind === "uri" && !/^[a-z][a-z0-9+.-]*:[^\s<>"\\^`{|}]+$/i.test(value)) throw bad(place);
	} else {
		const words = kind.split("|"), given = listOf(value);
		if (!given.every(isText) || (place.endsWith("type") && !given.some((one) => words.includes(one)))) throw bad(place);
		if (!given.every((one) => words.includes(one))) throw more(place);
	}
}
