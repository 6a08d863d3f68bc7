"""Documents for tests of models: each function makes a fresh one, of a made-up college."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
HASH = "sha256$" + "5f" * 32
JWS = "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"


def minimal() -> Json:
    """Return the smallest badge in the VC 2.0 form."""
    return {
        "@context": [VC2, OB],
        "id": "urn:uuid:1b0c9d4e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:badges.college.example", "type": ["Profile"], "name": "Example College"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:aisha",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://badges.college.example/achievements/dementia-care",
                "type": ["Achievement"],
                "name": "Dementia Care",
                "description": "Cares for residents living with dementia.",
                "criteria": {"narrative": "Assessed on placement by a registered nurse."},
            },
        },
    }


def minimal_v1() -> Json:
    """Return the smallest badge in the VC 1.1 form."""
    document = minimal()
    document["@context"][0] = VC1
    document["issuanceDate"] = document.pop("validFrom")
    document["name"] = "Dementia Care"
    return document


def endorsement() -> Json:
    """Return an endorsement in the VC 2.0 form."""
    return {
        "@context": [VC2, OB],
        "id": "urn:uuid:1b0c9d4e-0000-4000-8000-000000000002",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "A good programme",
        "issuer": "did:web:nurses.example",
        "validFrom": "2026-02-01T00:00:00-05:00",
        "credentialSubject": {
            "id": "did:web:badges.college.example",
            "type": ["EndorsementSubject"],
            "endorsementComment": "We hire from it.",
        },
    }


def endorsement_v1() -> Json:
    """Return an endorsement in the VC 1.1 form."""
    document = endorsement()
    document["@context"][0] = VC1
    document["issuanceDate"] = document.pop("validFrom")
    document["issuer"] = {"id": "did:web:nurses.example", "type": "Profile"}
    return document


def full() -> Json:
    """Return a badge that has every property of the standard's tables."""
    document = minimal()
    document |= {
        "@context": [VC2, OB, EXTENSIONS],
        "name": {"en": "Dementia Care", "fr-CA": "Soins aux personnes atteintes de démence"},
        "description": "A micro-credential.",
        "image": _image("card"),
        "awardedDate": "2026-02-27T15:30:00.25-05:00",
        "validUntil": "2029-03-01T24:00:00Z",
        "endorsement": [endorsement()],
        "endorsementJwt": [JWS],
        "evidence": [_evidence()],
        "proof": [_proof()],
        "credentialSchema": [{"id": "https://college.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {"id": "https://college.example/status/1#4", "type": "BitstringStatusListEntry"},
        "refreshService": {"id": "https://college.example/refresh/1", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"id": "https://college.example/terms", "type": "IssuerPolicy"}],
        "issuer": profile(),
    }
    subject = document["credentialSubject"]
    subject |= {
        "activityStartDate": "2026-01-05T09:00:00Z",
        "activityEndDate": "2026-02-27T15:30:00Z",
        "creditsEarned": 1.5,
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": HASH,
                "identityType": "emailAddress",
                "salt": "Kosher",
            }
        ],
        "image": _image("aisha"),
        "licenseNumber": "ON-1234",
        "narrative": "Forty hours on the ward.",
        "result": [
            {
                "type": ["Result"],
                "achievedLevel": "urn:uuid:level-2",
                "alignment": [_alignment()],
                "resultDescription": "urn:uuid:mark",
                "status": "Completed",
                "value": "87.5",
            }
        ],
        "role": "Caregiver",
        "source": profile(),
        "term": "Winter 2026",
    }
    subject["achievement"] = achievement()
    return document


def achievement() -> Json:
    """Return an achievement with every property."""
    return {
        **minimal()["credentialSubject"]["achievement"],
        "criteria": {"id": "https://college.example/criteria", "narrative": "Pass the **placement**."},
        "alignment": [_alignment()],
        "achievementType": "MicroCredential",
        "creator": profile(),
        "creditsAvailable": 2,
        "endorsement": [endorsement()],
        "endorsementJwt": [JWS],
        "fieldOfStudy": "Health care",
        "humanCode": "PSW-17",
        "image": _image("dementia-care"),
        "inLanguage": "en-CA",
        "otherIdentifier": [_identifier()],
        "related": [
            {"id": "https://college.example/old", "type": ["Related"], "inLanguage": "fr", "version": "1"},
        ],
        "resultDescription": [
            {
                "id": "urn:uuid:mark",
                "type": ["ResultDescription"],
                "alignment": [_alignment()],
                "name": "Mark",
                "requiredLevel": "urn:uuid:level-1",
                "requiredValue": "60",
                "resultType": "Percent",
                "rubricCriterionLevel": [_level(1), _level(2)],
                "valueMax": "100",
                "valueMin": "0",
            },
            {
                "id": "urn:uuid:grade",
                "type": ["ResultDescription"],
                "allowedValue": ["A", "B"],
                "name": "Grade",
                "resultType": "ext:Grade",
            },
        ],
        "specialization": "Dementia",
        "tag": ["dementia", "long-term care"],
        "version": "2",
    }


