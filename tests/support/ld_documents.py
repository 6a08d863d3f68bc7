"""Credentials for the tests of linked data: one plain, one with nearly every member that Open Badges 3.0 has."""

from typing import Any, Final

VC: Final = "https://www.w3.org/ns/credentials/v2"
OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def plain(**more: Any) -> dict[str, Any]:
    """Return a small Open Badge; ``more`` are further members."""
    return {
        "@context": [VC, OB],
        "id": "urn:uuid:a63a60be-f4af-491c-87fc-2c8fd3007a58",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Wound care",
        "issuer": {"id": "did:web:college.example", "type": ["Profile"], "name": "College"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:ada",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:bd6d9316-f7ae-4073-a1e5-2f7f5bd22922",
                "type": ["Achievement"],
                "name": "Wound care",
                "description": "Can care for wounds.",
                "criteria": {"narrative": "Shown on the ward."},
            },
        },
        **more,
    }


def endorsement(
    number: int, *, proof_value: str = "z58DAdFfa9SkqZMVPxAQpic7ndSayn1PzZs6ZjWp1CktyGesjuTSwRdo"
) -> dict[str, Any]:
    """Return one endorsement credential with a proof, to be embedded."""
    return {
        "@context": [VC, OB],
        "id": f"https://employer.example/endorsements/{number}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"Endorsement {number}",
        "issuer": {"id": "https://employer.example", "type": ["Profile"], "name": "Employer"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:bd6d9316-f7ae-4073-a1e5-2f7f5bd22922",
            "type": ["EndorsementSubject"],
            "endorsementComment": f"Needed on ward {number}.",
        },
        "proof": [
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2026-01-01T00:00:00Z",
                "verificationMethod": "https://employer.example#key",
                "proofPurpose": "assertionMethod",
                "proofValue": proof_value,
            }
        ],
    }


def _achievement() -> dict[str, Any]:
    return {
        "id": "urn:uuid:bd6d9316-f7ae-4073-a1e5-2f7f5bd22922",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": "Wound care",
        "description": "Can care for wounds.",
        "criteria": {"id": "https://college.example/criteria", "narrative": "Shown on the ward."},
        "image": {"id": "https://college.example/a.png", "type": "Image", "caption": "A plaster"},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetCode": "S1.1",
                "targetName": "Care",
                "targetDescription": "Cares.",
                "targetFramework": "Frame",
                "targetType": "ceasn:Competency",
                "targetUrl": "https://frame.example/S1.1",
            }
        ],
        "creator": {"id": "did:web:college.example", "type": ["Profile"], "name": "College"},
        "creditsAvailable": 3.5,
        "fieldOfStudy": "Nursing",
        "humanCode": "W-1",
        "inLanguage": "fr-CA",
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "7", "identifierType": "identifier"}],
        "related": [{"id": "https://college.example/b", "type": ["Related"], "inLanguage": "en", "version": "1"}],
        "resultDescription": [
            {
                "id": "urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c",
                "type": ["ResultDescription"],
                "name": "Level",
                "resultType": "RubricCriterionLevel",
                "allowedValue": ["low", "middle", "high", "low"],
                "valueMin": "1",
                "valueMax": "5",
                "rubricCriterionLevel": [
                    {
                        "id": "urn:uuid:d05a0867-d0ad-4b03-bdb5-28fb5d2aab7a",
                        "type": ["RubricCriterionLevel"],
                        "description": "Alone",
                        "level": "A",
                        "name": "Master",
                        "points": "4",
                    }
                ],
            }
        ],
        "specialization": "Feet",
        "tag": ["wound", "care"],
        "version": "1.0",
    }


def _profile() -> dict[str, Any]:
    return {
        "id": "did:web:college.example",
        "type": ["Profile"],
        "name": {"@value": "Collège", "@language": "fr-CA"},
        "url": "https://college.example",
        "phone": "111-222-3333",
        "description": "A college.",
        "email": "info@college.example",
        "image": {"id": "https://college.example/logo.png", "type": "Image"},
        "address": {
            "type": ["Address"],
            "addressCountry": "Canada",
            "addressCountryCode": "CA",
            "addressRegion": "NB",
            "addressLocality": "Moncton",
            "streetAddress": "1 Main St",
            "postOfficeBoxNumber": "12",
            "postalCode": "E1C 1A1",
            "geo": {"type": "GeoCoordinates", "latitude": 46.0878, "longitude": -64.7782},
        },
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "12345", "identifierType": "sourcedId"}],
        "official": "Horace Mann",
        "parentOrg": {"id": "https://system.example", "type": ["Profile"], "name": "System"},
        "givenName": "G",
        "familyName": "F",
        "dateOfBirth": "1950-01-01",
    }


def full() -> dict[str, Any]:
    """Return a credential with nearly every member."""
    return {
        "@context": [VC, OB, EXTENSIONS],
        "id": "http://1edtech.edu/credentials/3732",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Wound care",
        "description": "A credential",
        "image": {"id": "https://college.example/c.png", "type": "Image", "caption": "C"},
        "awardedDate": "2026-01-01T00:00:00Z",
        "issuer": _profile(),
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2030-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:ada",
            "type": ["AchievementSubject"],
            "activityEndDate": "2026-01-02",
            "activityStartDate": "2026-01-01",
            "creditsEarned": 42,
            "licenseNumber": "A-9320041",
            "role": "Head",
            "source": {"id": "https://school.example", "type": ["Profile"], "name": "School"},
            "term": "Fall",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": "sha256$00",
                    "identityType": "emailAddress",
                    "hashed": True,
                    "salt": "sea",
                }
            ],
            "achievement": _achievement(),
            "result": [
                {
                    "type": ["Result"],
                    "alignment": [
                        {"type": ["Alignment"], "targetName": "T", "targetUrl": "https://frame.example/T"},
                    ],
                    "resultDescription": "urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c",
                    "achievedLevel": "urn:uuid:d05a0867-d0ad-4b03-bdb5-28fb5d2aab7a",
                    "status": "Completed",
                    "value": "A",
                }
            ],
        },
        "endorsement": [endorsement(1), endorsement(2)],
        "evidence": [
            {
                "id": "https://college.example/evidence",
                "type": ["Evidence"],
                "narrative": "Seen.",
                "name": "Film",
                "description": "A film",
                "genre": "Video",
                "audience": "Wards",
            }
        ],
        "credentialSchema": [
            {"id": "https://college.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"},
        ],
        "credentialStatus": {"id": "https://college.example/status", "type": "1EdTechRevocationList"},
        "refreshService": {"id": "https://college.example/refresh", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"id": "https://college.example/terms", "type": "https://college.example/Terms"}],
    }
