BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	password TEXT, 
	openid TEXT, 
	language VARCHAR(2), 
	created_at DATETIME NOT NULL, 
	signed_in_at DATETIME, 
	disabled_at DATETIME, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT ck_account_role CHECK (role IN ('admin', 'recruiter')), 
	CONSTRAINT uq_account_email UNIQUE (email), 
	CONSTRAINT uq_account_openid UNIQUE (openid)
);
INSERT INTO "account" VALUES(3,'anna@example.org','Anna «A»','admin','scrypt$1$1','https://id.example.org 7','ar','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',NULL);
INSERT INTO "account" VALUES(4,'direction@example.org','مريم','recruiter',NULL,NULL,NULL,'2026-05-04 12:00:00.123456',NULL,'2026-05-04 12:00:00.123456');
CREATE TABLE alarm (
	code VARCHAR(50) NOT NULL, 
	place VARCHAR(100) NOT NULL, 
	text TEXT NOT NULL, 
	remedy TEXT NOT NULL, 
	raised_at DATETIME NOT NULL, 
	cleared_at DATETIME, 
	told_at DATETIME, 
	CONSTRAINT pk_alarm PRIMARY KEY (code, place)
);
INSERT INTO "alarm" VALUES('silence','jobs','x','y','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456');
INSERT INTO "alarm" VALUES('disk_full','','«x»','','2026-01-01 00:00:00.000000',NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
CREATE TABLE api_token (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	used_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_api_token PRIMARY KEY (id), 
	CONSTRAINT fk_api_token_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_api_token_hash UNIQUE (hash)
);
INSERT INTO "api_token" VALUES(2,3,'Payroll «P»','5555555555555555555555555555555555555555555555555555555555555555','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456',NULL);
INSERT INTO "api_token" VALUES(3,4,'x','6666666666666666666666666666666666666666666666666666666666666666','2026-01-01 00:00:00.000000',NULL,NULL,'2026-05-04 12:00:00.123456');
CREATE TABLE application (
	id INTEGER NOT NULL, 
	reference VARCHAR(100) NOT NULL, 
	posting VARCHAR(100) NOT NULL, 
	email VARCHAR(320), 
	name TEXT, 
	status VARCHAR(20) NOT NULL, 
	late BOOLEAN NOT NULL, 
	received_at DATETIME NOT NULL, 
	missing JSON NOT NULL, 
	reason TEXT NOT NULL, 
	references_count INTEGER NOT NULL, 
	person TEXT, 
	doubt TEXT, 
	unread JSON NOT NULL, ruling VARCHAR(20), reminded_at DATETIME, name_key VARCHAR(100) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_application PRIMARY KEY (id), 
	CONSTRAINT ck_application_status CHECK (status IN ('complete', 'incomplete', 'late', 'review', 'withdrawn', 'spam')), 
	CONSTRAINT uq_application_posting_email UNIQUE (posting, email), 
	CONSTRAINT uq_application_reference UNIQUE (reference)
);
INSERT INTO "application" VALUES(5,'OMP-2026-0000','omp',NULL,'Salma «B»','complete',0,'2026-01-01 00:00:00.000000','[]','',0,NULL,NULL,'[]',NULL,NULL,'salma «b»');
INSERT INTO "application" VALUES(6,'OMP-2026-0001','omp','s1@example.com','Salma «B»','incomplete',0,'2026-01-01 00:00:00.000000','["letter"]','',1,'who',NULL,'[]',NULL,'2026-05-04 12:00:00.123456','salma «b»');
INSERT INTO "application" VALUES(7,'OMP-2026-0002','omp','s2@example.com','Salma «B»','late',0,'2026-01-01 00:00:00.000000','["letter", "references"]','',2,'who',NULL,'[]',NULL,'2026-05-04 12:00:00.123456','salma «b»');
INSERT INTO "application" VALUES(8,'OMP-2026-0003','omp','s3@example.com','Salma «B»','review',0,'2026-01-01 00:00:00.000000','["letter", "references"]','',3,'who',NULL,'[]',NULL,'2026-05-04 12:00:00.123456','salma «b»');
INSERT INTO "application" VALUES(9,'OMP-2026-0004','omp','s4@example.com','Salma «B»','withdrawn',0,'2026-01-01 00:00:00.000000','["letter", "references"]','',4,'who',NULL,'[]','withdrawn','2026-05-04 12:00:00.123456','salma «b»');
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	who VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);
INSERT INTO "attempt" VALUES(2,'4444444444444444444444444444444444444444444444444444444444444444','2026-05-04 12:00:00.123456');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(100) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	message_id INTEGER, 
	letter_id INTEGER, 
	application VARCHAR(100), 
	note TEXT, posting VARCHAR(100), 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(8,'2026-01-01 00:00:00.000000','intake','letter sent',NULL,7,'OMP-2026-0000',NULL,'omp');
