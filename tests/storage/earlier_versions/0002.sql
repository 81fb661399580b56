-- People have told Fristvakt things, and looks tell whose rows they were of.
INSERT INTO access_log (at, who, intent, rows, scope, denied) VALUES ('2026-11-20 08:00:00', 'asa@x.example', 'case', 0, 'mine', true);
INSERT INTO purge_run (table_name, older_than, who, started_at, finished_at, rows) VALUES ('access_log', '2024-11-20 00:00:00', 'fristvakt', '2026-11-20 03:00:00', '2026-11-20 03:00:01', 0);
INSERT INTO conversation (object_id, conversation_id, service_url, tenant_id, bot_id, channel_id, user_id, last_seen_at, installed)
VALUES ('11111111-1111-4111-8111-111111111111', 'a:1', 'https://smba.example/emea/', 't', '28:bot', 'msteams', '29:asa', '2026-11-20 08:00:00', true);
INSERT INTO reminder (email_key, case_number, remind_on, state, created_at, changed_at) VALUES ('asa@x.example', 'BU-2026-00001', '2026-11-27', 'waiting', '2026-11-20 08:00:00', '2026-11-20 08:00:00');
INSERT INTO overrun_cause_record (investigation_number, cause, who, at) VALUES ('UTR-2026-00001', 'complex', 'asa@x.example', '2026-11-20 08:05:00');
INSERT INTO calendar_subscription (email_key, token_sha256, created_at, revoked_at)
VALUES ('asa@x.example', '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752', '2026-11-20 08:10:00', NULL);
INSERT INTO digest_pause (email_key, until, paused_at) VALUES ('asa@x.example', '2026-12-01', '2026-11-20 08:15:00');
