-- That the cases are called by their numbers, as the first import settled it.
INSERT INTO case_labelling (id, fingerprint) VALUES (1, NULL);
