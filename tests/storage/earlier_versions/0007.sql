-- A summary that the board has been given.
INSERT INTO sent_summary (month, schema_version, context, imported_at, frozen_at, sent_at)
VALUES ('2026-10', 1, '{"month": "2026-10"}', '2026-11-02 06:00:00', '2026-11-09 08:00:00', '2026-11-09 08:00:05');
