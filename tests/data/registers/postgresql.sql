-- The tables of a register as they were after each change, written out by the program of that time: each part adds to those before.
-- version 1
CREATE TABLE achievements (
  id TEXT NOT NULL,
  slug TEXT NOT NULL,
  version INTEGER NOT NULL,
  document BYTEA NOT NULL,
  digest VARCHAR(64) NOT NULL,
  frozen VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (slug, version)
);
CREATE INDEX ix_achievements_slug ON achievements (slug);
CREATE TABLE events (
  number SERIAL NOT NULL,
  at VARCHAR(32) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (number)
);
CREATE TABLE images (
  digest VARCHAR(64) NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (digest)
);
CREATE TABLE keys (
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  public_jwk TEXT NOT NULL,
  file TEXT NOT NULL,
  state VARCHAR(16) NOT NULL,
  created VARCHAR(32) NOT NULL,
  ended VARCHAR(32),
  PRIMARY KEY (id),
  UNIQUE (number)
);
CREATE TABLE settings (
  name VARCHAR(40) NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
);
CREATE TABLE status_lists (
  number INTEGER NOT NULL,
  purpose VARCHAR(20) NOT NULL,
  url TEXT NOT NULL,
  size INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  used INTEGER NOT NULL,
  closed BOOLEAN NOT NULL,
  signed BYTEA NOT NULL,
  valid_until VARCHAR(32) NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (url)
);
CREATE TABLE batches (
  id VARCHAR(64) NOT NULL,
  achievement TEXT NOT NULL,
  digest VARCHAR(64),
  rows INTEGER NOT NULL,
  started VARCHAR(32) NOT NULL,
  finished VARCHAR(32),
  PRIMARY KEY (id),
  FOREIGN KEY(achievement) REFERENCES achievements (id)
);
CREATE TABLE endorsements (
  id VARCHAR(64) NOT NULL,
  subject TEXT NOT NULL,
  key TEXT NOT NULL,
  form VARCHAR(20) NOT NULL,
  credential BYTEA NOT NULL,
  issued VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(key) REFERENCES keys (id)
);
CREATE INDEX ix_endorsements_subject ON endorsements (subject);
CREATE TABLE status_entries (
  list INTEGER NOT NULL,
  position INTEGER NOT NULL,
  credential VARCHAR(64) NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (list, position),
  FOREIGN KEY(list) REFERENCES status_lists (number)
);
CREATE INDEX ix_status_entries_credential ON status_entries (credential);
CREATE TABLE issued (
  number SERIAL NOT NULL,
  id VARCHAR(64) NOT NULL,
  achievement TEXT NOT NULL,
  batch VARCHAR(64),
  line INTEGER,
  key TEXT NOT NULL,
  form VARCHAR(20) NOT NULL,
  credential BYTEA,
  credential_digest VARCHAR(64) NOT NULL,
  image VARCHAR(64) NOT NULL,
  baked_digest VARCHAR(64) NOT NULL,
  recipient_hash VARCHAR(80),
  recipient_type VARCHAR(80),
  person VARCHAR(64),
  award VARCHAR(64),
  ref TEXT,
  language VARCHAR(40),
  valid_from VARCHAR(32) NOT NULL,
  valid_until VARCHAR(32),
  page VARCHAR(32) NOT NULL,
  file TEXT NOT NULL,
  state VARCHAR(16) NOT NULL,
  issued VARCHAR(32) NOT NULL,
  status VARCHAR(16) NOT NULL,
  reason_en TEXT,
  reason_fr TEXT,
  status_since VARCHAR(32),
  replaces VARCHAR(64),
  replaced_by VARCHAR(64),
  forgotten VARCHAR(32),
  PRIMARY KEY (number),
  UNIQUE (id),
  FOREIGN KEY(achievement) REFERENCES achievements (id),
  FOREIGN KEY(batch) REFERENCES batches (id),
  FOREIGN KEY(key) REFERENCES keys (id),
  FOREIGN KEY(image) REFERENCES images (digest),
  UNIQUE (award),
  UNIQUE (page),
  UNIQUE (file)
);
CREATE INDEX ix_issued_achievement ON issued (achievement);
CREATE INDEX ix_issued_batch ON issued (batch);
CREATE INDEX ix_issued_key ON issued (key);
CREATE INDEX ix_issued_person ON issued (person);
CREATE INDEX ix_issued_ref ON issued (ref);
CREATE INDEX ix_issued_state ON issued (state);
CREATE TABLE contacts (
  id VARCHAR(64) NOT NULL,
  identity TEXT,
  name TEXT,
  first_name TEXT,
  last_name TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
-- version 2
CREATE TABLE revoked_ob2 (
  id VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
-- version 2
CREATE TABLE receipts (
  id VARCHAR(64) NOT NULL,
  body BYTEA NOT NULL,
  delivered BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
-- version 2
CREATE TABLE pathway_awards (
  id VARCHAR(64) NOT NULL,
  pathway TEXT NOT NULL,
  version TEXT NOT NULL,
  validity VARCHAR(20) NOT NULL,
  used TEXT NOT NULL,
  flagged VARCHAR(32),
  PRIMARY KEY (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
CREATE INDEX ix_pathway_awards_pathway ON pathway_awards (pathway);
-- version 3
CREATE TABLE revoked_before (
  id VARCHAR(64) NOT NULL,
  ob2 BOOLEAN NOT NULL,
  reason TEXT,
  PRIMARY KEY (id, ob2)
);
-- version 4
CREATE TABLE reserved (
  credential VARCHAR(64) NOT NULL,
  PRIMARY KEY (credential)
);
-- version 5
ALTER TABLE contacts ADD COLUMN consent BOOLEAN;
ALTER TABLE contacts ADD COLUMN consent_for TEXT;
ALTER TABLE contacts ADD COLUMN consent_since VARCHAR(32);
-- version 6
CREATE TABLE pictures (
  url TEXT NOT NULL,
  image VARCHAR(64) NOT NULL,
  forgotten VARCHAR(32),
  PRIMARY KEY (url),
  FOREIGN KEY(image) REFERENCES images (digest)
);
-- version 7
CREATE TABLE conversions (
  assertion VARCHAR(64) NOT NULL,
  id VARCHAR(64) NOT NULL,
  PRIMARY KEY (assertion),
  UNIQUE (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
-- version 9
CREATE TABLE unlisted (
  id VARCHAR(64) NOT NULL,
  achievement TEXT NOT NULL,
  identities TEXT NOT NULL,
  file TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ix_unlisted_achievement ON unlisted (achievement);
CREATE INDEX ix_status_entries_marked ON status_entries (list) WHERE value != 0;
CREATE INDEX ix_issued_achievement_form ON issued (achievement, form, number);
CREATE TABLE receipts_due (
  id VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(id) REFERENCES issued (id)
);
-- version 10
ALTER TABLE contacts ADD COLUMN consent_source TEXT;
ALTER TABLE contacts ADD COLUMN consent_withdrawn VARCHAR(32);
