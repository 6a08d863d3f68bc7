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
import {cryptosuite as dccEddsa} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof as DccProof} from '@digitalcredentials/data-integrity';
import * as dccMultikey from '@digitalcredentials/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import * as dccVc from '@digitalcredentials/vc';
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {loaderOf, owned} from './documents.mjs';

const folder = process.argv[2];
const documents = JSON.parse(readFileSync(join(folder, 'documents.json'), 'utf8'));

globalThis.fetch = async request => {
  const url = String(request.url ?? request);
  const found = documents[url];
  if(found === undefined) throw new TypeError(`no network: ${url}`);
  return new Response(JSON.stringify(found), {status: 200, headers: {'content-type': 'application/json'}});
};

const documentLoader = loaderOf(documents);

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
const keep = (name, badge) => writeFileSync(join(folder, 'theirs', name), JSON.stringify(badge, null, 1) + '\n');

const by = pair => ({...template, issuer: {...template.issuer, id: pair.controller}});

function olderModel({'@context': contexts, validFrom, ...credential}) {
  return {'@context': ['https://www.w3.org/2018/credentials/v1', contexts[1]], ...credential, issuanceDate: validFrom};
}

for(const [name, cryptosuite, fresh] of [
  ['digitalbazaar-eddsa', eddsa, await Ed25519Multikey.generate()],
  ['digitalbazaar-p256', ecdsa, await EcdsaMultikey.generate({curve: 'P-256'})],
  ['digitalbazaar-p384', ecdsa, await EcdsaMultikey.generate({curve: 'P-384'})]
]) {
  const pair = owned(fresh);
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
  keep(`${name}.json`, await vc.issue({credential: by(pair), suite, documentLoader}));
}

const dccPair = owned(await dccMultikey.generate());
const dccSuite = new DccProof({signer: dccPair.signer(), cryptosuite: dccEddsa});
keep('dcc-eddsa.json', await dccVc.issue({credential: by(dccPair), suite: dccSuite, documentLoader}));
for(const [name, shaped] of [['dcc-2020', one => one], ['dcc-2020-vc1', olderModel]]) {
  const key = owned(await Ed25519VerificationKey2020.generate());
  const suite = new Ed25519Signature2020({key});
  keep(`${name}.json`, await dccVc.issue({credential: shaped(by(key)), suite, documentLoader}));
}

function program(name) {
  const {version, license: licence} = JSON.parse(readFileSync(join(
    import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8'));
  return {program: name, version, licence};
}

writeFileSync(join(folder, 'programs.json'), JSON.stringify({
  digitalbazaar: program('@digitalbazaar/vc'), dcc: program('@digitalcredentials/vc')
}));
writeFileSync(join(folder, 'npm.json'), JSON.stringify(verdicts));
