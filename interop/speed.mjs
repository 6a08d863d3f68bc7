// Times what the npm programs do with the files of a folder, when asked: a line with the name of a case comes in, a line
// with the microseconds of processor time of one call goes out. No network: see documents.json.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {loaderOf, owned} from './documents.mjs';

const [folder, nanoseconds] = process.argv.slice(2);
const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const documents = read('documents.json');
const cases = read('cases.json');

const documentLoader = loaderOf(documents);

const pair = owned(await Ed25519Multikey.generate());
const signer = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
const checker = new DataIntegrityProof({cryptosuite});

async function verify(name) {
  const answer = await vc.verifyCredential({credential: JSON.parse(cases[name]), suite: checker, documentLoader});
  if(!answer.verified) throw new Error(`${name}: not verified`);
}

async function issue(name) {
  const {proof, ...unsigned} = JSON.parse(cases[name]);
  const credential = {...unsigned, issuer: {...unsigned.issuer, id: pair.controller}};
  await vc.issue({credential, suite: signer, documentLoader});
}

async function timed(work, least) {
  const start = process.cpuUsage();
  let count = 0, used = 0;
  while(used < least) {
    await work();
    count++;
    const {user, system} = process.cpuUsage(start);
    used = user + system;
  }
  return used / count;
}

const works = {};
for(const size of ['minimal', 'typical', 'large']) {
  const name = `${size} eddsa-rdfc-2022`;
  works[`verify ${name}`] = () => verify(name);
  works[`issue ${name}`] = () => issue(name);
}
const warm = new Set();
process.stdout.write(`${JSON.stringify(Object.keys(works))}\n`);
for await (const line of createInterface({input: process.stdin})) {
  if(!warm.has(line)) {
    warm.add(line);
    await timed(works[line], 500000);
  }
  process.stdout.write(`${await timed(works[line], Number(nanoseconds) / 1000)}\n`);
}
