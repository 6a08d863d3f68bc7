// The badge in a file: PNG, SVG, JSON or a token. Nothing is decoded as a picture.

import { MIB, inflated, text } from "./bytes.js";
import { Refused } from "./json.js";

const FILE = 32 * MIB, CREDENTIAL = 5 * MIB, CHUNKS = 100000, CARRIED = 16;
const CARRIERS = {
	openbadgecredential: ["https://purl.imsglobal.org/ob/v3p0", "credential"],
	clrcredential: ["https://purl.imsglobal.org/clr/v2p0", "credential"],
	openbadges: ["http://openbadges.org", "assertion"],
};
const PREFERRED = Object.keys(CARRIERS);
const BROKEN_PNG = new Refused("png"), BROKEN_SVG = new Refused("svg");
const PNG = [137, 80, 78, 71, 13, 10, 26, 10];

// Returns the badge as text, without white space and a byte order mark around it.
export async function badgeText(bytes) {
	if (bytes.length > FILE) throw new Refused("too_large");
	if (PNG.every((byte, at) => bytes[at] === byte)) return chosen(await ofPng(bytes));
	const whole = text(bytes).trim();
	if (!whole) throw new Refused("empty");
	if (whole.startsWith("<")) return chosen(ofSvg(whole));
	if (whole.length > CREDENTIAL) throw new Refused("too_large");
	return whole;
}

// Of several, the newest version; two that differ say nothing.
function chosen(carried) {
	if (!carried.length) throw new Refused("no_badge");
	const keyword = PREFERRED.find((name) => carried.some((one) => one.keyword === name));
	const contents = new Set(carried.filter((one) => one.keyword === keyword).map((one) => one.content.trim()));
	if (contents.size > 1) throw new Refused("two_differ");
	if (keyword === "clrcredential") throw new Refused("kind");
	return [...contents][0];
}

async function ofPng(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), carried = [];
	let at = 8, room = CREDENTIAL;
	for (let number = 0; ; number += 1) {
		if (number === CHUNKS || at + 12 > bytes.length) throw BROKEN_PNG;
		const length = view.getUint32(at), type = latin(bytes, at + 4, at + 8), end = at + 8 + length;
		if (!/^[A-Za-z]{4}$/.test(type) || end + 4 > bytes.length) throw BROKEN_PNG;
		if (number === 0 && (type !== "IHDR" || length !== 13)) throw BROKEN_PNG;
		if (type === "IEND") break;
		const keyword = /^(iTXt|tEXt|zTXt)$/.test(type) && PREFERRED.find((name) => begins(bytes, at + 8, end, name));
		if (keyword) {
			if (carried.length === CARRIED) throw BROKEN_PNG;
			if (view.getUint32(end) !== crc32(bytes.subarray(at + 4, end))) throw BROKEN_PNG;
			const content = await ofChunk(type, bytes.subarray(at + 8 + keyword.length + 1, end), room);
			room -= content.length;
			carried.push({ keyword, content: text(content) });
		}
		at = end + 4;
	}
	return carried;
}

async function ofChunk(type, body, room) {
	let at = 0, packed = false;
	if (type === "zTXt") {
		if (body[0] !== 0) throw BROKEN_PNG;
		packed = true;
		at = 1;
	}
	if (type === "iTXt") {
		if (body.length < 4 || body[0] > 1 || (body[0] && body[1])) throw BROKEN_PNG;
		packed = body[0] === 1;
		at = 2;
		for (let word = 0; word < 2; word += 1) {
			at = body.indexOf(0, at) + 1;
			if (!at) throw BROKEN_PNG;
		}
	}
	const content = body.subarray(at);
	const plain = packed ? await inflated(content, "deflate", room) : content;
	if (plain.length > room) throw new Refused("too_large");
	return plain;
}

const latin = (bytes, start, end) => String.fromCharCode(...bytes.subarray(start, end));
const begins = (bytes, at, end, name) => at + name.length < end && latin(bytes, at, at + name.length + 1) === `${name}\0`;

let table;

function crc32(bytes) {
	table ??= Uint32Array.from({ length: 256 }, (_, n) => {
		for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
		return n;
	});
	let crc = 0xffffffff;
	for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
}

// An SVG is parsed and never shown: nothing runs, nothing is loaded.
function ofSvg(whole) {
	if (/<!(DOCTYPE|ENTITY)/i.test(whole)) throw BROKEN_SVG;
	const found = new DOMParser().parseFromString(whole, "image/svg+xml");
	const root = found.documentElement;
	if (root.localName === "html") throw new Refused("page");
	if (root.localName !== "svg" || root.namespaceURI !== "http://www.w3.org/2000/svg") throw BROKEN_SVG;
	if (found.getElementsByTagName("parsererror").length) throw BROKEN_SVG;
	const carried = [];
	for (const [keyword, [space, name]] of Object.entries(CARRIERS)) {
		for (const element of found.getElementsByTagNameNS(space, name)) {
			if (carried.length === CARRIED || element.children.length) throw BROKEN_SVG;
			const body = element.textContent.trim(), verify = (element.getAttribute("verify") || "").trim();
			const address = verify.startsWith("https://") && body.includes(verify);
			if (body && verify && body !== verify && !address) throw BROKEN_SVG;
			if (!body && !verify) throw BROKEN_SVG;
			if ((body || verify).length > CREDENTIAL) throw new Refused("too_large");
			carried.push({ keyword, content: body || verify });
		}
	}
	return carried;
}
