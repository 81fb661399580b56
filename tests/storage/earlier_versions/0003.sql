-- A list of reports whose days are those of registration.
INSERT INTO import_file (batch_id, kind, name, sha256, modified_at, rows, inserted, updated, unchanged, rejected, gone, newest_event_on, is_full_list, received_dates_are_registration)
VALUES (1, 'reports', 'aktualiseringar.csv', 'b2', '2026-11-20 05:30:00', 1, 1, 0, 0, 0, 0, '2026-11-16', true, true);
