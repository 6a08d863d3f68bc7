// What the npm verifiers say of the files of a folder, and badges that they issue; no network: see documents.json.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as vc from '@digitalbazaar/vc';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as ecdsa} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsa} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {verifyCredential} from '@digitalcredentials/verifier-core';

const folder = process.argv[2];
const documents = JSON.parse(readFileSync(join(folder, 'documents.json'), 'utf8'));

globalThis.fetch = async request => {
  const url = String(request.url ?? request);
  const found = documents[url];
  if(found === undefined) throw new TypeError(`no network: ${url}`);
  return new Response(JSON.stringify(found), {status: 200, headers: {'content-type': 'application/json'}});
};

const documentLoader = async url => {
  const document = documents[url] ?? didKey(url) ?? didWeb(url);
  if(!document) throw new Error(`no network: ${url}`);
  return {contextUrl: null, documentUrl: url, document};
};

function didKey(url) {
  if(!url.startsWith('did:key:')) return undefined;
  const [did, fragment] = url.split('#');
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id: `${did}#${did.slice(8)}`, type: 'Multikey', controller: did,
    publicKeyMultibase: did.slice(8)
  };
  if(fragment) return method;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did,
    verificationMethod: [method], assertionMethod: [method.id]
  };
}

function didWeb(url) {
  if(!url.startsWith('did:web:')) return undefined;
  const [did, fragment] = url.split('#');
  const document = documents[`https://${did.slice(8)}/.well-known/did.json`];
  if(!document || !fragment) return document;
  const method = document.verificationMethod.find(one => one.id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

const suites = [eddsa, ecdsa].map(cryptosuite => new DataIntegrityProof({cryptosuite}));

async function byDigitalBazaar(credential) {
  const given = {credential, suite: suites, documentLoader};
  const answer = await vc.verifyCredential(credential.credentialStatus ? {
    ...given, checkStatus: options => checkStatus({...options, suite: suites, verifyBitstringStatusListCredential: true})
  } : given);
  const results = answer.statusResult?.results ?? [];
  return answer.verified && !results.some(one => one.status);
}

async function byVerifierCore(credential) {
  const answer = await verifyCredential({credential, knownDIDRegistries: []});
  const log = Object.fromEntries((answer.log ?? []).map(one => [one.id, one.valid]));
  return log.valid_signature === true && log.expiration !== false && log.revocation_status !== false
    && log.suspension_status !== false && !answer.errors;
}

console.error = console.log = () => {};
const verdicts = {};
for(const name of readdirSync(join(folder, 'ours')).sort()) {
  for(const [who, judge] of [['digitalbazaar', byDigitalBazaar], ['verifier-core', byVerifierCore]]) {
    verdicts[`${who} ${name}`] = false;
    if(!name.endsWith('.json')) continue;
    try {
      verdicts[`${who} ${name}`] = await judge(JSON.parse(readFileSync(join(folder, 'ours', name), 'utf8')));
    } catch {}
  }
}

const template = JSON.parse(readFileSync(join(folder, 'template.json'), 'utf8'));
for(const [name, cryptosuite, pair] of [
  ['digitalbazaar-eddsa', eddsa, await Ed25519Multikey.generate()],
  ['digitalbazaar-p256', ecdsa, await EcdsaMultikey.generate({curve: 'P-256'})],
  ['digitalbazaar-p384', ecdsa, await EcdsaMultikey.generate({curve: 'P-384'})]
]) {
  const did = `did:key:${pair.publicKeyMultibase}`;
  pair.controller = did;
  pair.id = `${did}#${pair.publicKeyMultibase}`;
  const credential = {...template, issuer: {...template.issuer, id: did}};
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
  const signed = await vc.issue({credential, suite, documentLoader});
  writeFileSync(join(folder, 'theirs', `${name}.json`), JSON.stringify(signed, null, 1) + '\n');
}
writeFileSync(join(folder, 'npm.json'), JSON.stringify(verdicts));