INSERT INTO "audit" VALUES(9,'2026-05-04 12:00:00.123456','anna@host','erase',90,NULL,NULL,'messages 3',NULL);
CREATE TABLE bucket (
	account VARCHAR(400) NOT NULL, 
	what VARCHAR(30) NOT NULL, 
	kept JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_bucket PRIMARY KEY (account, what)
);
INSERT INTO "bucket" VALUES('jobs/imap','send','[0.5, 3]','2026-05-04 12:00:00.123456');
CREATE TABLE call (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	webhook_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	what VARCHAR(20) NOT NULL, 
	at DATETIME NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	due_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	answer TEXT, 
	CONSTRAINT ck_call_state CHECK (state IN ('pending', 'done', 'failed')), 
	CONSTRAINT fk_call_webhook_id_webhook FOREIGN KEY(webhook_id) REFERENCES webhook (id), 
	CONSTRAINT ck_call_what CHECK (what IN ('created', 'changed'))
);
INSERT INTO "call" VALUES(4,2,5,'created','2026-01-01 00:00:00.000000','failed',9,'2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456','HTTP 500');
INSERT INTO "call" VALUES(6,2,6,'changed','2026-05-04 12:00:00.123456','pending',0,'2026-05-04 12:00:00.123456',NULL,NULL);
CREATE TABLE canary (
	mailbox VARCHAR(100) NOT NULL, 
	day DATE NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	received_at DATETIME, 
	seen_at DATETIME, 
	CONSTRAINT pk_canary PRIMARY KEY (mailbox, day), 
	CONSTRAINT uq_canary_token UNIQUE (token)
);
INSERT INTO "canary" VALUES('jobs','2026-05-04','t','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456');
INSERT INTO "canary" VALUES('jobs','2026-05-05','u','2026-05-04 12:00:00.123456',NULL,NULL);
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	kinds JSON NOT NULL, 
	pages JSON NOT NULL, 
	referees INTEGER, 
	at DATETIME NOT NULL, 
	actor VARCHAR(100) NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT fk_correction_application_id_application FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_correction_application_id_sha256 UNIQUE (application_id, sha256)
);
INSERT INTO "correction" VALUES(2,5,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','["cv"]','[[1, ["cv"]]]',2,'2026-05-04 12:00:00.123456','anna@host');
INSERT INTO "correction" VALUES(3,6,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','[]','[]',NULL,'2026-05-04 12:00:00.123456','anna@host');
CREATE TABLE counter (
	prefix VARCHAR(100) NOT NULL, 
	year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (prefix, year)
);
INSERT INTO "counter" VALUES('OMP',2026,9);
CREATE TABLE document (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	file TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	kinds JSON NOT NULL, 
	possible JSON NOT NULL, 
	pages JSON NOT NULL, 
	confidence FLOAT NOT NULL, 
	because TEXT NOT NULL, 
	referees JSON NOT NULL, 
	language VARCHAR(2), scanned_at DATETIME, virus TEXT, owner TEXT, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_application_id_application FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_document_message_id_message FOREIGN KEY(message_id) REFERENCES message (id), 
	CONSTRAINT uq_document_application_id_message_id_position UNIQUE (application_id, message_id, position), 
	CONSTRAINT uq_document_application_id_sha256 UNIQUE (application_id, sha256)
);
INSERT INTO "document" VALUES(3,5,90,1,'2026-01-01 00:00:00.000000','مرجع.pdf','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',3,'["cv", "letter"]','["other"]','[[1, ["cv"]], [2, []]]',0.1,'x','["a", "b"]','fr','2026-05-04 12:00:00.123456','Eicar','Salma');
INSERT INTO "document" VALUES(4,6,91,2,'2026-01-01 00:00:00.000000','مرجع.pdf','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',3,'["cv", "letter"]','["other"]','[]',1.0,'x','[]',NULL,NULL,NULL,NULL);
CREATE TABLE duty (
	name VARCHAR(100) NOT NULL, 
	done_at DATETIME NOT NULL, 
	CONSTRAINT pk_duty PRIMARY KEY (name)
);
INSERT INTO "duty" VALUES('retire','2026-05-04 12:00:00.123456');
CREATE TABLE edition (
	id INTEGER NOT NULL, 
	file VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	account_id INTEGER, 
	"before" TEXT, 
	"after" TEXT, 
	undone BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_edition PRIMARY KEY (id), 
	CONSTRAINT fk_edition_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "edition" VALUES(2,'postings/omp.yaml','2026-05-04 12:00:00.123456',3,'a: 1
','a: «2» # é
',0);
INSERT INTO "edition" VALUES(3,'intake.yaml','2026-05-04 12:00:00.123456',NULL,NULL,NULL,1);
CREATE TABLE erased (
	id INTEGER NOT NULL, 
	mailbox VARCHAR(100) NOT NULL, 
	folder VARCHAR(500) NOT NULL, 
	uidvalidity BIGINT NOT NULL, 
	uid BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	erased_at DATETIME NOT NULL, 
	CONSTRAINT pk_erased PRIMARY KEY (id), 
	CONSTRAINT uq_erased_mailbox_folder_uidvalidity_uid UNIQUE (mailbox, folder, uidvalidity, uid)
);
INSERT INTO "erased" VALUES(2,'jobs','INBOX',5,6,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','2026-05-04 12:00:00.123456');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	what VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT ck_event_what CHECK (what IN ('created', 'changed'))
);
INSERT INTO "event" VALUES(5,6,'changed');
CREATE TABLE folder (
	mailbox VARCHAR(100) NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	uidvalidity BIGINT NOT NULL, 
	cursor BIGINT NOT NULL, 
	CONSTRAINT pk_folder PRIMARY KEY (mailbox, name)
);
INSERT INTO "folder" VALUES('jobs','INBOX',4294967295,4294967294);
INSERT INTO "folder" VALUES('jobs','INBOX/Été',1,0);
CREATE TABLE "letter" (
	id INTEGER NOT NULL, 
	cause_id INTEGER, 
	application_id INTEGER, 
	recruiter VARCHAR(320), 
	day DATE, 
	kind VARCHAR(20) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	mailbox VARCHAR(100) NOT NULL, 
	recipient VARCHAR(320) NOT NULL, 
	domain VARCHAR(255) NOT NULL, 
	message_id VARCHAR(255) NOT NULL, 
	raw BLOB NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	claimed_by VARCHAR(200), 
	settled_at DATETIME, 
	note TEXT, 
	deferred_at DATETIME, 
	bounced_at DATETIME, 
	bounced_by INTEGER, 
	bounce TEXT, 
	revision INTEGER DEFAULT '0' NOT NULL, tells JSON, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT fk_letter_application_id_application FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_letter_message_id UNIQUE (message_id), 
	CONSTRAINT uq_letter_recruiter_day UNIQUE (recruiter, day), 
	CONSTRAINT fk_letter_cause_id_message FOREIGN KEY(cause_id) REFERENCES message (id), 
	CONSTRAINT ck_letter_state CHECK (state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'held', 'superseded')), 
	CONSTRAINT uq_letter_cause_id_revision UNIQUE (cause_id, revision)
);
INSERT INTO "letter" VALUES(4,90,5,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l0@x>',X'00FF0D0A','pending','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,NULL,NULL,'2026-01-01 00:00:00.000000',NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(5,91,5,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l1@x>',X'00FF0D0A','claimed','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,'h/b/n/1/0',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(6,92,5,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l2@x>',X'00FF0D0A','sending','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,'h/b/n/1/0',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(7,93,NULL,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l3@x>',X'00FF0D0A','sent','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456',NULL,NULL,'2026-05-04 12:00:00.123456',94,'5.1.1',0,NULL);
INSERT INTO "letter" VALUES(8,94,NULL,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l4@x>',X'00FF0D0A','failed','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456','550 «no»',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(9,95,NULL,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l5@x>',X'00FF0D0A','unknown','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(10,NULL,NULL,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l6@x>',X'00FF0D0A','held','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(11,NULL,NULL,NULL,NULL,'incomplete','ar','jobs','S@example.com','example.com','<l7@x>',X'00FF0D0A','superseded','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(40,NULL,NULL,'direction@example.org','2026-05-04','digest','ar','jobs','S@example.com','example.com','<d@x>',X'','sent','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',1,NULL,'2026-05-04 12:00:00.123456',NULL,NULL,NULL,NULL,NULL,0,'[5, 6]');
CREATE TABLE link (
	hash VARCHAR(64) NOT NULL, 
	account_id INTEGER, 
	purpose VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_link PRIMARY KEY (hash), 
	CONSTRAINT ck_link_purpose CHECK (purpose IN ('start', 'invitation', 'password')), 
	CONSTRAINT fk_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "link" VALUES('2222222222222222222222222222222222222222222222222222222222222222',4,'invitation','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',NULL);
INSERT INTO "link" VALUES('3333333333333333333333333333333333333333333333333333333333333333',NULL,'start','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456');
CREATE TABLE mailbox (
	name VARCHAR(100) NOT NULL, 
	first_polled_at DATETIME NOT NULL, 
	leased_by VARCHAR(200), 
	read_at DATETIME, 
	failing_since DATETIME, 
	failures INTEGER NOT NULL, 
	error TEXT, shard INTEGER DEFAULT '0' NOT NULL, next_poll_at DATETIME, host VARCHAR(255), reconciled_at DATETIME, reconciled JSON, 
	CONSTRAINT pk_mailbox PRIMARY KEY (name)
);
INSERT INTO "mailbox" VALUES('jobs','2026-01-01 00:00:00.000000','h/b/n/1/0','2026-05-04 12:00:00.123456',NULL,0,NULL,7,'2026-05-04 12:00:00.123456','imap.example.org','2026-05-04 12:00:00.123456','[{"folder": "INBOX", "missing": 0}]');
INSERT INTO "mailbox" VALUES('emploi','2026-05-04 12:00:00.123456',NULL,NULL,'2026-01-01 00:00:00.000000',3,'It fails: «é»',0,NULL,NULL,NULL,NULL);
CREATE TABLE message (
	id INTEGER NOT NULL, 
	mailbox VARCHAR(100) NOT NULL, 
	folder VARCHAR(500) NOT NULL, 
	uidvalidity BIGINT NOT NULL, 
	uid BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	taken_at DATETIME NOT NULL, 
	dated DATETIME, 
	message_id TEXT, 
	sender TEXT, 
	subject TEXT NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	posting VARCHAR(100), 
	application_id INTEGER, 
	reason TEXT NOT NULL, 
	files INTEGER NOT NULL, 
	marked BOOLEAN NOT NULL, attempts INTEGER DEFAULT '0' NOT NULL, retry_at DATETIME, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT ck_message_outcome CHECK (outcome IN ('application', 'supplement', 'duplicate', 'unmatched', 'automatic', 'quarantined', 'order')), 
	CONSTRAINT fk_message_application_id_application FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_message_mailbox_folder_uidvalidity_uid UNIQUE (mailbox, folder, uidvalidity, uid)
);
INSERT INTO "message" VALUES(90,'jobs','INBOX',4294967295,7,'0000000000000000000000000000000000000000000000000000000000000000',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',NULL,NULL,NULL,'Candidature « chargée » سلام 🙂 ''OMP''; --','application','omp',5,'why, "so"
and	more',0,0,0,NULL);
INSERT INTO "message" VALUES(91,'jobs','INBOX',4294967295,8,'0000000000000000000000000000000000000000000000000000000000000001',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','<1@x>','S@example.com','Candidature « chargée » سلام 🙂 ''OMP''; --','supplement','omp',5,'why, "so"
and	more',0,0,0,NULL);
INSERT INTO "message" VALUES(92,'jobs','INBOX',4294967295,9,'0000000000000000000000000000000000000000000000000000000000000002',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','<2@x>','S@example.com','Candidature « chargée » سلام 🙂 ''OMP''; --','duplicate','omp',5,'why, "so"
and	more',0,0,0,NULL);
INSERT INTO "message" VALUES(93,'jobs','INBOX',4294967295,10,'0000000000000000000000000000000000000000000000000000000000000003',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','<3@x>','S@example.com','Candidature « chargée » سلام 🙂 ''OMP''; --','unmatched',NULL,NULL,'why, "so"
and	more',0,0,0,NULL);
INSERT INTO "message" VALUES(94,'jobs','INBOX',4294967295,11,'0000000000000000000000000000000000000000000000000000000000000004',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','<4@x>','S@example.com','Candidature « chargée » سلام 🙂 ''OMP''; --','automatic',NULL,NULL,'why, "so"
and	more',0,0,0,NULL);
INSERT INTO "message" VALUES(95,'jobs','INBOX',4294967295,12,'0000000000000000000000000000000000000000000000000000000000000005',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','<5@x>','S@example.com','Candidature « chargée » سلام 🙂 ''OMP''; --','quarantined',NULL,NULL,'why, "so"
and	more',0,0,0,'2026-05-04 12:00:00.123456');
INSERT INTO "message" VALUES(2000,'jobs','INBOX',-3,4294967295,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',10,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',NULL,NULL,NULL,'Candidature « chargée » سلام 🙂 ''OMP''; --','unmatched',NULL,NULL,'why, "so"
and	more',0,0,0,NULL);
CREATE TABLE note (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	account_id INTEGER, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_note_application_id_application FOREIGN KEY(application_id) REFERENCES application (id)
);
INSERT INTO "note" VALUES(2,5,3,'2026-05-04 12:00:00.123456','Rappeler lundi
سلام 🙂');
INSERT INTO "note" VALUES(3,5,NULL,'2026-01-01 00:00:00.000000','x');
CREATE TABLE request (
	id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	message_id INTEGER, 
	email VARCHAR(320), 
	received_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	note TEXT, 
	CONSTRAINT pk_request PRIMARY KEY (id), 
	CONSTRAINT ck_request_kind CHECK (kind IN ('access', 'rectification', 'erasure')), 
	CONSTRAINT uq_request_message_id UNIQUE (message_id)
);
INSERT INTO "request" VALUES(3,'erasure',94,'s1@example.com','2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456',NULL,NULL);
INSERT INTO "request" VALUES(4,'access',NULL,NULL,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456','erased');
CREATE TABLE secret (
	name VARCHAR(50) NOT NULL, 
	value BLOB NOT NULL, 
	CONSTRAINT pk_secret PRIMARY KEY (name)
);
INSERT INTO "secret" VALUES('erased',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F');
CREATE TABLE session (
	hash VARCHAR(64) NOT NULL, 
	account_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	said TEXT, 
	browser VARCHAR(100), 
	CONSTRAINT pk_session PRIMARY KEY (hash), 
	CONSTRAINT fk_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "session" VALUES('1111111111111111111111111111111111111111111111111111111111111111',3,'2026-01-01 00:00:00.000000','2026-05-04 12:00:00.123456','2026-05-04 12:00:00.123456','Done «é».','Firefox, Linux');
CREATE TABLE token (
	account VARCHAR(400) NOT NULL, 
	sealed BLOB, 
	expires_at DATETIME, 
	changed_at DATETIME, 
	refreshing_by VARCHAR(200), 
	refreshing_since DATETIME, 
	trouble TEXT, 
	remedy TEXT, 
	permanent BOOLEAN, 
	failures INTEGER NOT NULL, 
	retry_at DATETIME, 
	CONSTRAINT pk_token PRIMARY KEY (account)
);
INSERT INTO "token" VALUES('jobs/imap',X'007365616C6564','2026-05-04 12:00:00.123456','2026-01-01 00:00:00.000000','h/b/n/1/0','2026-05-04 12:00:00.123456',NULL,NULL,NULL,0,NULL);
INSERT INTO "token" VALUES('jobs/smtp',NULL,NULL,NULL,NULL,NULL,'«x»','y',1,3,'2026-05-04 12:00:00.123456');
CREATE TABLE told (
	recruiter VARCHAR(320) NOT NULL, 
	what VARCHAR(20) NOT NULL, 
	"of" VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_told PRIMARY KEY (recruiter, what, "of")
);
INSERT INTO "told" VALUES('direction@example.org','closing','omp 2026-05-04T15:00:00Z','2026-05-04 12:00:00.123456');
CREATE TABLE webhook (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	secret BLOB NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	resting_until DATETIME, 
	CONSTRAINT pk_webhook PRIMARY KEY (id), 
	CONSTRAINT fk_webhook_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "webhook" VALUES(2,3,'https://example.net/x?y=é',X'007365616C6564','2026-01-01 00:00:00.000000',NULL,2,'2026-05-04 12:00:00.123456');
CREATE TABLE word (
	word VARCHAR(100) NOT NULL, 
	application_id INTEGER NOT NULL, 
	CONSTRAINT pk_word PRIMARY KEY (word, application_id), 
	CONSTRAINT fk_word_application_id_application FOREIGN KEY(application_id) REFERENCES application (id)
)
 WITHOUT ROWID

;
INSERT INTO "word" VALUES('salma',5);
INSERT INTO "word" VALUES('=s1@example.com',6);
INSERT INTO "word" VALUES('سلمي',6);
CREATE TABLE worker (
	id VARCHAR(200) NOT NULL, 
	heard_at DATETIME NOT NULL, watches BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_worker PRIMARY KEY (id)
);
INSERT INTO "worker" VALUES('h/b/n/1/0','2026-05-04 12:00:00.123456',1);
CREATE INDEX ix_message_application_id ON message (application_id);
CREATE INDEX ix_message_mailbox_message_id ON message (mailbox, message_id);
CREATE INDEX ix_message_received_at ON message (received_at);
CREATE INDEX ix_message_taken_at ON message (taken_at);
CREATE INDEX ix_document_application_id ON document (application_id);
CREATE INDEX ix_message_retry_at ON message (retry_at);
CREATE INDEX ix_erased_mailbox_hash ON erased (mailbox, hash);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_letter_application_id ON letter (application_id);
CREATE INDEX ix_letter_state_due_at ON letter (state, due_at);
CREATE INDEX ix_mailbox_shard_next_poll_at ON mailbox (shard, next_poll_at);
CREATE INDEX ix_document_virus ON document (virus) WHERE virus IS NOT NULL;
CREATE INDEX ix_letter_bounced_by ON letter (bounced_by) WHERE bounced_by IS NOT NULL;
CREATE INDEX ix_mailbox_leased_by ON mailbox (leased_by) WHERE leased_by IS NOT NULL;
CREATE INDEX ix_mailbox_failures ON mailbox (failures) WHERE failures > 0;
CREATE INDEX ix_application_posting_id ON application (posting, id);
CREATE INDEX ix_application_status_id ON application (status, id);
CREATE INDEX ix_application_posting_status_id ON application (posting, status, id);
CREATE INDEX ix_application_posting_status_received_at ON application (posting, status, received_at);
CREATE INDEX ix_message_sha256_mailbox ON message (sha256, mailbox);
CREATE INDEX ix_letter_open ON letter (id) WHERE state NOT IN ('sent', 'superseded') OR bounced_at IS NOT NULL;
CREATE INDEX ix_document_unscanned ON document (message_id) WHERE scanned_at IS NULL;
CREATE INDEX ix_letter_gone ON letter (settled_at, state, mailbox, domain, recipient, cause_id);
CREATE INDEX ix_letter_unmatched ON letter (recipient) WHERE kind = 'unmatched';
CREATE INDEX ix_attempt_at ON attempt (at);
CREATE INDEX ix_attempt_who_at ON attempt (who, at);
CREATE INDEX ix_api_token_account_id ON api_token (account_id);
CREATE INDEX ix_edition_file ON edition (file);
CREATE INDEX ix_link_account_id ON link (account_id);
CREATE INDEX ix_note_application_id ON note (application_id);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_session_expires_at ON session (expires_at);
CREATE INDEX ix_webhook_account_id ON webhook (account_id);
CREATE INDEX ix_word_application_id_word ON word (application_id, word);
CREATE INDEX ix_call_state_due_at ON call (state, due_at);
CREATE UNIQUE INDEX uq_call_waiting ON call (webhook_id, application_id) WHERE state = 'pending';
CREATE INDEX ix_application_name_key_id ON application (name_key, id);
CREATE INDEX ix_application_posting_name_key ON application (posting, name_key, id);
CREATE INDEX ix_application_posting_status_name_key ON application (posting, status, name_key, id);
CREATE INDEX ix_application_status_name_key ON application (status, name_key, id);
CREATE INDEX ix_audit_application ON audit (application);
CREATE INDEX ix_audit_action_id ON audit (action, id);
CREATE INDEX ix_audit_people_posting ON audit (posting, id) WHERE actor <> 'intake';
CREATE INDEX ix_audit_people_actor ON audit (actor, id) WHERE actor <> 'intake';
CREATE INDEX ix_message_outcome_id ON message (outcome, id);
CREATE INDEX ix_message_mailbox_outcome_id ON message (mailbox, outcome, id);
CREATE INDEX ix_message_posting_outcome_id ON message (posting, outcome, id);
CREATE INDEX ix_message_sender_id ON message (sender, id);
CREATE INDEX ix_message_nobodys ON message (mailbox, outcome, id) WHERE posting IS NULL AND application_id IS NULL AND (outcome IN ('unmatched', 'quarantined') OR outcome = 'automatic' AND files > 0);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('call',6);
COMMIT;
