-- Reminders and calendars know which object id asked for them.
INSERT INTO reminder (email_key, case_number, remind_on, state, created_at, changed_at, object_id)
VALUES ('asa@x.example', 'BU-2026-00001', '2026-12-04', 'waiting', '2026-11-20 08:20:00', '2026-11-20 08:20:00', '11111111-1111-4111-8111-111111111111');
UPDATE calendar_subscription SET revoked_at = '2026-11-20 08:25:00' WHERE email_key = 'asa@x.example';
INSERT INTO calendar_subscription (email_key, token_sha256, created_at, revoked_at, object_id)
VALUES ('asa@x.example', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '2026-11-20 08:25:00', NULL, '11111111-1111-4111-8111-111111111111');