def profile() -> Json:
    """Return a profile with every property."""
    return {
        "id": "did:web:badges.college.example",
        "type": ["Profile"],
        "name": "Example College",
        "url": "https://college.example",
        "phone": "+1 416 555 0100",
        "description": "A college.",
        "endorsement": [endorsement()],
        "endorsementJwt": [JWS],
        "image": _image("college"),
        "email": "registrar@college.example",
        "address": {
            "type": ["Address"],
            "addressCountry": "Canada",
            "addressCountryCode": "CA",
            "addressRegion": "Ontario",
            "addressLocality": "Toronto",
            "streetAddress": "1 Main Street",
            "postOfficeBoxNumber": "12",
            "postalCode": "M5V 1A1",
            "geo": {"type": "GeoCoordinates", "latitude": 43.65, "longitude": -79},
        },
        "otherIdentifier": [_identifier()],
        "official": "The registrar",
        "parentOrg": {"id": "https://province.example", "type": "Profile"},
        "familyName": "Tremblay",
        "givenName": "Jo",
        "additionalName": "L.",
        "patronymicName": "P.",
        "honorificPrefix": "Dr.",
        "honorificSuffix": "RN",
        "familyNamePrefix": "de",
        "dateOfBirth": "1980-02-29",
    }


def clr() -> Json:
    """Return a comprehensive learner record with one badge in it."""
    return {
        "@context": [VC2, CLR, OB],
        "id": "urn:uuid:1b0c9d4e-0000-4000-8000-000000000003",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": "did:web:badges.college.example", "type": "Profile"},
        "validFrom": "2026-03-01T00:00:00Z",
        "name": "Transcript",
        "partial": False,
        "credentialSubject": {
            "id": "did:example:aisha",
            "type": ["ClrSubject"],
            "verifiableCredential": [minimal()],
            "achievement": [achievement(), {**achievement(), "id": "urn:uuid:part"}],
            "association": [
                {
                    "type": "Association",
                    "associationType": "isPartOf",
                    "sourceId": "urn:uuid:part",
                    "targetId": "https://badges.college.example/achievements/dementia-care",
                }
            ],
        },
    }


def at(document: Json, pointer: str, value: object) -> Json:
    """Return a copy with ``value`` at a JSON pointer; ``...`` takes the member away."""
    copy = deepcopy(document)
    steps: list[int | str] = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    node: Any = copy
    for step in steps[:-1]:
        node = node[step]
    if value is ...:
        del node[steps[-1]]
    else:
        node[steps[-1]] = value
    return copy


def _image(name: str) -> Json:
    return {"id": f"https://college.example/{name}.png", "type": "Image", "caption": "A picture"}


def _alignment() -> Json:
    return {
        "type": ["Alignment"],
        "targetCode": "S1.2",
        "targetDescription": "Supports people living with dementia",
        "targetName": "support dementia care",
        "targetFramework": "ESCO",
        "targetType": "ceasn:Competency",
        "targetUrl": "http://data.europa.eu/esco/skill/1",
    }


def _evidence() -> Json:
    return {
        "id": "https://college.example/evidence/1",
        "type": ["Evidence"],
        "narrative": "A reflection.",
        "name": "Placement report",
        "description": "Ten pages.",
        "genre": "Report",
        "audience": "Employers",
    }


def _identifier() -> Json:
    return {"type": "IdentifierEntry", "identifier": "17", "identifierType": "systemId"}


def _level(number: int) -> Json:
    return {
        "id": f"urn:uuid:level-{number}",
        "type": ["RubricCriterionLevel"],
        "alignment": [_alignment()],
        "description": "What it takes.",
        "level": str(number),
        "name": f"Level {number}",
        "points": "10",
    }


def _proof() -> Json:
    return {
        "type": "DataIntegrityProof",
        "created": "2026-03-01T00:00:00Z",
        "cryptosuite": "eddsa-jcs-2022",
        "challenge": "c",
        "domain": "college.example",
        "nonce": "n",
        "proofPurpose": "assertionMethod",
        "proofValue": "z5x9",
        "verificationMethod": "did:web:badges.college.example#key-1",
    }
