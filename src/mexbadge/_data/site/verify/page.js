// The page: takes a badge, and says what was found. Nothing is uploaded.

import { text, utf8 } from "./bytes.js";
import { judge, whose } from "./judge.js";
import { BADGE, Unreachable, Web, address } from "./web.js";

const told = JSON.parse(document.getElementById("texts").textContent);
const page = (name) => document.getElementById(name);
let asked = 0;

// A stranger's text: nothing that hides or turns writing, and not too long.
const plain = (value) => String(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{FFFD}").slice(0, 300);

function say(code, values = {}) {
	const sentence = told.say[code] ?? told.say.unexpected;
	return sentence.replace(/\{(\w+)\}/g, (_, name) => plain(name === "day" ? day(values[name]) : values[name] ?? ""));
}

const date = (value, how) => new Intl.DateTimeFormat(told.locale, { dateStyle: "long", ...how }).format(value);

function day(value) {
	const found = new Date(value ?? "");
	return Number.isNaN(found.getTime()) ? "" : date(found, { timeZone: "UTC" });
}

function made(tag, content, name) {
	const found = document.createElement(tag);
	if (name) found.className = name;
	if (content !== undefined) found.textContent = content;
	return found;
}

const WORDS = { passed: "✓", skipped: "–", unknown: "?", failed: "✗" };

// Whether an exchange's site lists this issuer today, by the days that it names.
function standing(issuer, now) {
	const found = told.approved.find((one) => one.id === issuer), today = new Intl.DateTimeFormat("en-CA").format(now);
	if (!found || today < found.since) return { code: "host_unlisted" };
	return found.until && today >= found.until ? { code: "host_lapsed", day: found.until } : { code: "host_approved", day: found.since };
}

function show(report) {
	const box = page("result"), { verdict, about, findings } = report;
	const head = made("div", undefined, `state ${verdict}`), title = made("h2", say(`verdict_${verdict}`, about));
	title.tabIndex = -1;
	head.append(title, made("p", say(`verdict_${verdict}_means`, about)));
	box.replaceChildren(head);
	if (about.host) {
		const own = told.own.includes(about.issuer), host = made("p", undefined, "host");
		const stands = told.approved ? standing(about.issuer, report.now) : { code: own ? "host_own" : "host_other" };
		host.append(say("host_is"), " ", made("strong", about.host), " ", made("code", plain(about.issuer ?? "")), " ", made("span", say(stands.code, { college: told.college, day: stands.day })));
		box.append(host);
	}
	const list = made("ul", undefined, "checks");
	for (const found of findings) {
		const line = made("li", undefined, found.outcome);
		const mark = made("span", WORDS[found.outcome], "mark");
		mark.setAttribute("aria-hidden", "true");
		line.append(mark, made("strong", `${say(`check_${found.check}`)} (${say(`outcome_${found.outcome}`)})`), " ", made("span", say(found.code, found.values)));
		list.append(line);
	}
	box.append(list);
	if (verdict === "unknown") box.append(made("p", say("decide")), made("pre", "mexbadge verify badge.png"));
	if (about.facts) box.append(facts(report));
	box.append(made("p", say("asked_at", { moment: date(report.now, { timeStyle: "short" }) }), "quiet"));
	title.focus();
}

function facts(report) {
	const part = made("section"), { facts: found } = report.about;
	part.append(made("h3", say(report.verdict === "valid" ? "facts" : "facts_unconfirmed")));
	const rows = made("dl", undefined, "facts");
	for (const [label, value] of [["name", found.name], ["says", found.says], ["from", day(found.from)], ["until", found.until ? day(found.until) : say("no_end")]]) {
		if (!value) continue;
		rows.append(made("dt", say(`fact_${label}`)), made("dd", plain(value)));
	}
	part.append(rows);
	if (report.verdict === "valid" && found.identities.length) part.append(person(found.identities));
	return part;
}

// Whose badge: the address that the employer knows is hashed here, and goes nowhere.
function person(identities) {
	const part = made("form", undefined, "whose"), label = made("label", say("whose_label")), field = made("input");
	const answer = made("p"), button = made("button", say("whose_button"));
	field.type = "email";
	field.autocomplete = "off";
	field.id = "whose";
	label.htmlFor = "whose";
	answer.setAttribute("role", "status");
	part.append(label, field, button, answer);
	part.addEventListener("submit", async (event) => {
		event.preventDefault();
		answer.textContent = say((await whose(identities, field.value)) ? "whose_yes" : "whose_no", { who: field.value });
	});
	return part;
}

// Judges what ``take`` returns; only the latest is answered.
async function check(take) {
	const mine = (asked += 1), web = new Web();
	page("result").replaceChildren(made("p", say("working")));
	let report;
	try {
		report = await judge(await take(web), web, Date.now());
	} catch (error) {
		const code = error instanceof Unreachable ? "unreachable" : error.message;
		const findings = [{ check: "format", outcome: "unknown", code, values: { host: error.host } }];
		report = { verdict: "unknown", findings, about: {}, now: Date.now() };
	}
	if (mine === asked) show(report);
}

// What is at an address; of a badge's page, the document that it names.
async function at(letters, web) {
	const place = address(letters);
	if (!place) throw new Error("address_typed");
	const bytes = await there(place, web);
	if (bytes[0] !== 60) return bytes;
	const found = new DOMParser().parseFromString(text(bytes), "text/html");
	if (!found.querySelector("html[lang]")) return bytes;
	const link = [...found.querySelectorAll("link[rel=alternate][href]")].find((one) => /^(application\/(vc|ld)|text\/plain)/.test(one.type));
	const named = link && address(new URL(link.getAttribute("href"), place.href));
	if (!named || named.origin !== place.origin) throw new Error("address_no_file");
	return there(named, web);
}

async function there(place, web) {
	const bytes = await web.get(place.href, BADGE);
	if (!bytes) throw new Error("address_nothing");
	return bytes;
}

const ofFile = (file) => check(async () => {
	if (file.size > BADGE) throw new Error("too_large");
	return new Uint8Array(await file.arrayBuffer());
});
const ofText = (letters) => check((web) => (/^https?:\/\/\S+$/i.test(letters.trim()) ? at(letters.trim(), web) : utf8(letters)));

function taken(data) {
	if (data.files.length) ofFile(data.files[0]);
	else if (data.getData("text")) ofText(data.getData("text"));
}

page("file").addEventListener("change", (event) => {
	if (event.target.files.length) ofFile(event.target.files[0]);
});
page("paste").addEventListener("submit", (event) => {
	event.preventDefault();
	if (page("text").value.trim()) ofText(page("text").value);
});
const over = (is) => page("drop").classList.toggle("over", is);
for (const name of ["dragenter", "dragover"]) {
	document.addEventListener(name, (event) => {
		event.preventDefault();
		over(true);
	});
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
document.addEventListener("drop", (event) => {
	event.preventDefault();
	over(false);
	taken(event.dataTransfer);
});
document.addEventListener("paste", (event) => {
	if (!event.target.closest("input, textarea")) taken(event.clipboardData);
});
page("tools").hidden = false;
