// Bytes and their spellings; and what is compressed, never beyond a bound.

import { Refused } from "./json.js";

export const MIB = 1024 * 1024;

export const utf8 = (text) => new TextEncoder().encode(text);

export function text(bytes) {
	try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { throw new Refused("encoding"); }
}

// Base64url has one spelling: no padding, no bits left over (RFC 4648, 3.5).
export function base64url(letters) {
	const last = letters.slice(letters.length & ~3);
	if (!/^[\w-]*$/.test(letters) || !/^(.[AQgw]|..[AEIMQUYcgkosw048])?$/.test(last)) throw new Refused("base64");
	const raw = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export function base58(letters) {
	if (letters.length > 256) throw new Refused("base58");
	let number = 0n, zeros = 0;
	for (const letter of letters) {
		const digit = BASE58.indexOf(letter);
		if (digit < 0) throw new Refused("base58");
		number = number * 58n + BigInt(digit);
	}
	while (letters[zeros] === "1") zeros += 1;
	const bytes = [];
	for (; number; number >>= 8n) bytes.unshift(Number(number & 255n));
	return Uint8Array.from([...Array(zeros).fill(0), ...bytes]);
}

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function joined(...parts) {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) { whole.set(part, at); at += part.length; }
	return whole;
}

export async function drained(stream, limit) {
	const reader = stream.getReader(), parts = [];
	let size = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			size += value.length;
			if (size > limit) throw new Refused("too_large");
			parts.push(value);
		}
	} finally {
		reader.cancel().catch(() => {});
	}
	return joined(...parts);
}

export async function inflated(bytes, format, limit) {
	try {
		return await drained(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)), limit);
	} catch (error) {
		throw error instanceof Refused ? error : new Refused("compressed");
	}
}
