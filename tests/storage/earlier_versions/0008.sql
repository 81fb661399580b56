-- A person who has got another post, and an export that ended without a line break.
UPDATE staff SET post_since = '2026-11-20 06:00:00' WHERE email_key = 'asa@x.example';
INSERT INTO import_file (batch_id, kind, name, sha256, modified_at, rows, inserted, updated, unchanged, rejected, gone, newest_event_on, is_full_list, received_dates_are_registration, caseworkers_are_kept, is_unterminated)
VALUES (1, 'placements', 'placeringar.csv', 'd4', '2026-11-20 05:50:00', 1, 1, 0, 0, 0, 0, '2026-08-03', true, false, false, true);
