// Asking a host as a stranger does: https, no redirect, only the address sent, answers bounded.

import { MIB, drained } from "./bytes.js";
import { Refused } from "./json.js";

export const KEYS = MIB / 4, LIST = 8 * MIB, BADGE = 32 * MIB;
const REQUESTS = 20, WAIT = 15000;

export class Unreachable extends Error {
	constructor(host) {
		super("unreachable");
		this.host = host;
	}
}

// An address on a public host: https, no number, a dot; on this page's own host any.
export function address(text) {
	let url;
	try { url = new URL(text); } catch { return null; }
	const own = url.origin === globalThis.location?.origin;
	const host = url.hostname;
	const numeric = /^[\d.]+$/.test(host) || host.startsWith("[");
	if (url.username || url.password) return null;
	if (!own && (url.protocol !== "https:" || numeric || !host.includes(".") || /\.(local|localhost|internal)$/.test(host))) {
		return null;
	}
	return url;
}

export class Web {
	left = REQUESTS;
	kept = new Map();

	// Returns the bytes at an address; null where nothing is there.
	get(text, limit) {
		if (!this.kept.has(text)) this.kept.set(text, this.fetched(text, limit));
		return this.kept.get(text);
	}

	async fetched(text, limit) {
		const url = address(text);
		if (!url) throw new Refused("address");
		if (this.left === 0) throw new Refused("too_many");
		this.left -= 1;
		let answer;
		try {
			answer = await fetch(url.href, {
				mode: "cors", credentials: "omit", redirect: "error", cache: "no-store", referrerPolicy: "no-referrer",
				signal: AbortSignal.timeout(WAIT),
			});
		} catch {
			throw new Unreachable(url.host);
		}
		if (answer.status === 404 || answer.status === 410) return null;
		if (answer.status !== 200 || answer.redirected) throw new Unreachable(url.host);
		try {
			return await drained(answer.body, limit);
		} catch (error) {
			throw error instanceof Refused ? error : new Unreachable(url.host);
		}
	}
}
