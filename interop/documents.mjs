// What the npm programs fetch, out of memory: the documents of documents.json, and those that a DID itself says.

export function loaderOf(documents) {
  return async url => {
    const document = documents[url] ?? didKey(url) ?? didJwk(url) ?? didWeb(documents, url);
    if(!document) throw new Error(`no network: ${url}`);
    return {contextUrl: null, documentUrl: url, document};
  };
}

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

function didJwk(url) {
  if(!url.startsWith('did:jwk:')) return undefined;
  const [did, fragment] = url.split('#');
  const publicKeyJwk = JSON.parse(Buffer.from(did.slice(8), 'base64url').toString('utf8'));
  const method = {
    '@context': 'https://w3id.org/security/jwk/v1', id: `${did}#0`, type: 'JsonWebKey', controller: did, publicKeyJwk
  };
  if(fragment) return method;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'], id: did,
    verificationMethod: [method], assertionMethod: [method.id]
  };
}

function didWeb(documents, url) {
  if(!url.startsWith('did:web:')) return undefined;
  const [did, fragment] = url.split('#');
  const document = documents[`https://${did.slice(8)}/.well-known/did.json`];
  if(!document || !fragment) return document;
  const method = document.verificationMethod.find(one => one.id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

export function owned(pair) {
  const text = pair.publicKeyMultibase;
  pair.controller = `did:key:${text}`;
  pair.id = `${pair.controller}#${text}`;
  return pair;
}
