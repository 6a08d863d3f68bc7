// Strict JSON in (RFC 8259, I-JSON), canonical JSON out (RFC 8785).
// What two readers could read differently is refused.

const DEPTH = 64, VALUES = 400000, NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [["true", true], ["false", false], ["null", null]];

export class Refused extends Error {}

export function parse(text) {
	let at = 0, count = 0;
	const fail = () => { throw new Refused("json"); };
	const blank = () => { while (" \t\n\r".includes(text[at] || "-")) at += 1; };
	const string = () => {
		let end = at + 1;
		while (text[end] !== '"') {
			if (end >= text.length) fail();
			end += text[end] === "\\" ? 2 : 1;
		}
		let value;
		try { value = JSON.parse(text.slice(at, end + 1)); } catch { fail(); }
		if (!value.isWellFormed()) fail();
		at = end + 1;
		return value;
	};
	const number = () => {
		NUMBER.lastIndex = at;
		const found = NUMBER.exec(text);
		if (!found || found[0].length > 32) fail();
		const value = Number(found[0]), whole = /^-?\d+$/.test(found[0]);
		if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) fail();
		at += found[0].length;
		return value;
	};
	const members = (end, one) => {
		at += 1;
		blank();
		if (text[at] === end) { at += 1; return; }
		for (;;) {
			one();
			blank();
			if (text[at] === end) { at += 1; return; }
			if (text[at] !== ",") fail();
			at += 1;
			blank();
		}
	};
	const value = (depth) => {
		blank();
		count += 1;
		if (depth > DEPTH || count > VALUES) fail();
		const first = text[at];
		if (first === "{") {
			const found = Object.create(null);
			members("}", () => {
				if (text[at] !== '"') fail();
				const name = string();
				if (name in found) fail();
				blank();
				if (text[at] !== ":") fail();
				at += 1;
				found[name] = value(depth + 1);
			});
			return found;
		}
		if (first === "[") {
			const found = [];
			members("]", () => found.push(value(depth + 1)));
			return found;
		}
		if (first === '"') return string();
		for (const [letters, meaning] of WORDS) {
			if (text.startsWith(letters, at)) {
				at += letters.length;
				return meaning;
			}
		}
		return number();
	};
	const found = value(1);
	blank();
	if (at !== text.length) fail();
	return found;
}

export function canonical(value) {
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (value && typeof value === "object") {
		return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
	}
	return JSON.stringify(value);
}

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
export const isText = (value) => typeof value === "string" && value !== "";
export const same = (one, other) => canonical(one) === canonical(other);
